// SPDX-License-Identifier: Apache-2.0
// The decisions of 评价.
#include "kiosk/flows/rating_flow.h"

#include <algorithm>
#include <array>

namespace onestop::flows {

namespace {

using namespace std::string_view_literals;

constexpr int kLeastGoodLevel = 4;

constexpr std::array kGoodService{"friendly"sv, "quick"sv, "clear"sv, "one_visit"sv};
constexpr std::array kBadService{"long_wait"sv, "unfriendly"sv, "unclear"sv, "several_visits"sv, "guide_wrong"sv};
constexpr std::array kGoodActivity{"useful"sv, "well_run"sv, "friendly"sv, "good_place"sv};
constexpr std::array kBadActivity{"not_useful"sv, "badly_run"sv, "too_full"sv, "bad_time"sv, "poor_place"sv};

} // namespace

bool tookPart(std::optional<events::WallTime> checked_in_at, events::WallTime begins_at, events::WallTime now) {
    return checked_in_at && now >= std::max(*checked_in_at, begins_at) + kTakesPart;
}

bool mayRate(bool served, bool rated) { return served && !rated; }

std::span<const std::string_view> reasonsFor(RatingSubject subject, int level) {
    if (level < kLeastLevel || level > kMostLevel) return {};
    const bool good = level >= kLeastGoodLevel;
    switch (subject) {
    case RatingSubject::Ticket:
        return good ? std::span<const std::string_view>(kGoodService) : kBadService;
    case RatingSubject::Activity:
        return good ? std::span<const std::string_view>(kGoodActivity) : kBadActivity;
    }
    return {};
}

std::vector<std::string> offeredReasons(RatingSubject subject, int level, const std::vector<std::string>& touched) {
    std::vector<std::string> reasons;
    for (const std::string_view offered : reasonsFor(subject, level)) {
        if (std::ranges::find(touched, offered) != touched.end()) reasons.emplace_back(offered);
    }
    return reasons;
}

} // namespace onestop::flows
