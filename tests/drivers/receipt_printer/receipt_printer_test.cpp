// SPDX-License-Identifier: Apache-2.0
// The printer driver against the emulated printer and its faults.
// Promises: what the driver says of a ticket is true of the paper: Printed is on paper whole, NotPrinted left no trace.
#include "tests/drivers/receipt_printer/printing_lobby.h"

using namespace onestop;
using namespace onestop::receipt_printer;
using emulation::Fault;

TEST_CASE("tickets are printed, confirmed by the printer, and the next follows", "[receipt_printer]") {
    Lobby lobby;
    CHECK(lobby.state == PrinterState::Absent);
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));

    for (const auto* id : {"A001", "A002", "A003"})
        lobby.print(id);

    for (const auto* id : {"A001", "A002", "A003"}) {
        CHECK(lobby.outcomes.at(id) == PrintOutcome::Printed);
        CHECK(lobby.papers(id) == 1);
    }
    CHECK(lobby.slips.at(1).answer_ids == std::vector<std::string>{"0002"});
    CHECK(lobby.cable->printer.interpreter().violations() == 0);
    const auto report = lobby.printer->report();
    CHECK(report.confirmation == Confirmation::AnswerId);
    CHECK(report.device_id == "EPSON TM-T82III (ESC/POS)");
    CHECK(report.port == "1-1");
    CHECK(report.paper_used_metres > 0.1);
}

TEST_CASE("each trouble has its own state, and its end is seen without a restart", "[receipt_printer]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    auto& printer = lobby.cable->printer;

    printer.openCover();
    CHECK(lobby.becomes(PrinterState::CoverOpen));
    printer.closeCover();
    CHECK(lobby.becomes(PrinterState::Ready));
    printer.takePaper();
    CHECK(lobby.becomes(PrinterState::PaperOut));
    lobby.print("A001");
    CHECK(lobby.outcomes.at("A001") == PrintOutcome::NotPrinted);
    printer.loadPaper();
    CHECK(lobby.becomes(PrinterState::Ready));
    printer.paperLow();
    CHECK(lobby.becomes(PrinterState::PaperNearEnd));
    lobby.print("A002");
    CHECK(lobby.outcomes.at("A002") == PrintOutcome::Printed);
    printer.faults().set(Fault::Overheated, 0, std::nullopt);
    printer.stateChanged();
    CHECK(lobby.becomes(PrinterState::Overheated));
    printer.clearFaults();
    CHECK(lobby.becomes(PrinterState::PaperNearEnd));
    lobby.bus.unplug("1-1");
    CHECK(lobby.becomes(PrinterState::Absent));
    printer.plugged();
    lobby.plug();
    CHECK(lobby.becomes(PrinterState::PaperNearEnd));

    CHECK(lobby.papers("A001") == 0);
    CHECK(lobby.papers("A002") == 1);
}

TEST_CASE("a cutter that jams is named, its ticket is unknown, and printing goes on when it is free",
          "[receipt_printer][fault]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.cable->printer.faults().set(Fault::CutterError, 0, 1);

    lobby.print("A001");
    CHECK(lobby.outcomes.at("A001") == PrintOutcome::Unknown);
    CHECK(lobby.becomes(PrinterState::CutterError));
    lobby.print("A002");
    CHECK(lobby.outcomes.at("A002") == PrintOutcome::NotPrinted);
    lobby.cable->printer.clearFaults();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.print("A003");
    CHECK(lobby.outcomes.at("A003") == PrintOutcome::Printed);
    CHECK(lobby.papers("A002") == 0);
}

TEST_CASE("wherever the paper ends, no ticket is called printed that is not", "[receipt_printer][fault]") {
    int unknown = 0;
    for (std::uint64_t at = 0; at < 6000; at += 97) {
        Lobby lobby;
        lobby.plug();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.cable->printer.faults().set(Fault::PaperOutAt, at, 1);

        lobby.print("A001");
        const auto outcome = lobby.outcomes.at("A001");
        INFO("paper ends before byte " << at);
        if (outcome == PrintOutcome::Printed) CHECK(lobby.papers("A001") == 1);
        if (outcome == PrintOutcome::NotPrinted) CHECK(lobby.papers("A001") == 0);
        unknown += outcome == PrintOutcome::Unknown ? 1 : 0;

        lobby.cable->printer.clearFaults();
        lobby.cable->printer.loadPaper();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.print("A002"); // after a new roll life goes on
        CHECK(lobby.outcomes.at("A002") == PrintOutcome::Printed);
        CHECK(lobby.papers("A002") == 1);
        CHECK(lobby.cable->printer.interpreter().violations() == 0);
    }
    CHECK(unknown > 20);
}

