// SPDX-License-Identifier: Apache-2.0
// How long it may take: the median of the last services × people ahead ÷ open counters, shown as a range. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <span>

namespace onestop::catalogue {

struct WaitEstimate {
    int minutes_min = 0;
    int minutes_max = 0;
    bool operator==(const WaitEstimate&) const = default;
};

/// How many of the last services count.
inline constexpr std::size_t kServicesCounted = 20;

/// `services`: durations of the last services, any order; fewer than three: `usual` stands for the median.
/// Nothing while no counter is open: then nobody can say.
std::optional<WaitEstimate> waitEstimate(std::span<const std::chrono::seconds> services, std::chrono::minutes usual,
                                         int ahead, int open_counters);

} // namespace onestop::catalogue
