// SPDX-License-Identifier: Apache-2.0
#include "sync/store/turns.h"

namespace onestop::store {

void Turns::await() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    ended_.wait_for(lock, kMoment, [this, before = ends_] { return ends_ != before; });
    --waiting_;
    looked_in_.notify_all();
}

void Turns::ended() {
    const std::lock_guard lock(mutex_);
    ++ends_;
    ended_.notify_all();
}

void Turns::giveWay() {
    std::unique_lock lock(mutex_);
    looked_in_.wait_for(lock, kMostGivenWay, [this] { return waiting_ == 0; });
}

} // namespace onestop::store
