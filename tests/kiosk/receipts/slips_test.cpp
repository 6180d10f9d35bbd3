// SPDX-License-Identifier: Apache-2.0
// Promises to whoever holds the paper: the number, where to go, how many wait, what happens when the call is missed;
// what is not known is left out; a reprint says so; no code is printed without a public name; a query code is read
// without glasses; nothing falls off 58 mm.
#include <algorithm>

#include "drivers/emulation/escpos_interpreter.h"
#include "drivers/receipt_printer/draw_receipt.h"
#include "drivers/receipt_printer/encode_receipt.h"
#include "drivers/receipt_printer/test_print.h"
#include "kiosk/receipts/slips.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::receipts;
using namespace onestop::receipt_printer;
using namespace std::chrono_literals;

namespace {

raster::Type& type() {
    static raster::Type fonts;
    return fonts;
}

TicketSlip ticketOf(Language language) {
    TicketSlip slip;
    slip.language = language;
    slip.site_name = "葵涌社区党群服务中心";
    slip.number = "A001";
    slip.business = "综合";
    slip.item_name = "老年人优待证";
    slip.ahead = 4;
    slip.wait = catalogue::WaitEstimate{8, 15};
    slip.counters = {3, 1, 2};
    slip.issued_at = std::chrono::local_days{2026y / 11 / 23} + 10h + 32min;
    slip.public_url = "https://example.invalid/t/abc";
    return slip;
}

BookingSlip booking(Language language) {
    BookingSlip slip;
    slip.language = language;
    slip.site_name = "葵涌社区党群服务中心";
    slip.title = "亲子手工：海边小灯笼";
    slip.people = 2;
    slip.place = "二楼手工室";
    slip.begins_at = std::chrono::local_days{2026y / 11 / 28} + 10h;
    slip.ends_at = slip.begins_at + 90min;
    slip.booked_at = std::chrono::local_days{2026y / 11 / 23} + 10h + 32min;
    slip.short_code = "271 828 180";
    slip.kiosk = 2;
    slip.code = "OS1:" + std::string(360, 'K'); // as long as one with the longest id of a session
    return slip;
}

ActivitySlip activity(Language language) {
    ActivitySlip slip;
    slip.language = language;
    slip.site_name = "葵涌社区党群服务中心";
    slip.title = "义诊";
    slip.content = "量血压、测血糖，医生当面解答。";
    slip.host = "社康中心";
    slip.fee = "免费";
    slip.place = "健康服务站";
    for (const int day : {26, 28})
        slip.sessions.push_back(
            {std::chrono::local_days{2026y / 11 / day} + 9h, std::chrono::local_days{2026y / 11 / day} + 11h});
    slip.printed_at = std::chrono::local_days{2026y / 11 / 23} + 10h + 32min;
    return slip;
}

/// All text of a receipt, one element a line, cells separated by "|".
std::string textOf(const Receipt& receipt) {
    std::string all;
    for (const auto& element : receipt.elements) {
        if (const auto* text = std::get_if<Text>(&element)) all += text->text + "\n";
        if (const auto* columns = std::get_if<Columns>(&element)) {
            for (const auto& cell : columns->cells)
                all += cell.text + "|";
            all += "\n";
        }
    }
    return all;
}
bool says(const Receipt& receipt, std::string_view words) { return textOf(receipt).find(words) != std::string::npos; }
bool hasCode(const Receipt& receipt) {
    return std::any_of(receipt.elements.begin(), receipt.elements.end(),
                       [](const Element& element) { return std::holds_alternative<Qr>(element); });
}

GuideSlip guide() {
    GuideSlip slip;
    slip.site_name = "葵涌社区党群服务中心";
    slip.item_name = "老年人优待证";
    slip.content = "为年满 60 周岁的老年人办理优待证。";
    slip.materials = {{"身份证", "原件"}, {"一寸照片 1 张", ""}, {"居住证", "非深户才要"}};
    slip.hours = {"周一至周五 09:00–12:00", "周六 09:00–12:00"};
    slip.fee = "免费";
    slip.printed_at = std::chrono::local_days{2026y / 11 / 23} + 10h + 32min;
    return slip;
}

OpinionSlip opinion(Language language) {
    OpinionSlip slip;
    slip.language = language;
    slip.site_name = "葵涌社区党群服务中心";
    slip.query_code = "1234 5678 9012 3456 7890";
    slip.phone = "0755-0000-0001";
    slip.left_at = std::chrono::local_days{2026y / 11 / 23} + 10h + 32min;
    return slip;
}

} // namespace

