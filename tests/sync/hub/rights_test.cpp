// SPDX-License-Identifier: Apache-2.0
// What the hub gave up it cannot do: tried in a child, without umockdev, which hides mistakes.
#include "sync/hub/rights.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/catch.h"

namespace {

/// The child's exit code; it drops its rights first.
template <class Attempt>
int inChild(Attempt attempt) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(onestop::hub::dropRights() ? attempt() : 99);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("the hub cannot speak to a USB device", "[rights]") {
    CHECK(inChild([] {
              usbdevfs_ctrltransfer transfer{};
              const int descriptor = ::open("/dev/null", O_RDWR);
              errno = 0;
              const bool control = ::ioctl(descriptor, USBDEVFS_CONTROL, &transfer) == -1 && errno == EPERM;
              errno = 0;
              const bool reset = ::ioctl(descriptor, USBDEVFS_RESET, nullptr) == -1 && errno == EPERM;
              return control && reset ? 0 : 1;
          }) == 0);
}

TEST_CASE("the hub cannot start programs", "[rights]") {
    CHECK(inChild([] {
              char* const arguments[] = {nullptr};
              errno = 0;
              ::execve("/bin/true", arguments, arguments);
              return errno == EPERM ? 0 : 1;
          }) == 0);
}

TEST_CASE("the hub can still listen and wait for input", "[rights]") {
    CHECK(inChild([] {
              const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
              int waiting = 0;
              return descriptor >= 0 && ::ioctl(descriptor, FIONREAD, &waiting) == 0 ? 0 : 1;
          }) == 0);
}
