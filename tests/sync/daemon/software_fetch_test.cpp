// SPDX-License-Identifier: Apache-2.0
// Promises of fetched software: only what is wanted now lies ready; the same bytes are not tried twice; what the
// installer's word means is known, and nothing else is told to the hub.
#include "tests/support/catch.h"

#include "sync/daemon/software_fetch.h"

using namespace onestop::daemon;

namespace {

const std::optional<BundleId> kNone, kNew{{"0.2.0", "aa"}}, kNewer{{"0.3.0", "bb"}}, kNewAgain{{"0.2.0", "cc"}};

} // namespace

TEST_CASE("what is wanted is fetched once", "[software]") {
    CHECK(fetchStep(kNone, kNone, kNone) == FetchStep::Nothing);
    CHECK(fetchStep(kNew, kNone, kNone) == FetchStep::Fetch);
    CHECK(fetchStep(kNew, kNew, kNone) == FetchStep::Nothing);
}

TEST_CASE("what is wanted no more is not left for the night", "[software]") {
    CHECK(fetchStep(kNone, kNew, kNone) == FetchStep::Discard);
    CHECK(fetchStep(kNewer, kNew, kNone) == FetchStep::Fetch);
}

TEST_CASE("a version that failed is left alone until other bytes of it or a newer one are published", "[software]") {
    CHECK(fetchStep(kNew, kNone, kNew) == FetchStep::Nothing);
    CHECK(fetchStep(kNew, kNew, kNew) == FetchStep::Discard);
    CHECK(fetchStep(kNewAgain, kNone, kNew) == FetchStep::Fetch);
    CHECK(fetchStep(kNewer, kNone, kNew) == FetchStep::Fetch);
}

TEST_CASE("the installer's word is understood as it writes it, and no other", "[software]") {
    const auto failed =
        parseOutcome(R"({"version":"0.2.0","sha256":"aa","outcome":"failed","reason":"not_good","part":"kiosk"})");
    REQUIRE(failed);
    CHECK(failed->bundle == *kNew);
    CHECK_FALSE(failed->installed);
    CHECK(failed->reason == "not_good");
    CHECK(failed->part == "kiosk");
    CHECK(parseOutcome(R"({"version":"0.2.0","sha256":"aa","outcome":"installed","reason":"","part":""})")->installed);
    for (const char* other : {"", "[]", "7", "{", R"({"outcome":"installed"})", R"({"version":7,"outcome":"failed"})",
                              R"({"version":"0.2.0","outcome":"perhaps"})"})
        CHECK_FALSE(parseOutcome(other));
}
