// SPDX-License-Identifier: Apache-2.0
#include "deploy/technician/told_by.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace onestop::technician {

namespace {

std::string heardFrom(int pipe, std::size_t limit_bytes) {
    std::string out;
    std::array<char, 65536> part{};
    while (out.size() < limit_bytes) {
        const ssize_t got = ::read(pipe, part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        out.append(part.data(), static_cast<std::size_t>(got));
    }
    return out;
}

int exitCodeOf(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace

std::optional<Told> toldBy(const std::vector<std::string>& words, std::size_t limit_bytes) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const auto& word : words)
        arguments.push_back(const_cast<char*>(word.c_str())); // as POSIX declares it; it is not written to
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (failed != 0) {
        ::close(ends[0]);
        return std::nullopt;
    }
    Told told;
    told.out = heardFrom(ends[0], limit_bytes);
    ::close(ends[0]); // who goes on speaking ends by SIGPIPE
    const int exit_code = exitCodeOf(child);
    told.exit_code = told.out.size() < limit_bytes ? exit_code : 0;
    return told;
}

} // namespace onestop::technician