TEST_CASE("a cable that breaks at any byte loses no ticket silently", "[receipt_printer][fault]") {
    for (std::uint64_t at = 0; at < 5000; at += 211) {
        Lobby lobby;
        lobby.plug();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.cable->printer.faults().set(Fault::UnplugAt, at, 1);
        lobby.printer->print({"A001", {raster::Script::Hans, {Text{"A001"}, Text{"A001", 6}, Cut{}}}, false});
        lobby.bus.advance(0ms);
        if (lobby.cable->printer.takeUnplugRequest()) lobby.bus.unplug("1-1");
        lobby.bus.advanceUntil([&] { return lobby.outcomes.contains("A001"); }, 90s);

        INFO("the cable breaks before byte " << at);
        REQUIRE(lobby.outcomes.contains("A001"));
        const auto outcome = lobby.outcomes.at("A001");
        CHECK((outcome != PrintOutcome::Printed || lobby.papers("A001") == 1));
        CHECK((outcome != PrintOutcome::NotPrinted || lobby.papers("A001") == 0));
    }
}

TEST_CASE("an answer with the id of the ticket before confirms nothing", "[receipt_printer][fault]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.print("A001");
    lobby.cable->printer.faults().set(Fault::StaleAnswerId, 0, 1);

    lobby.print("A002");
    lobby.print("A003");

    CHECK(lobby.outcomes.at("A002") == PrintOutcome::Unknown);
    CHECK(lobby.outcomes.at("A003") == PrintOutcome::Printed);
}

TEST_CASE("a printer without GS ( H is found out, and confirmed by its fence", "[receipt_printer]") {
    Lobby lobby;
    lobby.cable->printer.faults().set(Fault::NoPrintedAnswer, 0, std::nullopt);
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));

    lobby.print("A001");
    lobby.print("A002");

    CHECK(lobby.printer->report().confirmation == Confirmation::Fence);
    CHECK(lobby.outcomes.at("A001") == PrintOutcome::Printed);
    CHECK(lobby.outcomes.at("A002") == PrintOutcome::Printed);
    CHECK(lobby.papers("A002") == 1);
}

TEST_CASE("bytes lost or doubled on the way spoil at most the ticket they belong to", "[receipt_printer][fault]") {
    const auto fault = GENERATE(Fault::DropBytes, Fault::DoubleBytes);
    for (std::uint64_t at = 0; at < 3000; at += 97) {
        Lobby lobby;
        lobby.plug();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.cable->printer.faults().set(fault, at, 1);
        lobby.print("A001");
        lobby.cable->printer.clearFaults();
        REQUIRE(lobby.becomes(PrinterState::Ready, 60s));
        lobby.print("A002");
        lobby.print("A003");

        INFO(emulation::faultName(fault) << " at " << at);
        CHECK(lobby.outcomes.contains("A001"));
        CHECK(lobby.outcomes.at("A003") == PrintOutcome::Printed);
        CHECK(lobby.papers("A003") == 1);
    }
}

TEST_CASE("an answer that comes in halves is taken when it is whole", "[receipt_printer][fault]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.at_sending = [&] { lobby.cable->printer.faults().set(Fault::Slow, 4, std::nullopt); }; // of seven bytes
    lobby.printer->print({"A001", {raster::Script::Hans, {Text{"A001"}, Cut{}}}, false});
    lobby.bus.advance(5s);
    CHECK(lobby.papers("A001") == 1);
    CHECK_FALSE(lobby.outcomes.contains("A001"));
    lobby.cable->printer.clearFaults();
    lobby.cable->printer.release();
    REQUIRE(lobby.bus.advanceUntil([&] { return lobby.outcomes.contains("A001"); }, 5s));
    CHECK(lobby.outcomes.at("A001") == PrintOutcome::Printed);
}

TEST_CASE("a printer that tells its changes is asked seldom, and trouble is still seen at once", "[receipt_printer]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.print("A001"); // jobs keep automatic status on
    lobby.bus.advance(1s);
    const auto taken = [&] { return lobby.cable->printer.status().at("bytes_taken").get<int>(); };
    const auto before = taken();
    lobby.bus.advance(60s);
    CHECK(taken() - before <= 3 * 3); // one question of three bytes, every 20 s

    lobby.cable->printer.openCover();
    CHECK(lobby.becomes(PrinterState::CoverOpen, 100ms));
    lobby.cable->printer.closeCover();
    CHECK(lobby.becomes(PrinterState::Ready, 1s));
    lobby.cable->printer.faults().set(Fault::NoAnswer, 0, std::nullopt);
    CHECK(lobby.becomes(PrinterState::NotAnswering, 25s)); // it hangs without a word
}

