// SPDX-License-Identifier: Apache-2.0
// The device models by direct call: bytes in, bytes out, as the facts about the real devices say.
#include <numeric>

#include "drivers/emulation/emulated_lobby.h"
#include "tests/support/catch.h"

using namespace onestop::emulation;

namespace {

Bytes frame(Bytes body) {
    Bytes whole;
    whole.reserve(body.size() + 8);
    for (int byte : {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, static_cast<int>(body.size()) + 1})
        whole.push_back(static_cast<std::uint8_t>(byte));
    whole.insert(whole.end(), body.begin(), body.end());
    whole.push_back(std::accumulate(whole.begin() + 5, whole.end(), std::uint8_t{0},
                                    [](auto a, auto b) { return static_cast<std::uint8_t>(a ^ b); }));
    return whole;
}

/// The answer on one endpoint, or nothing.
Bytes take(DeviceModel& model, std::uint8_t endpoint) { return model.in(endpoint, 8192).value_or(Bytes{}); }

Bytes ask(ReaderModel& reader, Bytes body) {
    reader.out(0x02, frame(std::move(body)));
    return take(reader, 0x81);
}

CardContent zhang() {
    CardContent card;
    card.name = "张某三";
    card.number = "999999195503070029";
    card.birth = "19550307";
    card.address = "演示地址一号";
    card.valid_to = "长期";
    return card;
}

Bytes ask(PrinterModel& printer, Bytes bytes) {
    printer.out(0x01, bytes);
    return take(printer, 0x82);
}
std::uint8_t state(PrinterModel& printer, std::uint8_t n) { return ask(printer, {0x10, 0x04, n}).at(0); }

const Bytes kTicket{0x1B, '@', 'A', '0', '0', '1', '\n', 0x1D, 'V', 0x42, 0};
const Bytes kPrinted1{0x1D, '(', 'H', 6, 0, 0x30, 0x30, '0', '0', '0', '1'};

} // namespace

TEST_CASE("the reader answers the published bytes", "[emulation][reader]") {
    ReaderModel reader;
    reader.plugged();

    CHECK(ask(reader, {0x11, 0xFF}) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x90, 0x94});
    CHECK(ask(reader, {0x20, 0x01}) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x80, 0x84});
    CHECK(ask(reader, {0x20, 0x02}) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x81, 0x85});
    CHECK(ask(reader, {0x30, 0x01}) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x41, 0x45});
    reader.layCard(zhang());
    CHECK(ask(reader, {0x20, 0x01}) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 8, 0, 0, 0x9F, 0, 0, 0, 0, 0x97});
    CHECK(ask(reader, {0x20, 0x02}) ==
          Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 0x0C, 0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0x9C});
    CHECK(ask(reader, {0x30, 0x03}).at(9) == 0x91);
    CHECK(ask(reader, {0x30, 0x10}).size() == 2321);
    CHECK(ask(reader, {0x12, 0xFF}).size() == 7 + 3 + 16 + 1);
    CHECK(ask(reader, {0x77, 0x77}).at(9) == 0x21);
}

TEST_CASE("a card is found once, stays silent after its read and is new when laid again", "[emulation][reader]") {
    ReaderModel reader;
    reader.plugged();
    reader.layCard(zhang());
    ask(reader, {0x20, 0x01});
    ask(reader, {0x20, 0x02});

    auto answer = ask(reader, {0x30, 0x01});
    REQUIRE(answer.size() == 1295);
    CHECK(Bytes(answer.begin() + 14, answer.begin() + 22) == utf16le("张某三 "));
    CHECK(Bytes(answer.begin() + 14 + 122, answer.begin() + 14 + 158) == utf16le("999999195503070029"));
    CHECK(Bytes(answer.begin() + 14 + 204, answer.begin() + 14 + 210) == utf16le("长期 "));
    CHECK(std::accumulate(answer.begin() + 5, answer.end(), 0, [](int a, int b) { return a ^ b; }) == 0);
    CHECK(ask(reader, {0x20, 0x01}).at(9) == 0x80);
    CHECK(ask(reader, {0x20, 0x02}).at(9) == 0x90);
    reader.liftCard();
    CHECK(ask(reader, {0x20, 0x02}).at(9) == 0x81);
    reader.layCard(zhang());
    CHECK(ask(reader, {0x20, 0x01}).at(9) == 0x9F);
}

