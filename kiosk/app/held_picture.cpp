// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/held_picture.h"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace onestop::app {

namespace {

constexpr const char* kOwnDescriptors = "/proc/self/fd";
constexpr const char* kGraphicsCard = "/dev/dri/card";
constexpr unsigned long kDropMaster = _IO('d', 0x1f); ///< DRM_IOCTL_DROP_MASTER: Debian has drm.h with libdrm only

/// The path that a descriptor was opened by; empty: none.
std::string openedBy(int descriptor) {
    std::error_code error;
    return std::filesystem::read_symlink(std::filesystem::path(kOwnDescriptors) / std::to_string(descriptor), error);
}

/// The name of the server at the other end of a Unix socket; an abstract one without its first null byte.
std::string serverOf(int descriptor) {
    sockaddr_un address{};
    socklen_t length = sizeof address;
    const bool named = ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0 &&
                       address.sun_family == AF_UNIX && length > offsetof(sockaddr_un, sun_path);
    if (!named) return {};
    std::string name(address.sun_path, length - offsetof(sockaddr_un, sun_path));
    if (name.front() == '\0') name.erase(0, 1);
    return name.substr(0, name.find('\0'));
}

bool isDisplayServer(int descriptor) {
    const std::string server = serverOf(descriptor);
    return server.find("/.X11-unix/X") != std::string::npos || server.find("/wayland-") != std::string::npos;
}

} // namespace

bool isGraphicsCard(int descriptor) { return openedBy(descriptor).starts_with(kGraphicsCard); }

std::vector<int> displayDescriptors() {
    std::vector<int> displays;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(kOwnDescriptors, error)) {
        const int descriptor = std::atoi(entry.path().filename().c_str());
        if (descriptor <= STDERR_FILENO) continue;
        if (isGraphicsCard(descriptor) || isDisplayServer(descriptor)) displays.push_back(descriptor);
    }
    return displays;
}

void leaveOpen(const std::vector<int>& displays) {
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    for (const int display : displays) {
        // Who holds the card first is its master, and nobody else may set a mode.
        if (isGraphicsCard(display) && ::ioctl(display, kDropMaster, 0) != 0) continue;
        ::fcntl(display, F_SETFD, 0);
    }
}

} // namespace onestop::app
