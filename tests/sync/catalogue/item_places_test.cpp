// SPDX-License-Identifier: Apache-2.0
// Promises of an item's places: the nearest first, with the hours that hold there; this house only where somebody said
// so; what does not fit is left out by itself and named.
#include "sync/catalogue/item_places.h"

#include <algorithm>

#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::catalogue;

namespace {

constexpr const char* kOwn = "kuichong";

WallTime at(const std::string& local) {
    const auto time = events::parseRfc3339(local + ":00+08:00");
    REQUIRE(time);
    return *time;
}

std::string site(const std::string& id, const std::string& latitude) {
    return R"({"id":")" + id + R"(","name":{"zh-Hans":")" + id + R"("},"level":"community","address":{"zh-Hans":"x"})" +
           (latitude.empty() ? std::string() : R"(,"longitude":114.5,"latitude":)" + latitude) +
           R"(,"opening_hours":{"schedules":[{"opens_at":"09:00","closes_at":"18:00"}],"holiday":"normal"}})";
}

std::string item(const std::string& id, const std::string& more) {
    return R"({"id":")" + id + R"(","name":{"zh-Hans":"x"},"description":{"zh-Hans":"x"},"audience":["all"])" + more +
           "}";
}

Targets district(const std::string& services) {
    return {{"sites.json", R"({"issued":"2026-11-01T00:00:00Z","sites":[)" + site("unplaced", "") + "," +
                               site("far", "22.50") + "," + site(kOwn, "22.63") + "," + site("near", "22.62") + "]}"},
            {"guide.json", "{\"issued\":\"2026-11-01T00:00:00Z\",\"services\":[\n" + services + "\n]}"}};
}

Catalogue of(const Targets& targets) {
    auto catalogue = parseCatalogue(targets, kOwn);
    REQUIRE(catalogue);
    return std::move(*catalogue);
}

std::vector<std::string> elsewhere(const Catalogue& catalogue, const char* id) {
    std::vector<std::string> sites;
    for (const auto& where : placesElsewhere(catalogue, *catalogue.item(id)))
        sites.push_back(where.site->site_id);
    return sites;
}

const std::string kThree =
    R"(,"places":[{"site":"far"},{"site":"nobody-knows"},{"site":"unplaced"},{"site":"near","place":{"zh-Hans":"二楼"}}])";

} // namespace

TEST_CASE("an item's other houses come nearest first, those without a place last, an unknown one never",
          "[catalogue]") {
    const auto catalogue = of(district(item("permit", kThree)));
    const auto& permit = *catalogue.item("permit");
    CHECK(elsewhere(catalogue, "permit") == std::vector<std::string>{"near", "far", "unplaced"});
    CHECK(nearestElsewhere(catalogue, permit)->place->place.zh_hans == "二楼");
    CHECK_FALSE(isDoneHere(catalogue, permit));
    CHECK(distanceKm(*catalogue.ownSite(), *catalogue.site("near")) == Approx(1.11).epsilon(0.01));
}

TEST_CASE("an item is done here where its places, the month or the queue plan say so, and where nobody said anything",
          "[catalogue]") {
    auto targets = district(item("permit", kThree) + "," + item("tea", "") + "," +
                            item("card", R"(,"places":[{"site":"near"},{"site":"kuichong"}])"));
    auto catalogue = of(targets);
    CHECK_FALSE(isDoneHere(catalogue, *catalogue.item("permit")));
    CHECK(isDoneHere(catalogue, *catalogue.item("tea")));
    CHECK_FALSE(nearestElsewhere(catalogue, *catalogue.item("tea")));
    CHECK(isDoneHere(catalogue, *catalogue.item("card")));
    CHECK(elsewhere(catalogue, "card") == std::vector<std::string>{"near"});

    targets["sites/kuichong/queue_plan.json"] =
        R"({"issued":"2026-11-01T00:00:00Z","businesses":[{"letter":"A","name":{"zh-Hans":"x"},"items":["permit"],"counters":[1]}]})";
    catalogue = of(targets);
    CHECK(isDoneHere(catalogue, *catalogue.item("permit")));

    targets.erase("sites/kuichong/queue_plan.json");
    targets["sites/kuichong/2026-11.json"] =
        R"({"issued":"2026-11-01T00:00:00Z","site":"kuichong","period":"2026-11","services":[)" + item("permit", "") +
        R"(],"activities":[]})";
    catalogue = of(targets);
    CHECK(isDoneHere(catalogue, *catalogue.item("permit"))); // and the guide's houses are not forgotten
    CHECK(elsewhere(catalogue, "permit") == std::vector<std::string>{"near", "far", "unplaced"});
}

