// SPDX-License-Identifier: Apache-2.0
// A district whose items are done in several houses.
#include <algorithm>

#include "sync/catalogue/item_places.h"
#include "tests/kiosk/viewmodels/demo_catalogue.h"

namespace onestop::tests {

using namespace std::chrono_literals;
using namespace catalogue;

namespace {

void addHouse(Catalogue& district, const char* id, LocalizedText name, LocalizedText address, double latitude,
              double longitude) {
    Site site = district.sites.front();
    site.site_id = id;
    site.level = SiteLevel::Community;
    site.name = std::move(name);
    site.address = std::move(address);
    site.latitude = latitude;
    site.longitude = longitude;
    district.sites.push_back(std::move(site));
}

ServiceItem& itemOf(Catalogue& district, std::string_view id) {
    return *std::ranges::find(district.items, id, &ServiceItem::item_id);
}

ServicePlace at(const char* site, LocalizedText room = {}) {
    return {.site_id = site, .place = std::move(room), .schedules = {}};
}

} // namespace

std::shared_ptr<const Catalogue> placesCatalogue() {
    auto made = std::make_shared<Catalogue>(*demoCatalogue());
    addHouse(*made, "nanao", {"南澳社区党群服务中心", "南澳社區黨群服務中心", "Nan'ao Community Service Centre"},
             {"南澳人民路 3 号", "南澳人民路 3 號", "3 Renmin Road, Nan'ao"}, 22.536, 114.487);
    addHouse(*made, "pengcheng", {"鹏城社区党群服务中心", "鵬城社區黨群服務中心", "Pengcheng Community Service Centre"},
             {"鹏飞路 8 号", "鵬飛路 8 號", "8 Pengfei Road"}, 22.597, 114.515);
    addHouse(*made, "tuyang", {"土洋社区党群服务中心", "土洋社區黨群服務中心", "Tuyang Community Service Centre"},
             {"土洋东路 5 号", "土洋東路 5 號", "5 Tuyang East Road"}, 22.611, 114.397);
    addHouse(*made, "xichong", {"西涌社区党群服务中心", "西涌社區黨群服務中心", "Xichong Community Service Centre"},
             {"西涌新屋路 1 号", "西涌新屋路 1 號", "1 Xinwu Road, Xichong"}, 22.482, 114.535);

    auto& card = itemOf(*made, "elder-card");
    card.places = {at("xichong"), at("pengcheng"),       at("dapeng-district", {"二楼", "二樓", "Floor 2"}),
                   at("nanao"),   at("dapeng-kuichong"), at("tuyang")};
    card.places[3].schedules.emplace();
    card.places[3].schedules->weekly.fill({{13h, 17h}});
    auto& certificate = itemOf(*made, "disabled-card");
    certificate.places = {at("nanao"), at("dapeng-district", {"二楼", "二樓", "Floor 2"})};
    for (auto& business : made->queue_plan.businesses)
        std::erase(business.items, "disabled-card");
    arrangePlaces(*made);

    Closure power;
    power.closure_id = "power";
    power.site = "tuyang";
    power.reason = {"停电检修", "停電檢修", "Power cut for repairs"};
    power.severity = ClosureSeverity::Warning;
    power.closes = true;
    power.from = demoNow() - 2h;
    power.until = demoNow() + 26h;
    made->closures.push_back(power);
    return made;
}

} // namespace onestop::tests
