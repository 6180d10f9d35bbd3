// SPDX-License-Identifier: Apache-2.0
// onestop-input: pinyin, or strokes of a finger, to characters for the keyboard on the screen. Each connection, that is
// each visit, gets an engine in a process of its own; it is killed as soon as the screen closes the connection, and
// everything typed goes with it.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <poll.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/input/handwriting_engine.h"
#include "kiosk/input/pinyin_engine.h"
#include "kiosk/input/rights.h"
#include "sync/service/local_socket.h"

namespace {

using namespace onestop;

sigset_t watchedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int each : {SIGTERM, SIGINT, SIGCHLD})
        sigaddset(&signals, each);
    return signals;
}

/// A child that may be killed and does not outlive this process; 0 in the child.
pid_t forkChild() {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const sigset_t signals = watchedSignals();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
    return 0;
}

/// What engines read, made anew in `folder` by a child, as librime cannot be begun twice in a process.
bool prepare(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::remove_all(folder, failure);
    if (!std::filesystem::create_directory(folder, failure)) {
        spdlog::critical("cannot make {}: {}", folder.string(), failure.message());
        return false;
    }
    const pid_t child = forkChild();
    if (child == 0) {
        const auto prepared = input::PinyinEngine::prepare(folder);
        if (!prepared) spdlog::critical("{}", prepared.error().sentence);
        ::_exit(prepared ? 0 : 1);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// What one visit writes with. The model of the handwriting is opened with its first stroke; where it cannot be, no
/// stroke is recognised, and pinyin goes on.
class Writing {
public:
    explicit Writing(input::PinyinEngine pinyin) : pinyin_(pinyin) {}

    input::Composition press(const input::Keystroke& keystroke) {
        const bool stroke = keystroke.kind == input::KeystrokeKind::Stroke;
        if (stroke && !handwriting_) openHandwriting();
        if (stroke && !handwriting_) return {};
        return stroke || (handwriting_ && handwriting_->isWriting()) ? handwriting_->press(keystroke)
                                                                     : pinyin_.press(keystroke);
    }

private:
    void openHandwriting() {
        auto opened = input::HandwritingEngine::open();
        if (!opened) return spdlog::error("{}", opened.error().sentence);
        handwriting_ = std::move(*opened);
    }

    input::PinyinEngine pinyin_;
    std::optional<input::HandwritingEngine> handwriting_;
};

/// One visit, until it is killed; returns only when something is wrong.
int serve(int connection, const std::filesystem::path& folder) {
    // Before the engine is opened: it could not learn if it wanted to.
    if (const auto dropped = input::dropWriting(); !dropped) {
        spdlog::critical("{}", dropped.error().sentence);
        return 1;
    }
    const auto pinyin = input::PinyinEngine::open(folder);
    if (!pinyin) {
        spdlog::critical("{}", pinyin.error().sentence);
        return 1;
    }
    Writing writing(*pinyin);
    std::array<char, input::kPacketBytesMost> packet;
    for (;;) {
        const auto length = ::recv(connection, packet.data(), packet.size(), 0);
        if (length <= 0) return 0;
        const auto keystroke = input::parseKeystroke({packet.data(), static_cast<std::size_t>(length)});
        if (!keystroke) {
            spdlog::warn("{}", keystroke.error().sentence);
            return 1;
        }
        const std::string answer = input::formatComposition(writing.press(*keystroke));
        if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return 0;
    }
}

/// The engine of the visit that is under way; there is never a second one.
class Visit {
public:
    Visit() = default;
    ~Visit() { end(); }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    /// Watched for the screen's end of it being closed; -1: nobody types.
    int connection() const { return connection_; }

    void begin(int connection, int listening, const std::filesystem::path& folder) {
        end();
        connection_ = connection;
        engine_ = forkChild();
        if (engine_ == 0) {
            ::close(listening);
            ::_exit(serve(connection, folder));
        }
        if (engine_ < 0) {
            spdlog::error("cannot begin an engine: {}", std::strerror(errno));
            end();
        }
    }

    void end() {
        if (engine_ > 0) {
            ::kill(engine_, SIGKILL);
            ::waitpid(engine_, nullptr, 0);
        }
        engine_ = 0;
        if (connection_ >= 0) ::close(connection_);
        connection_ = -1;
    }

    /// An engine that ended by itself; the screen sees it by the closed connection.
    void reap() {
        int status = 0;
        if (engine_ <= 0 || ::waitpid(engine_, &status, WNOHANG) != engine_) return;
        if (status != 0) spdlog::error("an engine has failed");
        engine_ = 0;
        end();
    }

private:
    pid_t engine_ = 0;
    int connection_ = -1;
};

void watch(int listening, int signals, const std::filesystem::path& folder) {
    Visit visit;
    for (;;) {
        pollfd watched[] = {{listening, POLLIN, 0}, {signals, POLLIN, 0}, {visit.connection(), 0, 0}};
        if (::poll(watched, 3, -1) < 0) continue;
        if (watched[1].revents != 0) {
            signalfd_siginfo told;
            if (::read(signals, &told, sizeof told) != sizeof told) continue;
            if (told.ssi_signo != SIGCHLD) return;
            visit.reap();
        }
        if (watched[2].revents != 0) visit.end();
        if (watched[0].revents == 0) continue;
        const int connection = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0) visit.begin(connection, listening, folder);
    }
}

int run(const std::filesystem::path& path) {
    const sigset_t watched = watchedSignals();
    ::sigprocmask(SIG_BLOCK, &watched, nullptr);
    const int signals = ::signalfd(-1, &watched, SFD_CLOEXEC);
    const auto folder = path.parent_path() / "prepared";
    if (!prepare(folder)) return 1;
    const auto listening = service::LocalListener::open(path, service::LocalSocketKind::Packets);
    if (!listening) {
        spdlog::critical("{}", listening.error().sentence);
        return 1;
    }
    if (const auto dropped = input::dropSocketsAndPrograms(); !dropped) {
        spdlog::critical("{}", dropped.error().sentence);
        return 1;
    }
    watch(listening->descriptor(), signals, folder);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    spdlog::set_default_logger(spdlog::stderr_logger_st("onestop-input"));
    CLI::App cli("Pinyin and handwriting for the screen's keyboard: an engine for each visit, gone with it.",
                 "onestop-input");
    std::filesystem::path socket;
    cli.add_option("--socket", socket, "where the screen connects; dictionaries are kept beside it")->required();
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return cli.exit(error);
        std::fprintf(stderr, "onestop-input: %s (see --help)\n", error.what());
        return 2;
    }
    return run(socket);
}
