// SPDX-License-Identifier: Apache-2.0
// What a station without counters promises a visitor: the sights with the way and whether they are open, what to mind,
// whom to call; and that nothing sends her to a counter that is not there.
#include "kiosk/viewmodels/station_view_model.h"

#include <QAbstractItemModelTester>

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using tests::text;

namespace {

constexpr std::size_t kWalk = 2, kOpening = 4, kOpen = 5;

/// The part alone, over a lobby at the beach.
struct Station : tests::QtProgram {
    tests::MemoryLobby lobby;
    StationViewModel station;

    Station() { lobby.useCatalogue(tests::stationCatalogue()); }
    void list() { station.list({lobby.state(), Words(catalogue::Language::ZhHans)}); }
    void change(const std::function<void(catalogue::Catalogue&, catalogue::Site&)>& edit) {
        auto made = std::make_shared<catalogue::Catalogue>(*lobby.state().catalogue);
        for (auto& site : made->sites)
            if (site.site_id == made->site_id) edit(*made, site);
        lobby.useCatalogue(made);
        list();
    }
    QVariant sight(std::size_t row, std::size_t role) {
        return station.sights()->rows().at(row).at(static_cast<qsizetype>(role));
    }
};

/// A whole screen at the beach.
struct Post : tests::QtProgram {
    tests::MemoryLobby lobby;
    LobbyViewModel screen{lobby};

    Post() {
        lobby.useCatalogue(tests::stationCatalogue());
        lobby.touched();
    }
    /// Nobody is sent to a counter; where somebody is sent anywhere, it is to this centre.
    void sendsToNoCounter(const QString& words) const {
        INFO(text(words));
        CHECK_FALSE(words.contains(QStringLiteral("窗口")));
    }
    void namesTheCentre(const QString& words) const {
        INFO(text(words));
        sendsToNoCounter(words);
        CHECK(words.contains(QStringLiteral("葵涌社区党群服务中心 0755-0000-0002")));
    }
};

} // namespace

TEST_CASE("the sights come with the way, and a closed one says when it opens", "[station]") {
    Station beach;
    const QAbstractItemModelTester tester(beach.station.sights());
    beach.list();
    CHECK(beach.station.isForVisitors());
    CHECK(text(beach.station.hint()) == "附近有 4 处，最近的走 2 分钟");
    REQUIRE(beach.station.sights()->count() == 4);
    CHECK(text(beach.sight(0, 0).toString()) == "较场尾沙滩");
    CHECK(text(beach.sight(0, kWalk).toString()) == "走 2 分钟");
    CHECK(text(beach.sight(0, kOpening).toString()).empty()); // nobody shuts a beach
    CHECK(text(beach.sight(1, kOpening).toString()) == "开放中 · 今天到 17:30");
    CHECK(text(beach.sight(2, kWalk).toString()).empty()); // too far to walk

    beach.lobby.setTime(tests::demoNow() + 12h);
    beach.list();
    CHECK_FALSE(beach.sight(1, kOpen).toBool());
    CHECK(text(beach.sight(1, kOpening).toString()) == "现在不开放 · 明天 9:00 开始");
    CHECK(beach.sight(0, kOpen).toBool());
}

TEST_CASE("in a typhoon that closes the post no sight is called open", "[station]") {
    Station beach;
    beach.change([](catalogue::Catalogue& all, const catalogue::Site& own) {
        catalogue::Closure typhoon;
        typhoon.site = own.site_id;
        typhoon.severity = catalogue::ClosureSeverity::Emergency;
        typhoon.closes = true;
        typhoon.from = tests::demoNow() - 1h;
        all.closures = {typhoon};
    });
    for (std::size_t row = 0; row < 4; ++row) {
        CHECK_FALSE(beach.sight(row, kOpen).toBool());
        CHECK(text(beach.sight(row, kOpening).toString()).starts_with("临时关闭"));
    }
}

TEST_CASE("what to mind has its sign, the numbers are those of need, and the nearest centre is named", "[station]") {
    Station beach;
    const QAbstractItemModelTester hazards(beach.station.hazards());
    const QAbstractItemModelTester phones(beach.station.phones());
    beach.list();
    REQUIRE(beach.station.hazards()->count() == 3);
    CHECK(text(beach.station.hazards()->rows()[0].at(0).toString()) == "waves");
    QStringList numbers;
    for (const auto& row : beach.station.phones()->rows())
        numbers << row.at(1).toString();
    CHECK(text(numbers.join(QLatin1Char(' '))) == "110 119 120");
    CHECK(text(beach.station.centre()) == "葵涌社区党群服务中心 0755-0000-0002");
}

