// SPDX-License-Identifier: Apache-2.0
// Promises: each step of a roll change is seen by the printer itself, in its order, and none is asked for twice.
#include "drivers/receipt_printer/roll_change.h"
#include "tests/support/catch.h"

using namespace onestop::receipt_printer;

TEST_CASE("a near end is led from the cover to the new roll to the test print", "[roll]") {
    RollStep step = firstRollStep(rollSenseOf(PrinterState::PaperNearEnd));
    REQUIRE(step == RollStep::OpenCover);
    step = nextRollStep(step, rollSenseOf(PrinterState::PaperNearEnd));
    REQUIRE(step == RollStep::OpenCover);
    step = nextRollStep(step, rollSenseOf(PrinterState::CoverOpen));
    REQUIRE(step == RollStep::PutRoll);
    step = nextRollStep(step, rollSenseOf(PrinterState::PaperOut));
    REQUIRE(step == RollStep::PutRoll);
    step = nextRollStep(step, rollSenseOf(PrinterState::Ready));
    REQUIRE(step == RollStep::TestPrint);
    CHECK(nextRollStep(step, rollSenseOf(PrinterState::CoverOpen)) == RollStep::TestPrint);
}

TEST_CASE("whoever stands before the open printer is not asked to open it", "[roll]") {
    CHECK(firstRollStep(rollSenseOf(PrinterState::PaperOut)) == RollStep::PutRoll);
    CHECK(firstRollStep(rollSenseOf(PrinterState::CoverOpen)) == RollStep::PutRoll);
}

TEST_CASE("a printer that ceases to answer on the way does not count as a step", "[roll]") {
    for (const auto state : {PrinterState::Absent, PrinterState::Starting, PrinterState::NotAnswering,
                             PrinterState::Refused, PrinterState::Overheated, PrinterState::Fault}) {
        CHECK(nextRollStep(RollStep::OpenCover, rollSenseOf(state)) == RollStep::OpenCover);
        CHECK(nextRollStep(RollStep::PutRoll, rollSenseOf(state)) == RollStep::PutRoll);
    }
}
