// SPDX-License-Identifier: Apache-2.0
// What the staff's pages promise: shut without a PIN, honest about each part of the kiosk, nothing undone or closed
// without a question, and nothing of it left for the next person.
#include <QAbstractItemModelTester>

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_desk.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using tests::text;

namespace {

struct Kiosk : tests::QtProgram {
    tests::MemoryLobby lobby;
    tests::MemoryDesk desk{lobby};
    LobbyViewModel screen{lobby, nullptr, nullptr, &desk};
    StaffViewModel& staff = *screen.staff();

    Kiosk() { lobby.touched(); }
    void type(std::string_view pin) {
        for (const char digit : pin)
            staff.type(QString(QLatin1Char(digit)));
    }
    void enter() {
        screen.openStaff();
        type(tests::MemoryDesk::kPin);
        staff.enter();
    }
    void openTrial() {
        enter();
        screen.navigation()->open(Route::DeviceTrial);
    }
    /// Of the page that tries the devices: printer, reader, scanner.
    std::string said(std::size_t row) { return text(screen.deviceTrial()->devices()->rows().at(row).at(2).toString()); }
    bool mayTry(std::size_t row) { return screen.deviceTrial()->devices()->rows().at(row).at(5).toBool(); }
    /// What the overview says of the certificate, and how it is meant.
    std::string certificate(Tone tone) {
        const auto rows = staff.overview()->rows();
        for (const auto& row : rows)
            if (row.at(1).toString() == QStringLiteral("证书") && row.at(3).toInt() == static_cast<int>(tone))
                return text(row.at(2).toString());
        return {};
    }
    QString overview(const QString& caption) {
        for (const auto& row : staff.overview()->rows())
            if (row.at(1).toString() == caption) return row.at(2).toString();
        return {};
    }
};

} // namespace

TEST_CASE("the PIN is shown as dots, a wrong one is told, the right one opens the staff's page") {
    Kiosk kiosk;
    kiosk.screen.openStaff();
    REQUIRE(kiosk.screen.navigation()->current() == Route::StaffPin);
    kiosk.type("2718x2");
    CHECK(text(kiosk.staff.pinDots()) == "●●●●●");
    kiosk.staff.erase();
    CHECK(text(kiosk.staff.pinDots()) == "●●●●");
    kiosk.staff.clear();
    CHECK_FALSE(kiosk.staff.isPinTyped());
    kiosk.type("2718");
    kiosk.staff.enter();
    CHECK(kiosk.staff.pinDots().isEmpty());
    CHECK(text(kiosk.staff.pinMessage()) == "密码不对，请再输一次。");
    CHECK(kiosk.screen.navigation()->current() == Route::StaffPin);

    kiosk.type(tests::MemoryDesk::kPin);
    kiosk.staff.enter();
    CHECK(kiosk.screen.navigation()->current() == Route::Staff);
    CHECK(text(kiosk.screen.home()->visitor()) == "工作人员");
}

TEST_CASE("without a PIN in the settings the page stays shut and says where to set one") {
    Kiosk kiosk;
    kiosk.desk.loseSettings();
    kiosk.screen.openStaff();
    CHECK_FALSE(kiosk.staff.isPinAsked());
    CHECK(text(kiosk.staff.pinMessage()).find("site.toml") != std::string::npos);
    kiosk.type("1");
    CHECK(kiosk.staff.pinDots().isEmpty());
}

TEST_CASE("whoever guesses is told how long no PIN is taken") {
    Kiosk kiosk;
    kiosk.screen.openStaff();
    kiosk.desk.somebodyGuessed(30);
    CHECK_FALSE(kiosk.staff.isPinAsked());
    CHECK(text(kiosk.staff.pinMessage()) == "密码不对。请等 30 秒再试。");
}

