// SPDX-License-Identifier: Apache-2.0
// What a visitor finds around a house: the sights with the way to them, and what she has to mind there.
#pragma once

#include <optional>
#include <string>

#include "sync/catalogue/localized.h"
#include "sync/catalogue/opening_hours.h"

namespace onestop::catalogue {

struct Sight {
    std::string sight_id;
    LocalizedText name;
    LocalizedText about;             ///< what it is, in one line
    LocalizedText way;               ///< how one gets there from this house
    std::optional<int> walk_minutes; ///< absent: too far to walk
    OpeningHours opening_hours;      ///< round the clock where nobody shuts it
    LocalizedText caution;           ///< what to mind there; empty: nothing of its own
};

enum class Hazard { Sea, Weather, Path, Fire, Other };

/// What always holds here; what holds today is a closure (Catalogue::notices).
struct SafetyNotice {
    Hazard hazard = Hazard::Other;
    LocalizedText text;
};

} // namespace onestop::catalogue
