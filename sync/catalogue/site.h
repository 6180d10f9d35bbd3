// SPDX-License-Identifier: Apache-2.0
// A place of the district: centre, station or post.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/catalogue/cert_machine.h"
#include "sync/catalogue/floor_plan.h"
#include "sync/catalogue/localized.h"
#include "sync/catalogue/opening_hours.h"
#include "sync/catalogue/sight.h"

namespace onestop::catalogue {

enum class SiteLevel { District, Community, Park, Station, Post };

struct Site {
    std::string site_id;
    LocalizedText name;
    SiteLevel level = SiteLevel::Community;
    std::string parent; ///< site_id; empty for the district's own centre
    LocalizedText subdistrict;
    LocalizedText address;
    std::string phone;
    std::optional<double> latitude;  ///< degrees, WGS 84
    std::optional<double> longitude; ///< degrees, WGS 84
    std::vector<int> counters;
    std::vector<Floor> floors; ///< from the ground up; empty: no plan is known
    std::vector<CertMachine> cert_machines;
    std::vector<Sight> sights; ///< nearest first, as the publisher put them
    std::vector<SafetyNotice> safety_notices;
    OpeningHours opening_hours;
    bool demo = false;
};

} // namespace onestop::catalogue
