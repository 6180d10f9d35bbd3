// SPDX-License-Identifier: Apache-2.0
// All scenes of the page walk; here those of a resident's visit, in the order of the pages.
#include "tests/qml/shell/scene.h"

namespace onestop::tests {

using namespace std::chrono_literals;
using flows::CheckInOutcome;
using flows::DeviceHealth;
using viewmodels::Route;

namespace {

void everythingFails(Stage& s) {
    s.lobby.setPrinter(DeviceHealth::PaperOut);
    s.lobby.setReader(DeviceHealth::Absent);
    s.lobby.setLink(flows::Link::Unreachable);
}

std::vector<Scene> homeScenes() {
    return {
        {"home",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 16);
             s.lobby.bookedBefore("craft-0", 10);
         }},
        {"home-greeted", [](Stage& s) { s.lobby.layCard("张*三"); }},
        {"home-calling", [](Stage& s) { s.lobby.clerkCalls("A022", 1); }},
        {"home-called-greeted",
         [](Stage& s) {
             s.lobby.layCard("张*三");
             s.lobby.clerkCalls("A022", 1);
         }},
        {"home-troubled-called-greeted",
         [](Stage& s) {
             everythingFails(s);
             s.lobby.layCard("张*三");
             s.lobby.clerkCalls("A022", 1);
         }},
        {"home-troubled", [](Stage& s) { everythingFails(s); }},
        {"troubles",
         [](Stage& s) {
             everythingFails(s);
             s.screen.navigation()->open(Route::Troubles);
         }},
        {"troubles-network",
         [](Stage& s) {
             s.lobby.setLink(flows::Link::Unreachable);
             s.screen.navigation()->open(Route::Troubles);
         }},
        {"troubles-paper",
         [](Stage& s) {
             s.lobby.setPrinter(DeviceHealth::PaperOut);
             s.screen.navigation()->open(Route::Troubles);
         }},
        {"troubles-over", [](Stage& s) { s.screen.navigation()->open(Route::Troubles); }},
        {"home-empty", [](Stage& s) { s.lobby.loseCatalogue(); }},
    };
}

/// What the centre does: its pages, the search, one item.
std::vector<Scene> guideScenes() {
    return {
        {"more", [](Stage& s) { s.screen.navigation()->open(Route::More); }},
        {"guide", [](Stage& s) { s.screen.openGuide(); }},
        {"guide-ticket", [](Stage& s) { s.screen.openTickets(); }},
        {"search", [](Stage& s) { s.screen.openSearch(); }},
        {"search-handwriting",
         [](Stage& s) {
             s.screen.openSearch();
             s.screen.typing()->switchHandwriting();
             s.screen.typing()->write({{0.2, 0.3}, {0.8, 0.3}});
             s.screen.typing()->write({{0.5, 0.1}, {0.2, 0.9}});
         }},
        {"search-found",
         [](Stage& s) {
             s.screen.openSearch();
             s.screen.search()->type(QStringLiteral("dj"));
         }},
        {"search-none",
         [](Stage& s) {
             s.screen.openSearch();
             s.screen.search()->type(QStringLiteral("qwertzuiopasdfg"));
         }},
        {"item", [](Stage& s) { s.screen.openItem(QStringLiteral("elder-card")); }},
        {"item-card",
         [](Stage& s) {
             s.lobby.layCard("张*三");
             s.screen.openItem(QStringLiteral("elder-card"));
         }},
        {"card-consent",
         [](Stage& s) {
             s.screen.openItem(QStringLiteral("elder-card"));
             s.screen.navigation()->open(Route::CardConsent);
         }},
        {"item-closed",
         [](Stage& s) {
             s.lobby.setTime(demoNow() + 9h);
             s.screen.openItem(QStringLiteral("elder-card"));
         }},
        {"item-old",
         [](Stage& s) {
             s.lobby.setTime(demoNow() + 24h * 365);
             s.screen.openItem(QStringLiteral("elder-card"));
         }},
    };
}

void takeNumber(Stage& stage) {
    stage.screen.openItem(QStringLiteral("elder-card"));
    stage.screen.takeNumber();
}

std::vector<Scene> ticketScenes() {
    return {
        {"ticket", [](Stage& s) { takeNumber(s); }},
        {"ticket-printed",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.printerAnswers(flows::PrintProgress::Printed);
         }},
        {"ticket-no-paper",
         [](Stage& s) {
             s.lobby.setPrinter(DeviceHealth::PaperOut);
             takeNumber(s);
         }},
        {"ticket-asking",
         [](Stage& s) {
             takeNumber(s);
             s.screen.ticket()->askGiveUp();
         }},
        {"ticket-called",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.printerAnswers(flows::PrintProgress::Printed);
             s.lobby.clerkCallsMine(1);
         }},
        {"ticket-greeted",
         [](Stage& s) {
             s.lobby.layCard("张*三");
             takeNumber(s);
         }},
        {"ticket-done",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
             s.screen.back();
         }},
        {"ticket-priority",
         [](Stage& s) {
             s.screen.openItem(QStringLiteral("elder-card"));
             s.screen.takePriorityNumber(5);
         }},
    };
}