TEST_CASE("a ticket says where to go, how many wait and what happens when the call is missed", "[receipts]") {
    const auto ticket = makeTicket(ticketOf(Language::ZhHans));

    for (const auto* words : {"葵涌社区党群服务中心", "A001", "老年人优待证", "请到 1 至 3 号窗口", "4 人", "8-15分钟",
                              "2026-11-23 10:32", "再等 3 位", "过号 2 次", "扫码看前面还有几位"})
        CHECK(says(ticket, words));
    CHECK(hasCode(ticket));
    CHECK_FALSE(says(ticket, "补打"));
    CHECK_FALSE(says(ticket, "演示"));
    CHECK(std::holds_alternative<Cut>(ticket.elements.back()));
}

TEST_CASE("what is not known is left out rather than guessed", "[receipts]") {
    auto slip = ticketOf(Language::ZhHans);
    slip.ahead.reset();
    slip.wait.reset();
    slip.counters.clear();
    slip.public_url.clear();
    const auto ticket = makeTicket(slip);

    CHECK_FALSE(says(ticket, "前面等候"));
    CHECK_FALSE(says(ticket, "预计等候"));
    CHECK_FALSE(says(ticket, "请到"));
    CHECK_FALSE(hasCode(ticket));
    CHECK_FALSE(says(ticket, "扫码"));
}

TEST_CASE("a reprint carries the same number and the word 补打 in every language", "[receipts]") {
    for (const auto& [language, word] :
         {std::pair(Language::ZhHans, "补打"), std::pair(Language::ZhHant, "補打"), std::pair(Language::En, "补打")}) {
        auto slip = ticketOf(language);
        slip.reprint = true;
        slip.demo = true;
        slip.clock_unsure = true;
        const auto ticket = makeTicket(slip);
        CHECK(says(ticket, word));
        CHECK(says(ticket, "A001"));
        CHECK(textOf(ticket) != textOf(makeTicket(ticketOf(language))));
    }
    auto unsure = ticketOf(Language::ZhHans);
    unsure.clock_unsure = true;
    CHECK(says(makeTicket(unsure), "时钟未校准"));
}

TEST_CASE("counters are named as people say them", "[receipts]") {
    const auto counters = [](std::vector<int> numbers, Language language) {
        auto slip = ticketOf(language);
        slip.counters = std::move(numbers);
        return makeTicket(slip);
    };
    CHECK(says(counters({2}, Language::ZhHans), "请到 2 号窗口"));
    CHECK(says(counters({4, 1}, Language::ZhHans), "请到 1、4 号窗口"));
    CHECK(says(counters({1, 2, 2, 3}, Language::ZhHant), "請到 1 至 3 號窗口"));
    CHECK(says(counters({2}, Language::En), "Counter 2"));
    CHECK(says(counters({4, 5, 6}, Language::En), "Counters 4 to 6"));
}

TEST_CASE("a guide lists what to bring with a box to tick, and says when nothing is needed", "[receipts]") {
    const auto slip = makeGuide(guide());
    for (const auto* words : {"请带好", "□|身份证|原件|", "□|一寸照片 1 张|", "□|居住证|非深户才要|", "免费"})
        CHECK(says(slip, words));
    CHECK_FALSE(says(slip, "咨询电话"));
    auto nothing = guide();
    nothing.materials.clear();
    CHECK(says(makeGuide(nothing), "不需要材料"));
}

TEST_CASE("a session that lasts all day, or past midnight, says so on paper") {
    auto slip = activity(Language::ZhHans);
    const LocalTime day{std::chrono::local_days{std::chrono::year{2026} / 11 / 30}};
    using std::chrono::hours;
    slip.sessions = {{day, day + hours{24}}, {day, day + hours{72}}, {day + hours{20}, day + hours{26}}};
    slip.more_sessions = true;
    const auto text = textOf(makeActivity(slip));
    CHECK(text.find("2026-11-30 全天") != std::string::npos);
    CHECK(text.find("2026-11-30 至 2026-12-02 全天") != std::string::npos);
    CHECK(text.find("2026-11-30 20:00 至 2026-12-01 02:00") != std::string::npos);
    CHECK(text.find("还有别的场次") != std::string::npos);
}

