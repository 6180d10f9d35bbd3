// SPDX-License-Identifier: Apache-2.0
// Promises: a program is reached at its socket's path as soon as it listens and until it ends, takes the place of a run
// that was killed, and when it cannot listen says why and keeps nothing open.
#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

#include "sync/service/local_socket.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace onestop::service;
using onestop::tests::ScratchFolder;
namespace fs = std::filesystem;

namespace {

constexpr std::array kKinds{LocalSocketKind::Datagrams, LocalSocketKind::Packets, LocalSocketKind::Stream};

int typeThatReaches(LocalSocketKind kind) {
    return kind == LocalSocketKind::Datagrams ? SOCK_DGRAM
           : kind == LocalSocketKind::Packets ? SOCK_SEQPACKET
                                              : SOCK_STREAM;
}

/// Somebody else's program can connect there.
bool isReached(const fs::path& path, LocalSocketKind kind) {
    const int descriptor = ::socket(AF_UNIX, typeThatReaches(kind) | SOCK_CLOEXEC, 0);
    const auto address = localAddress(path);
    const bool reached =
        address && ::connect(descriptor, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0;
    ::close(descriptor);
    return reached;
}

std::ptrdiff_t openDescriptors() {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

} // namespace

TEST_CASE("whoever sees the path can connect: there is no moment in which it is there and nobody listens",
          "[service]") {
    const ScratchFolder folder;
    for (int i = 0; i < 300; ++i) {
        const fs::path path = folder.path() / std::to_string(i);
        bool reached = false;
        std::thread neighbour([&] {
            while (!fs::exists(path)) {
            }
            reached = isReached(path, LocalSocketKind::Packets);
        });
        const auto opened = LocalListener::open(path, LocalSocketKind::Packets);
        if (!opened) std::ofstream(path) << "end"; // the neighbour waits for it
        neighbour.join();
        REQUIRE(opened);
        REQUIRE(reached);
    }
}

TEST_CASE("a program is reached from when it listens to when it ends, and leaves nothing behind", "[service]") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "program.sock";
    const auto before = openDescriptors();
    for (const auto kind : kKinds) {
        CHECK_FALSE(isReached(path, kind));
        {
            auto opened = LocalListener::open(path, kind);
            REQUIRE(opened);
            const LocalListener kept = std::move(*opened);
            CHECK(isReached(path, kind));
        }
        CHECK_FALSE(fs::exists(path));
    }
    CHECK(openDescriptors() == before);
}

TEST_CASE("nobody waits for a question that was not asked", "[service]") {
    const ScratchFolder folder;
    for (const auto kind : kKinds) {
        const auto listener = LocalListener::open(folder.path() / "program.sock", kind);
        REQUIRE(listener);
        char byte = 0;
        const auto got = kind == LocalSocketKind::Datagrams ? ::recv(listener->descriptor(), &byte, 1, 0)
                                                            : ::accept(listener->descriptor(), nullptr, nullptr);
        const int reason = errno;
        CHECK(got < 0);
        CHECK(reason == EAGAIN);
    }
}

TEST_CASE("a program takes the place of one that was killed", "[service]") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "program.sock";
    const int killed = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto address = localAddress(path);
    REQUIRE(::bind(killed, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0);
    ::close(killed); // its socket stays in the folder
    REQUIRE(fs::is_socket(path));
    const auto listener = LocalListener::open(path, LocalSocketKind::Packets);
    REQUIRE(listener);
    CHECK(isReached(path, LocalSocketKind::Packets));
}

TEST_CASE("a program that cannot listen says where and why, keeps nothing open and touches no other file",
          "[service]") {
    const ScratchFolder folder;
    const fs::path notes = folder.path() / "notes.txt";
    std::ofstream(notes) << "kept";
    const auto before = openDescriptors();
    for (const fs::path& path : {notes, folder.path() / "no folder" / "program.sock", folder.path(),
                                 folder.path() / std::string(sizeof sockaddr_un::sun_path, 'x'), fs::path()}) {
        for (const auto kind : kKinds) {
            const auto listener = LocalListener::open(path, kind);
            REQUIRE_FALSE(listener);
            CHECK(listener.error().sentence.starts_with("cannot listen at " + path.string() + ": "));
        }
    }
    CHECK(openDescriptors() == before);
    CHECK(fs::file_size(notes) == 4);
}

TEST_CASE("the longest path that an address holds is reached, one byte more is none", "[service]") {
    constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
    CHECK(localAddress(std::string(kLongest, 'x')));
    CHECK_FALSE(localAddress(std::string(kLongest + 1, 'x')));
    CHECK_FALSE(localAddress({}));
}