std::vector<Scene> refusalScenes() {
    using flows::TicketRefusal;
    static constexpr std::pair<const char*, TicketRefusal> kRefusals[]{
        {"refused", TicketRefusal::AlreadyWaiting},  {"refused-hours", TicketRefusal::OutsideHours},
        {"refused-quota", TicketRefusal::QuotaFull}, {"refused-counters", TicketRefusal::NoCounters},
        {"refused-store", TicketRefusal::StoreFull}, {"refused-closed", TicketRefusal::ClosedBySite}};
    std::vector<Scene> shown;
    for (const auto& [name, refusal] : kRefusals)
        shown.push_back({name, [refusal = refusal](Stage& s) { s.lobby.refuse(refusal, "elder-card"); }});
    return shown;
}

std::vector<Scene> ratingScenes() {
    return {
        {"rating-how", [](Stage& s) { s.screen.navigation()->open(Route::Rating); }},
        {"rating",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
         }},
        {"rating-bad",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
             s.screen.rating()->chooseLevel(2);
             s.screen.rating()->toggleReason(QStringLiteral("long_wait"));
         }},
        {"rating-activity",
         [](Stage& s) {
             s.lobby.showAttendedCode();
             s.screen.navigation()->open(Route::Rating);
             s.screen.rating()->chooseLevel(5);
         }},
        {"rating-given",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
             s.screen.rating()->chooseLevel(5);
             s.screen.rating()->submit();
         }},
        {"result-attended", [](Stage& s) { s.lobby.showAttendedCode(); }},
    };
}

void typeFigures(Stage& stage, const char* figures) {
    stage.screen.navigation()->open(Route::CheckInCode);
    for (const char* figure = figures; *figure; ++figure)
        stage.screen.checkIn()->code()->type(QString(QLatin1Char(*figure)));
}

std::vector<Scene> checkInScenes() {
    return {
        {"checkin", [](Stage& s) { s.screen.navigation()->open(Route::CheckIn); }},
        {"checkin-no-scanner",
         [](Stage& s) {
             s.lobby.setScanner(DeviceHealth::Absent);
             s.screen.navigation()->open(Route::CheckIn);
         }},
        {"checkin-code", [](Stage& s) { s.screen.navigation()->open(Route::CheckInCode); }},
        {"checkin-code-typed", [](Stage& s) { typeFigures(s, "271828180"); }},
        {"checkin-code-slip", [](Stage& s) { typeFigures(s, "271828181"); }},
        {"checkin-code-wait",
         [](Stage& s) {
             s.lobby.shutFigures(120);
             s.screen.navigation()->open(Route::CheckInCode);
         }},
    };
}

std::vector<Scene> outcomeScenes() {
    static constexpr std::pair<const char*, CheckInOutcome> kOutcomes[]{
        {"result-admitted", CheckInOutcome::Admitted},        {"result-used", CheckInOutcome::AlreadyUsed},
        {"result-expired", CheckInOutcome::Expired},          {"result-not-yet", CheckInOutcome::NotYet},
        {"result-wrong-site", CheckInOutcome::WrongSite},     {"result-wrong-day", CheckInOutcome::WrongDay},
        {"result-revoked", CheckInOutcome::Revoked},          {"result-forged", CheckInOutcome::Forged},
        {"result-unknown-key", CheckInOutcome::UnknownKey},   {"result-unreadable", CheckInOutcome::Unreadable},
        {"result-unknown", CheckInOutcome::UnknownActivity},  {"result-full", CheckInOutcome::Full},
        {"result-unknown-code", CheckInOutcome::UnknownCode}, {"result-not-recorded", CheckInOutcome::NotRecorded}};
    std::vector<Scene> shown;
    for (const auto& [name, outcome] : kOutcomes)
        shown.push_back({name, [outcome = outcome](Stage& s) { s.lobby.showCode(outcome); }});
    shown.push_back({"result-admitted-pair", [](Stage& s) { s.lobby.showCode(CheckInOutcome::Admitted, 2); }});
    return shown;
}

std::vector<Scene> activityScenes() {
    return {
        {"services", [](Stage& s) { s.screen.openServices(); }},
        {"services-booking",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.screen.openBookings();
         }},
        {"services-calendar",
         [](Stage& s) {
             s.screen.navigation()->open(Route::Services);
             s.screen.services()->setCalendar(true);
         }},
        {"services-choosing",
         [](Stage& s) {
             s.screen.navigation()->open(Route::Services);
             s.screen.services()->openFilter(QStringLiteral("audience"));
         }},
        {"services-old",
         [](Stage& s) {
             s.lobby.setTime(demoNow() + 24h * 20);
             s.screen.navigation()->open(Route::Services);
             s.screen.services()->openFilter(QStringLiteral("place"));
             s.screen.services()->choose(QStringLiteral("neighbours"));
         }},
        {"activity", [](Stage& s) { s.screen.openActivity(QStringLiteral("clinic")); }},
        {"activity-printing",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.screen.openActivity(QStringLiteral("craft"));
             s.screen.printActivity();
         }},
        {"activity-near", [](Stage& s) { s.screen.openActivity(QStringLiteral("beach-walk")); }},
    };
}