TEST_CASE("the door says that a code of the hub opens it where one would, and why one did not") {
    Kiosk kiosk;
    kiosk.screen.openStaff();
    CHECK_FALSE(kiosk.staff.isCodeOffered()); // no hub's key is listed
    kiosk.lobby.listHubKey();
    CHECK(kiosk.staff.isCodeOffered());
    kiosk.lobby.setScanner(flows::DeviceHealth::Absent);
    CHECK_FALSE(kiosk.staff.isCodeOffered());
    kiosk.lobby.setScanner(flows::DeviceHealth::Ready);

    using enum catalogue::StaffCodeOutcome;
    for (const auto refused :
         {Unreadable, UnknownKey, Forged, Revoked, WrongSite, WrongKiosk, NotYet, Expired, AlreadyUsed, NotKept}) {
        kiosk.desk.codeRefused(refused);
        CHECK_FALSE(kiosk.staff.codeRefused().isEmpty());
    }
    kiosk.desk.codeRefused(WrongKiosk);
    CHECK(text(kiosk.staff.codeRefused()) == "这个码不是给这台机器（1 号）的。请按这个机号重新出码。");
    kiosk.desk.codeRefused(AlreadyUsed);
    CHECK(text(kiosk.staff.codeRefused()) == "这个码用过了，一个码只开一次。请重新出一个。");
}

TEST_CASE("only while the page of the PIN is open does somebody stand at the staff's door") {
    Kiosk kiosk;
    CHECK_FALSE(kiosk.desk.somebodyAtDoor());
    kiosk.screen.openStaff();
    CHECK(kiosk.desk.somebodyAtDoor());
    kiosk.screen.back();
    CHECK_FALSE(kiosk.desk.somebodyAtDoor());
    kiosk.screen.openStaff();
    kiosk.lobby.endSession();
    CHECK_FALSE(kiosk.desk.somebodyAtDoor());
}

TEST_CASE("the overview says of each part how it does, since when and what to do") {
    Kiosk kiosk;
    const QAbstractItemModelTester tester(kiosk.staff.overview());
    CHECK(kiosk.staff.overview()->count() == 0); // not before somebody of the staff is in
    kiosk.enter();
    CHECK(text(kiosk.overview(QStringLiteral("打印机"))) == "正常（10:32 起）");
    CHECK(text(kiosk.overview(QStringLiteral("纸卷"))) == "用完一卷以后才估得出");
    kiosk.desk.knowPaper();
    CHECK(text(kiosk.overview(QStringLiteral("纸卷"))) == "还剩约 13 米，84 张");
    kiosk.lobby.setPrinter(flows::DeviceHealth::PaperOut);
    CHECK(text(kiosk.overview(QStringLiteral("打印机"))) == "没纸了：请换纸卷（10:12 起）");
    kiosk.lobby.setLink(flows::Link::DaemonSilent);
    CHECK(text(kiosk.overview(QStringLiteral("网络"))) == "同步程序没有运行：请找维护人员（10:29 起）");
    CHECK(text(kiosk.overview(QStringLiteral("程序版本"))) == "1.2.3");
}

TEST_CASE("the overview says until when the certificate is good, whether it is renewed, and when it is too late") {
    Kiosk kiosk;
    kiosk.enter();
    const auto now = kiosk.lobby.state().now;
    using std::chrono::days;
    CHECK(kiosk.certificate(Tone::Good) == "有效到 2027-05-03，到时候自动换");
    kiosk.lobby.setCertificate({.good_until = now + days{120}, .renews_at = now - days{6}}); // the network was away
    CHECK(kiosk.certificate(Tone::Good) == "有效到 2027-03-24，到时候自动换");
    kiosk.lobby.setCertificate({.good_until = now + days{120}, .renews_at = now - days{7}});
    CHECK(kiosk.certificate(Tone::Attention) == "有效到 2027-03-24，早该换了还没换上：先看网络，再联系区里");
    kiosk.lobby.setCertificate({.good_until = now - days{1}, .renews_at = now - days{60}}); // it may still renew itself
    CHECK(kiosk.certificate(Tone::Bad) == "到期了（2026-11-23）：请联系区里");
    kiosk.lobby.setCertificate({.good_until = now + days{31}, .renews_at = {}});
    CHECK(kiosk.certificate(Tone::Good) == "有效到 2026-12-25，请在那之前换新的");
    kiosk.lobby.setCertificate({.good_until = now + days{30}, .renews_at = {}});
    CHECK(kiosk.certificate(Tone::Attention) == "有效到 2026-12-24，请在那之前换新的");
    kiosk.lobby.setCertificate({});
    CHECK(kiosk.certificate(Tone::Bad) == "没有证书，连不上中心的系统：请联系区里");
}

