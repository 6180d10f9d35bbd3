// SPDX-License-Identifier: Apache-2.0
// "Where can I do this, nearest first, and is it open now?": what an item promises of the other houses, and that it
// never pretends to be done where it is not.
#include "kiosk/viewmodels/places.h"

#include <QAbstractItemModelTester>

#include <algorithm>

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using tests::text;

namespace {

constexpr int kName = 0, kDetail = 1, kOpening = 2, kTone = 3;

struct Kiosk : tests::TouchedKiosk {
    ItemViewModel& item = *screen.item();

    Kiosk() { lobby.useCatalogue(tests::placesCatalogue()); }
    std::string place(std::size_t row, int role) {
        return item.places()->rows().at(row).at(role).toString().toStdString();
    }
};

} // namespace

TEST_CASE("an item that is done here says where else, the nearest house first") {
    Kiosk kiosk;
    const QAbstractItemModelTester tester(kiosk.item.places());
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    CHECK(kiosk.item.absence().isEmpty());
    CHECK(text(kiosk.item.elsewhere()) == "别处也能办：5 处");
    CHECK(text(kiosk.item.nearest()) ==
          "最近：大鹏新区党群服务中心 · 0.6 公里 · 开放中 · 今天到 12:00"); // the item's hours, not the house's
    std::vector<std::string> names;
    for (const auto& row : kiosk.item.places()->rows())
        names.push_back(text(row.at(kName).toString()));
    CHECK(names == std::vector<std::string>{"大鹏新区党群服务中心", "土洋社区党群服务中心", "鹏城社区党群服务中心",
                                            "南澳社区党群服务中心", "西涌社区党群服务中心"});
    CHECK(kiosk.place(0, kDetail) == "0.6 公里 · 二楼 · 葵涌办事处金岭路 1 号 · 0755-0000-0000");
    kiosk.screen.navigation()->open(Route::Places);
    kiosk.screen.back();
    CHECK(kiosk.screen.navigation()->current() == Route::Item);
}

TEST_CASE("of a house that is closed the reason comes first, of one that is not open yet when it opens") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    CHECK(kiosk.place(1, kOpening) == "临时关闭，明天 14:00 恢复"); // by 12:32 the morning is over
    CHECK(kiosk.place(1, kDetail).starts_with("停电检修 · 3."));
    CHECK(kiosk.place(1, kTone) == std::to_string(static_cast<int>(Tone::Bad)));
    CHECK(kiosk.place(3, kOpening) == "现在不开放 · 今天 13:00 开始");
    CHECK(kiosk.place(3, kTone) == std::to_string(static_cast<int>(Tone::Plain)));
    CHECK(kiosk.place(4, kTone) == std::to_string(static_cast<int>(Tone::Good)));

    kiosk.lobby.setTime(tests::demoNow() + 4h);
    CHECK(kiosk.place(3, kOpening) == "开放中 · 今天到 17:00");
}

TEST_CASE("an item that is not done here says so, and where to go instead, everywhere it is named") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("disabled-card"));
    CHECK(text(kiosk.item.absence()) == "这里不办。最近的：大鹏新区党群服务中心 · 0.6 公里 · 开放中 · 今天到 12:00");
    CHECK(text(kiosk.item.elsewhere()) == "能办的地方：2 处");
    CHECK(kiosk.item.nearest().isEmpty());
    CHECK(text(kiosk.item.place()) == "大鹏新区党群服务中心\n二楼");
    CHECK_FALSE(kiosk.item.ticketOffered());
    const std::string share = text(kiosk.item.share());
    CHECK(share.find("大鹏新区党群服务中心 0755-0000-0000") != std::string::npos);
    CHECK(share.find("葵涌社区") == std::string::npos);

    kiosk.screen.openGuide();
    const auto& guide = kiosk.screen.guide()->items()->rows();
    const auto row = std::ranges::find_if(guide, [](const auto& each) { return each.at(0) == "disabled-card"; });
    REQUIRE(row != guide.end());
    CHECK(text(row->at(2).toString()) == "要去大鹏新区党群服务中心");
    for (const auto& room : kiosk.screen.site()->rooms()->rows())
        CHECK_FALSE(room.at(1).toString().contains(QStringLiteral("残疾人证")));
}

TEST_CASE("an item that no known house does says so and where help is") {
    Kiosk kiosk;
    auto made = std::make_shared<catalogue::Catalogue>(*tests::placesCatalogue());
    std::ranges::find(made->items, "disabled-card", &catalogue::ServiceItem::item_id)->places = {{"torn-down", {}, {}}};
    kiosk.lobby.useCatalogue(made);
    kiosk.screen.openItem(QStringLiteral("disabled-card"));
    CHECK(text(kiosk.item.absence()) == "这里不办，请点“叫人帮忙”。");
    CHECK(kiosk.item.elsewhere().isEmpty());
    CHECK(kiosk.item.place().isEmpty());
}

TEST_CASE("an item for which nobody named a house is done here, and nothing is said of others") {
    Kiosk kiosk;
    auto made = std::make_shared<catalogue::Catalogue>(*tests::demoCatalogue());
    for (auto& item : made->items)
        item.places.clear();
    kiosk.lobby.useCatalogue(made);
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    CHECK(kiosk.item.absence().isEmpty());
    CHECK(kiosk.item.elsewhere().isEmpty());
    CHECK(kiosk.item.places()->count() == 0);
    CHECK(text(kiosk.item.place()) == "一楼大厅\n1–3 号窗口");
}

TEST_CASE("search finds an item by where it is done, the house itself first, and says where to go") {
    Kiosk kiosk;
    auto& search = *kiosk.screen.search();
    kiosk.screen.openSearch();
    search.type(QStringLiteral("南澳社区"));
    REQUIRE(search.results()->count() == 3);
    CHECK(text(search.results()->rows()[0].at(0).toString()) == "site");
    CHECK(text(search.results()->rows()[1].at(2).toString()) == "老年人优待证");
    CHECK(text(search.results()->rows()[2].at(3).toString()) == "民政 · 要去大鹏新区党群服务中心");
    search.clear();
    search.type(QStringLiteral("xichong youdai"));
    REQUIRE(search.results()->count() == 1);
    CHECK(text(search.results()->rows()[0].at(2).toString()) == "老年人优待证");
}

} // namespace onestop::viewmodels
