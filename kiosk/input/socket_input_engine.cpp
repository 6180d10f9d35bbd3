// SPDX-License-Identifier: Apache-2.0
// The screen's end of the input engine's socket.
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

#include "kiosk/input/input_engine.h"
#include "sync/service/local_socket.h"

namespace onestop::input {

bool SocketInputEngine::isPresent() const { return !socket_.empty() && ::access(socket_.c_str(), W_OK) == 0; }

bool SocketInputEngine::begin() {
    const auto address = service::localAddress(socket_);
    if (!address) return false;
    descriptor_ = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return descriptor_ >= 0 &&
           ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0;
}

void SocketInputEngine::send(const Keystroke& keystroke) {
    const std::string packet = formatKeystroke(keystroke);
    const bool begun = descriptor_ >= 0 || begin();
    if (!begun || ::send(descriptor_, packet.data(), packet.size(), MSG_NOSIGNAL) < 0) lose();
}

void SocketInputEngine::receive() {
    std::array<char, kPacketBytesMost> packet;
    while (descriptor_ >= 0) {
        const auto length = ::recv(descriptor_, packet.data(), packet.size(), 0);
        if (length < 0 && (errno == EAGAIN || errno == EINTR)) break;
        const auto composition =
            length > 0
                ? parseComposition({packet.data(), static_cast<std::size_t>(length)})
                : tl::expected<Composition, PacketFailure>(tl::unexpected(PacketFailure{"the engine has ended"}));
        if (!composition) {
            lose();
            break;
        }
        if (observer_) observer_(*composition);
    }
    ::explicit_bzero(packet.data(), packet.size());
}

void SocketInputEngine::end() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

void SocketInputEngine::lose() {
    end();
    if (observer_) observer_(std::nullopt);
}

} // namespace onestop::input
