// SPDX-License-Identifier: Apache-2.0
// onestop-speaker: says aloud what the screens beside it send. A process of its own, so that neither a hanging sound
// card nor a synthesizer's memory is ever the screen's.
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <poll.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kiosk/speech/announcer.h"
#include "kiosk/speech/datagram.h"
#include "sync/service/local_socket.h"

namespace {

using namespace onestop;

struct Options {
    std::filesystem::path socket;
    std::vector<std::filesystem::path> voices; ///< folders of voices
    std::vector<std::string> names;            ///< of the voices that the site chose
    speech::AnnouncerConfig announcer;
};

/// Made by the build; behind those of the site, so that a language for which it has none is not without clips.
constexpr const char* kShipped[]{"placeholder-cmn", "placeholder-en"};

/// One that cannot be had is told, and the next of its language or the synthesizer speaks.
speech::VoicePacks readVoices(const Options& options) {
    speech::VoicePacks packs;
    if (options.voices.empty()) return packs;
    auto names = options.names;
    names.insert(names.end(), std::begin(kShipped), std::end(kShipped));
    for (const auto& name : names) {
        auto pack = speech::readVoicePack(options.voices, name);
        if (!pack) {
            spdlog::warn("{}", pack.error().sentence);
            continue;
        }
        for (const auto& fault : pack->faults)
            spdlog::warn("{}", fault);
        const auto said = pack->name + (pack->placeholder ? " (a placeholder)" : "");
        const auto clips = pack->clips.size();
        if (packs.add(std::move(*pack))) spdlog::info("speaks with {}: {}, {} clips", name, said, clips);
    }
    return packs;
}

std::chrono::minutes sinceMidnight() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return std::chrono::minutes(local.tm_hour * 60 + local.tm_min);
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
    auto received = speech::receiveDatagram(socket, speech::kDatagramBytesMost + 1);
    if (!received) return;
    if (const auto setting = speech::parseSetting(received->text)) {
        announcer.set(*setting);
    } else if (auto utterance = speech::parseUtterance(received->text)) {
        utterance->until_said = std::move(received->until_said);
        announcer.hear(std::move(*utterance));
    } else {
        spdlog::warn("{}", utterance.error().sentence);
    }
}

int run(const Options& options) {
    const int ended = terminations(); // before the announcer's thread, which inherits the mask
    auto voice = speech::Voice::open();
    if (!voice) {
        spdlog::critical("{}", voice.error().sentence);
        return 1;
    }
    auto config = options.announcer;
    config.packs = readVoices(options);
    speech::Announcer announcer(*voice, std::move(config), sinceMidnight);
    const auto socket = service::LocalListener::open(options.socket, service::LocalSocketKind::Datagrams);
    if (!socket) {
        spdlog::critical("{}", socket.error().sentence);
        return 1;
    }
    pollfd watched[] = {{socket->descriptor(), POLLIN, 0}, {ended, POLLIN, 0}};
    while (watched[1].revents == 0) {
        if (::poll(watched, 2, -1) > 0 && watched[0].revents != 0) receive(socket->descriptor(), announcer);
    }
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
    cli.add_option("--volume", options.announcer.setting.volume_percent, "0 to 100")->check(CLI::Range(0, 100));
    cli.add_option("--voices", options.voices, "folder of recorded voices; several: the first that has a voice");
    cli.add_option("--voice", options.names, "name of a recorded voice in such a folder; several: in their order");
    cli.add_option("--quiet", quiet, "hours without voice, as 21:30-08:00");
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return cli.exit(error);
        std::fprintf(stderr, "onestop-speaker: %s (see --help)\n", error.what());
        return 2;
    }
    if (!quiet.empty()) {
        const auto hours = speech::parseQuietHours(quiet);
        if (!hours) {
            std::fprintf(stderr, "onestop-speaker: --quiet: expected hours as 21:30-08:00, not %s\n", quiet.c_str());
            return 2;
        }
        options.announcer.setting.quiet = *hours;
    }
    return run(options);
}
