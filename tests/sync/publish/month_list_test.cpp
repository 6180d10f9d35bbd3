// SPDX-License-Identifier: Apache-2.0
// Guards the way from a clerk's table to a target: every encoding that Excel and WPS write, times as
// people write them, and a fault named by row, column and what to write instead.
#include "sync/catalogue/catalogue.h"
#include "sync/events/clock.h"
#include "sync/publish/month_changes.h"
#include "sync/publish/month_list.h"
#include "sync/publish/service_time.h"
#include "tests/support/catch.h"

#include <iconv.h>
#include <nlohmann/json.hpp>

using namespace onestop;
using namespace onestop::publish;
using namespace std::chrono;
using nlohmann::json;

namespace {

constexpr year_month kPeriod = 2026y / November;
const std::string kTable =
    "服务项目,服务内容,服务时间,针对人群,类别,地点,名额,签到,材料,业务\n"
    "老年人优待证,年满60周岁申领,工作日 9:00-12:00，14:00-18:00,老年人,服务,,,,身份证（原件）；照片,A\n"
    "\"智能手机班\",\"放大字体，\"\"防骗\"\"三招\n第二行\",每周二、周四 9：30—10：30,长者、志愿者,课堂,培训室,18,是,,\n"
    "义诊,量血压,11月13日、27日 下午2:30-5:00,不限,健康,一楼,,否,,\n";

std::string encoded(const std::string& text, const char* to) {
    iconv_t converter = iconv_open(to, "UTF-8");
    std::string out(text.size() * 4, '\0');
    char* in = const_cast<char*>(text.data());
    std::size_t inLeft = text.size();
    char* end = out.data();
    std::size_t outLeft = out.size();
    REQUIRE(iconv(converter, &in, &inLeft, &end, &outLeft) != static_cast<std::size_t>(-1));
    iconv_close(converter);
    out.resize(out.size() - outLeft);
    return out;
}

tl::expected<std::string, std::vector<TableFault>> monthOf(const std::string& bytes) {
    const auto text = decodeText(crypto::bytesOf(bytes));
    if (!text) return tl::unexpected(std::vector{text.error()});
    const auto table = parseTable(*text);
    if (!table) return tl::unexpected(std::vector{table.error()});
    static const SiteNames kSites = SiteNames::of(std::string(
        R"({"issued":"2026-11-01T00:00:00Z","sites":[)"
        R"({"id":"dapeng-kuichong","name":{"zh-Hans":"葵涌社区党群服务中心"},"level":"community","address":{"zh-Hans":"x"},"opening_hours":{"schedules":[],"holiday":"closed"}},)"
        R"({"id":"dapeng-district","name":{"zh-Hans":"大鹏新区党群服务中心","en":"Dapeng"},"level":"district","address":{"zh-Hans":"x"},"opening_hours":{"schedules":[],"holiday":"closed"}}]})"));
    return monthFromTable(*table, "dapeng-kuichong", kSites, kPeriod, *events::parseRfc3339("2026-10-30T00:00:00Z"));
}

std::vector<TableFault> faultsOf(const std::string& bytes) {
    const auto month = monthOf(bytes);
    REQUIRE_FALSE(month);
    return month.error();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

TEST_CASE("a table of a service, a class and dated hours becomes a list that kiosks accept", "[publish]") {
    const auto month = monthOf(kTable);
    REQUIRE(month);
    CHECK(catalogue::checkTarget("sites/dapeng-kuichong/2026-11.json", *month).empty());
    const auto parsed = catalogue::parseCatalogue({{"sites/dapeng-kuichong/2026-11.json", *month}}, "dapeng-kuichong");
    REQUIRE(parsed);
    REQUIRE(parsed->items.size() == 1);
    CHECK(parsed->items[0].name.zh_hans == "老年人优待证");
    CHECK(parsed->items[0].materials[0].note.zh_hans == "原件");
    CHECK(parsed->items[0].business == "A");
    CHECK(parsed->items[0].schedules->weekly[1].size() == 2); // Monday, morning and afternoon
    CHECK(parsed->items[0].schedules->weekly[0].empty());     // Sunday
    REQUIRE(parsed->activities.size() == 2);
    CHECK(parsed->activities[0].sessions.size() == 8); // four Tuesdays and four Thursdays of November 2026
    CHECK(parsed->activities[0].sessions[0].capacity == 18);
    CHECK(parsed->activities[0].description.zh_hans == "放大字体，\"防骗\"三招\n第二行");
    REQUIRE(parsed->activities[1].sessions.size() == 2);
    CHECK(events::toRfc3339(parsed->activities[1].sessions[0].begins_at) == "2026-11-13T06:30:00.000Z"); // 14:30 local
    CHECK_FALSE(parsed->activities[1].sessions[0].check_in);
}

TEST_CASE("the same table in every encoding that Excel and WPS save gives the same bytes", "[publish]") {
    const std::string plain = monthOf(kTable).value();
    CHECK(monthOf("\xEF\xBB\xBF" + kTable) == plain);
    CHECK(monthOf(encoded(kTable, "GB18030")) == plain);
    std::string tabs = kTable;
    std::replace(tabs.begin(), tabs.end(), ',', '\t');
    CHECK(monthOf("\xFF\xFE" + encoded(tabs, "UTF-16LE")) == plain);
    std::string windows;
    for (const char c : kTable)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(json::parse(monthOf(windows).value())["services"] == json::parse(plain)["services"]);
}

TEST_CASE("characters beyond GBK survive GB18030, and what is neither encoding is refused", "[publish][hostile]") {
    const std::string rare = replaced(kTable, "义诊", "𠀀㙍义诊");
    CHECK(monthOf(encoded(rare, "GB18030")) == monthOf(rare));
    CHECK(faultsOf(std::string("\xff\xff\xff", 3))[0].expected.find("UTF-8 or GB18030") != std::string::npos);
    CHECK(faultsOf(std::string("a\0b", 3))[0].row == 1);
    CHECK(faultsOf("")[0].expected.find("服务项目") != std::string::npos);
}

TEST_CASE("each fault names its row, its column and what to write instead", "[publish]") {
    struct Row {
        const char* from;
        const char* to;
        int row;
        const char* column;
        const char* expected;
    };
    const Row rows[] = {
        {"老年人,服务", "老头,服务", 2, "针对人群", "老年人"},
        {"工作日 9:00", "周八 9:00", 2, "服务时间", "每周二、周四"},
        {"14:00-18:00", "14:00-13:00", 2, "服务时间", "每天 9:00-11:00"},
        {"11月13日", "12月13日", 4, "服务时间", "dates of the month"},
        {"课堂", "聚会", 3, "类别", "新时代大讲堂"},
        {",18,是", ",许多,是", 3, "名额", "whole number"},
        {",18,是", ",18,也许", 3, "签到", "是 or 否"},
        {"课堂,培训室", "课堂,", 3, "地点", "where"},
        {"照片,A", "照片,窗口", 2, "业务", "A to Z"},
        {"年满60周岁申领", "", 2, "服务内容", "four fields"},
        {"义诊,量血压", "智能手机班,量血压", 4, "服务项目", "row 3"},
        {"类别", "颜色", 1, "颜色", "one of the columns"},
        {"针对人群", "", 1, "针对人群", "four fields"},
    };
    for (const Row& row : rows) {
        INFO(row.from << " → " << row.to);
        const auto faults = faultsOf(replaced(kTable, row.from, row.to));
        const bool named = std::any_of(faults.begin(), faults.end(), [&](const TableFault& fault) {
            return fault.row == row.row && fault.column == row.column &&
                   fault.expected.find(row.expected) != std::string::npos;
        });
        CHECK(named);
    }
    CHECK(faultsOf("服务项目,服务内容,服务时间,针对人群,费用\n义诊,量血压,每天 9:00-10:00,不限,20元\n")[0].sentence(
              "m.csv") == "m.csv:2: 费用: expected 免费: all that the centres offer is free of charge");
}

TEST_CASE("a table says in which houses a service is done, and the list's own is among them", "[publish]") {
    const std::string head = "服务项目,服务内容,服务时间,针对人群,办理地点\n居住证,申领,每天 9:00-10:00,不限,";
    const auto placesOf = [&](const std::string& cell) {
        const auto month = monthOf(head + cell + "\n");
        REQUIRE(month);
        CHECK(catalogue::checkTarget("sites/dapeng-kuichong/2026-11.json", *month).empty());
        const json service = json::parse(*month)["services"][0];
        return service.value("places", json());
    };
    CHECK(placesOf("").is_null());
    CHECK(placesOf("大鹏新区党群服务中心（二楼大厅）") ==
          json::parse(R"([{"site":"dapeng-kuichong"},{"site":"dapeng-district","place":{"zh-Hans":"二楼大厅"}}])"));
    CHECK(placesOf("Dapeng；dapeng-kuichong") ==
          json::parse(R"([{"site":"dapeng-district"},{"site":"dapeng-kuichong"}])"));

    CHECK(faultsOf(head + "dapeng-kuichong；葵涌中心\n")[0].sentence("m.csv") ==
          "m.csv:2: 办理地点: expected a house of sites.json by its name or id, not \"葵涌中心\" (perhaps "
          "葵涌社区党群服务中心)");
    CHECK(faultsOf(head + "罗湖口岸\n")[0].sentence("m.csv") ==
          "m.csv:2: 办理地点: expected a house of sites.json by its name or id, not \"罗湖口岸\"");
    CHECK(faultsOf(head + "Dapeng；dapeng-district\n")[0].sentence("m.csv") ==
          "m.csv:2: 办理地点: expected each house once, not \"dapeng-district\" again");
    const std::string before = monthOf(head + "\n").value();
    CHECK(changesBetween(before, monthOf(head + "Dapeng\n").value()) == std::vector<std::string>{"~ 居住证: 办理地点"});
}

TEST_CASE("a guide that names a house nobody knows is told so once, by line, with what was meant", "[publish]") {
    const SiteNames sites = SiteNames::of(std::string(
        R"({"issued":"2026-11-01T00:00:00Z","sites":[{"id":"dapeng-kuichong","name":{"zh-Hans":"葵涌"},"level":"community",
           "address":{"zh-Hans":"x"},"opening_hours":{"schedules":[],"holiday":"closed"}}]})"));
    const std::string guide = "{\"services\":[\n{\"places\":[{\"site\":\"dapeng-kuichong\"}]},\n"
                              "{\"places\":[{\"site\":\"dapeng-kuicong\"},{\"site\":\"x\"}]},\n"
                              "{\"places\":[{\"site\":\"dapeng-kuicong\"}]}]}";
    std::vector<std::string> sentences;
    for (const auto& fault : unknownPlaces("guide.json", guide, sites))
        sentences.push_back(fault.sentence());
    CHECK(sentences ==
          std::vector<std::string>{
              "guide.json:3: services.1.places.0.site: expected an id of sites.json, not \"dapeng-kuicong\" (perhaps "
              "dapeng-kuichong)",
              "guide.json:3: services.1.places.1.site: expected an id of sites.json, not \"x\""});
    CHECK(unknownPlaces("guide.json", "no json", sites).empty());
    CHECK(unknownPlaces("sites.json", "{}", sites).empty());
}

