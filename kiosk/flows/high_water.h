// SPDX-License-Identifier: Apache-2.0
// The highest numbers given, as they stand in a file outside the store: when the store is lost or put back from an
// older copy, no number is given twice (DESIGN 4.2). Pure: text in, marks out; kiosk/app writes the file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sync/catalogue/number_plan.h"
#include "sync/catalogue/service_day.h"

namespace onestop::flows {

/// Marks of every business, by service day and letter.
class HighWater {
public:
    /// One line a mark, `2026-11-23 A 17 704` (leased, kiosk), between a head and an end line. Absent when any line is
    /// not that:
    /// half a file would be worse than none, because it looks like the whole.
    static std::optional<HighWater> parse(std::string_view text);
    std::string text() const;

    catalogue::NumberMarks at(const catalogue::ServiceDay& day, std::string_view business) const;
    /// Only raises.
    void raise(const catalogue::ServiceDay& day, std::string_view business, catalogue::NumberMarks marks);
    /// Days before `day` are done with.
    void forgetBefore(const catalogue::ServiceDay& day);

    bool operator==(const HighWater&) const = default;

private:
    std::map<std::pair<catalogue::ServiceDay, std::string>, catalogue::NumberMarks> marks_;
};

/// The higher of both in each range.
catalogue::NumberMarks higher(catalogue::NumberMarks a, catalogue::NumberMarks b);

} // namespace onestop::flows
