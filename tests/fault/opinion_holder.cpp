// SPDX-License-Identifier: Apache-2.0
// A kiosk without its screen: the real lobby over a store, told in lines what a resident does, saying in lines what she
// sees. For tests that kill it and read what is left.
#include <cstdio>
#include <string>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "kiosk/app/store_lobby.h"

using namespace onestop;
using namespace std::chrono_literals;

namespace {

const char* name(flows::OpinionStage stage) {
    return stage == flows::OpinionStage::Sealed ? "sealed" : stage == flows::OpinionStage::Sent ? "sent" : "refused";
}

const char* name(flows::AnswerStage stage) {
    switch (stage) {
    case flows::AnswerStage::Asking:
        return "asking";
    case flows::AnswerStage::NotYet:
        return "not_yet";
    case flows::AnswerStage::Answered:
        return "answered";
    case flows::AnswerStage::Unknown:
        return "unknown";
    case flows::AnswerStage::NoNetwork:
        return "no_network";
    case flows::AnswerStage::None:
        break;
    }
    return "none";
}

void say(const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

/// What changed since the last time.
void sayChanges(const flows::LobbyState& state, std::string& last) {
    std::string now = state.opinions_open ? "open" : "closed";
    if (state.opinion) now = std::string(name(state.opinion->stage)) + " " + state.opinion->query_code;
    if (state.answer) now = std::string(name(state.answer->stage)) + " " + state.answer->text;
    if (std::exchange(last, now) != now) say(now);
}

/// The next line that was told within 50 ms; empty: none. False at the end.
bool told(std::string& line) {
    static std::string pending;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    line.clear();
    if (pending.find('\n') == std::string::npos && ::poll(&input, 1, 50) > 0) {
        char bytes[4096];
        const auto size = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (size <= 0) return false;
        pending.append(bytes, static_cast<std::size_t>(size));
    }
    if (const auto end = pending.find('\n'); end != std::string::npos) {
        line = pending.substr(0, end);
        pending.erase(0, end + 1);
    }
    return true;
}

} // namespace

/// opinion_holder SITE FOLDER: "opinion <text>", "ask <code>", "done".
int main(int argc, char** argv) {
    if (argc != 3) return 2;
    app::KioskConfig config;
    config.site = argv[1];
    const std::filesystem::path folder = argv[2];
    config.store = folder / "store.sqlite";
    config.state = folder / "state";
    config.run = folder / "run";
    const events::SystemClock clock;
    app::StoreLobby lobby(
        config, clock, crypto::fillRandom, [](receipt_printer::PrintJob) {}, "test");
    std::string line, last;
    while (told(line)) {
        if (line.starts_with("opinion ")) lobby.leaveOpinion(flows::OpinionTopic::Other, line.substr(8));
        if (line.starts_with("ask ")) lobby.askForAnswer(line.substr(4));
        if (line == "done") lobby.endSession();
        lobby.tick();
        sayChanges(lobby.state(), last);
    }
    return 0;
}
