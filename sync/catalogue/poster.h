// SPDX-License-Identifier: Apache-2.0
// What a site hangs up for whoever walks by: a few large words for a while, in one of the colours of the house.
#pragma once

#include <string>

#include "sync/catalogue/localized.h"
#include "sync/events/clock.h"

namespace onestop::catalogue {

enum class PosterColour { Red, Sea, Gold };

struct Poster {
    std::string poster_id;
    LocalizedText title;
    LocalizedText text; ///< when, where, for whom; may be empty
    PosterColour colour = PosterColour::Red;
    events::WallTime from{};
    events::WallTime until{}; ///< after `from`
};

} // namespace onestop::catalogue
