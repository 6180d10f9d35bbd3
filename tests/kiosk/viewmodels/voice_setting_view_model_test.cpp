// SPDX-License-Identifier: Apache-2.0
// What staff is promised of the voice: each step is heard at once, the hours move by half an hour, the speaker is told
// and told again, and what could not be kept is neither shown nor heard.
#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_desk.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/kiosk/viewmodels/remembering_speaker.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;

namespace {

struct LoudKiosk : tests::QtProgram {
    tests::MemoryLobby lobby;
    tests::MemoryDesk desk{lobby};
    tests::RememberingSpeaker speaker;
    LobbyViewModel screen{lobby, &speaker, nullptr, &desk};
    VoiceSettingViewModel& voice = *screen.voiceSetting();

    LoudKiosk() {
        lobby.touched();
        desk.enter(tests::MemoryDesk::kPin);
        speaker.said.clear();
    }
};

} // namespace

TEST_CASE("until somebody sets the voice here the speaker is left alone") {
    LoudKiosk kiosk;
    CHECK(kiosk.voice.step() == 0);
    CHECK(kiosk.voice.explanation() == QStringLiteral("这里还没有设过，现在照装机时的设定。"));
    kiosk.lobby.pass(180s);
    CHECK(kiosk.speaker.settings.empty());
}

TEST_CASE("a step is told to the speaker and then heard, each louder than the one before") {
    LoudKiosk kiosk;
    int louder = -1;
    for (int step = 1; step <= flows::kVoiceSteps; ++step) {
        kiosk.voice.setStep(step);
        CHECK(kiosk.voice.step() == step);
        REQUIRE_FALSE(kiosk.speaker.settings.empty());
        CHECK(kiosk.speaker.settings.back().volume_percent > louder);
        louder = kiosk.speaker.settings.back().volume_percent;
        REQUIRE(kiosk.speaker.said.size() == static_cast<std::size_t>(step));
        CHECK(kiosk.speaker.said.back().kind == speech::UtteranceKind::Trial);
    }
    CHECK(louder == 100);
    kiosk.voice.setStep(0);
    kiosk.voice.setStep(6);
    CHECK(kiosk.voice.step() == 5);
}

TEST_CASE("the quiet hours move by half an hour, over midnight too") {
    LoudKiosk kiosk;
    CHECK(kiosk.voice.from() == QStringLiteral("22:00"));
    CHECK(kiosk.voice.until() == QStringLiteral("7:00"));
    kiosk.voice.moveFrom(-1);
    CHECK(kiosk.voice.from() == QStringLiteral("21:30"));
    for (int i = 0; i < 6; ++i)
        kiosk.voice.moveFrom(1);
    CHECK(kiosk.voice.from() == QStringLiteral("0:30"));
    for (int i = 0; i < 13; ++i)
        kiosk.voice.moveUntil(-1);
    CHECK(kiosk.voice.until() == QStringLiteral("0:30"));
    CHECK(kiosk.voice.explanation() == QStringLiteral("全天都出声。"));
    kiosk.voice.moveUntil(1);
    CHECK(kiosk.voice.explanation() == QStringLiteral("这段时间只显示，不出声，叫号也一样。"));
    CHECK(kiosk.speaker.settings.back().quiet == speech::QuietHours{30min, 60min});
    CHECK(kiosk.speaker.said.empty());
}

TEST_CASE("a speaker that started anew is told again within a minute or so") {
    LoudKiosk kiosk;
    kiosk.voice.setStep(2);
    const auto told = kiosk.speaker.settings.size();
    kiosk.lobby.pass(130s);
    CHECK(kiosk.speaker.settings.size() >= told + 2);
    CHECK(kiosk.speaker.settings.size() <= told + 3);
    CHECK(kiosk.speaker.settings.back() == kiosk.speaker.settings.front());
}

TEST_CASE("a step that could not be kept is neither shown nor heard") {
    LoudKiosk kiosk;
    kiosk.voice.setStep(4);
    kiosk.speaker.said.clear();
    kiosk.desk.diskIsFull();
    kiosk.voice.setStep(1);
    CHECK(kiosk.voice.step() == 4);
    CHECK(kiosk.speaker.said.empty());
    CHECK_FALSE(kiosk.screen.staff()->fault().isEmpty());
}

} // namespace onestop::viewmodels