TEST_CASE("a check-in is taken back only after a question that names it") {
    Kiosk kiosk;
    const QAbstractItemModelTester tester(kiosk.staff.admitted());
    kiosk.enter();
    REQUIRE(kiosk.staff.admitted()->count() == 2);
    kiosk.staff.askUndo(QStringLiteral("aa"));
    CHECK(text(kiosk.staff.undoQuestion()) == "撤销 10:29 的签到？新时代大讲堂");
    kiosk.staff.keep();
    kiosk.staff.undo();
    CHECK(kiosk.staff.admitted()->count() == 2);
    kiosk.staff.askUndo(QStringLiteral("aa"));
    kiosk.staff.undo();
    CHECK(kiosk.staff.admitted()->count() == 1);
    CHECK_FALSE(kiosk.staff.isUndoAsked());

    kiosk.desk.diskIsFull();
    kiosk.staff.askUndo(QStringLiteral("bb"));
    kiosk.staff.undo();
    CHECK(kiosk.staff.admitted()->count() == 1);
    CHECK(text(kiosk.staff.fault()) == "没有记下来，什么也没有改。请再试一次。");
}

TEST_CASE("a closed kiosk says since when and where one is served instead") {
    Kiosk kiosk;
    kiosk.enter();
    kiosk.staff.askClose();
    REQUIRE(kiosk.staff.isCloseAsked());
    kiosk.staff.closeKiosk();
    CHECK_FALSE(kiosk.staff.isCloseAsked());
    CHECK(kiosk.staff.isClosed());
    CHECK(text(kiosk.screen.home()->closed()) ==
          "10:32 起暂停。请到窗口，或用旁边的自助机。也可以打电话 0755-0000-0000。");
    kiosk.staff.openKiosk();
    CHECK(kiosk.screen.home()->closed().isEmpty());
}

TEST_CASE("the export of the log says at each step what to do, and that the stick may be pulled only when it may") {
    using flows::LogExport;
    Kiosk kiosk;
    kiosk.enter();
    REQUIRE(kiosk.staff.isLogOffered());
    CHECK(kiosk.staff.logExportText().isEmpty());
    kiosk.staff.exportLog();
    CHECK(kiosk.staff.isExportingLog());
    CHECK(text(kiosk.staff.logExportText()) == "正在收集日志，请稍等。");
    kiosk.desk.logGoes(LogExport::WaitingForStick);
    CHECK(text(kiosk.staff.logExportText()) == "日志封好了。请插 U 盘（FAT 或 exFAT）。");
    kiosk.desk.logGoes(LogExport::Writing);
    CHECK(text(kiosk.staff.logExportText()) == "正在写入 U 盘，先不要拔。");
    kiosk.desk.logGoes(LogExport::StickRefused);
    CHECK(kiosk.staff.isExportingLog()); // another one may come
    kiosk.desk.logGoes(LogExport::Written, "onestop-log-a-kiosk1-2026-11-23-1002.p7m");
    CHECK(text(kiosk.staff.logExportText()) == "已写入，可以拔出 U 盘：onestop-log-a-kiosk1-2026-11-23-1002.p7m");
    CHECK_FALSE(kiosk.staff.isExportingLog());
    for (const auto ends : {LogExport::NoRecipient, LogExport::NoStick, LogExport::Failed}) {
        kiosk.desk.logGoes(ends);
        CHECK_FALSE(kiosk.staff.isExportingLog());
        CHECK_FALSE(kiosk.staff.logExportText().isEmpty());
        CHECK_FALSE(kiosk.staff.logExportText().contains(QStringLiteral("已写入")));
    }
    kiosk.desk.cannotExport();
    CHECK_FALSE(kiosk.staff.isLogOffered());
}

