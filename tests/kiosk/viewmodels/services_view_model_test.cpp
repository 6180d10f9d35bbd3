// SPDX-License-Identifier: Apache-2.0
// What 服务清单 promises: every coming session is found by day, by audience, by host and by house, nothing that is over
// is shown, and an old list says how old it is.
#include "kiosk/viewmodels/services_view_model.h"

#include <QAbstractItemModelTester>

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;

namespace {

struct Kiosk : tests::TouchedKiosk {
    ServicesViewModel& services = *screen.services();

    void choose(const char* kind, const char* code) {
        services.openFilter(QString::fromLatin1(kind));
        services.choose(QString::fromUtf8(code));
    }
    std::vector<std::string> titles() {
        std::vector<std::string> found;
        for (const auto& row : services.sessions()->rows())
            found.push_back(row.at(2).toString().toStdString());
        return found;
    }
    QVariantList day(const char* date) {
        for (const auto& row : services.days()->rows()) {
            if (row.at(0).toString() == QLatin1String(date)) return row;
        }
        return {};
    }
};

using Titles = std::vector<std::string>;

} // namespace

TEST_CASE("the list is in order of time, and what is over is not in it") {
    Kiosk kiosk;
    QAbstractItemModelTester tester(kiosk.services.sessions());
    CHECK(kiosk.titles() ==
          Titles{"亲子手工 · 海洋贴画", "新时代大讲堂", "智能手机课", "义诊", "亲子手工 · 海洋贴画", "智能手机课"});
    kiosk.lobby.setTime(tests::demoNow() + 7h); // 17:32: the handicraft is over
    CHECK(kiosk.titles().front() == "新时代大讲堂");
    CHECK(kiosk.services.sessions()->rows()[0].at(0).toString() == QStringLiteral("11月24日 星期二"));
}

TEST_CASE("an audience finds what is for it and what is for everybody") {
    Kiosk kiosk;
    kiosk.choose("audience", "family");
    CHECK(kiosk.titles() == Titles{"亲子手工 · 海洋贴画", "新时代大讲堂", "义诊", "亲子手工 · 海洋贴画"});
    CHECK(kiosk.services.filters()->rows()[0].at(2).toString() == QStringLiteral("亲子家庭"));
    kiosk.choose("host", "社康中心");
    CHECK(kiosk.titles() == Titles{"义诊"});
}

TEST_CASE("the neighbours' activities are found when they are asked for, and only then") {
    Kiosk kiosk;
    kiosk.choose("place", "neighbours");
    CHECK(kiosk.titles() == Titles{"海边健步"});
    CHECK(kiosk.services.sessions()->rows()[0].at(3).toString().startsWith(QStringLiteral("较场尾党群服务岗")));
    kiosk.screen.openActivity(kiosk.services.sessions()->rows()[0].at(6).toString());
    CHECK(kiosk.screen.activity()->place().contains(QStringLiteral("较场尾海边")));
    kiosk.choose("place", "");
    CHECK(kiosk.titles().front() == "亲子手工 · 海洋贴画");
}

TEST_CASE("on the last evening of a month an activity has its next session in the list of the month after") {
    Kiosk kiosk;
    auto catalogue = std::make_shared<catalogue::Catalogue>(*kiosk.lobby.state().catalogue);
    auto next_month = *catalogue->activity("clinic");
    for (auto& session : next_month.sessions) {
        session.begins_at += 30 * 24h;
        session.ends_at += 30 * 24h;
        session.activity_session_id += "-december";
    }
    catalogue->activities.push_back(next_month);
    kiosk.lobby.useCatalogue(catalogue);
    kiosk.lobby.setTime(tests::demoNow() + 10 * 24h);
    kiosk.screen.openActivity(QStringLiteral("clinic"));
    CHECK(kiosk.screen.activity()->sessions()->count() == static_cast<int>(next_month.sessions.size()));
}

