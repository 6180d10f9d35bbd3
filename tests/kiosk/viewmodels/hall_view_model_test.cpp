// SPDX-License-Identifier: Apache-2.0
// What the hall promises: each call is shown, one after the other, long enough, also a recall, also after hours without
// the network; and who asks for staff is seen and heard there until somebody goes.
#include "kiosk/viewmodels/hall_view_model.h"

#include <QSignalSpy>

#include "tests/kiosk/viewmodels/memory_lobby.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/kiosk/viewmodels/remembering_speaker.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using tests::text;

TEST_CASE("a call shows number and window, and those before it below") {
    tests::MemoryLobby lobby;
    HallViewModel hall(lobby);
    CHECK(hall.number().isEmpty());

    lobby.clerkCalls("A001", 1);
    CHECK(text(hall.number()) == "A001");
    CHECK(text(hall.counter()) == "1");
    lobby.pass(6s);
    lobby.clerkCalls("B001", 4);

    CHECK(text(hall.number()) == "B001");
    REQUIRE(hall.recent()->count() == 1);
    CHECK(text(hall.recent()->rows()[0].at(1).toString()) == "1 号窗口");
    CHECK(text(hall.hint()) == "过号请到 1 号窗口");
}

TEST_CASE("calls at the same moment follow one another and none is lost") {
    tests::MemoryLobby lobby;
    HallViewModel hall(lobby);
    lobby.clerkCalls("A001", 1);
    lobby.clerkCalls("A002", 2);
    lobby.clerkCalls("A003", 3);

    CHECK(text(hall.number()) == "A001");
    lobby.pass(6s);
    CHECK(text(hall.number()) == "A002");
    lobby.pass(6s);
    CHECK(text(hall.number()) == "A003");
}

TEST_CASE("each call is said once when it is shown, in Chinese and in English, and what was called before is not") {
    tests::MemoryLobby lobby;
    lobby.clerkCalls("A001", 1);
    tests::RememberingSpeaker speaker;
    HallViewModel hall(lobby, &speaker);
    CHECK(speaker.said.empty());

    lobby.clerkCalls("A002", 2);
    lobby.clerkCalls("A003", 3);
    REQUIRE(speaker.said.size() == 2);
    CHECK(speaker.said[0].text == "请 A002 号，到 2 号窗口");
    CHECK(speaker.said[0].kind == speech::UtteranceKind::Call);
    CHECK(speaker.said[1].language == catalogue::Language::En);
    lobby.pass(6s);
    CHECK(speaker.said.size() == 4);
    lobby.pass(60s);
    CHECK(speaker.said.size() == 4);
}

TEST_CASE("a recall blinks again") {
    tests::MemoryLobby lobby;
    HallViewModel hall(lobby);
    lobby.clerkCalls("A001", 1);
    lobby.pass(10s);
    QSignalSpy blinks(&hall, &HallViewModel::called);
    lobby.pass(5s);
    CHECK(blinks.count() == 0);

    lobby.clerkCalls("A001", 1);
    CHECK(blinks.count() == 1);
}

TEST_CASE("a display that starts late shows the last call without calling everybody again") {
    tests::MemoryLobby lobby;
    lobby.clerkCalls("A001", 1);
    lobby.clerkCalls("A002", 2);
    HallViewModel hall(lobby);

    CHECK(text(hall.number()) == "A002");
    CHECK(hall.callSerial() == 0);
}

TEST_CASE("yesterday's calls are not shown today") {
    tests::MemoryLobby lobby;
    HallViewModel hall(lobby);
    lobby.clerkCalls("A001", 1);
    lobby.setTime(tests::demoNow() + 24h);

    CHECK(hall.number().isEmpty());
    CHECK(text(hall.idle()) == "请等候叫号");
}

TEST_CASE("a call for help stands in the hall with its kiosk's name, rings once, and goes when somebody goes there") {
    tests::MemoryLobby lobby;
    tests::RememberingSpeaker speaker;
    HallViewModel hall(lobby, &speaker);
    CHECK(hall.help().isEmpty());

    lobby.helpRings(2);
    CHECK(text(hall.help()) == "2 号自助机有人需要帮忙");
    REQUIRE(speaker.said.size() == 1);
    CHECK(speaker.said[0].kind == speech::UtteranceKind::Help);
    CHECK(speaker.said[0].text == "2 号自助机有人需要帮忙");
    lobby.pass(30s);
    CHECK(speaker.said.size() == 1);

    lobby.helpRings(1);
    CHECK(text(hall.help()) == "2 号自助机有人需要帮忙，还有 1 处也在叫");
    REQUIRE(speaker.said.size() == 2);
    CHECK(speaker.said[1].text == "1 号自助机有人需要帮忙");

    lobby.helpEnds(2);
    CHECK(text(hall.help()) == "1 号自助机有人需要帮忙");
    lobby.helpEnds(1);
    CHECK(hall.help().isEmpty());
    lobby.pass(5s);
    lobby.helpRings(2); // she asks again
    CHECK(speaker.said.size() == 3);
}

