// SPDX-License-Identifier: Apache-2.0
// The pause after a pull is drawn by lot, so that those who were cut off together do not come back together.
#include "sync/pull/pull_thread.h"

#include <spdlog/spdlog.h>

#include "sync/push/backoff.h"

namespace onestop::pull {

using namespace std::chrono_literals;

/// Pulls come so often without a hint.
static constexpr auto kPullEvery = std::chrono::minutes{10};
static constexpr push::BackoffRule kPullBackoff{1s, 120s};

std::chrono::milliseconds PullThread::pauseAfter(const Pulled& pulled, int failures) const {
    if (pulled.reached())
        return std::chrono::milliseconds{kPullEvery} / 2 + push::backoffDelay({kPullEvery, kPullEvery}, 1, chance_());
    return pulled.retry_after.value_or(0s) + push::backoffDelay(kPullBackoff, failures, chance_());
}

PullThread::PullThread(std::function<Pulled()> pull, std::function<void()> stop, std::function<double()> chance)
    : pull_(std::move(pull)), stop_(std::move(stop)), chance_(std::move(chance)), thread_([this] { run(); }) {}

PullThread::~PullThread() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    stop_();
    thread_.join();
}

void PullThread::hint(std::chrono::milliseconds within) {
    {
        const std::lock_guard lock(mutex_);
        hint_ = within;
    }
    wake_.notify_all();
}

void PullThread::run() {
    int failures = 0;
    while (true) {
        const auto pulled = pull_();
        if (pulled.outcome != PullOutcome::Unchanged)
            spdlog::log(pulled.reached() ? spdlog::level::info : spdlog::level::warn, "pull: {}", pulled.sentence);
        failures = pulled.reached() ? 0 : failures + 1;
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, pauseAfter(pulled, failures), [this] { return stopping_ || hint_; });
        if (hint_) // everybody was told the same at once
            wake_.wait_for(lock, push::backoffDelay({*hint_, *hint_}, 1, chance_()), [this] { return stopping_; });
        if (stopping_) return;
        hint_.reset();
    }
}

} // namespace onestop::pull