TEST_CASE("only a station or post without counters has the visitor's home", "[station]") {
    Station beach;
    beach.change([](catalogue::Catalogue&, catalogue::Site& own) { own.level = catalogue::SiteLevel::Station; });
    CHECK(beach.station.isForVisitors());
    beach.change([](catalogue::Catalogue&, catalogue::Site& own) { own.counters = {1}; });
    CHECK_FALSE(beach.station.isForVisitors());
    beach.change([](catalogue::Catalogue&, catalogue::Site& own) {
        own.counters.clear();
        own.level = catalogue::SiteLevel::Community;
    });
    CHECK_FALSE(beach.station.isForVisitors());
    beach.lobby.loseCatalogue();
    beach.list();
    CHECK_FALSE(beach.station.isForVisitors());
    CHECK(beach.station.sights()->count() == 0);
}

TEST_CASE("a post sends nobody to a counter: no answer, no notice, no closed page", "[station]") {
    Post post;
    using enum flows::CheckInOutcome;
    for (const auto outcome : {Admitted, AlreadyUsed, Expired, NotYet, WrongSite, WrongDay, Revoked, Forged, UnknownKey,
                               Unreadable, UnknownActivity, Full, UnknownCode, NotRecorded}) {
        post.lobby.showCode(outcome);
        post.sendsToNoCounter(post.screen.result()->advice() + post.screen.result()->detail());
        post.lobby.dismissCheckIn();
    }
    post.lobby.showCode(Expired);
    post.namesTheCentre(post.screen.result()->advice());
    post.lobby.dismissCheckIn();
    post.lobby.refuseBooking(flows::BookingRefusal::NotKept, "beach-walk-0");
    post.namesTheCentre(post.screen.result()->advice());
    post.lobby.dismissBooking();
    post.lobby.refuse(flows::TicketRefusal::StoreFull);
    post.namesTheCentre(post.screen.result()->advice());

    post.lobby.setPrinter(flows::DeviceHealth::PaperOut);
    post.lobby.setLink(flows::Link::Unreachable);
    for (const auto& row : post.screen.notices()->rows()) {
        post.sendsToNoCounter(row.at(0).toString());
        CHECK_FALSE(row.at(0).toString().contains(QStringLiteral("取号"))); // none is given here
    }
    post.lobby.answerComes(flows::AnswerStage::NoNetwork);
    post.namesTheCentre(post.screen.answer()->text());
    post.lobby.closeOpinions();
    post.namesTheCentre(post.screen.opinion()->closed());
    post.lobby.staffCloses(true);
    post.namesTheCentre(post.screen.home()->closed());
    post.lobby.softwareIsUpdated(40);
    post.namesTheCentre(post.screen.home()->updating());
    post.lobby.shutFigures(120);
    post.namesTheCentre(post.screen.checkIn()->fault());
}

TEST_CASE("lists that are old are no counter's matter at a post either", "[station]") {
    Post post;
    post.lobby.setTime(tests::demoNow() + 24h * 400);
    post.namesTheCentre(post.screen.services()->caution());
    post.screen.openItem(QStringLiteral("elder-card"));
    post.namesTheCentre(post.screen.item()->caution());
}

TEST_CASE("at a post the call for help is a phone number and the nearest centre", "[station]") {
    Post post;
    post.screen.callHelp();
    CHECK_FALSE(post.screen.help()->isRinging());
    CHECK(text(post.screen.help()->phone()) == "0755-0000-0000");
    post.namesTheCentre(post.screen.help()->advice());
    post.lobby.help(flows::HelpProgress::NoAnswer);
    post.namesTheCentre(post.screen.help()->advice());
}

TEST_CASE("where no centre with counters is known, help is called", "[station]") {
    Post post;
    auto alone = std::make_shared<catalogue::Catalogue>(*post.lobby.state().catalogue);
    std::erase_if(alone->sites, [&](const auto& site) { return site.site_id != alone->site_id; });
    post.lobby.useCatalogue(alone);
    post.lobby.showCode(flows::CheckInOutcome::Expired);
    CHECK(text(post.screen.result()->advice()) == "请点“叫人帮忙”。");
}

} // namespace onestop::viewmodels
