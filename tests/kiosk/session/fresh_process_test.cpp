// SPDX-License-Identifier: Apache-2.0
// Promises: whoever laid a card or typed something leaves a process that ends; nobody's visit, paper or card is cut off
// by it, and a crowd puts it off only so long.
#include <random>

#include "kiosk/session/fresh_process.h"
#include "tests/support/catch.h"

using namespace onestop::session;
using namespace std::chrono_literals;

namespace {

/// A kiosk whose surroundings are looked at twice a second, as the program does.
struct Watched {
    void pass(Moment time) {
        for (const Moment end = now + time; now < end; now += 500ms)
            look();
        look();
    }
    void look() {
        wait = observe(wait, seen, now);
        if (!due_at && isFreshProcessDue(wait, seen, now)) due_at = now;
    }
    void become(Phase phase) {
        seen.phase = phase;
        look();
    }

    Surroundings seen;
    FreshWait wait;
    Moment now{};
    std::optional<Moment> due_at;
};

} // namespace

TEST_CASE("three seconds after a personal visit the process is due to end", "[session][fresh]") {
    Watched kiosk;
    kiosk.seen = {.personal = true, .phase = Phase::Active};
    kiosk.pass(30s);
    kiosk.become(Phase::Attract);

    kiosk.pass(10s);

    CHECK(kiosk.due_at == 33s);
}

TEST_CASE("who only looked and touched leaves nothing, and the process stays", "[session][fresh]") {
    Watched kiosk;
    kiosk.become(Phase::Active);
    kiosk.pass(60s);
    kiosk.become(Phase::Attract);

    kiosk.pass(1h);

    CHECK_FALSE(kiosk.due_at);
}

TEST_CASE("whoever comes in those seconds is served first", "[session][fresh]") {
    Watched kiosk;
    kiosk.seen.personal = true;
    kiosk.pass(2500ms);
    kiosk.become(Phase::Active);
    kiosk.pass(60s);
    CHECK_FALSE(kiosk.due_at);

    kiosk.become(Phase::Attract);
    const Moment left = kiosk.now;
    kiosk.pass(10s);

    CHECK(kiosk.due_at == left + 3s);
}

TEST_CASE("in a crowd the first moment alone will do after five minutes", "[session][fresh]") {
    Watched kiosk;
    kiosk.seen.personal = true;
    while (!kiosk.due_at && kiosk.now < 1h) {
        kiosk.become(Phase::Attract);
        kiosk.pass(1s);
        if (kiosk.due_at) break;
        kiosk.become(Phase::Active);
        kiosk.pass(40s);
    }

    REQUIRE(kiosk.due_at);
    CHECK(*kiosk.due_at >= 5min);
    CHECK(*kiosk.due_at < 5min + 41s);
}

TEST_CASE("a paper that is being printed is waited for, but not for ever", "[session][fresh]") {
    Watched kiosk;
    kiosk.seen = {.personal = true, .printing = true};
    kiosk.pass(80s);
    CHECK_FALSE(kiosk.due_at);

    Watched confirmed = kiosk;
    confirmed.seen.printing = false;
    confirmed.pass(1s);
    CHECK(confirmed.due_at == 80s);

    kiosk.pass(1h);
    CHECK(kiosk.due_at == 10min);
}

TEST_CASE("a card that was left behind is never read as the next person's", "[session][fresh]") {
    Watched kiosk;
    kiosk.seen = {.personal = true, .card_lies = true};
    kiosk.pass(24h);
    CHECK_FALSE(kiosk.due_at);

    kiosk.seen.card_lies = false;
    const Moment taken = kiosk.now;
    kiosk.pass(10s);
    REQUIRE(kiosk.due_at);
    CHECK(*kiosk.due_at <= taken + 3s);
}

TEST_CASE("whatever happens, it is due only when nobody is here, and always in the end", "[session][fresh]") {
    std::mt19937 dice(20261129);
    const auto roll = [&](int most) { return std::uniform_int_distribution(0, most)(dice); };
    for (int story = 0; story < 300; ++story) {
        INFO("story " << story);
        Watched kiosk;
        for (int chapter = 0; chapter < 40 && !kiosk.due_at; ++chapter) {
            kiosk.seen.personal |= roll(3) == 0;
            kiosk.seen.card_lies = roll(4) == 0;
            kiosk.seen.printing = roll(4) == 0;
            kiosk.become(static_cast<Phase>(roll(2)));
            kiosk.pass(std::chrono::milliseconds(500 * roll(60)));
            if (!kiosk.due_at) continue;
            CHECK(kiosk.seen.personal);
            CHECK(kiosk.seen.phase == Phase::Attract);
            CHECK_FALSE(kiosk.seen.card_lies);
        }
        kiosk.seen = {.personal = true};
        kiosk.pass(10s);
        CHECK(kiosk.due_at);
    }
}