TEST_CASE("a cable pulled in the middle of a ticket leaves it unknown, and the next one is whole",
          "[receipt_printer][fault]") {
    struct Row {
        Fault fault;
        milliseconds after;
        PrintOutcome outcome;
        int papers;
    };
    const Row rows[] = {
        {Fault::NoAnswer, 0ms, PrintOutcome::NotPrinted, 0},     // pulled while the status was asked
        {Fault::NoAnswer, 100ms, PrintOutcome::NotPrinted, 0},   //
        {Fault::NoPrintedAnswer, 0ms, PrintOutcome::Unknown, 1}, // pulled after the cut, before the answer
        {Fault::NoPrintedAnswer, 600ms, PrintOutcome::Unknown, 1},
    };
    for (const auto& row : rows) {
        Lobby lobby;
        lobby.plug();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.cable->printer.faults().set(row.fault, 0, std::nullopt);
        lobby.printer->print({"A001", {raster::Script::Hans, {Text{"A001"}, Cut{}}}, false});
        lobby.bus.advance(row.after);
        lobby.bus.unplug("1-1");
        lobby.bus.advance(10ms);
        REQUIRE(lobby.outcomes.contains("A001"));
        CHECK(lobby.outcomes.at("A001") == row.outcome);
        CHECK(lobby.papers("A001") == row.papers);

        lobby.cable->printer.faults().clear();
        lobby.cable->printer.plugged();
        lobby.plug();
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.print("A002");
        CHECK(lobby.outcomes.at("A002") == PrintOutcome::Printed);
    }
}

TEST_CASE("a printer that takes nothing is not answering, and tickets end within their time",
          "[receipt_printer][fault]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.cable->printer.faults().set(Fault::Nak, 0, std::nullopt);

    lobby.print("A001");
    CHECK(lobby.outcomes.at("A001") == PrintOutcome::NotPrinted);
    CHECK(lobby.becomes(PrinterState::NotAnswering));
    lobby.cable->printer.clearFaults();

    CHECK(lobby.becomes(PrinterState::Ready));
    lobby.print("A002");
    CHECK(lobby.outcomes.at("A002") == PrintOutcome::Printed);
}

TEST_CASE("a device that may not be opened is refused, and taken as soon as it may", "[receipt_printer]") {
    Lobby lobby;
    lobby.plug();
    lobby.bus.unplug("1-1");
    lobby.plug();
    lobby.bus.refuseOpen("1-1", std::nullopt);
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.bus.unplug("1-1");
    REQUIRE(lobby.becomes(PrinterState::Absent));
    CHECK(lobby.sending.empty());
}

TEST_CASE("without a durable journal nothing reaches the paper", "[receipt_printer][fault]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.disk_full = true;

    lobby.print("A001");

    CHECK(lobby.outcomes.at("A001") == PrintOutcome::NotPrinted);
    CHECK(lobby.papers("A001") == 0);
}

TEST_CASE("a stalled device id stops nothing", "[receipt_printer][fault]") {
    Lobby lobby;
    lobby.cable->printer.faults().set(Fault::StallDeviceId, 0, 1);
    lobby.plug();

    REQUIRE(lobby.becomes(PrinterState::Ready));
    lobby.print("A001");
    CHECK(lobby.outcomes.at("A001") == PrintOutcome::Printed);
}

TEST_CASE("printers with quirks print: vendor class, one way only, not to be asked for an id", "[receipt_printer]") {
    struct Model {
        std::uint16_t vendor, product;
        std::uint8_t class_code;
        bool has_id, confirms;
    };
    for (const auto& model : {Model{0x04b8, 0x0202, 0xff, true, true}, Model{0x0519, 0x0003, 7, true, false},
                              Model{0x04b8, 0x0e03, 7, false, true}}) {
        Lobby lobby;
        lobby.plug(model.vendor, model.product, model.class_code);
        REQUIRE(lobby.becomes(PrinterState::Ready));
        lobby.print("A001");
        CHECK(lobby.papers("A001") == 1);
        CHECK(lobby.outcomes.at("A001") == (model.confirms ? PrintOutcome::Printed : PrintOutcome::Unknown));
        CHECK(lobby.printer->report().device_id.empty() != model.has_id);
        CHECK(lobby.printer->report().unidirectional != model.confirms);
    }
}

TEST_CASE("a reprint says 补打 even when its receipt forgot to", "[receipt_printer]") {
    Lobby lobby;
    lobby.plug();
    REQUIRE(lobby.becomes(PrinterState::Ready));
    const Receipt plain{raster::Script::Hans, {Text{"A001"}, Cut{}}};
    const Receipt marked{raster::Script::Hans, {Text{"补打"}, Text{"A001"}, Cut{}}};

    lobby.printer->print({"first", plain, false});
    lobby.printer->print({"forgot", plain, true});
    lobby.printer->print({"marked", marked, true});
    lobby.bus.advanceUntil([&] { return lobby.outcomes.size() == 3; }, 90s);

    REQUIRE(lobby.slips.size() == 3);
    CHECK(lobby.slips[0].rasters == 0);
    CHECK(lobby.slips[1].rasters == 1); // the black bar
    CHECK(lobby.slips[2].rasters == 0);
}
