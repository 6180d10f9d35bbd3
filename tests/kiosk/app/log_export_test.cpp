// SPDX-License-Identifier: Apache-2.0
// Promises of the export of the log at the staff desk: staff alone asks for it, the district hears by what right, each
// step is shown as the helper answers it, and one that comes to nothing is said.
#include "tests/kiosk/app/a_desk.h"

using namespace onestop;
using namespace onestop::app;
using flows::LogExport;

TEST_CASE("the log is asked for by staff alone, once, and the district hears by what right", "[staff][log]") {
    ACodedDesk a;
    a.desk->exportLog();
    CHECK(a.request().empty());
    a.desk->enter(kPin);
    a.desk->exportLog();
    a.desk->exportLog(); // a finger that trembles
    CHECK(a.desk->staff().log == LogExport::Asked);
    CHECK(a.request() == events::toRfc3339(a.clock.now()));
    CHECK(a.toldTimes("kiosk.log_requested") == 1);
    CHECK(a.lastTold<events::KioskLogRequested>().by == events::KioskLogRequested::By::Pin);
    a.exporterSays("failed");
    std::filesystem::remove(a.config.run / "log.request"); // it is over
    a.lobby->endSession();
    a.pass();

    a.desk->standAtDoor(true);
    a.lobby->scanned(a.staffCode());
    const auto entered = a.lastTold<events::StaffEntered>();
    a.desk->exportLog();
    const auto requested = a.lastTold<events::KioskLogRequested>();
    CHECK(requested.by == events::KioskLogRequested::By::Code);
    CHECK(requested.code_id == entered.code_id);
}

TEST_CASE("each step of the export is shown as it is answered, and the session waits for the stick", "[staff][log]") {
    ADesk a;
    std::ofstream(a.answer) << "2026-11-22T02:00:00.000Z written yesterday.p7m\n";
    a.desk->enter(kPin);
    a.desk->exportLog();
    a.pass();
    CHECK(a.desk->staff().log == LogExport::Asked); // yesterday's answer is not today's
    a.exporterSays("waiting");
    CHECK(a.desk->staff().log == LogExport::WaitingForStick);
    for (int i = 0; i < 120; ++i)
        a.pass(1s);
    CHECK(a.seen().session == session::Phase::Active); // hands are with the stick
    a.exporterSays("written onestop-log-dapeng-kuichong-kiosk1-2026-11-23-1002.p7m");
    CHECK(a.desk->staff().log == LogExport::Written);
    CHECK(a.desk->staff().log_file == "onestop-log-dapeng-kuichong-kiosk1-2026-11-23-1002.p7m");
    for (int i = 0; i < 120; ++i)
        a.pass(1s);
    CHECK_FALSE(a.seen().staff);
    CHECK(a.desk->staff().log == LogExport::None);
}

TEST_CASE("whoever goes for a stick is not waited for all day, and finds the export as it stands", "[staff][log]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->exportLog();
    a.exporterSays("waiting");
    for (int i = 0; i < 400; ++i)
        a.pass(1s);
    CHECK_FALSE(a.seen().staff);

    a.desk->enter(kPin);
    a.pass();
    CHECK(a.desk->staff().log == LogExport::WaitingForStick);
    a.lobby->endSession();
    a.pass();
    std::filesystem::remove(a.config.run / "log.request"); // it is over
    a.desk->enter(kPin);
    a.pass();
    CHECK(a.desk->staff().log == LogExport::None);
}

TEST_CASE("where nobody answers, the export has failed and can be asked for again", "[staff][log]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->exportLog();
    for (int i = 0; i < 121; ++i)
        a.pass(1s);
    CHECK(a.desk->staff().log == LogExport::Failed);
    a.desk->exportLog();
    CHECK(a.desk->staff().log == LogExport::Asked);
}

TEST_CASE("a request that cannot be left is said, and the log has no word of it", "[staff][log][fault]") {
    ADesk a;
    a.desk->enter(kPin);
    std::filesystem::create_directories(a.config.run / "log.request"); // no file can take its place
    a.desk->exportLog();
    CHECK(a.desk->staff().not_kept);
    CHECK(a.desk->staff().log == LogExport::None);
    CHECK(a.toldTimes("kiosk.log_requested") == 0);
}

TEST_CASE("a kiosk without its helper offers no export", "[staff][log]") {
    ADesk a;
    CHECK(a.desk->staff().log_offered);
    a.desk.reset();
    CHECK_FALSE(StoreStaffDesk(*a.lobby, a.clock, {}, "", "test").staff().log_offered);
}