TEST_CASE("the split wiring carries heads and bodies on pipes of their own", "[emulation][reader]") {
    ReaderModel reader(ReaderWiring::SplitPipe);
    reader.plugged();
    auto whole = frame({0x11, 0xFF});

    reader.out(0x02, std::span(whole).first(7));
    reader.out(0x06, std::span(whole).subspan(7));
    CHECK(take(reader, 0x81) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4});
    CHECK(take(reader, 0x85) == Bytes{0, 0, 0x90, 0x94});
}

TEST_CASE("the reader refuses a wrong checksum and finds the next frame behind noise", "[emulation][reader]") {
    ReaderModel reader;
    reader.plugged();
    auto wrong = frame({0x11, 0xFF});
    wrong.back() ^= 1;

    reader.out(0x02, wrong);
    CHECK(take(reader, 0x81).at(9) == 0x10);
    reader.out(0x02, Bytes{0x00, 0xAA, 0xAA, 0xAA});
    CHECK(ask(reader, {0x11, 0xFF}).at(9) == 0x90);
    reader.out(0x02, Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x70, 0x00});
    CHECK(take(reader, 0x81).at(9) == 0x11);
}

TEST_CASE("faults of the reader act as often as they were asked to", "[emulation][reader][fault]") {
    ReaderModel reader;
    reader.plugged();
    auto good = ask(reader, {0x11, 0xFF});

    reader.faults().set(Fault::WrongChecksum, 0, 1);
    CHECK(ask(reader, {0x11, 0xFF}) != good);
    reader.faults().set(Fault::HalfFrame, 0, 1);
    CHECK(ask(reader, {0x11, 0xFF}).size() == good.size() / 2);
    reader.faults().set(Fault::NoAnswer, 0, 2);
    CHECK(ask(reader, {0x11, 0xFF}).empty());
    CHECK(ask(reader, {0x11, 0xFF}).empty());
    reader.faults().set(Fault::DropBytes, 3, 1);
    CHECK(ask(reader, {0x11, 0xFF}).size() == good.size() - 1);
    reader.faults().set(Fault::DoubleBytes, 5, 2);
    CHECK(ask(reader, {0x11, 0xFF}).size() == good.size() + 2);
    reader.faults().set(Fault::Slow, 4, 1);
    CHECK(ask(reader, {0x11, 0xFF}) == Bytes(good.begin(), good.begin() + 4));
    CHECK(take(reader, 0x81).empty());
    reader.release();
    CHECK(take(reader, 0x81) == Bytes(good.begin() + 4, good.end()));
    reader.faults().set(Fault::Nak, 0, std::nullopt);
    CHECK_FALSE(reader.takesOut(0x02));
    reader.faults().clear();
    CHECK(ask(reader, {0x11, 0xFF}) == good);
}

TEST_CASE("the printer's states are the bits of the manual", "[emulation][printer]") {
    PrinterModel printer;
    printer.plugged();
    CHECK(state(printer, 1) == 0x12);
    CHECK(state(printer, 2) == 0x12);
    CHECK(state(printer, 3) == 0x12);
    CHECK(state(printer, 4) == 0x12);

    printer.paperLow();
    CHECK(state(printer, 4) == 0x1E);
    CHECK(state(printer, 1) == 0x12);
    CHECK(ask(printer, {0x1D, 'r', 1}) == Bytes{0x03});
    printer.openCover();
    CHECK(state(printer, 1) == 0x1A);
    CHECK(state(printer, 2) == 0x16);
    printer.closeCover();
    printer.takePaper();
    CHECK(state(printer, 2) == 0x32);
    CHECK(state(printer, 4) == 0x7E);
    CHECK(printer.control({0xA1, 1, 0, 0, 1}, {}) == Bytes{0x30});
    printer.loadPaper();
    CHECK(printer.control({0xA1, 1, 0, 0, 1}, {}) == Bytes{0x18});
    printer.faults().set(Fault::Overheated, 0, std::nullopt);
    CHECK(state(printer, 3) == 0x52);
    CHECK(state(printer, 2) == 0x52);
    printer.clearFaults();
    CHECK(state(printer, 1) == 0x12);
}

