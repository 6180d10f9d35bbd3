// SPDX-License-Identifier: Apache-2.0
// Promises: each bit of the manuals' tables is read; answers are found in one stream however it is cut;
// what is no answer is dropped and the next answer is found.
#include <random>

#include "drivers/receipt_printer/answers.h"
#include "drivers/receipt_printer/device_id.h"
#include "drivers/receipt_printer/status.h"
#include "tests/support/catch.h"

using namespace onestop::receipt_printer;

namespace {

PrinterStatus askedAll(std::array<std::uint8_t, 4> answers) {
    PrinterStatus status;
    for (int n = 1; n <= 4; ++n)
        applyRealTime(status, n, answers[static_cast<std::size_t>(n - 1)]);
    return status;
}

std::vector<std::uint8_t> bytesOf(std::string_view text) { return {text.begin(), text.end()}; }

} // namespace

TEST_CASE("each answer to DLE EOT leads to the state that staff must deal with", "[receipt_printer]") {
    struct Row {
        std::array<std::uint8_t, 4> answers; // Epson TM-U220, Sewoo, HPRT, python-escpos
        PrinterState state;
    };
    const Row rows[] = {
        {{0x12, 0x12, 0x12, 0x12}, PrinterState::Ready},
        {{0x12, 0x12, 0x12, 0x1E}, PrinterState::PaperNearEnd},
        {{0x1A, 0x32, 0x12, 0x7E}, PrinterState::PaperOut},
        {{0x1A, 0x12, 0x12, 0x72}, PrinterState::PaperOut},
        {{0x1A, 0x16, 0x12, 0x12}, PrinterState::CoverOpen},
        {{0x1A, 0x36, 0x12, 0x7E}, PrinterState::CoverOpen}, // the roll is changed with the cover open
        {{0x1A, 0x52, 0x1A, 0x12}, PrinterState::CutterError},
        {{0x1A, 0x52, 0x32, 0x12}, PrinterState::Fault},
        {{0x1A, 0x52, 0x52, 0x12}, PrinterState::Overheated},
        {{0x1A, 0x52, 0x12, 0x12}, PrinterState::Fault},
        {{0x1A, 0x12, 0x12, 0x12}, PrinterState::Fault}, // offline, and it does not say why
        {{0x16, 0x12, 0x12, 0x12}, PrinterState::Ready}, // the drawer's pin is nobody's business
    };
    for (const auto& row : rows) {
        INFO("answers " << int(row.answers[0]) << " " << int(row.answers[1]) << " " << int(row.answers[2]) << " "
                        << int(row.answers[3]));
        CHECK(nameOf(stateOf(askedAll(row.answers))) == nameOf(row.state));
    }
}

TEST_CASE("automatic status says the same as the questions", "[receipt_printer]") {
    struct Row {
        std::array<std::uint8_t, 4> asb; // Epson TM-T88III guide p. 316-318
        PrinterState state;
    };
    const Row rows[] = {
        {{0x14, 0x00, 0x00, 0x00}, PrinterState::Ready},       {{0x10, 0x00, 0x03, 0x00}, PrinterState::PaperNearEnd},
        {{0x18, 0x00, 0x0F, 0x00}, PrinterState::PaperOut},    {{0x38, 0x00, 0x00, 0x00}, PrinterState::CoverOpen},
        {{0x18, 0x08, 0x00, 0x00}, PrinterState::CutterError}, {{0x18, 0x20, 0x00, 0x00}, PrinterState::Fault},
        {{0x18, 0x40, 0x00, 0x00}, PrinterState::Overheated},
    };
    for (const auto& row : rows)
        CHECK(nameOf(stateOf(statusOfAsb(row.asb))) == nameOf(row.state));
}

TEST_CASE("a printer that can only say its port status is still asked for paper", "[receipt_printer]") {
    CHECK(stateOf(statusOfPort(0x18)) == PrinterState::Ready);
    CHECK(stateOf(statusOfPort(0x30)) == PrinterState::PaperOut);
    CHECK(stateOf(statusOfPort(0x10)) == PrinterState::Fault);
}

TEST_CASE("answers are found in one stream however it is cut", "[receipt_printer]") {
    const std::vector<std::uint8_t> stream = {0x12, 0x18, 0x00, 0x0F, 0x00, 0x37, 0x22, '0',  '0',  '4',
                                              '2',  0x00, 0x0C, 0x11, 0x13, 0x10, 0x00, 0x1A, 0x03, 0x00};
    const std::vector<Answer> expected = {RealTimeAnswer{0x12}, AutomaticStatus{{0x18, 0x00, 0x0F, 0x00}},
                                          JobAnswer{"0042"},    FenceAnswer{0x0C},
                                          RealTimeAnswer{0x1A}, AutomaticStatus{{0x10, 0x00, 0x03, 0x00}}};

    for (std::size_t cut = 1; cut <= stream.size(); ++cut) {
        AnswerReader reader;
        std::vector<Answer> found;
        for (std::size_t at = 0; at < stream.size(); at += cut)
            for (auto& answer : reader.read(stream.data() + at, std::min(cut, stream.size() - at)))
                found.push_back(std::move(answer));
        INFO("packets of " << cut);
        CHECK(found == expected);
    }
}

TEST_CASE("noise before an answer costs nothing but itself", "[receipt_printer]") {
    std::mt19937 random(20261123);
    for (int round = 0; round < 500; ++round) {
        AnswerReader reader;
        std::vector<std::uint8_t> stream(random() % 40);
        for (auto& byte : stream)
            byte = static_cast<std::uint8_t>(0x80 | (random() & 0x7F)); // in no answer at all
        stream.insert(stream.end(), {0x37, 0x22, 'Z', '9', '~', ' ', 0x00});
        const auto answers = reader.read(stream);
        REQUIRE(answers.size() == 1);
        CHECK(std::get<JobAnswer>(answers[0]).id == "Z9~ ");
    }
}

TEST_CASE("half an answer from before a reconnect is not completed by one from after", "[receipt_printer]") {
    AnswerReader reader;
    CHECK(reader
              .read(bytesOf("\x37\x22"
                            "00"))
              .empty());
    reader.reset();
    for (const auto& answer : reader.read({'4', '2', 0x00}))
        CHECK_FALSE(std::holds_alternative<JobAnswer>(answer));
}

TEST_CASE("the device id is read with its length right, swapped or absent", "[receipt_printer]") {
    const std::string text = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82III;CLS:PRINTER;SN:X1;";
    const auto withLength = [&](std::uint8_t high, std::uint8_t low) {
        std::vector<std::uint8_t> answer{high, low};
        answer.insert(answer.end(), text.begin(), text.end());
        return parseDeviceId(answer);
    };
    const DeviceIdText expected{"EPSON", "TM-T82III", "ESC/POS", "X1"};
    const auto length = static_cast<std::uint8_t>(text.size() + 2);

    CHECK(withLength(0, length) == expected);
    CHECK(withLength(length, 0) == expected);
    CHECK(withLength(0, 0) == expected);
    CHECK(expected.text() == "EPSON TM-T82III (ESC/POS)");
    CHECK(parseDeviceId({}) == DeviceIdText{});
}
