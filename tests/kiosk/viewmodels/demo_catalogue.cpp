// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/viewmodels/demo_catalogue.h"

namespace onestop::tests {

using namespace std::chrono;
using namespace catalogue;

namespace {

OpeningHours weekly(std::initializer_list<int> weekdays, const Intervals& intervals) {
    OpeningHours hours;
    for (const int day : weekdays)
        hours.weekly.at(static_cast<std::size_t>(day)) = intervals;
    return hours;
}

OpeningHours counterHours() { return weekly({2, 3, 4, 5, 6}, {{9h, 12h}, {14h, 18h}}); }

Site site(const char* id, SiteLevel level, LocalizedText name, LocalizedText address, double latitude, double longitude,
          std::vector<int> counters) {
    Site made;
    made.site_id = id;
    made.level = level;
    made.name = std::move(name);
    made.address = std::move(address);
    made.phone = "0755-0000-0000";
    made.latitude = latitude;
    made.longitude = longitude;
    made.counters = std::move(counters);
    made.opening_hours = weekly({2, 3, 4, 5, 6, 0}, {{9h, 21h}});
    made.demo = true;
    return made;
}

Area area(const char* id, LocalizedText name, AreaKind kind, Cells cells, std::vector<int> counters = {}) {
    return {.area_id = id, .name = std::move(name), .kind = kind, .cells = cells, .counters = std::move(counters)};
}

/// The six areas and the hall; this kiosk stands in the middle of the floor 1.
std::vector<Floor> floors() {
    Floor ground{.name = {"一楼", "一樓", "Floor 1"}, .columns = 6, .rows = 5, .areas = {}, .kiosks = {}};
    ground.areas = {
        area("party", {"党政服务区", "黨政服務區", "Party and government services"}, AreaKind::Party, {0, 0, 4, 2},
             {1, 2, 3}),
        area("convenience", {"便民服务室", "便民服務室", "Everyday services"}, AreaKind::Convenience, {4, 0, 2, 2},
             {4}),
        area("health", {"健康服务站", "健康服務站", "Health station"}, AreaKind::Health, {0, 2, 2, 3}),
        area("children", {"儿童益智天地", "兒童益智天地", "Children's corner"}, AreaKind::Children, {4, 2, 2, 3})};
    ground.kiosks = {{.kiosk = 1, .cells = {2, 3, 1, 1}}, {.kiosk = 2, .cells = {3, 3, 1, 1}}};
    Floor first{.name = {"二楼", "二樓", "Floor 2"}, .columns = 6, .rows = 3, .areas = {}, .kiosks = {}};
    first.areas = {area("reading", {"党建书吧", "黨建書吧", "Reading room"}, AreaKind::Reading, {0, 0, 2, 3}),
                   area("exhibition", {"红色教育阵地", "紅色教育陣地", "Exhibition of Party history"},
                        AreaKind::Exhibition, {2, 0, 2, 3}),
                   area("hall", {"多功能厅", "多功能廳", "Hall"}, AreaKind::Other, {4, 0, 2, 3})};
    return {ground, first};
}

struct ItemText {
    const char* id;
    LocalizedText name;
    LocalizedText department;
    LocalizedText description;
    std::vector<std::string> audience;
    const char* business;
};

ServiceItem item(const ItemText& text, std::vector<Material> materials) {
    ServiceItem made;
    made.item_id = text.id;
    made.name = text.name;
    made.department = text.department;
    made.description = text.description;
    made.audience = text.audience;
    made.business = text.business;
    made.fee = {"免费", "免費", "Free"};
    made.place = {"一楼大厅", "一樓大廳", "Floor 1 hall"};
    made.schedules = counterHours();
    const auto done = [](const char* site) { return ServicePlace{.site_id = site, .place = {}, .schedules = {}}; };
    made.places = {done("dapeng-kuichong"), done("dapeng-district")}; // nearest first, as parseCatalogue() puts them
    made.materials = std::move(materials);
    made.reviewed_at = year{2026} / 9 / 1;
    made.demo = true;
    return made;
}

std::vector<ServiceItem> items() {
    const Material card{{"身份证", "身份證", "Identity card"}, {"原件", "正本", "original"}};
    const Material photo{{"一寸照片", "一吋照片", "Passport photo (25 × 35 mm)"}, {"1 张", "1 張", "one"}};
    const Material permit{{"居住证", "居住證", "Residence permit"},
                          {"非深户才要", "非深圳戶籍才要", "if not registered in Shenzhen"}};
    const LocalizedText civil{"民政", "民政", "Civil affairs"};
    const LocalizedText insurance{"社保", "社保", "Social security"};
    const LocalizedText health{"健康", "健康", "Health"};
    const LocalizedText police{"公安", "公安", "Police"};
    return {
        item({"elder-card",
              {"老年人优待证", "長者優待證", "Senior citizen card"},
              civil,
              {"60 岁以上的老人凭证乘车、游园、看病有优待。", "60 歲以上長者憑證乘車、遊園、看病有優待。",
               "Discounts on transport, parks and clinics for people over 60."},
              {"elder"},
              "A"},
             {card, photo, permit}),
        item({"elder-allowance",
              {"高龄津贴", "高齡津貼", "Allowance for the very old"},
              civil,
              {"80 岁以上的老人每月领取。", "80 歲以上長者每月領取。", "Monthly, from the age of 80."},
              {"elder"},
              "A"},
             {card, {{"银行卡", "銀行卡", "Bank card"}, {"本人", "本人", "your own"}}}),
        item({"residence-permit",
              {"居住证办理", "居住證辦理", "Residence permit"},
              police,
              {"来深居住满一年可以申领。", "來深居住滿一年可以申領。", "After one year in Shenzhen."},
              {"migrant"},
              "A"},
             {card, photo}),
        item({"disabled-card",
              {"残疾人证申请", "殘疾人證申請", "Disability certificate"},
              civil,
              {"先到医院评定，再来窗口办理。", "先到醫院評定，再來窗口辦理。",
               "See the hospital first, then the counter."},
              {"disabled"},
              "A"},
             {card, photo}),
        item({"insurance-query",
              {"社保查询", "社保查詢", "Social security record"},
              insurance,
              {"打印缴费清单。", "列印繳費清單。", "Prints your payments."},
              {"all"},
              "A"},
             {card}),
        item({"job-registration",
              {"就业登记", "就業登記", "Job registration"},
              insurance,
              {"登记后可以参加培训。", "登記後可以參加培訓。", "Gives access to training."},
              {"all"},
              "A"},
             {card}),
        item({"birth-registration",
              {"生育登记", "生育登記", "Birth registration"},
              health,
              {"怀孕后就可以登记。", "懷孕後就可以登記。", "From pregnancy on."},
              {"women", "family"},
              "B"},
             {card}),
        item({"blood-pressure",
              {"量血压", "量血壓", "Blood pressure check"},
              health,
              {"随到随量，数据不留存。", "隨到隨量，數據不留存。", "Walk in; readings are not kept."},
              {"all"},
              "B"},
             {}),
    };
}

Activity activity(const char* id, LocalizedText title, LocalizedText place, std::vector<std::string> audience) {
    Activity made;
    made.activity_id = id;
    made.title = std::move(title);
    made.place = std::move(place);
    made.audience = std::move(audience);
    made.fee = {"免费", "免費", "Free"};
    made.host = {"社区工作站", "社區工作站", "Community office"};
    made.demo = true;
    return made;
}

void addSession(Activity& activity, int day_from_today, minutes begins, minutes ends, int capacity) {
    const auto midnight = floor<days>(localTime(demoNow())) + days{day_from_today};
    ActivitySession session;
    session.activity_id = activity.activity_id;
    session.activity_session_id = activity.activity_id + "-" + std::to_string(activity.sessions.size());
    session.begins_at = wallTime(midnight + begins);
    session.ends_at = wallTime(midnight + ends);
    session.capacity = capacity;
    session.check_in = true;
    activity.sessions.push_back(session);
}

std::vector<Activity> activities() {
    Activity craft = activity("craft", {"亲子手工 · 海洋贴画", "親子手工 · 海洋貼畫", "Family craft: sea pictures"},
                              {"儿童益智天地", "兒童益智天地", "Children's corner"}, {"child_3_6", "family"});
    addSession(craft, 0, 15h, 16h + 30min, 16);
    addSession(craft, 4, 15h, 16h + 30min, 16);
    Activity lecture = activity("lecture", {"新时代大讲堂", "新時代大講堂", "New Era lecture"},
                                {"二楼多功能厅", "二樓多功能廳", "Hall, floor 2"}, {"all"});
    addSession(lecture, 0, 19h + 30min, 21h, 60);
    Activity phone = activity("phone", {"智能手机课", "智能手機課", "Smartphone course"},
                              {"培训室", "培訓室", "Training room"}, {"elder"});
    addSession(phone, 1, 10h, 11h + 30min, 20);
    addSession(phone, 8, 10h, 11h + 30min, 20);
    Activity health = activity("clinic", {"义诊", "義診", "Free clinic"},
                               {"健康服务站", "健康服務站", "Health station"}, {"elder", "all"});
    addSession(health, 2, 9h, 11h, 0);
    health.host = {"社康中心", "社康中心", "Community clinic"};
    health.description = {"量血压、测血糖，医生当面解答。", "量血壓、測血糖，醫生當面解答。",
                          "Blood pressure and sugar; a doctor answers your questions."};
    return {craft, lecture, phone, health};
}

} // namespace

events::WallTime demoNow() { return wallTime(local_days{year{2026} / 11 / 24} + 10h + 32min); }

std::shared_ptr<const Catalogue> demoCatalogue() {
    auto made = std::make_shared<Catalogue>();
    made->site_id = "dapeng-kuichong";
    made->sites = {
        site("dapeng-district", SiteLevel::District,
             {"大鹏新区党群服务中心", "大鵬新區黨群服務中心", "Dapeng New District Service Centre"},
             {"葵涌办事处金岭路 1 号", "葵涌辦事處金嶺路 1 號", "1 Jinling Road, Kuichong"}, 22.634, 114.417,
             {1, 2, 3, 4, 5}),
        site("dapeng-kuichong", SiteLevel::Community,
             {"葵涌社区党群服务中心", "葵涌社區黨群服務中心", "Kuichong Community Service Centre"},
             {"葵涌社区葵新路 2 号", "葵涌社區葵新路 2 號", "2 Kuixin Road, Kuichong"}, 22.637, 114.422, {1, 2, 3, 4}),
        site("dapeng-jiaochangwei", SiteLevel::Post,
             {"较场尾党群服务岗", "較場尾黨群服務崗", "Jiaochangwei Visitor Post"},
             {"较场尾海边", "較場尾海邊", "Jiaochangwei beach"}, 22.597, 114.512, {}),
    };
    made->sites[1].floors = floors();
    made->sites[1].cert_machines = {
        {"cert-1",
         {"一楼大厅，进门左手边", "一樓大廳，進門左手邊", "Lobby, on the left as you come in"},
         {"居住证、港澳通行证再次签注", "居住證、港澳通行證再次簽注",
          "Residence permit, renewed endorsement for Hong Kong and Macao"},
         {"本人身份证", "本人身份證", "Your own ID card"}}};
    made->calendar.addYear(year{2026});
    made->items = items();
    made->activities = activities();
    Activity walk = activity("beach-walk", {"海边健步", "海邊健步", "Walk along the beach"},
                             {"较场尾沙滩", "較場尾沙灘", "Jiaochangwei beach"}, {"all"});
    walk.site_id = "dapeng-jiaochangwei";
    addSession(walk, 3, 8h, 9h, 30);
    made->neighbour_activities = {walk};
    Business general{"A", {"综合", "綜合", "General"}, {}, {1, 2, 3}, counterHours(), {}};
    Business health{"B", {"健康", "健康", "Health"}, {}, {4}, counterHours(), {}};
    for (const auto& each : made->items)
        (each.business == "A" ? general : health).items.push_back(each.item_id);
    made->queue_plan.businesses = {general, health};
    made->period = year{2026} / 11;
    const auto poster = [](const char* id, LocalizedText title, LocalizedText text, PosterColour colour) {
        return Poster{id, std::move(title), std::move(text), colour, demoNow() - 240h, demoNow() + 240h};
    };
    made->posters = {
        poster("elder-card-at-home",
               {"老年人优待证，就近就能办", "老年人優待證，就近就能辦", "The senior card, made round the corner"},
               {"带身份证和一张照片，十分钟办好。", "帶身份證和一張照片，十分鐘辦好。",
                "Bring your identity card and a photo. Ten minutes."},
               PosterColour::Red),
        poster("volunteers", {"做一小时志愿者", "做一小時志願者", "Volunteer for an hour"},
               {"陪读、助老、净滩，到一楼大厅报名。", "陪讀、助老、淨灘，到一樓大廳報名。",
                "Reading, helping, beach cleaning. Sign up in the floor 1 hall."},
               PosterColour::Sea)};
    made->revision = 1;
    made->issued = wallTime(local_days{year{2026} / 10 / 30} + 17h);
    return made;
}

std::shared_ptr<const Catalogue> hugeCatalogue() {
    constexpr int kItems = 10'000;
    auto made = std::make_shared<Catalogue>(*demoCatalogue());
    const ServiceItem pattern = made->items.front();
    const std::string longest = "残疾人两项补贴和困难群众基本生活价格临时补贴以及高龄津贴资格年度复核认证申请"; // 37
    for (int i = 0; i < kItems; ++i) {
        ServiceItem item = pattern;
        item.item_id = "item-" + std::to_string(i);
        item.name = {longest.substr(0, 3 * 31) + std::to_string(1000 + i % 9000), {}, {}};
        item.department = {"部门" + std::to_string(i % 40), {}, {}};
        item.place = {"一楼大厅" + std::to_string(i % 60) + "号房间", {}, {}};
        made->items.push_back(std::move(item));
    }
    made->queue_plan.businesses.front().items.emplace_back("item-3"); // a number can be had for this one
    Activity busy = activity("busy", {longest.substr(0, 3 * 35), {}, {}}, {longest.substr(0, 3 * 20), {}, {}}, {"all"});
    for (int i = 0; i < 300; ++i)
        addSession(busy, i / 10, minutes{480 + 60 * (i % 10)}, minutes{520 + 60 * (i % 10)}, 20);
    made->activities.push_back(std::move(busy));
    return made;
}

std::shared_ptr<const Catalogue> emptyCatalogue() {
    const auto demo = demoCatalogue();
    auto made = std::make_shared<Catalogue>();
    made->site_id = demo->site_id;
    made->sites = {*demo->ownSite()};
    return made;
}

std::shared_ptr<const Catalogue> futureCatalogue() {
    auto made = std::make_shared<Catalogue>(*demoCatalogue());
    made->period = year{2027} / 1;
    made->neighbour_activities.clear();
    for (auto& each : made->activities) {
        for (auto& session : each.sessions) {
            session.begins_at += days{50};
            session.ends_at += days{50};
        }
    }
    return made;
}

} // namespace onestop::tests
