// SPDX-License-Identifier: Apache-2.0
// Field words: 过号 rather than 超时, 窗口 rather than 柜台 (facts: glossary).
#include "kiosk/receipts/words.h"

namespace onestop::receipts {

namespace {

constexpr Words kHans{
    .reprint = "补打 · 与原票同号",
    .demo = "演示 · 不作办事凭证",
    .ahead = "前面等候",
    .people = " 人",
    .wait = "预计等候",
    .minutes = "分钟",
    .go_to = "请到 ",
    .counter = "% 号窗口",
    .counters = "% 号窗口",
    .list_comma = "、",
    .range_to = " 至 ",
    .watch = "叫到您的号时，大屏幕和自助机都会显示",
    .number = "票号",
    .business = "业务",
    .issued_at = "取号时间",
    .clock_unsure = "（时钟未校准）",
    .passed = "过号怎么办",
    .passed_rule = "到窗口说一声，再等 % 位即可办理；过号 % 次后请重新取号。",
    .follow = "扫码看前面还有几位",
    .guide = "办事指南",
    .bring = "请带好",
    .bring_nothing = "不需要材料",
    .audience = "针对人群",
    .hours = "服务时间",
    .place = "办理地点",
    .fee = "收费",
    .department = "主管部门",
    .address = "地址",
    .phone = "咨询电话",
    .reviewed_on = "内容核对于",
    .printed_at = "打印时间",
    .priority = {"", "优先 · 军人", "优先 · 老年人", "优先 · 残疾人", "优先 · 孕妇", "优先 · 带婴幼儿"},
    .more = "扫码看完整指南",
    .opinion = "意见受理回执",
    .query_code = "查询码",
    .ask = "过几天在本中心的自助机上按“查回复”，输入查询码即可看到回复。",
    .keep = "只有凭这个码才能看到回复，遗失无法补发，请妥善保管。",
    .left_at = "提交时间",
};

constexpr Words kHant{
    .reprint = "補打 · 與原票同號",
    .demo = "示範 · 不作辦事憑證",
    .ahead = "前面等候",
    .people = " 人",
    .wait = "預計等候",
    .minutes = "分鐘",
    .go_to = "請到 ",
    .counter = "% 號窗口",
    .counters = "% 號窗口",
    .list_comma = "、",
    .range_to = " 至 ",
    .watch = "叫到您的號時，大屏幕和自助機都會顯示",
    .number = "票號",
    .business = "業務",
    .issued_at = "取號時間",
    .clock_unsure = "（時鐘未校準）",
    .passed = "過號怎麼辦",
    .passed_rule = "到窗口說一聲，再等 % 位即可辦理；過號 % 次後請重新取號。",
    .follow = "掃碼看前面還有幾位",
    .guide = "辦事指南",
    .bring = "請帶好",
    .bring_nothing = "不需要材料",
    .audience = "針對人群",
    .hours = "服務時間",
    .place = "辦理地點",
    .fee = "收費",
    .department = "主管部門",
    .address = "地址",
    .phone = "諮詢電話",
    .reviewed_on = "內容核對於",
    .printed_at = "打印時間",
    .priority = {"", "優先 · 軍人", "優先 · 長者", "優先 · 殘疾人士", "優先 · 孕婦", "優先 · 帶嬰幼兒"},
    .more = "掃碼看完整指南",
    .opinion = "意見受理回執",
    .query_code = "查詢碼",
    .ask = "過幾天在本中心的自助機上按「查回覆」，輸入查詢碼即可看到回覆。",
    .keep = "只有憑這個碼才能看到回覆，遺失無法補發，請妥善保管。",
    .left_at = "提交時間",
};

constexpr Words kEnglish{
    .reprint = "REPRINT (补打) - same number",
    .demo = "Demonstration - not valid for services",
    .ahead = "Ahead of you",
    .people = "",
    .wait = "Expected wait",
    .minutes = " min",
    .go_to = "",
    .counter = "Counter %",
    .counters = "Counters %",
    .list_comma = ", ",
    .range_to = " to ",
    .watch = "Your number will be shown on the hall screen and on the kiosks.",
    .number = "Ticket",
    .business = "Service",
    .issued_at = "Issued",
    .clock_unsure = " (clock not set)",
    .passed = "If you miss it",
    .passed_rule = "Tell the counter: you are served after % others. After % missed calls, please take a new number.",
    .follow = "Scan to follow the queue",
    .guide = "Service guide",
    .bring = "Please bring",
    .bring_nothing = "Nothing to bring",
    .audience = "For",
    .hours = "Hours",
    .place = "Where",
    .fee = "Fee",
    .department = "Department",
    .address = "Address",
    .phone = "Phone",
    .reviewed_on = "Checked on",
    .printed_at = "Printed",
    .priority = {"", "Priority: armed forces", "Priority: older person", "Priority: disability", "Priority: pregnant",
                 "Priority: with infant"},
    .more = "Scan for the full guide",
    .opinion = "Receipt for your opinion",
    .query_code = "Query code",
    .ask = "In some days, touch \"Look up an answer\" on a kiosk of this centre and type the code.",
    .keep = "The answer can be read with this code only. It cannot be issued again: please keep it.",
    .left_at = "Left",
};

} // namespace

const Words& wordsOf(Language language) {
    switch (language) {
    case Language::ZhHans:
        return kHans;
    case Language::ZhHant:
        return kHant;
    case Language::En:
        return kEnglish;
    }
    return kHans;
}

} // namespace onestop::receipts