TEST_CASE("all faults of a table are named at once", "[publish]") {
    CHECK(faultsOf(replaced(replaced(kTable, "老年人,服务", "老头,服务"), "课堂", "聚会")).size() >= 2);
}

TEST_CASE("times are read as people write them", "[publish]") {
    struct Row {
        const char* text;
        std::size_t weekdays, dates;
        int opens, closes; // minutes, of the first hours
    };
    const Row rows[] = {
        {"每天 9:00-11:00", 7, 0, 540, 660},
        {"9:00-11:00", 7, 0, 540, 660},
        {"每周二、周四 9：30—10：30", 2, 0, 570, 630},
        {"周一至周五 08:30-12:00", 5, 0, 510, 720},
        {"周六、日 10:00~11:30", 2, 0, 600, 690},
        {"星期三下午2点半-5点", 1, 0, 870, 1020},
        {"工作日 全天", 5, 0, 0, 1440},
        {"周末24小时", 2, 0, 0, 1440},
        {"11月13日 19:00-20:30", 0, 1, 1140, 1230},
        {"2026-11-13 19:00-20:30", 0, 1, 1140, 1230},
        {"11/13、11/27 19:00-20:30", 0, 2, 1140, 1230},
        {"13日、27日 19:00-20:30", 0, 2, 1140, 1230},
        {"１３日　１９：００－２０：３０", 0, 1, 1140, 1230},
        {"每周五、六，19:00-20:30", 2, 0, 1140, 1230},
        {"2026年11月13日 晚上7点-8点半", 0, 1, 1140, 1230},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        const auto times = parseServiceTime(row.text, kPeriod);
        REQUIRE(times);
        CHECK(times->front().weekdays.size() == row.weekdays);
        CHECK(times->front().dates.size() == row.dates);
        CHECK(times->front().hours.front() == Hours{minutes{row.opens}, minutes{row.closes}});
    }
    for (const char* wrong :
         {"", "随时", "周八 9:00-10:00", "每天", "每天 9-10", "每天 25:00-26:00", "2月30日 9:00-10:00",
          "每天 9:00-10:00x", "11月13日", "12月1日 9:00-10:00", "周 9:00-10:00", "-", "每天 10:00-10:00"}) {
        INFO(wrong);
        CHECK_FALSE(parseServiceTime(wrong, kPeriod));
    }
}

