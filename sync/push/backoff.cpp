// SPDX-License-Identifier: Apache-2.0
// delay = chance × min(cap, base·2ⁿ).
#include "sync/push/backoff.h"

#include <algorithm>

namespace onestop::push {

std::chrono::milliseconds backoffDelay(const BackoffRule& rule, int failures, double chance) {
    auto reach = rule.base;
    for (int i = 1; i < failures && reach < rule.cap; ++i)
        reach *= 2;
    reach = std::min(reach, rule.cap);
    return std::chrono::milliseconds{
        static_cast<std::int64_t>(std::clamp(chance, 0.0, 1.0) * static_cast<double>(reach.count()))};
}

Breaker::Breaker(BackoffRule rule, int failures, std::optional<events::WallTime> retry_at, events::WallTime now)
    : rule_(rule), failures_(std::max(failures, 0)) {
    if (retry_at && *retry_at > now) retry_at_ = std::min(*retry_at, now + rule.cap);
}

void Breaker::spread(std::chrono::milliseconds reconnection_time) {
    rule_.base = std::max(rule_.base, reconnection_time);
    rule_.cap = std::max(rule_.cap, rule_.base);
}

void Breaker::succeeded() {
    failures_ = 0;
    retry_at_.reset();
}

void Breaker::failed(events::WallTime now, double chance, std::optional<std::chrono::seconds> retry_after) {
    failures_ = std::min(failures_ + 1, 1'000'000);
    retry_at_ = now + retry_after.value_or(std::chrono::seconds{0}) + backoffDelay(rule_, failures_, chance);
}

} // namespace onestop::push
