// SPDX-License-Identifier: Apache-2.0
// A service item with the four fields that the district publishes for each: 服务项目, 服务内容, 服务时间, 针对人群.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sync/catalogue/localized.h"
#include "sync/catalogue/opening_hours.h"

namespace onestop::catalogue {

struct Material {
    LocalizedText name; ///< 身份证
    LocalizedText note; ///< 原件; may be empty
};

/// One of the houses where an item is done (HSDS: service_at_location).
struct ServicePlace {
    std::string site_id;
    LocalizedText place;                   ///< where in that house; may be empty
    std::optional<OpeningHours> schedules; ///< absent: those of the item
};

struct ServiceItem {
    std::string item_id;
    LocalizedText name;                    ///< 服务项目
    LocalizedText description;             ///< 服务内容
    std::optional<OpeningHours> schedules; ///< 服务时间; absent: the site's own hours
    LocalizedText schedule_note;           ///< in words; may be empty
    std::vector<std::string> audience;     ///< 针对人群: codes, audience.h; never empty
    LocalizedText department;              ///< 民政
    std::string group;                     ///< code of the group on the screen: civil, health, social_security …
    LocalizedText fee;                     ///< 免费
    std::vector<Material> materials;
    LocalizedText process; ///< how it goes; may be empty
    LocalizedText place;   ///< where in the house; may be empty
    /// Where it is done. Of a Catalogue the nearest first, this site before all; empty: nobody said so.
    std::vector<ServicePlace> places;
    std::string business; ///< letter of its queue; empty: no number is taken for it
    /// Last review. Older than 12 months: the screen adds 以窗口为准.
    std::optional<std::chrono::year_month_day> reviewed_at;
    bool demo = false;
};

} // namespace onestop::catalogue
