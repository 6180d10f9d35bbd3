// SPDX-License-Identifier: Apache-2.0
// What a post at the beach gets: the sites of the demo district with what is around them, no counters, its own
// activity.
#include <fstream>
#include <iterator>

#include "tests/kiosk/viewmodels/demo_catalogue.h"

namespace onestop::tests {

using namespace catalogue;

std::shared_ptr<const Catalogue> stationCatalogue() {
    std::ifstream file(ONESTOP_SOURCE_DIR "/sync/publish/demo/sites.json");
    std::string sites{std::istreambuf_iterator<char>(file), {}};
    sites.insert(sites.find('{') + 1, R"("issued":"2026-10-30T00:00:00Z",)"); // as the publisher does
    const auto district = parseCatalogue({{"sites.json", sites}}, "dapeng-jiaochangwei").value();

    auto made = std::make_shared<Catalogue>(*demoCatalogue());
    made->site_id = district.site_id;
    made->sites = district.sites;
    std::swap(made->activities, made->neighbour_activities);
    made->queue_plan = {};
    made->posters.clear();
    return made;
}

} // namespace onestop::tests
