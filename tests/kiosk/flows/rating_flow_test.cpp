// SPDX-License-Identifier: Apache-2.0
// Promises of 评价: only who was there rates, once; a reason is sent only when it was offered and touched.
#include <algorithm>
#include <random>
#include <set>

#include "kiosk/flows/rating_flow.h"
#include "tests/support/catch.h"

using namespace onestop::flows;
using namespace std::chrono_literals;
using onestop::events::WallTime;

TEST_CASE("only who was served may rate, and once", "[rating]") {
    CHECK(mayRate(true, false));
    CHECK_FALSE(mayRate(true, true));
    CHECK_FALSE(mayRate(false, false));
    CHECK_FALSE(mayRate(false, true));
}

TEST_CASE("a second scan at the door is no rating; a quarter of an hour inside is taking part", "[rating]") {
    const WallTime begins{};
    CHECK_FALSE(tookPart(std::nullopt, begins, begins + 1h));
    CHECK_FALSE(tookPart(begins - 10min, begins, begins - 5min));
    CHECK_FALSE(tookPart(begins - 30min, begins, begins + 14min));
    CHECK(tookPart(begins - 30min, begins, begins + 15min));
    CHECK_FALSE(tookPart(begins + 1h, begins, begins + 70min)); // came late
    CHECK(tookPart(begins + 1h, begins, begins + 75min));
}

TEST_CASE("each level has its reasons, and no other number is a level", "[rating]") {
    for (const auto subject : {RatingSubject::Ticket, RatingSubject::Activity}) {
        for (int level = kLeastLevel; level <= kMostLevel; ++level) {
            const auto reasons = reasonsFor(subject, level);
            CHECK(reasons.size() >= 4);
            CHECK(std::set<std::string_view>(reasons.begin(), reasons.end()).size() == reasons.size());
        }
        CHECK(reasonsFor(subject, 0).empty());
        CHECK(reasonsFor(subject, 6).empty());
        // Praise is never put into the mouth of who is not satisfied, nor blame into that of who is.
        for (const auto good : reasonsFor(subject, 5)) {
            const auto bad = reasonsFor(subject, 1);
            CHECK(std::ranges::find(bad, good) == bad.end());
        }
    }
}

TEST_CASE("whatever is touched, only offered reasons are sent, each once", "[rating][property]") {
    const auto seed = GENERATE(range(1u, 40u));
    std::mt19937 random(seed);
    const std::vector<std::string> words{"friendly", "quick",     "unclear", "long_wait", "useful",
                                         "too_full", "nonsense!", "",        "one_visit", "friendly"};
    std::vector<std::string> touched;
    for (unsigned i = random() % 12; i > 0; --i)
        touched.push_back(words[random() % words.size()]);
    const auto subject = random() % 2 == 0 ? RatingSubject::Ticket : RatingSubject::Activity;
    const int level = static_cast<int>(random() % 8) - 1;

    const auto sent = offeredReasons(subject, level, touched);
    const auto offered = reasonsFor(subject, level);
    CHECK(std::set<std::string>(sent.begin(), sent.end()).size() == sent.size());
    for (const auto& reason : sent) {
        CHECK(std::ranges::find(offered, reason) != offered.end());
        CHECK(std::ranges::find(touched, reason) != touched.end());
    }
    for (const auto& reason : touched) {
        const bool known = std::ranges::find(offered, reason) != offered.end();
        CHECK(known == (std::ranges::find(sent, reason) != sent.end()));
    }
}
