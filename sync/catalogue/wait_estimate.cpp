// SPDX-License-Identifier: Apache-2.0
// facts/domain.md 2.2: a range and never a minute. Three quarters to one and a half of the middle estimate, whole
// minutes, so that a few slow services do not break the promise.
#include "sync/catalogue/wait_estimate.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace onestop::catalogue {

static constexpr std::size_t kFewest = 3;

static double medianMinutes(std::span<const std::chrono::seconds> services) {
    std::vector<std::chrono::seconds> sorted(
        services.end() - static_cast<std::ptrdiff_t>(std::min(services.size(), kServicesCounted)), services.end());
    std::sort(sorted.begin(), sorted.end());
    const auto middle = sorted.size() / 2;
    const auto seconds = sorted.size() % 2 == 1
                             ? static_cast<double>(sorted[middle].count())
                             : static_cast<double>((sorted[middle - 1] + sorted[middle]).count()) / 2;
    return seconds / 60;
}

std::optional<WaitEstimate> waitEstimate(std::span<const std::chrono::seconds> services, std::chrono::minutes usual,
                                         int ahead, int open_counters) {
    if (open_counters < 1 || ahead < 0) return std::nullopt;
    const double each = services.size() >= kFewest ? medianMinutes(services) : static_cast<double>(usual.count());
    const double middle = std::min(each * ahead / open_counters, 24.0 * 60);
    const int low = static_cast<int>(std::floor(middle * 0.75));
    return WaitEstimate{low, std::max(low + 1, static_cast<int>(std::ceil(middle * 1.5)))};
}

} // namespace onestop::catalogue