TEST_CASE("a roll change is led step by step, and left by the way back") {
    Kiosk kiosk;
    kiosk.enter();
    kiosk.screen.changeRoll();
    CHECK(kiosk.screen.navigation()->current() == Route::Roll);
    CHECK(text(kiosk.staff.rollHeadline()) == "1. 打开打印机的盖子");
    kiosk.desk.rollGoes(flows::RollProgress::PutRoll);
    CHECK(text(kiosk.staff.rollHeadline()) == "2. 放进新纸卷");
    CHECK(kiosk.staff.isRollUnderWay());
    kiosk.screen.back();
    CHECK_FALSE(kiosk.staff.isRollUnderWay());
    CHECK(kiosk.screen.navigation()->current() == Route::Staff);

    kiosk.screen.changeRoll();
    kiosk.desk.rollGoes(flows::RollProgress::Printed);
    CHECK(text(kiosk.staff.rollHeadline()) == "纸卷换好了");
}

TEST_CASE("the page that tries the devices says what to do and how it ended, and leads nobody to wait for nothing") {
    using flows::TrialProgress;
    Kiosk kiosk;
    const QAbstractItemModelTester tester(kiosk.screen.deviceTrial()->devices());
    kiosk.openTrial();
    CHECK(kiosk.said(1) == "任意一张身份证都行，什么也不会记下来。");
    kiosk.screen.deviceTrial()->begin(1);
    CHECK(kiosk.said(1) == "请把任意一张身份证放上去（还有 30 秒）。");
    CHECK_FALSE(kiosk.mayTry(1));
    kiosk.desk.trialGoes(TrialProgress::NotRead, 21);
    CHECK(kiosk.said(1) == "没有读出来，请再试一次（还有 21 秒）。");
    kiosk.desk.trialGoes(TrialProgress::Read);
    CHECK(kiosk.said(1) == "读到了一张身份证。什么也没有记下来。");
    CHECK(kiosk.mayTry(1));
    kiosk.desk.trialGoes(TrialProgress::Nothing);
    CHECK(kiosk.said(1) == "30 秒里没有读到。");

    kiosk.screen.deviceTrial()->begin(0);
    CHECK(kiosk.said(0) == "测试小票正在打印…");
    CHECK_FALSE(kiosk.mayTry(0));
    kiosk.desk.printerAnswers(flows::PrintProgress::Printed);
    CHECK(kiosk.said(0) == "测试小票打好了。");
    CHECK(kiosk.mayTry(0));
}

TEST_CASE("of a code that was tried only its kind and its length are said") {
    using flows::CodeKind;
    Kiosk kiosk;
    kiosk.openTrial();
    kiosk.screen.deviceTrial()->begin(2);
    CHECK(kiosk.said(2) == "请把任意一个码对准扫码口（还有 30 秒）。");
    const auto read = [&](CodeKind kind, int characters) {
        kiosk.desk.trialGoes(flows::TrialProgress::Read, 0, {.kind = kind, .characters = characters});
        return kiosk.said(2);
    };
    CHECK(read(CodeKind::CheckIn, 187) == "读到了一个签到码，187 个字。什么也没有记下来。");
    CHECK(read(CodeKind::Staff, 160) == "读到了一个工作人员码，160 个字。什么也没有记下来。");
    CHECK(read(CodeKind::Slip, 54) == "读到了小票上的码，54 个字。什么也没有记下来。");
    CHECK(read(CodeKind::Other, 0) == "读到了一个别处的码。什么也没有记下来。");
}

TEST_CASE("a reader that is not there cannot be tried, and its card says why") {
    Kiosk kiosk;
    kiosk.lobby.setReader(flows::DeviceHealth::Absent);
    kiosk.openTrial();
    CHECK_FALSE(kiosk.mayTry(1));
    CHECK(kiosk.said(1) == "没有接上：看看插头和电源");
    CHECK(kiosk.mayTry(2));
}

