// SPDX-License-Identifier: Apache-2.0
// Promises: a stranger's code is text in our scheme or it is refused; descriptors and reports may say anything.
#include <random>

#include "drivers/qr_scanner/payload.h"
#include "drivers/qr_scanner/typed_scans.h"
#include "tests/drivers/qr_scanner/scanner_fixture.h"
#include "tests/support/catch.h"

using namespace onestop::qr_scanner;

namespace {

const std::vector<std::string> kSchemes{"OS1:"};

tl::expected<ScanPayload, ScanRefusal> check(std::string_view text, std::span<const std::string> schemes = kSchemes) {
    return checkPayload(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), schemes);
}

std::string text(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

PosLayout layout() { return *posLayoutOf(*parseReportDescriptor(kPosDescriptor)); }

} // namespace

TEST_CASE("a code in our scheme is accepted, with the scanner's line end cut off", "[qr_scanner]") {
    CHECK(check("OS1:ABC")->text == "OS1:ABC");
    CHECK(check("OS1:ABC\r\n")->text == "OS1:ABC");
    CHECK(check("OS1:" + std::string(508, 'A'))->text.size() == 512);
    CHECK(check("OS1:张\xF0\xA0\xAE\xB7"));
    CHECK(payloadForLog(*check("OS1:ABCDEF")) == "OS1:, 10 bytes");
}

TEST_CASE("everything else is refused with its reason", "[qr_scanner]") {
    const auto [what, refusal] = GENERATE(table<std::string, ScanRefusal>({
        {"", ScanRefusal::Empty},
        {"\r\n", ScanRefusal::Empty},
        {"OS1:" + std::string(509, 'A'), ScanRefusal::TooLong},
        {"https://example.org/", ScanRefusal::ForeignScheme},
        {"os1:ABC", ScanRefusal::ForeignScheme},
        {" OS1:ABC", ScanRefusal::ForeignScheme},
        {"OS1:A\x12", ScanRefusal::ControlCharacters}, // Ctrl+R of BadBarcode
        {"OS1:A\nB", ScanRefusal::ControlCharacters},
        {std::string("OS1:A\0B", 7), ScanRefusal::ControlCharacters},
        {"OS1:\xE2\x80\xAE", ScanRefusal::ControlCharacters}, // right-to-left override
        {"OS1:\xC2\x85", ScanRefusal::ControlCharacters},
        {"OS1:\xC0\xAF", ScanRefusal::NotText},         // overlong
        {"OS1:\xED\xA0\x80", ScanRefusal::NotText},     // surrogate
        {"OS1:\xF4\x90\x80\x80", ScanRefusal::NotText}, // above U+10FFFF
        {"OS1:\xE5\xBC", ScanRefusal::NotText},         // cut
        {"OS1:\x80", ScanRefusal::NotText},
    }));
    INFO(what);
    const auto payload = check(what);
    REQUIRE_FALSE(payload);
    CHECK(payload.error() == refusal);
}

TEST_CASE("the technician's command accepts any scheme, and still no control characters", "[qr_scanner]") {
    CHECK(check("https://example.org/", {}));
    CHECK_FALSE(check("a\x1b[2J", {}));
}

TEST_CASE("a POS scanner is known by its report descriptor, with every place in it", "[qr_scanner]") {
    const auto found = layout();
    CHECK(found.report_id == 2);
    CHECK(found.length_offset_bytes == 0u);
    CHECK(found.aim_offset_bytes == 1u);
    CHECK(found.data_offset_bytes == 4);
    CHECK(found.data_bytes == 56);
    CHECK(found.continued_offset_bits == 8u * 62);
    CHECK(found.report_bytes == 64);
    CHECK(found.start_report == std::uint8_t{0xFE});
}

TEST_CASE("a mouse or a keyboard is no scanner", "[qr_scanner]") {
    const Bytes mouse{0x05, 0x01, 0x09, 0x02, 0xA1, 0x01, 0x05, 0x09, 0x19, 0x01, 0x29, 0x03, 0x15, 0x00, 0x25,
                      0x01, 0x95, 0x03, 0x75, 0x01, 0x81, 0x02, 0x95, 0x01, 0x75, 0x05, 0x81, 0x03, 0xC0};
    const auto fields = parseReportDescriptor(mouse);
    REQUIRE(fields);
    CHECK(fields->size() == 3);
    CHECK_FALSE(posLayoutOf(*fields));
}

