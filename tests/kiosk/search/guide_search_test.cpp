// SPDX-License-Identifier: Apache-2.0
// What search promises a resident: whatever way she types a name, she finds it; nothing is found that she did not mean;
// and the best is first.
#include "kiosk/search/guide_search.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

namespace onestop::search {

namespace {

const std::vector<std::string> kNames{
    "老年人优待证",        "高龄津贴", "居住证办理", "残疾人证申请", "社保查询", "就业登记", "生育登记", "重阳节活动",
    "银行卡挂失",          "音乐教室", "绿色通道",   "大鹏新区",     "葵涌社区", "港澳居民", "ETC 办理", "24 小时自助",
    "Senior citizen card", "长者食堂", "乐器行借用", "中医（推拿）"};

struct Guide {
    GuideSearch search;

    Guide() {
        for (std::size_t i = 0; i < kNames.size(); ++i)
            search.add(i, Field::Name, kNames[i]);
    }
    std::vector<std::string> find(std::string_view query, std::size_t most = 50) const {
        std::vector<std::string> names;
        for (const auto& hit : search.find(query, most))
            names.push_back(kNames.at(hit.document));
        return names;
    }
    bool finds(std::string_view query, const std::string& name) const {
        const auto names = find(query);
        return std::ranges::find(names, name) != names.end();
    }
};

/// A way to type a name: for each character itself, a whole reading, or the first letter of one.
std::string typed(const std::vector<char32_t>& name, std::mt19937& random) {
    std::string query;
    for (const char32_t c : name) {
        const auto readings = readingsOf(c);
        const auto reading = readings.empty() ? std::string_view() : nameOf(readings[random() % readings.size()]);
        switch (reading.empty() ? 0U : random() % 3) {
        case 0:
            query += static_cast<char>(0xE0 | (c >> 12));
            query += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
            query += static_cast<char>(0x80 | (c & 0x3F));
            break;
        case 1:
            query += reading;
            break;
        default:
            query += reading.front();
        }
    }
    return query;
}

} // namespace

TEST_CASE("a name is found by its characters, its pinyin, its initials, and any mixture") {
    const Guide guide;
    for (const char* query : {"老年人优待证", "优待", "laonianren", "laonianrenyoudaizheng", "lnrydz", "lnr", "ydz",
                              "老nianr", "LaoNian", "laon", "lao nian", "证 老"})
        CHECK(guide.finds(query, "老年人优待证"));
}

TEST_CASE("one wrong character still finds what people mean by another name") {
    const Guide guide;
    CHECK(guide.find("lnryhz") == std::vector<std::string>{"老年人优待证"}); // 优惠证
    CHECK(guide.find("老年人优惠证") == std::vector<std::string>{"老年人优待证"});
    CHECK(guide.find("laonianrenyouhuizheng") == std::vector<std::string>{"老年人优待证"});
    CHECK(guide.find("youh").empty()); // too little to guess from
}

TEST_CASE("a character with several readings is found under each of them") {
    const Guide guide;
    CHECK(guide.finds("chongyang", "重阳节活动"));
    CHECK(guide.finds("zhongyang", "重阳节活动"));
    CHECK(guide.finds("yinhang", "银行卡挂失"));
    CHECK(guide.finds("yinyue", "音乐教室"));
    CHECK(guide.finds("yqh", "乐器行借用"));
    CHECK(guide.finds("zhangzhe", "长者食堂"));
    CHECK(guide.finds("lvse", "绿色通道"));
    CHECK(guide.finds("kuichong", "葵涌社区"));
}

TEST_CASE("letters, figures and signs of a name are found as they are read") {
    const Guide guide;
    CHECK(guide.finds("etcbanli", "ETC 办理"));
    CHECK(guide.finds("24", "24 小时自助"));
    CHECK(guide.finds("２４小时", "24 小时自助"));
    CHECK(guide.finds("zytuina", "中医（推拿）"));
    CHECK(guide.finds("senior", "Senior citizen card"));
    CHECK(guide.finds("card sen", "Senior citizen card"));
    CHECK_FALSE(guide.finds("enior", "Senior citizen card")); // from the beginning of a word only
}

TEST_CASE("nothing is found for nothing, for signs, and for what is not there") {
    const Guide guide;
    for (const char* query : {"", "   ", "，。", "xqzvvk", "\xFF\xFE", "飞机票"})
        CHECK(guide.find(query).empty());
}

TEST_CASE("the best is first: name before place, beginning before middle, short before long") {
    GuideSearch search;
    search.add(0, Field::Place, "证件大厅");
    search.add(1, Field::Name, "居住证件办理");
    search.add(2, Field::Name, "证件照片");
    search.add(3, Field::Name, "证件");
    search.add(4, Field::Content, "要带证件");
    std::vector<std::size_t> order;
    for (const auto& hit : search.find("证件", 10))
        order.push_back(hit.document);
    CHECK(order == std::vector<std::size_t>{3, 2, 1, 0, 4});
    CHECK(search.find("zhengjian", 10).size() == 4); // long text is not read by pinyin
    CHECK(search.find("证件", 2).size() == 2);
}

TEST_CASE("property: every name is found by every way of typing it, whole or cut off anywhere") {
    const Guide guide;
    std::mt19937 random(20261124);
    const std::vector<std::pair<std::size_t, std::vector<char32_t>>> names{
        {0, {U'老', U'年', U'人', U'优', U'待', U'证'}},
        {7, {U'重', U'阳', U'节', U'活', U'动'}},
        {9, {U'音', U'乐', U'教', U'室'}},
        {10, {U'绿', U'色', U'通', U'道'}},
        {18, {U'乐', U'器', U'行', U'借', U'用'}}};
    for (int i = 0; i < 400; ++i) {
        const auto& [document, characters] = names[random() % names.size()];
        const auto from = random() % characters.size();
        std::string query = typed({characters.begin() + static_cast<std::ptrdiff_t>(from), characters.end()}, random);
        if (static_cast<unsigned char>(query.back()) < 0x80 && query.size() > 1 &&
            static_cast<unsigned char>(query[query.size() - 2]) < 0x80)
            query.pop_back(); // still typing
        INFO(query);
        CHECK(guide.finds(query, kNames[document]));
    }
}

TEST_CASE("property: no query is slow or harmful, whatever is typed") {
    const Guide guide;
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        std::string query;
        for (auto length = random() % 80; length > 0; --length)
            query += random() % 4 == 0 ? static_cast<char>(random() % 256) : static_cast<char>('a' + random() % 26);
        CHECK(guide.find(query, 5).size() <= 5);
    }
    CHECK(guide.find(std::string(5000, 'a')).empty());
}

TEST_CASE("every character of GB 2312 has a reading") {
    int without = 0;
    for (char32_t c = 0x4E00; c <= 0x9FA5; ++c)
        without += readingsOf(c).empty() ? 1 : 0;
    CHECK(without < 300); // of 20,902; those are Japanese and Korean ones
    CHECK(nameOf(readingsOf(U'证')[0]) == "zheng");
    REQUIRE_FALSE(readingsOf(U'\U00020000').empty()); // beyond the sixteen bits, as in names
    CHECK(nameOf(readingsOf(U'\U00020000')[0]) == "he");
    CHECK(readingsOf(U'A').empty());
}

} // namespace onestop::search