TEST_CASE("a place has its own hours, else the item's, else the house's, and a closure shuts it", "[catalogue]") {
    auto targets = district(
        item(
            "permit",
            R"(,"schedules":[{"opens_at":"10:00","closes_at":"12:00"}],"places":[{"site":"kuichong","place":{"zh-Hans":"三楼"},
               "schedules":[{"opens_at":"13:00","closes_at":"14:00"}]},{"site":"near","schedules":[{"opens_at":"17:00","closes_at":"20:00"}]},{"site":"far"}])") +
        "," + item("tea", R"(,"places":[{"site":"far"}])"));
    targets["closures.json"] =
        R"({"issued":"2026-11-20T00:00:00Z","closures":[{"id":"t","site":"far","reason":{"zh-Hans":"停电"},"severity":"warning",
            "from":"2026-11-24T00:00:00+08:00","until":"2026-11-25T00:00:00+08:00","closes":true}]})";
    targets["calendar/2026.json"] = R"({"issued":"2026-01-01T00:00:00Z","year":2026,"days":[
        {"name":"元旦","date":"2026-01-01","isOffDay":true}]})";
    const auto catalogue = of(targets);
    const auto& permit = *catalogue.item("permit");
    const auto where = placesElsewhere(catalogue, permit);
    REQUIRE(where.size() == 2);

    const auto monday = at("2026-11-23T11:00");
    CHECK(openingElsewhere(catalogue, permit, where[0], monday).next == at("2026-11-23T17:00"));
    CHECK(openingElsewhere(catalogue, permit, where[0], at("2026-11-23T17:30")).until ==
          at("2026-11-23T18:00")); // never longer than its house
    CHECK(openingElsewhere(catalogue, permit, where[1], monday).until == at("2026-11-23T12:00"));
    CHECK(catalogue.openingOfItem(permit, monday).next == at("2026-11-23T13:00"));
    CHECK(roomHere(catalogue, permit).zh_hans == "三楼");

    const auto& tea = *catalogue.item("tea");
    CHECK(openingElsewhere(catalogue, tea, *nearestElsewhere(catalogue, tea), monday).until == at("2026-11-23T18:00"));
    const auto shut = openingElsewhere(catalogue, tea, *nearestElsewhere(catalogue, tea), at("2026-11-24T11:00"));
    CHECK(shut.closure->closure_id == "t");
    CHECK(shut.next == at("2026-11-25T09:00"));
}