TEST_CASE("a printed job is confirmed with its own id and never before its paper", "[emulation][printer]") {
    PrinterModel printer;
    printer.plugged();
    std::vector<Slip> slips;
    printer.onSlip = [&](const Slip& slip) { slips.push_back(slip); };

    printer.takePaper();
    printer.out(0x01, kTicket);
    CHECK(ask(printer, kPrinted1).empty());
    CHECK(slips.empty());
    printer.loadPaper();
    CHECK(take(printer, 0x82) == Bytes{0x37, 0x22, '0', '0', '0', '1', 0});
    REQUIRE(slips.size() == 2);
    CHECK(slips[0].text == std::vector<std::string>{"A001"});
    CHECK(slips[0].answer_ids.empty());
    CHECK(slips[1].number == 1);
    CHECK(slips[1].answer_ids == std::vector<std::string>{"0001"});
}

TEST_CASE("paper that ends at byte k leaves the rest waiting, for every k", "[emulation][printer][fault]") {
    for (std::size_t k = 0; k <= kTicket.size(); ++k) {
        PrinterModel printer;
        printer.plugged();
        int slips = 0;
        printer.onSlip = [&](const Slip& slip) { slips += slip.answer_ids.empty() ? 1 : 0; };
        printer.faults().set(Fault::PaperOutAt, k, 1);

        printer.out(0x01, kTicket);
        printer.out(0x01, kPrinted1);
        INFO("paper out at byte " << k);
        CHECK(slips == (k < kTicket.size() ? 0 : 1));
        CHECK(take(printer, 0x82).empty());
        CHECK(state(printer, 4) == 0x7E);
        printer.loadPaper();
        CHECK(slips == 1);
        CHECK(take(printer, 0x82) == Bytes{0x37, 0x22, '0', '0', '0', '1', 0});
        CHECK(printer.interpreter().violations() == 0);
    }
}

TEST_CASE("faults of the printer", "[emulation][printer][fault]") {
    PrinterModel printer;
    printer.plugged();
    printer.out(0x01, kTicket);
    CHECK(ask(printer, kPrinted1) == Bytes{0x37, 0x22, '0', '0', '0', '1', 0});
    const Bytes printed2{0x1D, '(', 'H', 6, 0, 0x30, 0x30, '0', '0', '0', '2'};

    SECTION("a stale answer carries the id of the job before") {
        printer.faults().set(Fault::StaleAnswerId, 0, 1);
        CHECK(ask(printer, printed2) == Bytes{0x37, 0x22, '0', '0', '0', '1', 0});
    }
    SECTION("a clone does not know the question") {
        printer.faults().set(Fault::NoPrintedAnswer, 0, std::nullopt);
        CHECK(ask(printer, printed2).empty());
        CHECK(state(printer, 1) == 0x12);
    }
    SECTION("a jammed cutter stops what follows until it is cleared") {
        printer.faults().set(Fault::CutterError, 0, 1);
        printer.out(0x01, kTicket);
        CHECK(ask(printer, printed2).empty());
        CHECK(state(printer, 3) == 0x1A);
        printer.clearFaults();
        CHECK(take(printer, 0x82) == Bytes{0x37, 0x22, '0', '0', '0', '2', 0});
    }
    SECTION("eaten and doubled bytes change the paper") {
        std::vector<std::string> text;
        printer.onSlip = [&](const Slip& slip) { text = slip.text; };
        printer.faults().set(Fault::DropBytes, 3, 1);
        printer.out(0x01, kTicket);
        CHECK(text == std::vector<std::string>{"A01"});
        printer.faults().set(Fault::DoubleBytes, 2, 1);
        printer.out(0x01, kTicket);
        CHECK(text == std::vector<std::string>{"AA001"});
    }
    SECTION("a full buffer is answered with NAK, the real-time status still comes") {
        printer.openCover();
        printer.out(0x01, Bytes(4096, 'A'));
        CHECK_FALSE(printer.takesOut(0x01));
        printer.closeCover();
        CHECK(printer.takesOut(0x01));
    }
    SECTION("a device that stalls its id answers the next request") {
        printer.faults().set(Fault::StallDeviceId, 0, 1);
        CHECK_FALSE(printer.control({0xA1, 0, 0, 0, 255}, {}));
        auto id = printer.control({0xA1, 0, 0, 0, 255}, {});
        REQUIRE(id);
        CHECK((*id)[1] == id->size());
        CHECK(std::string(id->begin() + 2, id->begin() + 12) == "MFG:EPSON;");
    }
}