/// As somebody comes to it who touched today's session.
void openCraft(Stage& stage) { stage.screen.openActivity(QStringLiteral("craft"), QStringLiteral("craft-0")); }

std::vector<Scene> bookingScenes() {
    return {
        {"booking",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             openCraft(s);
         }},
        {"booking-line", [](Stage& s) { openCraft(s); }},
        {"booking-made",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.lobby.listKey();
             openCraft(s);
             s.screen.booking()->bookPair();
         }},
        {"booking-here-only",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.lobby.setPrinter(DeviceHealth::PaperOut);
             openCraft(s);
             s.screen.booking()->bookOne();
         }},
        {"booking-again",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.lobby.listKey();
             openCraft(s);
             s.screen.booking()->bookOne();
             s.lobby.bookingPrints(flows::PrintProgress::Failed);
             s.screen.booking()->reprint();
             s.lobby.bookingPrints(flows::PrintProgress::Printed);
         }},
        {"booking-waits",
         [](Stage& s) {
             openCraft(s);
             s.screen.booking()->bookOne();
         }},
        {"booking-asking",
         [](Stage& s) {
             openCraft(s);
             s.screen.booking()->bookOne();
             s.screen.booking()->askCancel();
         }},
        {"booking-cancelled",
         [](Stage& s) {
             openCraft(s);
             s.screen.booking()->bookOne();
             s.screen.booking()->cancel();
         }},
        {"booking-full", [](Stage& s) { s.lobby.refuseBooking(flows::BookingRefusal::Full, "craft-0"); }},
    };
}

/// The way, the settings, the call for help, and the end of a visit.
std::vector<Scene> otherScenes() {
    return {
        {"help-no-answer",
         [](Stage& s) {
             s.screen.callHelp();
             s.lobby.help(flows::HelpProgress::NoAnswer);
         }},
        {"tour", [](Stage& s) { s.screen.navigation()->open(Route::Tour); }},
        {"tour-machine",
         [](Stage& s) {
             auto made = std::make_shared<catalogue::Catalogue>(*s.lobby.state().catalogue);
             made->sites[1].floors.clear(); // so that it stands where the picture begins
             catalogue::Closure fault;
             fault.closure_id = "no-paper";
             fault.site = made->site_id;
             fault.reason = {"缺纸，明天上午修好", "缺紙，明天上午修好", "out of paper, back tomorrow morning"};
             fault.cert_machine = "cert-1";
             made->closures.push_back(fault);
             s.lobby.useCatalogue(made);
             s.screen.navigation()->open(Route::Tour);
         }},
        {"sites", [](Stage& s) { s.screen.navigation()->open(Route::Sites); }},
        {"settings", [](Stage& s) { s.screen.navigation()->open(Route::Settings); }},
        {"settings-read",
         [](Stage& s) {
             s.screen.voice()->setOn(true);
             s.screen.navigation()->open(Route::Settings);
         }},
        {"help", [](Stage& s) { s.screen.callHelp(); }},
        {"help-coming",
         [](Stage& s) {
             s.screen.callHelp();
             s.lobby.help(flows::HelpProgress::Coming);
         }},
        {"help-phone",
         [](Stage& s) {
             s.lobby.setLink(flows::Link::Offline);
             s.screen.callHelp();
         }},
        {"countdown",
         [](Stage& s) {
             s.lobby.touched();
             s.screen.openGuide();
             s.lobby.pass(65s);
         }},
    };
}

/// What somebody came for is on the glass: a number, a code, the word of an answer.
bool isAnswer(std::string_view scene) {
    static constexpr std::string_view kAnswers[]{
        "ticket",       "refused",        "result-",       "rating-given",   "rating-bad-given",  "booking-made",
        "booking-here", "booking-again",  "booking-waits", "booking-asking", "booking-cancelled", "booking-full",
        "receipt-",     "call-back-left", "help",          "station-help",   "station-result"};
    return std::ranges::any_of(kAnswers, [&](std::string_view answer) { return scene.starts_with(answer); });
}

} // namespace

std::vector<Scene> scenes() {
    std::vector<Scene> all;
    for (const auto& part : {homeScenes(), guideScenes(), ticketScenes(), ratingScenes(), checkInScenes(),
                             refusalScenes(), outcomeScenes(), activityScenes(), bookingScenes(), otherScenes()})
        all.insert(all.end(), part.begin(), part.end());
    addOpinionScenes(all);
    addStaff(all);
    addStation(all);
    addPlaces(all);
    addOddDistricts(all);
    for (auto& scene : all)
        scene.answers = isAnswer(scene.name);
    return all;
}

} // namespace onestop::tests
