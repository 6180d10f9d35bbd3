// SPDX-License-Identifier: Apache-2.0
// What 中心导览 and 各个中心 promise: the hours of each coming day as they really are, what is in which room, what is
// closed said first, and the nearest other house before the others.
#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono;

namespace {

struct Kiosk : tests::QtProgram {
    tests::MemoryLobby lobby;
    LobbyViewModel screen{lobby};

    void change(const std::function<void(catalogue::Catalogue&)>& edit) {
        auto made = std::make_shared<catalogue::Catalogue>(*lobby.state().catalogue);
        edit(*made);
        lobby.useCatalogue(made);
    }
    std::string week(std::size_t day, int role) const {
        return const_cast<LobbyViewModel&>(screen).site()->week()->rows().at(day).at(role).toString().toStdString();
    }
};

} // namespace

TEST_CASE("each coming day has its own hours: a day off, a holiday, a shift workday, a change of one day") {
    Kiosk kiosk;
    kiosk.change([](catalogue::Catalogue& each) {
        each.calendar.addDay(year{2026} / 11 / 26, {catalogue::DayKind::Holiday, {"假日", "假日", "Holiday"}, {}});
        each.calendar.addDay(year{2026} / 11 / 30, {catalogue::DayKind::ShiftWorkday, {}, Friday});
        for (auto& site : each.sites)
            site.opening_hours.overrides.push_back(
                {year{2026} / 11 / 28, {{13h, 17h}}, {"盘点", "盤點", "Stocktaking"}});
    });
    REQUIRE(kiosk.screen.site()->week()->count() == 7);
    CHECK(kiosk.week(0, 0) == "今天");
    CHECK(kiosk.week(0, 1) == "9:00–21:00");
    CHECK(kiosk.week(2, 1) == "不开放");
    CHECK(kiosk.week(2, 2) == "假日");
    CHECK(kiosk.week(4, 1) == "13:00–17:00");
    CHECK(kiosk.week(4, 2) == "盘点");
    CHECK(kiosk.week(6, 1) == "9:00–21:00"); // a Monday that is worked as a Friday
    CHECK(kiosk.week(6, 2) == "调休上班");
}

TEST_CASE("the certificate machine says what it does, what to bring, where it is and whether it works now") {
    Kiosk kiosk;
    const auto machine = [&](std::size_t role) {
        return kiosk.screen.site()->certMachines()->rows().at(0).at(role).toString();
    };
    REQUIRE(kiosk.screen.site()->certMachines()->count() == 1);
    CHECK(machine(0) == QStringLiteral("一楼大厅，进门左手边"));
    CHECK(machine(1) == QStringLiteral("居住证、港澳通行证再次签注"));
    CHECK(machine(2) == QStringLiteral("本人身份证"));
    CHECK(machine(3) == QStringLiteral("现在可以用"));

    kiosk.change([](catalogue::Catalogue& each) {
        catalogue::Closure fault;
        fault.closure_id = "no-paper";
        fault.site = each.site_id;
        fault.reason = {"缺纸", "缺紙", "no paper"};
        fault.from = tests::demoNow() - 1h;
        fault.until = tests::demoNow() + 1h;
        fault.cert_machine = "cert-1";
        each.closures.push_back(fault);
    });
    CHECK(machine(3) == QStringLiteral("现在用不了：缺纸"));
    CHECK(kiosk.screen.notices()->count() == 0); // said where the machine is, not to everybody
    kiosk.lobby.setTime(tests::demoNow() + 2h);
    CHECK(machine(3) == QStringLiteral("现在可以用"));
    kiosk.lobby.setTime(tests::demoNow() + 12h);
    CHECK(machine(3) == QStringLiteral("中心开门时可以用"));
}

TEST_CASE("holidays that are not published yet are not guessed") {
    Kiosk kiosk;
    CHECK(kiosk.screen.site()->doubt().isEmpty());
    kiosk.lobby.setTime(tests::demoNow() + days{35}); // 29 December 2026: the week reaches 2027
    CHECK(kiosk.screen.site()->doubt() == QStringLiteral("2027 年的节假日还没公布，到时请先打电话问一下。"));
}