TEST_CASE("several times in one cell each count", "[publish]") {
    const auto times =
        parseServiceTime("工作日 9:00-12:00，14:00-18:00；周六 9:00-12:00\n11月13日 19:00-20:30", kPeriod);
    REQUIRE(times);
    REQUIRE(times->size() == 3);
    CHECK((*times)[0].hours.size() == 2);
    CHECK((*times)[2].dates.size() == 1);
}

TEST_CASE("a hand-written month is made whole without moving its lines", "[publish]") {
    const std::string text = "{\n\"services\": [],\n\"activities\": [\n{\"id\": 5}\n]}";
    const auto month = monthFromJson(text, "a", kPeriod, {});
    CHECK(json::parse(month)["period"] == "2026-11");
    const auto faults = catalogue::checkTarget("sites/a/2026-11.json", month);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].line == 4);
    CHECK(monthFromJson("no json", "a", kPeriod, {}) == "no json");
    CHECK(json::accept(monthFromJson("{}", "a", kPeriod, {})));
}

TEST_CASE("the preview says what comes, goes and changes, and nothing for the same week pattern", "[publish]") {
    const std::string before = monthOf(kTable).value();
    CHECK(changesBetween(before, before).empty());
    CHECK(changesBetween("", before).size() == 3);
    const std::string after =
        monthOf(replaced(replaced(kTable, "义诊,", "体检,"), "9：30—10：30", "9：30—11：00")).value();
    CHECK(changesBetween(before, after) == std::vector<std::string>{"+ 体检", "~ 智能手机班: 服务时间", "- 义诊"});
}
