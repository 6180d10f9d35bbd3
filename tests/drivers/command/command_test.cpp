// SPDX-License-Identifier: Apache-2.0
// Promises to the technician: every state has a word and something to do about it, paper and screen say the same,
// names and codes are never shown whole, mistyping is one line and exit code 2.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>

#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "drivers/command/receipts.h"
#include "drivers/command/words.h"
#include "drivers/qr_scanner/decoder.h"
#include "drivers/raster/picture.h"
#include "drivers/raster/qr.h"
#include "drivers/receipt_printer/draw_receipt.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::command;

namespace {

struct Ran {
    int exit_code;
    std::string said; ///< standard output and error
};

Ran run(const std::string& arguments) {
    const std::string line = std::string(ONESTOP_BINARY_DIR) + "/bin/onestop-device " + arguments + " 2>&1";
    FILE* pipe = popen(line.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string said;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        said.append(part.data(), count);
    return {WEXITSTATUS(pclose(pipe)), said};
}

struct Folder {
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path = std::filesystem::path(ONESTOP_BINARY_DIR) / "tests" / "command_test";
};

template <typename State>
void checkEveryState(int count) {
    std::set<std::string_view> words;
    for (int i = 0; i < count; ++i) {
        const auto advice = adviceOn(static_cast<State>(i));
        INFO(advice.word);
        words.insert(advice.word);
        CHECK_FALSE(advice.word.empty());
        CHECK(advice.sentence.ends_with('.'));
        CHECK_FALSE(advice.on_paper.empty());
    }
    CHECK(words.size() == static_cast<std::size_t>(count));
}

} // namespace

TEST_CASE("every state of every device has a word of its own and advice on screen and paper", "[command]") {
    checkEveryState<id_card_reader::ReaderState>(static_cast<int>(id_card_reader::ReaderState::FirmwareMode) + 1);
    checkEveryState<receipt_printer::PrinterState>(static_cast<int>(receipt_printer::PrinterState::Refused) + 1);
    checkEveryState<qr_scanner::ScannerState>(static_cast<int>(qr_scanner::ScannerState::Refused) + 1);
}

TEST_CASE("a printer is said to work exactly when it would take a job", "[command]") {
    for (int i = 0; i <= static_cast<int>(receipt_printer::PrinterState::Refused); ++i) {
        const auto state = static_cast<receipt_printer::PrinterState>(i);
        CHECK(adviceOn(state).works == receipt_printer::canPrint(state));
    }
}

TEST_CASE("the test print carries a code that a foreign eye can read", "[command]") {
    raster::Type type;
    const auto receipt = testReceipt({});
    const auto paper = receipt_printer::drawReceipt(receipt, receipt_printer::PaperWidth::Mm58, type);
    std::string printed;
    for (const auto& element : receipt.elements)
        if (const auto* qr = std::get_if<receipt_printer::Qr>(&element)) printed = qr->text;
    const auto read = qr_scanner::decodeQr(paper);
    REQUIRE(read.size() == 1);
    CHECK(read[0].text == printed);
}

TEST_CASE("the roll's use and its end are said on screen and on paper as soon as they are known", "[command]") {
    receipt_printer::PrinterReport report;
    report.confirmation = receipt_printer::Confirmation::AnswerId;
    CHECK(detailOf(report) == "answer_id");
    report.paper_used_metres = 12.34;
    CHECK(detailOf(report) == "answer_id, 12.3 m of this roll used");
    report.roll_metres = 40;
    report.paper_left_metres = 27.66;
    report.slips_left = 180;
    CHECK(detailOf(report) == "answer_id, 12.3 m of this roll used, about 27.7 m left (180 slips)");
    CHECK(detailOnPaper(report) == "打印确认 answer_id；本卷已用 12.3 米，约余 27.7 米（约 180 张）");
}

TEST_CASE("the doctor's paper says of each device whether it works and what to do", "[command]") {
    const std::vector<Finding> findings{
        {"reader", "身份证阅读器", adviceOn(id_card_reader::ReaderState::NotAnswering), "", ""},
        {"printer", "小票打印机", adviceOn(receipt_printer::PrinterState::Ready), "x", "本卷已用 1.0 米"}};
    std::string paper;
    for (const auto& element : findingsReceipt(findings).elements)
        if (const auto* text = std::get_if<receipt_printer::Text>(&element)) paper += text->text + "\n";
    for (const auto* words : {"✗ 身份证阅读器", "无应答：拔下十秒后重插", "✓ 小票打印机", "正常", "本卷已用 1.0 米"}) {
        INFO(words << " on " << paper);
        CHECK(paper.find(words) != std::string::npos);
    }
}

TEST_CASE("of a code only the beginning is shown, by characters and not by bytes", "[command]") {
    CHECK(shownPart("OS1:0123456789ABCDEF") == "OS1:01234567");
    CHECK(shownPart("张某三张某三张某三张某三张某三") == "张某三张某三张某三张某三");
    CHECK(shownPart("short") == "short");
    CHECK(shownPart("").empty());
}

TEST_CASE("decode says one JSON line a file, also for what cannot be read", "[command]") {
    const Folder folder;
    const auto code = folder.path / "code.png", empty = folder.path / "empty.png";
    REQUIRE(raster::writePng(raster::drawQr("OS1:ABC", 4), code));
    REQUIRE(raster::writePng(raster::Picture(200, 200), empty));

    const auto both = run("decode " + code.string() + " " + empty.string());
    CHECK(both.exit_code == 1);
    const auto end = both.said.find('\n');
    const auto first = nlohmann::json::parse(both.said.substr(0, end));
    CHECK(first["file"] == code.string());
    CHECK(first["text"] == "OS1:ABC");
    CHECK(first["format"] == "QRCode");
    CHECK(first["ms"].is_number());
    CHECK(nlohmann::json::parse(both.said.substr(end + 1))["text"].is_null());
    CHECK(run("decode " + code.string()).exit_code == 0);
}

TEST_CASE("mistyping is one line and exit code 2", "[command]") {
    for (const std::string arguments : {"", "--no-such-option", "staus", "decode", "read-card --timeout-s soon",
                                        "read-card --timeout-s 0", "print-test --paper-mm 70", "status extra"}) {
        INFO(arguments);
        const auto ran = run(arguments);
        INFO(ran.said);
        CHECK(ran.exit_code == 2);
        CHECK(ran.said.starts_with("onestop-device: "));
        CHECK(std::count(ran.said.begin(), ran.said.end(), '\n') == 1);
    }
    CHECK(run("staus").said.find("staus") != std::string::npos);
    CHECK(run("--help").exit_code == 0);
}