TEST_CASE("automatic status comes at once and at each change, among other answers", "[emulation][printer]") {
    PrinterModel printer;
    printer.plugged();
    CHECK(ask(printer, {0x1D, 'a', 0x0F}) == Bytes{0x10, 0, 0, 0});

    printer.openCover();
    CHECK(take(printer, 0x82) == Bytes{0x38, 0, 0, 0});
    printer.closeCover();
    CHECK(take(printer, 0x82) == Bytes{0x10, 0, 0, 0});
    printer.takePaper();
    CHECK(take(printer, 0x82) == Bytes{0x18, 0, 0x0F, 0});
    CHECK(take(printer, 0x82).empty());
}

TEST_CASE("a status question inside a picture is answered, as real printers do", "[emulation][printer]") {
    PrinterModel printer;
    printer.plugged();
    CHECK(ask(printer, {0x1D, 'v', '0', 0, 4, 0, 1, 0, 0, 0x10, 0x04, 0x01}) == Bytes{0x12});
}

TEST_CASE("a scanner reads nothing until it was started, and long codes come in parts", "[emulation][scanner]") {
    ScannerModel scanner;
    scanner.plugged();
    CHECK_FALSE(scanner.show("OS1:A"));
    CHECK(scanner.control({0x81, 6, 0x2200, 0, 255}, {})->size() == scanner.identity().class_descriptor[7]);
    CHECK(scanner.control({0x21, 9, 0x03FE, 0, 2}, Bytes{0xFE, 1}));

    REQUIRE(scanner.show(std::string(57, 'A')));
    auto first = take(scanner, 0x81), second = take(scanner, 0x81);
    REQUIRE(first.size() == 64);
    CHECK(first[0] == 2);
    CHECK(first[1] == 56);
    CHECK(first[63] == 1);
    CHECK(second[1] == 1);
    CHECK(second[63] == 0);
    CHECK(take(scanner, 0x81).empty());
}

TEST_CASE("the control words move the devices, and wrong words are explained", "[emulation][control]") {
    EmulatedLobby lobby(ReaderWiring::SinglePipe, PaperMillimetres::Eighty);
    auto say = [&](const char* request) {
        auto result = lobby.act(nlohmann::json::parse(request));
        return result ? std::string("ok") : result.error();
    };

    CHECK(say(R"({"device":"reader","do":"lay_card","card":{"name":"张某三","sex":"1"}})") == "ok");
    CHECK(say(R"({"device":"reader","do":"lay_card","card":{}})") == "lay_card: a card lies on the reader already");
    CHECK(say(R"({"device":"reader","do":"lift_card"})") == "ok");
    CHECK(say(R"({"device":"reader","do":"lay_card","card":{"nose":"1"}})") == "card.nose: no such field on a card");
    CHECK(say(R"({"device":"reader","do":"lay_card","card":{"birth":"195503071"}})") ==
          "card: a field of 8 characters is too long");
    CHECK(say(R"({"device":"reader","do":"fault","fault":"slow","at":-1})") == "at: expected a number from 0");
    CHECK(say(R"({"device":"printer","do":"dance"})") == "do: a printer cannot dance");
    CHECK(say(R"({"device":"printer","do":"open_cover"})") == "ok");
    CHECK(lobby.status()["printer"]["cover_open"] == true);
    CHECK(say(R"({"device":"printer","do":"fault","fault":"unplug_at","at":1})") == "ok");
    lobby.printer.out(0x01, Bytes{1, 2, 3});
    CHECK(lobby.printer.takeUnplugRequest());
    CHECK_FALSE(lobby.printer.takeUnplugRequest());
}
