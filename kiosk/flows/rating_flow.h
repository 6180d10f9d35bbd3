// SPDX-License-Identifier: Apache-2.0
// 评价: who may rate what, once, and which reasons belong to a level (GB/T 39734: five levels, nothing is hinted,
// nothing is sent that a person did not touch). Pure: what the store and the queue know comes in as values.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/events/clock.h"

namespace onestop::flows {

enum class RatingSubject { Ticket, Activity };
enum class RatingStage { Open, Given, NotKept };

constexpr int kLeastLevel = 1; ///< 非常不满意
constexpr int kMostLevel = 5;  ///< 非常满意

/// Who checked in has taken part after so long in the activity; before it a second scan is only a second scan.
constexpr std::chrono::minutes kTakesPart{15};

/// True when who checked in at `checked_in_at` has seen enough of the activity to rate it.
bool tookPart(std::optional<events::WallTime> checked_in_at, events::WallTime begins_at, events::WallTime now);

/// Served or took part, and not rated yet: 一次一评.
bool mayRate(bool served, bool rated);

/// The codes of the reasons that are offered with a level, in their order; nothing for a level that does not exist.
std::span<const std::string_view> reasonsFor(RatingSubject subject, int level);

/// Of what was touched that which is offered with the level, once each.
std::vector<std::string> offeredReasons(RatingSubject subject, int level, const std::vector<std::string>& touched);

} // namespace onestop::flows
