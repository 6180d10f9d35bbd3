// SPDX-License-Identifier: Apache-2.0
// facts/domain.md 4.5 as a table.
#include "sync/catalogue/audience.h"

#include <array>

namespace onestop::catalogue {

static constexpr std::array<Audience, 20> kAudiences{{
    {"all", "不限", "不限", "Everyone"},
    {"public", "居民群众", "居民", "Residents"},
    {"member", "党员", "黨員", "Party members (党员)"},
    {"elder", "老年人", "長者", "Older people"},
    {"child_0_3", "0–3 岁儿童", "0–3 歲兒童", "Children 0–3"},
    {"child_3_6", "3–6 岁儿童", "3–6 歲兒童", "Children 3–6"},
    {"child_6_12", "6–12 岁儿童", "6–12 歲兒童", "Children 6–12"},
    {"teen", "青少年", "青少年", "Teenagers"},
    {"youth", "青年", "青年", "Young adults"},
    {"women", "妇女", "婦女", "Women"},
    {"family", "亲子家庭", "親子家庭", "Families"},
    {"disabled", "残疾人", "殘疾人士", "People with disabilities"},
    {"veteran", "退役军人、优抚对象", "退役軍人、優撫對象", "Veterans"},
    {"migrant", "来深建设者", "來深建設者", "Migrant workers"},
    {"gig", "新就业群体", "新就業群體", "Riders and couriers"},
    {"visitor", "游客", "遊客", "Visitors"},
    {"hmt", "港澳台居民", "港澳台居民", "Hong Kong, Macao and Taiwan residents"},
    {"foreigner", "外籍人士", "外籍人士", "Foreign nationals"},
    {"enterprise", "企业、两新组织", "企業、兩新組織", "Enterprises"},
    {"volunteer", "志愿者", "義工", "Volunteers"},
}};

std::span<const Audience> audiences() { return kAudiences; }

std::optional<LocalizedText> audienceText(std::string_view code) {
    for (const auto& audience : kAudiences)
        if (audience.code == code)
            return LocalizedText{std::string(audience.zh_hans), std::string(audience.zh_hant),
                                 std::string(audience.en)};
    return std::nullopt;
}

} // namespace onestop::catalogue
