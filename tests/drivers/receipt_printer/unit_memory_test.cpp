// SPDX-License-Identifier: Apache-2.0
// What is remembered of each printer: how it confirms, and what its roll has used; over a restart, a roll change and a
// damaged file.
#include <filesystem>
#include <fstream>

#include "drivers/receipt_printer/unit_memory.h"
#include "tests/drivers/receipt_printer/printing_lobby.h"
#include "tests/support/scratch_folder.h"

using namespace onestop;
using namespace onestop::receipt_printer;

TEST_CASE("how a unit confirms and what its roll has used outlive a restart", "[receipt_printer]") {
    const onestop::tests::ScratchFolder scratch;
    PrinterConfig config;
    config.memory = scratch.file("units.json");
    {
        Lobby lobby(config);
        lobby.plug();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        for (int i = 0; i < 60; ++i)
            lobby.print(std::to_string(100 + i));
        CHECK(lobby.printer->report().roll_metres == 0.0);
        CHECK(lobby.printer->report().slips_left == 0); // one roll must have ended here first
        lobby.printer->rollChanged();
        lobby.bus.advance(1ms);
    }
    Lobby lobby(config);
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    const auto report = lobby.printer->report();

    CHECK(report.roll_metres > 2.0);
    CHECK(report.paper_used_metres == 0.0);
    CHECK(report.paper_left_metres == report.roll_metres);
    CHECK(report.confirmation == Confirmation::AnswerId);
    CHECK(lobby.cable->printer.status().at("printed_answers") == 0); // remembered: not probed again
    lobby.print("A001");
    lobby.print("A002");
    CHECK(lobby.printer->report().slips_left == 58); // as many as the roll before had, less these two
}

TEST_CASE("a roll change is seen by itself, and a flickering sensor is none", "[receipt_printer]") {
    UnitRecord unit;
    unit.used_dots = 40 * 8000;
    for (const auto state : {PrinterState::PaperNearEnd, PrinterState::Ready, PrinterState::PaperNearEnd})
        unit.note(state);
    CHECK(unit.used_dots == 40 * 8000);
    for (const auto state : {PrinterState::CoverOpen, PrinterState::PaperNearEnd}) // looked at, and closed again
        unit.note(state);
    CHECK(unit.used_dots == 40 * 8000);
    for (const auto state :
         {PrinterState::CoverOpen, PrinterState::PaperOut, PrinterState::CoverOpen, PrinterState::Ready})
        unit.note(state);

    CHECK(unit.used_dots == 0);
    CHECK(unit.roll_dots == 40 * 8000);
    unit.used_dots = 10 * 8000;
    CHECK(unit.leftDots() == 30 * 8000);
    CHECK_FALSE(unit.note(PrinterState::CoverOpen)); // a cover opened on a fresh roll means nothing
}

TEST_CASE("a damaged memory of units is an empty one", "[receipt_printer][fault]") {
    const onestop::tests::ScratchFolder scratch;
    const std::filesystem::path file = scratch.file("units.json");
    for (const auto* content : {"", "{", "[]", "{\"a\": 3}", "{\"a\": {\"used_dots\": \"x\", \"confirmation\": 7}}"}) {
        std::ofstream(file) << content;
        CHECK(UnitMemory(file).of("a") == UnitRecord{});
    }
}