TEST_CASE("a place that does not fit is left out and named by its line, the item and its other places stay",
          "[catalogue][hostile]") {
    const auto catalogue = of(
        district(item("permit", ",\"places\":[\n{\"site\":\"near\"},\n{\"site\":\"Far Away\"},\n"
                                "{\"site\":\"near\"},\n{\"room\":1},\n"
                                "{\"site\":\"far\",\"schedules\":[{\"opens_at\":\"9\",\"closes_at\":\"18:00\"}]}]")));
    CHECK(elsewhere(catalogue, "permit") == std::vector<std::string>{"near"});
    std::vector<std::string> sentences;
    for (const auto& fault : catalogue.faults)
        sentences.push_back(fault.sentence());
    CHECK(sentences == std::vector<std::string>{
                           "guide.json:4: services.0.places.1.site: expected an id: at most 64 of a-z 0-9 - _",
                           "guide.json:5: services.0.places.2.site: expected a site that was not named before",
                           "guide.json:6: services.0.places.3.site: expected to be there",
                           "guide.json:7: services.0.places.4.schedules.0.opens_at: expected a time like 09:00",
                       });

    std::string many;
    for (int i = 0; i < 201; ++i)
        many += (i ? "," : "") + std::string(R"({"site":"s)") + std::to_string(i) + R"("})";
    const auto without = of(district(item("permit", R"(,"places":[)" + many + "]")));
    CHECK(without.item("permit") == nullptr);
    CHECK(without.faults.at(0).sentence() == "guide.json:2: services.0.places: expected a list of at most 200");
}

TEST_CASE("without the district's list of sites an item still says whether it is done here", "[catalogue]") {
    auto targets = district(item("permit", kThree) + "," + item("card", R"(,"places":[{"site":"kuichong"}])"));
    targets.erase("sites.json");
    const auto catalogue = of(targets);
    CHECK_FALSE(isDoneHere(catalogue, *catalogue.item("permit")));
    CHECK_FALSE(nearestElsewhere(catalogue, *catalogue.item("permit")));
    CHECK(isDoneHere(catalogue, *catalogue.item("card")));
}

TEST_CASE("of its own house a month speaks itself, of the others the guide", "[catalogue]") {
    const std::string morning = R"(,"schedules":[{"opens_at":"09:00","closes_at":"10:00"}])";
    const std::string evening = R"("schedules":[{"opens_at":"16:00","closes_at":"17:00"}])";
    auto targets = district(item("permit", morning + R"(,"places":[{"site":"kuichong","place":{"zh-Hans":"旧厅"},)" +
                                               evening + R"(},{"site":"near"}])"));
    targets["sites/kuichong/2026-11.json"] =
        R"({"issued":"2026-11-01T00:00:00Z","site":"kuichong","period":"2026-11","activities":[],"services":[)" +
        item("permit", R"(,"place":{"zh-Hans":"新厅"},"schedules":[{"opens_at":"11:00","closes_at":"12:00"}])") + "]}";
    const auto catalogue = of(targets);
    const auto& permit = *catalogue.item("permit");

    CHECK(roomHere(catalogue, permit).zh_hans == "新厅");
    CHECK(catalogue.openingOfItem(permit, at("2026-11-23T11:30")).open);
    CHECK_FALSE(catalogue.openingOfItem(permit, at("2026-11-23T16:30")).open);
    const auto near = nearestElsewhere(catalogue, permit);
    REQUIRE(near);
    CHECK(openingElsewhere(catalogue, permit, *near, at("2026-11-23T09:30")).open);
    CHECK_FALSE(openingElsewhere(catalogue, permit, *near, at("2026-11-23T11:30")).open);
}

TEST_CASE("a number can be had when the item and the business that calls it are both open, and so is said when next",
          "[catalogue]") {
    const auto with = [](const std::string& item_hours, const std::string& business_hours) {
        auto targets = district(item("permit", R"(,"schedules":[)" + item_hours + "]"));
        targets["sites/kuichong/queue_plan.json"] =
            R"({"issued":"2026-11-01T00:00:00Z","businesses":[{"letter":"A","name":{"zh-Hans":"x"},"items":["permit"],)"
            R"("counters":[1],"opening_hours":{"schedules":[)" +
            business_hours + R"(],"holiday":"normal"}}]})";
        return of(targets);
    };
    const std::string early = R"({"opens_at":"09:00","closes_at":"11:00"})",
                      late = R"({"opens_at":"10:00","closes_at":"12:00"})",
                      night = R"({"opens_at":"16:00","closes_at":"17:00"})";
    const auto meets = with(early, late);
    const auto& permit = *meets.item("permit");
    CHECK(meets.openingForNumbers(permit, at("2026-11-23T08:00")).next == at("2026-11-23T10:00"));
    CHECK(meets.openingForNumbers(permit, at("2026-11-23T09:30")).next == at("2026-11-23T10:00"));
    CHECK(meets.openingForNumbers(permit, at("2026-11-23T10:30")).open);
    CHECK(meets.openingForNumbers(permit, at("2026-11-23T10:30")).until == at("2026-11-23T11:00"));
    CHECK(meets.openingForNumbers(permit, at("2026-11-23T11:30")).next == at("2026-11-24T10:00"));

    const auto never = with(early, night);
    CHECK_FALSE(never.openingForNumbers(*never.item("permit"), at("2026-11-23T09:30")).open);
    CHECK_FALSE(never.openingForNumbers(*never.item("permit"), at("2026-11-23T09:30")).next);
}
