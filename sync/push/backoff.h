// SPDX-License-Identifier: Apache-2.0
// When to try again: full jitter after the cap (facts/sync.md A: jitter before the cap spread nobody), Retry-After
// honoured, one breaker for everything that goes to one upstream. Pure: time and chance are arguments.
#pragma once

#include <chrono>
#include <optional>

#include "sync/events/clock.h"

namespace onestop::push {

struct BackoffRule {
    std::chrono::milliseconds base{1000};
    std::chrono::milliseconds cap{20'000};
};

/// A delay between nothing and min(cap, base·2^failures); `chance` from 0 (inclusive) to 1.
std::chrono::milliseconds backoffDelay(const BackoffRule& rule, int failures, double chance);

/// Closed: requests go. Open: none until retryAt(). After that one request tries; its outcome decides.
class Breaker {
public:
    explicit Breaker(BackoffRule rule) : rule_(rule) {}
    /// Whoever is lost together comes back within this time, if the upstream asks for more than the rule's base.
    void spread(std::chrono::milliseconds reconnection_time);
    /// Goes on from a persisted state; a retry further off than the cap is cut to it (the clock may have moved).
    Breaker(BackoffRule rule, int failures, std::optional<events::WallTime> retry_at, events::WallTime now);

    void succeeded();
    void failed(events::WallTime now, double chance, std::optional<std::chrono::seconds> retry_after = {});
    /// The network came back or somebody asks: try at once, without forgetting how often it failed.
    void tryNow() { retry_at_.reset(); }

    bool mayTry(events::WallTime now) const { return !retry_at_ || now >= *retry_at_; }
    int failures() const { return failures_; }
    std::optional<events::WallTime> retryAt() const { return retry_at_; }

private:
    BackoffRule rule_;
    int failures_ = 0;
    std::optional<events::WallTime> retry_at_;
};

} // namespace onestop::push
