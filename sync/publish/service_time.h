// SPDX-License-Identifier: Apache-2.0
// 服务时间 as people write it ("每周二、周四 9:00-11:00；11月13日 19:00-20:30") as typed times. Pure.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace onestop::publish {

/// Minutes from midnight, local; `closes` is after `opens` and at most 24:00.
struct Hours {
    std::chrono::minutes opens, closes;
    bool operator==(const Hours&) const = default;
};

/// One clause: the days it holds on, and its hours.
struct ServiceTime {
    std::vector<std::chrono::weekday> weekdays;     ///< empty when dates are given
    std::vector<std::chrono::year_month_day> dates; ///< of the period's month
    std::vector<Hours> hours;
};

/// The error says what to write instead.
tl::expected<std::vector<ServiceTime>, std::string> parseServiceTime(std::string_view text,
                                                                     std::chrono::year_month period);

} // namespace onestop::publish
