// SPDX-License-Identifier: Apache-2.0
// The wall clock, the monotonic clock and whether the first can be believed: passed in everywhere, so that every
// rule can be tried at any moment. Also the one text form of a moment: RFC 3339.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace onestop::events {

/// A moment in UTC, to the millisecond.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where time comes from. Implementations may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual WallTime now() const = 0;
    /// Since an arbitrary start, never going back, not moved by corrections of the wall clock.
    virtual std::chrono::milliseconds monotonic() const = 0;
    /// False while the wall clock stands below the floor (DESIGN 5, Time): the lobby is served all the same.
    virtual bool trusted() const = 0;
};

/// The machine's clocks. The offset rehearses another moment; the floor only rises.
class SystemClock final : public Clock {
public:
    explicit SystemClock(std::chrono::milliseconds offset = {}, WallTime floor = {}) : offset_(offset), floor_(floor) {}

    WallTime now() const override;
    std::chrono::milliseconds monotonic() const override;
    bool trusted() const override { return now() >= floor(); }

    WallTime floor() const { return floor_.load(); }
    /// Raises the floor to the `issued` field of a verified target; a lower value changes nothing.
    void raiseFloor(WallTime floor);

private:
    std::chrono::milliseconds offset_;
    std::atomic<WallTime> floor_;
};

/// "2026-11-23T02:32:11.000Z": UTC, always three decimals.
std::string toRfc3339(WallTime time);

/// Reads RFC 3339 with `Z` or a numeric offset and up to nine decimals (cut to milliseconds). Years 1970–9999.
std::optional<WallTime> parseRfc3339(std::string_view text);

} // namespace onestop::events
