// SPDX-License-Identifier: Apache-2.0
// Promises: systemd hears once that a program serves and often enough that it still does, and a program that nobody
// listens to serves all the same. The manager here is a socket of our own.
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "sync/service/service_manager.h"
#include "tests/support/catch.h"

using namespace onestop::service;
using namespace std::chrono_literals;

namespace {

/// What systemd's end of the socket hears.
class Manager {
public:
    explicit Manager(std::string name) : name_(std::move(name)) {
        descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name_.data(), name_.size());
        if (name_[0] == '@') address.sun_path[0] = '\0';
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name_.size());
        REQUIRE(::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), length) == 0);
    }
    ~Manager() {
        ::close(descriptor_);
        if (name_[0] == '/') ::unlink(name_.c_str());
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    /// The next word, or nothing when none is waiting.
    std::string heard() const {
        std::array<char, 64> word{};
        const auto size = ::recv(descriptor_, word.data(), word.size(), 0);
        return size > 0 ? std::string(word.data(), static_cast<std::size_t>(size)) : std::string();
    }

private:
    std::string name_;
    int descriptor_ = -1;
};

std::string uniqueName(const char* what) { return std::string(what) + "onestop-test-" + std::to_string(::getpid()); }

const std::chrono::steady_clock::time_point kStart{1h};

} // namespace

TEST_CASE("the manager hears once that the program serves, by path or abstract name", "[service]") {
    for (const auto& name : {uniqueName("/tmp/"), uniqueName("@")}) {
        const Manager manager(name);
        ServiceManager program(name, std::nullopt);
        CHECK(manager.heard().empty());
        program.ready();
        program.ready();
        CHECK(manager.heard() == "READY=1");
        CHECK(manager.heard().empty());
    }
}

TEST_CASE("a program that ticks on time is heard at least twice in every allowed interval", "[service]") {
    const Manager manager(uniqueName("@alive-"));
    ServiceManager program(uniqueName("@alive-"), 10s);
    int heard = 0;
    for (auto now = kStart; now < kStart + 100s; now += 500ms) {
        program.alive(now);
        heard += manager.heard() == "WATCHDOG=1" ? 1 : 0;
    }
    CHECK(heard >= 20);
    CHECK(heard <= 40); // and not at each tick
}

TEST_CASE("a program that is not watched says nothing more", "[service]") {
    const Manager manager(uniqueName("@quiet-"));
    ServiceManager program(uniqueName("@quiet-"), std::nullopt);
    program.alive(kStart);
    CHECK(manager.heard().empty());
}

TEST_CASE("a program that nobody listens to serves all the same", "[service]") {
    for (const std::string& socket : {std::string(), std::string("@"), std::string("relative"), std::string(500, '/'),
                                      uniqueName("/tmp/nobody-")}) {
        ServiceManager program(socket, 10s);
        program.ready();
        program.alive(kStart);
    }
    SUCCEED();
}

TEST_CASE("the environment is read once and kept from children", "[service]") {
    const Manager manager(uniqueName("@environment-"));
    ::setenv("NOTIFY_SOCKET", uniqueName("@environment-").c_str(), 1);
    ::setenv("WATCHDOG_USEC", "4000000", 1);
    auto program = ServiceManager::fromEnvironment();
    CHECK(std::getenv("NOTIFY_SOCKET") == nullptr);
    CHECK(std::getenv("WATCHDOG_USEC") == nullptr);
    program.alive(kStart);
    CHECK(manager.heard() == "WATCHDOG=1");
    program.alive(kStart + 999ms);
    CHECK(manager.heard().empty());
    program.alive(kStart + 1s);
    CHECK(manager.heard() == "WATCHDOG=1");
}