TEST_CASE("every room says what there is in it") {
    Kiosk kiosk;
    const auto& rooms = kiosk.screen.site()->rooms()->rows();
    REQUIRE(rooms.size() == 5);
    CHECK(rooms[0].at(0).toString() == QStringLiteral("一楼大厅"));
    CHECK(rooms[0].at(1).toString() == QStringLiteral("老年人优待证、高龄津贴、居住证办理、残疾人证申请等"));
    CHECK(rooms[4].at(1).toString() == QStringLiteral("义诊"));
}

TEST_CASE("the plan shows where she stands, and says in words where each area is") {
    Kiosk kiosk;
    const auto& floors = kiosk.screen.site()->floors()->rows();
    REQUIRE(floors.size() == 2);
    CHECK(floors[0].at(1).toString() == QStringLiteral("一楼"));
    CHECK(floors[0].at(4).toInt() == 2);
    CHECK(floors[0].at(5).toInt() == 3);
    CHECK(floors[0].at(6).toInt() == 2); // the hall between the health station and the children
    CHECK(floors[0].at(7).toInt() == 2);
    CHECK(floors[1].at(4).toInt() == -1);
    const auto& areas = kiosk.screen.site()->areas()->rows();
    REQUIRE(areas.size() == 7);
    const auto said = [&](std::size_t row) {
        return areas.at(row).at(1).toString() + QLatin1Char('|') + areas.at(row).at(8).toString() + QLatin1Char('|') +
               areas.at(row).at(7).toString();
    };
    CHECK(said(0) == QStringLiteral("党政服务区|在您前面|1–3 号窗口"));
    CHECK(said(1) == QStringLiteral("便民服务室|在您右前方|4 号窗口"));
    CHECK(said(2) == QStringLiteral("健康服务站|在您左手边|"));
    CHECK(said(3) == QStringLiteral("儿童益智天地|在您右手边|"));
    CHECK(said(4) == QStringLiteral("党建书吧|二楼|"));
}

TEST_CASE("a kiosk that looks the other way turns the plan; one that stands on none says the floor only") {
    Kiosk kiosk;
    kiosk.change(
        [](catalogue::Catalogue& each) { each.sites[1].floors[0].kiosks[0].facing = catalogue::Facing::Down; });
    CHECK(kiosk.screen.site()->areas()->rows().at(0).at(8).toString() == QStringLiteral("在您身后"));
    kiosk.change([](catalogue::Catalogue& each) { each.sites[1].floors[0].kiosks.clear(); });
    CHECK(kiosk.screen.site()->floors()->rows().at(0).at(4).toInt() == -1);
    CHECK(kiosk.screen.site()->areas()->rows().at(0).at(8).toString() == QStringLiteral("一楼"));
    kiosk.change([](catalogue::Catalogue& each) { each.sites[1].floors.clear(); });
    CHECK(kiosk.screen.site()->floors()->count() == 0);
}

TEST_CASE("a house that is closed says why, the nearest is first") {
    Kiosk kiosk;
    const auto& sites = kiosk.screen.sites()->rows();
    REQUIRE(sites.size() == 2);
    CHECK(sites[0].at(0).toString() == QStringLiteral("大鹏新区党群服务中心"));
    kiosk.change([](catalogue::Catalogue& each) {
        catalogue::Closure closure;
        closure.site = "dapeng-district";
        closure.reason = {"台风", "颱風", "Typhoon"};
        closure.closes = true;
        closure.from = tests::demoNow() - hours{1};
        each.closures = {closure};
    });
    CHECK(kiosk.screen.sites()->rows()[0].at(1).toString().startsWith(QStringLiteral("台风 · ")));
    CHECK(kiosk.screen.sites()->rows()[0].at(2).toString().startsWith(QStringLiteral("临时关闭")));
}

} // namespace onestop::viewmodels