TEST_CASE("a cut, unbalanced or absurd descriptor is refused", "[qr_scanner]") {
    const Bytes whole(kPosDescriptor.begin(), kPosDescriptor.end());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto fields = parseReportDescriptor(std::span(whole).first(length));
        if (fields) CHECK(fields->empty()); // only nothing at all is balanced
    }
    CHECK_FALSE(parseReportDescriptor(Bytes{0xC0}));
    CHECK_FALSE(parseReportDescriptor(Bytes{0xB4}));                         // pop of nothing
    CHECK_FALSE(parseReportDescriptor(Bytes{0x75, 0x21}));                   // values of 33 bits
    CHECK_FALSE(parseReportDescriptor(Bytes{0x97, 0xFF, 0xFF, 0xFF, 0x7F})); // two thousand million values
    CHECK_FALSE(parseReportDescriptor(Bytes(5000, 0x05)));
}

TEST_CASE("scans of any length come back whole from their reports", "[qr_scanner]") {
    for (const std::size_t length : {1u, 55u, 56u, 57u, 112u, 200u, 508u}) {
        const std::string sent = "OS1:" + std::string(length, 'x');
        PosAssembler assembler(layout());
        const auto reports = posReports(sent);
        for (std::size_t i = 0; i + 1 < reports.size(); ++i) {
            CHECK_FALSE(assembler.feed(reports[i]));
            CHECK(assembler.midway());
        }
        const auto scan = assembler.feed(reports.back());
        REQUIRE(scan);
        CHECK(text(*scan) == sent);
        CHECK_FALSE(assembler.midway());
    }
}

TEST_CASE("a scanner that sends one byte later than it says is understood", "[qr_scanner]") {
    auto report = posReports("OS1:ABC")[0];
    std::copy_backward(report.begin() + 2, report.begin() + 60, report.begin() + 61);
    report[2] = 0;
    PosAssembler assembler(layout());
    CHECK(text(*assembler.feed(report)) == "OS1:ABC");
}

TEST_CASE("a scanner that lies about lengths reaches nothing beyond its report", "[qr_scanner]") {
    auto report = posReports("OS1:ABC")[0];
    report[1] = 255;
    PosAssembler assembler(layout());
    CHECK(assembler.feed(report)->size() == 56);
    CHECK_FALSE(assembler.feed(Bytes{3, 1, 2}));
    CHECK_FALSE(assembler.feed({}));
    CHECK(assembler.feed(Bytes{2, 9})->empty());
    report[63] = 1;
    for (int i = 0; i < 1000; ++i)
        CHECK_FALSE(assembler.feed(report));
    report[63] = 0;
    CHECK(assembler.feed(report)->size() <= kPayloadBytesMost + 1);
}

TEST_CASE("typed scans: printable keys only, anything else poisons the scan", "[qr_scanner]") {
    KeyboardAssembler keyboard;
    const auto type = [&](std::uint8_t modifiers, std::uint8_t key) {
        auto scans = keyboard.feed(Bytes{modifiers, 0, key, 0, 0, 0, 0, 0});
        keyboard.feed(Bytes(8));
        return scans;
    };
    type(0x02, 0x12), type(0x02, 0x16), type(0, 0x1E), type(0x02, 0x33), type(0, 0x04); // OS1:a
    const auto scans = type(0, 0x28);
    REQUIRE(scans.size() == 1);
    CHECK(text(scans[0]) == "OS1:a");

    type(0, 0x04), type(0x01, 0x15); // a, Ctrl+R
    const auto poisoned = type(0, 0x28);
    REQUIRE(poisoned.size() == 1);
    CHECK(checkPayload(poisoned[0], {}).error() == ScanRefusal::ControlCharacters);

    type(0, 0x3A); // F1
    CHECK(checkPayload(*keyboard.flush(), {}).error() == ScanRefusal::ControlCharacters);
}

TEST_CASE("a held key counts once, two quick ones count twice", "[qr_scanner]") {
    KeyboardAssembler keyboard;
    keyboard.feed(Bytes{0, 0, 0x04, 0, 0, 0, 0, 0});
    keyboard.feed(Bytes{0, 0, 0x04, 0x05, 0, 0, 0, 0});
    keyboard.feed(Bytes{0, 0, 0x05, 0, 0, 0, 0, 0});
    keyboard.feed(Bytes{0, 0, 0x05, 0x04, 0, 0, 0, 0});
    CHECK(text(*keyboard.flush()) == "aba");
}

TEST_CASE("a serial scan ends at its line end in any cut, and never grows without end", "[qr_scanner]") {
    LineAssembler lines;
    const std::string stream = "OS1:A\r\nOS1:B\n\r\nOS1:C";
    std::vector<std::string> scans;
    for (const char c : stream)
        for (const auto& scan : lines.feed(Bytes{static_cast<std::uint8_t>(c)}))
            scans.push_back(text(scan));
    CHECK(scans == std::vector<std::string>{"OS1:A", "OS1:B"});
    CHECK(text(*lines.flush()) == "OS1:C");
    CHECK_FALSE(lines.flush());

    lines.feed(Bytes(100'000, 'x'));
    CHECK(checkPayload(*lines.flush(), {}).error() == ScanRefusal::TooLong);
}