TEST_CASE(
    "the calendar says which days have something; one day shows what it has, at first the next that has something") {
    Kiosk kiosk;
    kiosk.services.setCalendar(true);
    CHECK(kiosk.services.days()->count() % 7 == 0);
    CHECK(kiosk.services.days()->rows()[0].at(0) == "2026-11-23"); // Monday of this week: what is over takes no place
    CHECK(kiosk.day("2026-11-24") == QVariantList{"2026-11-24", "24", 2, true, true, true});
    CHECK(kiosk.day("2026-11-23").at(5) == false); // over
    CHECK(kiosk.day("2026-11-25").at(2) == 1);

    CHECK(kiosk.titles().size() == 2);
    kiosk.services.chooseDay(QStringLiteral("2026-11-25"));
    CHECK(kiosk.titles() == Titles{"智能手机课"});
    CHECK(kiosk.day("2026-11-25").at(3) == true);
    CHECK(kiosk.day("2026-11-24").at(3) == false);
    kiosk.services.chooseDay(QStringLiteral("2026-11-25")); // a trembling finger
    CHECK(kiosk.titles() == Titles{"智能手机课"});

    kiosk.services.turnMonth(1);
    CHECK(kiosk.services.month() == QStringLiteral("12月"));
    CHECK(kiosk.services.days()->rows()[0].at(0) == "2026-11-30");
    CHECK(kiosk.titles() == Titles{"智能手机课"});
    CHECK(kiosk.services.earlierOffered());
}

TEST_CASE("a list that is old says so, with its age") {
    Kiosk kiosk;
    CHECK(kiosk.services.caution().isEmpty());
    kiosk.lobby.setTime(tests::demoNow() + 24h * 10);
    CHECK(kiosk.services.caution() == QStringLiteral("这是 11月 的清单，新的还没收到（已经 34 天）。请以窗口为准。"));
    kiosk.lobby.loseCatalogue();
    CHECK(kiosk.services.empty() == QStringLiteral("清单还没收到，请点“叫人帮忙”"));
    CHECK(kiosk.services.filters()->count() == 0);
}

TEST_CASE("the next person finds no filter of the one before") {
    Kiosk kiosk;
    kiosk.services.setCalendar(true);
    kiosk.choose("audience", "elder");
    kiosk.screen.openActivity(QStringLiteral("clinic"));
    REQUIRE(kiosk.screen.activity()->share().contains(QStringLiteral("义诊")));
    kiosk.lobby.endSession();

    CHECK_FALSE(kiosk.services.calendar());
    CHECK(kiosk.titles().size() == 6);
    CHECK(kiosk.screen.activity()->name().isEmpty());
}

TEST_CASE("an activity is taken along on paper, as long as there is paper") {
    Kiosk kiosk;
    kiosk.screen.openActivity(QStringLiteral("clinic"));
    auto& activity = *kiosk.screen.activity();
    REQUIRE(activity.isPrintOffered());
    kiosk.screen.printActivity();
    CHECK(kiosk.lobby.printedActivity() == "clinic");
    CHECK(activity.printing() == QStringLiteral("正在打印，请稍等。"));
    kiosk.lobby.setPrinter(flows::DeviceHealth::PaperOut);
    CHECK_FALSE(activity.isPrintOffered());
}

TEST_CASE("a guide that nobody has reviewed for a year says so") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    CHECK(kiosk.screen.item()->caution().isEmpty());
    kiosk.lobby.setTime(tests::demoNow() + 24h * 400);
    CHECK(kiosk.screen.item()->caution() == QStringLiteral("这份指南一年没有核对过，以窗口为准。"));
}

TEST_CASE("what a phone takes along says what to bring, where and when") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    CHECK(kiosk.screen.item()->share().toStdString() ==
          "老年人优待证\n· 身份证（原件）\n· 一寸照片（1 张）\n· 居住证（非深户才要）\n一楼大厅\n1–3 号窗口\n"
          "周二至周六\n9:00–12:00\n14:00–18:00\n葵涌社区党群服务中心 0755-0000-0000");
}

} // namespace onestop::viewmodels
