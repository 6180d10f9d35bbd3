// SPDX-License-Identifier: Apache-2.0
// Whoever takes a guide home on paper goes where it says: never to a house that does not do it.
#include "kiosk/app/slip_of.h"

#include "tests/support/catch.h"

namespace onestop::app {

namespace {

catalogue::Site house(const char* id, const char* name, const char* phone) {
    catalogue::Site site;
    site.site_id = id;
    site.name = {name, {}, {}};
    site.address = {std::string(name) + "路 1 号", {}, {}};
    site.phone = phone;
    return site;
}

receipts::GuideSlip slip(std::vector<catalogue::ServicePlace> places) {
    auto known = std::make_shared<catalogue::Catalogue>();
    known->site_id = "kuichong";
    known->sites = {house("kuichong", "葵涌", "1"), house("nanao", "南澳", "2")};
    catalogue::ServiceItem item;
    item.item_id = "permit";
    item.place = {"一楼大厅", {}, {}};
    item.places = std::move(places);
    flows::LobbyState state;
    state.catalogue = known;
    return slipOf(item, state, catalogue::Language::ZhHans);
}

} // namespace

TEST_CASE("a guide on paper names this house and the room in it", "[slip]") {
    CHECK(slip({}).place == "一楼大厅");
    const auto here = slip({{"kuichong", {"三楼", {}, {}}, {}}, {"nanao", {}, {}}});
    CHECK(here.place == "三楼");
    CHECK(here.address == "葵涌路 1 号");
    CHECK(here.phone == "1");
}

TEST_CASE("a guide on paper to what is not done here names the nearest house that does it", "[slip]") {
    const auto there = slip({{"nanao", {"二楼", {}, {}}, {}}});
    CHECK(there.site_name == "葵涌"); // who printed it
    CHECK(there.place == "南澳 二楼");
    CHECK(there.address == "南澳路 1 号");
    CHECK(there.phone == "2");
    CHECK(slip({{"nanao", {}, {}}}).place == "南澳");

    const auto nowhere = slip({{"torn-down", {}, {}}});
    CHECK(nowhere.place.empty());
    CHECK(nowhere.address.empty());
    CHECK(nowhere.phone.empty());
}

TEST_CASE("an activity on paper has its coming sessions, and the house in which it is", "[slip]") {
    using namespace std::chrono_literals;
    auto known = std::make_shared<catalogue::Catalogue>();
    known->site_id = "kuichong";
    known->sites = {house("kuichong", "葵涌", "1"), house("nanao", "南澳", "2")};
    catalogue::Activity walk;
    walk.activity_id = "walk";
    walk.title = {"健步", {}, {}};
    walk.place = {"沙滩", {}, {}};
    const auto session = [](const char* id, events::WallTime begins) {
        catalogue::ActivitySession made;
        made.activity_session_id = id;
        made.begins_at = begins;
        made.ends_at = begins + 1h;
        return made;
    };
    const events::WallTime now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
    walk.sessions = {session("over", now - 2h), session("next", now + 2h)};
    known->activities = {walk};
    walk.sessions = {session("in-december", now + 24h * 20)};
    known->activities.push_back(walk);
    flows::LobbyState state;
    state.catalogue = known;
    state.now = now;
    const auto here = slipOf(known->activities.front(), state, catalogue::Language::ZhHans);
    CHECK(here.title == "健步");
    CHECK(here.place == "沙滩");
    CHECK(here.phone == "1");
    REQUIRE(here.sessions.size() == 2);
    CHECK(here.sessions[0].begins_at == catalogue::localTime(now + 2h));

    walk.site_id = "nanao";
    const auto there = slipOf(walk, state, catalogue::Language::ZhHans);
    CHECK(there.site_name == "葵涌"); // who printed it
    CHECK(there.place == "南澳 沙滩");
    CHECK(there.phone == "2");
}

} // namespace onestop::app