TEST_CASE("whoever leaves the page ends what is tried there") {
    Kiosk kiosk;
    kiosk.openTrial();
    kiosk.screen.deviceTrial()->begin(1);
    REQUIRE(flows::isTrialUnderWay(kiosk.desk.staff().trial));
    kiosk.screen.back();
    CHECK(kiosk.screen.navigation()->current() == Route::Staff);
    CHECK_FALSE(flows::isTrialUnderWay(kiosk.desk.staff().trial));
    kiosk.openTrial();
    kiosk.screen.deviceTrial()->begin(2);
    kiosk.lobby.endSession();
    CHECK_FALSE(flows::isTrialUnderWay(kiosk.desk.staff().trial));
    CHECK(kiosk.screen.deviceTrial()->devices()->count() == 0);
}

TEST_CASE("after the staff's session nothing of it is on the screen") {
    Kiosk kiosk;
    kiosk.enter();
    kiosk.staff.askClose();
    kiosk.lobby.endSession();
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK_FALSE(kiosk.staff.isCloseAsked());
    CHECK(kiosk.staff.overview()->count() == 0);
    CHECK(kiosk.screen.home()->visitor().isEmpty());
}

TEST_CASE("both ways out shut the staff's pages: the next long press asks for the PIN again") {
    Kiosk kiosk;
    const bool back = GENERATE(false, true);
    kiosk.enter();
    back ? kiosk.screen.back() : kiosk.screen.goHome();
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK_FALSE(kiosk.lobby.state().staff);
    kiosk.screen.openStaff();
    CHECK(kiosk.screen.navigation()->current() == Route::StaffPin);
}

TEST_CASE("digits typed and left there are gone for the next person") {
    Kiosk kiosk;
    kiosk.screen.openStaff();
    kiosk.type("27182");
    kiosk.lobby.endSession();
    CHECK(kiosk.staff.pinDots().isEmpty());
}

TEST_CASE("where nobody is, posters hang one after the other, today's activities among them, until the first touch") {
    Kiosk kiosk;
    auto& poster = *kiosk.screen.poster();
    kiosk.lobby.pass(30s);
    CHECK_FALSE(poster.isHanging()); // somebody is here
    kiosk.lobby.endSession();
    kiosk.lobby.pass(29s);
    CHECK_FALSE(poster.isHanging()); // the next in the line finds the page as it was

    QStringList seen;
    for (int second = 0; second < 60; ++second) {
        kiosk.lobby.pass(1s);
        const QString now = poster.isHanging() ? poster.title() : QStringLiteral("今天");
        if (seen.isEmpty() || seen.last() != now) seen << now;
    }
    seen.removeDuplicates();
    seen.sort();
    CHECK(text(seen.join(QLatin1Char('|'))) == "今天|做一小时志愿者|老年人优待证，就近就能办");

    while (!poster.isHanging())
        kiosk.lobby.pass(1s);
    kiosk.lobby.touched();
    CHECK_FALSE(poster.isHanging());
}

TEST_CASE("while its software is updated the home page says so, with how far it is, and nothing hangs over it") {
    Kiosk kiosk;
    CHECK(kiosk.screen.home()->updating().isEmpty());
    kiosk.lobby.softwareIsUpdated(40);
    CHECK(kiosk.screen.home()->updating().contains(QStringLiteral("已完成 40%。")));
    kiosk.lobby.endSession();
    for (int second = 0; second < 100; ++second) {
        kiosk.lobby.pass(1s);
        REQUIRE_FALSE(kiosk.screen.poster()->isHanging());
    }
    kiosk.lobby.softwareIsUpdated({}); // it was refused: the old version goes on
    CHECK(kiosk.screen.home()->updating().isEmpty());
}

TEST_CASE("a closed kiosk hangs no posters") {
    Kiosk kiosk;
    kiosk.lobby.staffCloses(true);
    kiosk.lobby.endSession();
    for (int second = 0; second < 100; ++second) {
        kiosk.lobby.pass(1s);
        REQUIRE_FALSE(kiosk.screen.poster()->isHanging());
    }
}

} // namespace onestop::viewmodels
