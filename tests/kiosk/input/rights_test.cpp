// SPDX-License-Identifier: Apache-2.0
// Promises: the process that knows what a resident types reaches no network, starts no program and writes no file; and
// it can do each of these before, so that the refusals mean something.
#include "kiosk/input/rights.h"

#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::input {

namespace {

/// What a child answers.
int inChild(const std::function<int()>& attempt) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(attempt());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

using Drop = tl::expected<void, RightsFailure> (*)();

/// True when `attempt` works in a child, and no more when that child has given up its rights first.
bool isRefusedAfter(Drop drop, const std::function<bool()>& attempt) {
    const bool before = inChild([&] { return attempt() ? 0 : 1; }) == 0;
    const bool after = inChild([&] { return !drop() ? 2 : attempt() ? 0 : errno == EPERM ? 1 : 3; }) == 1;
    return before && after;
}

bool isOpened(const std::string& path, int flags) { return ::open(path.c_str(), flags, 0600) >= 0; }

} // namespace

TEST_CASE("no socket of any family is made") {
    for (const int family : {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}) {
        INFO(family);
        CHECK(isRefusedAfter(dropSocketsAndPrograms, [&] { return ::socket(family, SOCK_DGRAM, 0) >= 0; }));
    }
}

TEST_CASE("no program is started") {
    const auto started = [] {
        return inChild([] {
                   ::execl("/bin/true", "true", nullptr);
                   return 9;
               }) == 0;
    };
    CHECK(started());
    CHECK(inChild([&] { return dropSocketsAndPrograms() && !started() ? 0 : 1; }) == 0);
}

TEST_CASE("no file is opened for writing, made, renamed or removed") {
    const tests::ScratchFolder folder;
    const std::string kept = folder.file("kept");
    const auto with = [&](auto attempt) {
        return isRefusedAfter(dropWriting, [&] {
            ::close(::open(kept.c_str(), O_CREAT | O_WRONLY, 0600)); // there before; refused after, then it is there
            return attempt();
        });
    };
    CHECK(with([&] { return isOpened(kept, O_WRONLY); }));
    CHECK(with([&] { return isOpened(kept, O_RDWR); }));
    CHECK(with([&] { return isOpened(kept, O_RDWR | O_APPEND); }));
    CHECK(with([&] { return isOpened(folder.file("new"), O_CREAT | O_WRONLY); }));
    CHECK(with([&] { return ::creat(kept.c_str(), 0600) >= 0; }));
    CHECK(with([&] { return ::truncate(kept.c_str(), 0) == 0; }));
    CHECK(with([&] { return ::mkdir((kept + ".folder" + std::to_string(::getpid())).c_str(), 0700) == 0; }));
    CHECK(with([&] { return ::rename(kept.c_str(), kept.c_str()) == 0; }));
    CHECK(with([&] { return ::link(kept.c_str(), (kept + std::to_string(::getpid())).c_str()) == 0; }));
    CHECK(with([&] { return ::unlink((::link(kept.c_str(), (kept + ".u").c_str()), (kept + ".u").c_str())) == 0; }));
}

TEST_CASE("dictionaries are still read") {
    CHECK(inChild([] { return dropWriting() && isOpened("/etc/passwd", O_RDONLY) ? 0 : 1; }) == 0);
}

} // namespace onestop::input
