// SPDX-License-Identifier: Apache-2.0
// onestop-speaker: says aloud what the screens beside it send. A process of its own, so that neither a hanging sound
// card nor a synthesizer's memory is ever the screen's.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <poll.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kiosk/speech/announcer.h"
#include "kiosk/speech/spoken_text.h"

namespace {

using namespace onestop;

struct Options {
    std::filesystem::path socket;
    speech::AnnouncerConfig announcer;
    speech::QuietHours quiet;
};

/// "21:30-08:00"
std::optional<speech::QuietHours> readQuiet(const std::string& text) {
    int from_hour = 0, from_minute = 0, until_hour = 0, until_minute = 0, read = 0;
    const int parts =
        std::sscanf(text.c_str(), "%2d:%2d-%2d:%2d%n", &from_hour, &from_minute, &until_hour, &until_minute, &read);
    const auto is_time = [](int hour, int minute) { return hour >= 0 && hour < 24 && minute >= 0 && minute < 60; };
    if (parts != 4 || static_cast<std::size_t>(read) != text.size() || !is_time(from_hour, from_minute) ||
        !is_time(until_hour, until_minute))
        return std::nullopt;
    return speech::QuietHours{std::chrono::minutes(from_hour * 60 + from_minute),
                              std::chrono::minutes(until_hour * 60 + until_minute)};
}

std::chrono::minutes sinceMidnight() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return std::chrono::minutes(local.tm_hour * 60 + local.tm_min);
}

/// The socket, in place of what a speaker before this one left; -1 with the reason in the log.
int listenAt(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) {
        spdlog::critical("cannot listen at {}: the path is longer than {} bytes", path.string(),
                         sizeof address.sun_path - 1);
        return -1;
    }
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ::unlink(path.c_str());
    if (descriptor < 0 || ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        spdlog::critical("cannot listen at {}: {}", path.string(), std::strerror(errno));
        return -1;
    }
    return descriptor;
}

int terminations() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

void receive(int socket, speech::Announcer& announcer) {
    std::string datagram(speech::kDatagramBytesMost + 1, '\0');
    const auto length = ::recv(socket, datagram.data(), datagram.size(), 0);
    if (length < 0) return;
    datagram.resize(static_cast<std::size_t>(length));
    if (auto utterance = speech::parseUtterance(datagram))
        announcer.hear(std::move(*utterance));
    else
        spdlog::warn("{}", utterance.error().sentence);
}

int run(const Options& options) {
    const int ended = terminations(); // before the announcer's thread, which inherits the mask
    auto voice = speech::Voice::open();
    if (!voice) {
        spdlog::critical("{}", voice.error().sentence);
        return 1;
    }
    speech::Announcer announcer(*voice, options.announcer,
                                [quiet = options.quiet] { return quiet.contains(sinceMidnight()); });
    const int socket = listenAt(options.socket);
    if (socket < 0) return 1;
    pollfd watched[] = {{socket, POLLIN, 0}, {ended, POLLIN, 0}};
    while (watched[1].revents == 0) {
        if (::poll(watched, 2, -1) > 0 && watched[0].revents != 0) receive(socket, announcer);
    }
    ::unlink(options.socket.c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    spdlog::set_default_logger(spdlog::stderr_logger_st("onestop-speaker"));
    CLI::App cli("Says aloud what the screens send to its socket.", "onestop-speaker");
    Options options;
    std::string quiet;
    cli.add_option("--socket", options.socket, "where the screens send to")->required();
    cli.add_option("--device", options.announcer.device, "the sound card, as ALSA names it");
    cli.add_option("--volume", options.announcer.volume_percent, "0 to 100")->check(CLI::Range(0, 100));
    cli.add_option("--quiet", quiet, "hours without voice, as 21:30-08:00");
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return cli.exit(error);
        std::fprintf(stderr, "onestop-speaker: %s (see --help)\n", error.what());
        return 2;
    }
    if (!quiet.empty()) {
        const auto hours = readQuiet(quiet);
        if (!hours) {
            std::fprintf(stderr, "onestop-speaker: --quiet: expected hours as 21:30-08:00, not %s\n", quiet.c_str());
            return 2;
        }
        options.quiet = *hours;
    }
    return run(options);
}
