// SPDX-License-Identifier: Apache-2.0
// Promises: after the rights are given up no network socket can be had, by no thread; hotplug and the display still
// work. Tried in children and without umockdev, which would hide mistakes.
#include <cerrno>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include <libusb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/app/rights.h"
#include "tests/support/catch.h"

using namespace onestop::app;

namespace {

/// Runs `attempt` in a child that has given up its rights; true when it returned true there.
bool afterDropping(const std::function<bool()>& attempt) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(dropNetwork() && attempt() ? 0 : 1);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool isRefused(int family, int type) {
    errno = 0;
    return ::socket(family, type, 0) == -1 && errno == EACCES;
}

bool isGiven(int family, int type, int protocol) { return ::socket(family, type, protocol) >= 0; }

} // namespace

TEST_CASE("before the rights are given up a network socket can be had, so that the refusals below mean something",
          "[rights]") {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    CHECK(socket >= 0);
    ::close(socket);
}

TEST_CASE("no socket that could reach a network is given", "[rights]") {
    CHECK(afterDropping([] { return isRefused(AF_INET, SOCK_STREAM) && isRefused(AF_INET, SOCK_DGRAM); }));
    CHECK(afterDropping([] { return isRefused(AF_INET6, SOCK_STREAM) && isRefused(AF_INET6, SOCK_DGRAM); }));
    for (int family = 0; family < AF_MAX; ++family) {
        if (family == AF_UNIX || family == AF_NETLINK) continue;
        INFO("family " << family);
        CHECK(afterDropping([&] { return isRefused(family, SOCK_STREAM); }));
    }
}

TEST_CASE("threads that run already are bound, too", "[rights]") {
    CHECK(afterDropping([] {
        bool refused = false;
        std::thread([&] { refused = isRefused(AF_INET, SOCK_STREAM); }).join();
        return refused;
    }));
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        int go[2];
        if (::pipe(go) != 0) ::_exit(2);
        bool refused = false;
        std::thread early([&] {
            char byte;
            refused = ::read(go[0], &byte, 1) == 1 && isRefused(AF_INET, SOCK_STREAM);
        });
        const bool dropped = dropNetwork() && ::write(go[1], "x", 1) == 1;
        early.join();
        ::_exit(dropped && refused ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("rights that were given up once are not given up again, so that a thousand fresh processes cost nothing",
          "[rights]") {
    CHECK(afterDropping([] {
        const auto filters = [] {
            std::ifstream status("/proc/self/status");
            for (std::string line; std::getline(status, line);)
                if (line.starts_with("Seccomp_filters:")) return std::stoi(line.substr(16));
            return 0; // a kernel before 5.9 does not count them
        };
        const int once = filters();
        for (int i = 0; i < 1000; ++i)
            if (!dropNetwork()) return false;
        return filters() == once && isRefused(AF_INET, SOCK_STREAM);
    }));
}

TEST_CASE("the display's and udev's sockets are given", "[rights]") {
    CHECK(afterDropping([] { return isGiven(AF_UNIX, SOCK_STREAM, 0); }));
    CHECK(afterDropping([] { return isGiven(AF_NETLINK, SOCK_RAW, 15); })); // NETLINK_KOBJECT_UEVENT
}

TEST_CASE("the USB bus can be opened with hotplug", "[rights]") {
    CHECK(afterDropping([] {
        libusb_context* context = nullptr;
        const bool opened = libusb_init(&context) == 0 && libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) != 0;
        if (context != nullptr) libusb_exit(context);
        return opened;
    }));
}
