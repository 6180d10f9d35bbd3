// SPDX-License-Identifier: Apache-2.0
// Promises of what is around a house: sights and safety notices come as the publisher wrote them, a fault is named, and
// who has no counter is known.
#include "sync/catalogue/catalogue.h"
#include "tests/support/catch.h"

using namespace onestop::catalogue;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kMorning{1793066400s}; // 27 October 2026, 10:00 in Dapeng

std::string sitesWith(const std::string& members) {
    return R"({"issued":"2026-11-01T00:00:00Z","sites":[{"id":"here","name":{"zh-Hans":"这里"},"level":"post",)"
           R"("address":{"zh-Hans":"这里"},)" +
           members + R"("opening_hours":{"schedules":[{"opens_at":"00:00","closes_at":"24:00"}],"holiday":"24h"}}]})";
}

std::string sight(const std::string& more) {
    return R"("sights":[{"id":"fort","name":{"zh-Hans":"所城"},"about":{"zh-Hans":"古城"},"way":{"zh-Hans":"往西"})" +
           more + "}],";
}

std::string closure(const std::string& severity) {
    return R"({"issued":"2026-10-01T00:00:00Z","closures":[{"id":"shut","site":"here","reason":{"zh-Hans":"台风"},)"
           R"("from":"2026-10-01T00:00:00Z","closes":true,"severity":")" +
           severity + "\"}]}";
}

Catalogue read(const Targets& targets) {
    auto made = parseCatalogue(targets, "here");
    REQUIRE(made);
    REQUIRE(made->faults.empty());
    return std::move(*made);
}

} // namespace

TEST_CASE("a sight says what it is, how to get there, when it is open and what to mind", "[sight]") {
    const auto catalogue =
        read({{"sites.json",
               sitesWith(sight(
                   R"(,"walk_minutes":20,"opening_hours":{"schedules":[{"opens_at":"11:00","closes_at":"17:00"}]},)"
                   R"("caution":{"zh-Hans":"路滑"})"))}});
    const auto& fort = catalogue.ownSite()->sights.at(0);
    CHECK(fort.name.zh_hans == "所城");
    CHECK(fort.about.zh_hans == "古城");
    CHECK(fort.way.zh_hans == "往西");
    CHECK(fort.walk_minutes == 20);
    CHECK(fort.caution.zh_hans == "路滑");
    CHECK_FALSE(catalogue.openingOfSight(fort, kMorning).open);
    CHECK(catalogue.openingOfSight(fort, kMorning + 1h).open);
}

TEST_CASE("a sight that nobody shuts is open by night; only an emergency of the house closes it", "[sight]") {
    const Targets targets{{"sites.json", sitesWith(sight(""))}};
    const auto open = read(targets);
    const auto& beach = open.ownSite()->sights.at(0);
    CHECK_FALSE(beach.walk_minutes);
    CHECK(open.openingOfSight(beach, kMorning + 14h).open);
    CHECK_FALSE(open.openingOfSight(beach, kMorning).until);

    auto with = targets;
    with["closures.json"] = closure("info");
    CHECK(read(with).openingOfSight(beach, kMorning).open);
    with["closures.json"] = closure("emergency");
    CHECK_FALSE(read(with).openingOfSight(beach, kMorning).open);
}

TEST_CASE("safety notices say of what they warn", "[sight]") {
    const auto catalogue = read(
        {{"sites.json",
          sitesWith(
              R"("safety_notices":[{"hazard":"sea","text":{"zh-Hans":"看旗"}},{"hazard":"path","text":{"zh-Hans":"看路"}}],)")}});
    const auto& notices = catalogue.ownSite()->safety_notices;
    REQUIRE(notices.size() == 2);
    CHECK(notices[0].hazard == Hazard::Sea);
    CHECK(notices[0].text.zh_hans == "看旗");
    CHECK(notices[1].hazard == Hazard::Path);
}

TEST_CASE("half a sight, an endless walk and an unknown hazard are refused by name", "[sight]") {
    const auto [members, where] = GENERATE(table<std::string, std::string>({
        {R"("sights":[{"id":"fort","name":{"zh-Hans":"所城"},"about":{"zh-Hans":"古城"}}],)", "sites.0.sights.0.way:"},
        {sight(R"(,"walk_minutes":181)"), "sites.0.sights.0.walk_minutes:"},
        {sight(R"(,"opening_hours":{"holiday":"24h"})"), "sites.0.sights.0.opening_hours.schedules:"},
        {R"("safety_notices":[{"hazard":"sharks","text":{"zh-Hans":"看"}}],)", "sites.0.safety_notices.0.hazard:"},
        {R"("safety_notices":[{"hazard":"sea"}],)", "sites.0.safety_notices.0.text:"},
    }));
    const auto faults = checkTarget("sites.json", sitesWith(members));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].expected.find(where) != std::string::npos);
}

TEST_CASE("a house has counters when it lists one or when its queue plan has one", "[sight]") {
    const std::string plan =
        R"({"issued":"2026-11-01T00:00:00Z","businesses":[{"letter":"A","name":{"zh-Hans":"综合"},)"
        R"("items":[],"counters":[1]}]})";
    CHECK_FALSE(read({{"sites.json", sitesWith("")}}).hasCounters());
    CHECK(read({{"sites.json", sitesWith(R"("counters":[1],)")}}).hasCounters());
    CHECK(read({{"sites.json", sitesWith("")}, {"sites/here/queue_plan.json", plan}}).hasCounters());
    CHECK(Catalogue{}.hasCounters()); // nobody knows the house yet
}