TEST_CASE("a call for help stands beside the number that is called and takes nothing from it") {
    tests::MemoryLobby lobby;
    tests::RememberingSpeaker speaker;
    HallViewModel hall(lobby, &speaker);
    lobby.clerkCalls("A001", 1);
    const int serial = hall.callSerial();

    lobby.helpRings(1);

    CHECK(text(hall.number()) == "A001");
    CHECK(text(hall.hint()) == "过号请到 1 号窗口");
    CHECK(hall.callSerial() == serial); // nothing blinks for it
    CHECK(speaker.said.back().kind == speech::UtteranceKind::Help);
}

TEST_CASE("without the hub the hall does not say that somebody waits, since nobody would hear that staff went there") {
    tests::MemoryLobby lobby;
    tests::RememberingSpeaker speaker;
    HallViewModel hall(lobby, &speaker);
    lobby.helpRings(1);

    lobby.setLink(flows::Link::Unreachable);
    CHECK(hall.help().isEmpty());
    lobby.setLink(flows::Link::Online);
    CHECK(text(hall.help()) == "1 号自助机有人需要帮忙");
    CHECK(speaker.said.size() == 1); // it rang already
}

TEST_CASE("for hours without the network the hall calls what it knows, shows it, and is there for the next call") {
    tests::MemoryLobby lobby;
    tests::RememberingSpeaker speaker;
    HallViewModel hall(lobby, &speaker);
    lobby.clerkCalls("A001", 1);
    lobby.clerkCalls("A002", 2);
    lobby.setLink(flows::Link::Unreachable);
    CHECK(text(hall.number()) == "A001");
    lobby.pass(6s);
    CHECK(text(hall.number()) == "A002"); // called, though the hub is not heard any more
    const QString before = hall.time();

    lobby.pass(5h);

    CHECK(text(hall.number()) == "A002");
    CHECK(text(hall.counter()) == "2");
    REQUIRE(hall.recent()->count() == 1);
    CHECK(text(hall.recent()->rows()[0].at(0).toString()) == "A001");
    CHECK(hall.waiting()->count() == 2);
    CHECK(hall.time() != before);
    CHECK(speaker.said.size() == 4); // each of them once, in both languages
    lobby.setLink(flows::Link::Online);
    lobby.clerkCalls("A003", 1);
    CHECK(text(hall.number()) == "A003");
    REQUIRE(speaker.said.size() == 6);
    CHECK(speaker.said[4].text == "请 A003 号，到 1 号窗口");
}

TEST_CASE("whatever the order of calls, recalls and time: each is shown, none under six seconds") {
    const auto seed = GENERATE(range(1u, 40u));
    std::uint32_t random = seed * 2654435761u;
    HallCalls calls;
    std::vector<catalogue::QueueCall> queue;
    events::WallTime now = tests::demoNow();
    int asked = 0;
    int last_serial = 0;
    events::WallTime last_change = now - 1h;
    calls.hear(queue, now);
    queue.insert(queue.begin(), {"call-0", "t", "A000", 1, now, 1});
    ++asked;
    for (int step = 0; step < 300; ++step) {
        random = random * 1664525u + 1013904223u;
        if ((random >> 24) % 8 == 0 && step < 200 && queue.size() < 10) {
            queue.insert(queue.begin(),
                         {"call-" + std::to_string(step + 1), "t", "A" + std::to_string(step), 1, now, 1});
            ++asked;
        }
        now += 1s;
        calls.hear(queue, now);
        if (calls.serial() != last_serial) {
            CHECK(calls.serial() == last_serial + 1);
            CHECK(now - last_change >= HallCalls::kShownAtLeast);
            last_change = now;
            last_serial = calls.serial();
        }
    }
    CHECK(calls.serial() == asked);
}

} // namespace onestop::viewmodels