TEST_CASE("an activity on paper says what, when, where and by whom, and nothing that its list does not have",
          "[receipts]") {
    const auto slip = makeActivity(activity(Language::ZhHans));
    for (const auto* words : {"服务清单", "义诊", "量血压", "2026-11-26 09:00-11:00", "2026-11-28 09:00-11:00",
                              "在哪里|健康服务站", "谁来办|社康中心", "收费|免费"})
        CHECK(says(slip, words));
    for (const auto* words : {"请带好", "不需要材料", "针对人群", "地址"})
        CHECK_FALSE(says(slip, words));
}

TEST_CASE("the receipt of an opinion has the code in large digits, and how to use it", "[receipts]") {
    for (const auto language : {Language::ZhHans, Language::ZhHant, Language::En}) {
        const auto slip = makeOpinion(opinion(language));
        for (const auto* line : {"1234 5678\n", "9012 3456\n", "7890\n", "2026-11-23 10:32", "0755-0000-0001"})
            CHECK(says(slip, line));
        CHECK_FALSE(hasCode(slip)); // a phone that saw it could read the answer, too
        const auto digits = std::find_if(slip.elements.begin(), slip.elements.end(), [](const Element& element) {
            const auto* text = std::get_if<Text>(&element);
            return text && text->text == "1234 5678";
        });
        CHECK(std::get<Text>(*digits).size == 3);
    }
    CHECK(says(makeOpinion(opinion(Language::ZhHans)), "查询码"));
}

TEST_CASE("a booking says when, where, for how many, and how to give it back", "[receipts]") {
    const auto slip = makeBooking(booking(Language::ZhHans));
    for (const auto* words :
         {"订好了", "亲子手工：海边小灯笼", "2026-11-28 10:00-11:30", "二楼手工室", "大人和孩子，2 人",
          "到时请扫这个码签到", "扫这个码取消", "扫不了，就在 2 号自助机输这些数字", "271 828 180"})
        CHECK(says(slip, words));
    CHECK(hasCode(slip));
    CHECK_FALSE(says(slip, "候补"));
    CHECK_FALSE(says(slip, "只在"));
    CHECK_FALSE(says(slip, "补打"));
    auto again = booking(Language::ZhHans);
    again.reprint = true;
    CHECK(says(makeBooking(again), "补打 · 还是这一个预约"));
    auto without = booking(Language::ZhHans);
    without.short_code.clear();
    CHECK_FALSE(says(makeBooking(without), "输这些数字"));

    auto waits = booking(Language::ZhHans);
    waits.waits = true;
    waits.kiosk_only = 3;
    CHECK(says(makeBooking(waits), "还没有位子"));
    CHECK(says(makeBooking(waits), "这个码只在 3 号自助机有效"));
    CHECK_FALSE(says(makeBooking(waits), "订好了"));
    waits.language = Language::En;
    CHECK(says(makeBooking(waits), "Code works at kiosk 3 only"));
}

TEST_CASE("every slip prints without fault on both papers, as text and as picture", "[receipts]") {
    std::vector<Receipt> slips{makeGuide(guide()), makeTestPrint({{"打印机", "04b8:0202"}})};
    for (const auto language : {Language::ZhHans, Language::ZhHant, Language::En})
        slips.insert(slips.end(), {makeTicket(ticketOf(language)), makeOpinion(opinion(language)),
                                   makeBooking(booking(language)), makeActivity(activity(language))});
    for (const auto& slip : slips)
        for (const auto paper : {PaperWidth::Mm58, PaperWidth::Mm80})
            for (const bool whole : {false, true}) {
                Capabilities can;
                can.paper = paper;
                can.whole_raster = whole;
                const auto job = encodeReceipt(slip, can, type()).bytes;
                emulation::EscposInterpreter printer(paper == PaperWidth::Mm58 ? emulation::PaperMillimetres::FiftyEight
                                                                               : emulation::PaperMillimetres::Eighty);
                for (std::span<const std::uint8_t> rest = job; !rest.empty();) {
                    rest = rest.subspan(printer.feed(rest));
                    printer.takeRequests();
                }
                printer.endOfStream();
                CHECK(printer.violations() == 0);
                CHECK(printer.lastSlip().live_commands_in_data == 0);
                CHECK(printer.lastSlip().picture.height() > 400);
            }
}

TEST_CASE("the largest number stands whole on the narrowest paper", "[receipts]") {
    auto slip = ticketOf(Language::ZhHans);
    slip.number = "A1000";
    slip.public_url.clear();
    const auto picture = drawReceipt(makeTicket(slip), PaperWidth::Mm58, type());
    slip.number = "A100";
    const auto shorter = drawReceipt(makeTicket(slip), PaperWidth::Mm58, type());

    CHECK(picture.height() <= shorter.height()); // smaller, not on two lines
}
