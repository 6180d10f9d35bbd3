// SPDX-License-Identifier: Apache-2.0
#include "sync/store/turns.h"

namespace onestop::store {

void Turns::giveWay() {
    std::unique_lock lock(mutex_);
    left_.wait_for(lock, kMostGivenWay, [this] { return in_line_ == 0; });
}

void Turns::standInLine() {
    const std::lock_guard lock(mutex_);
    ++in_line_;
}

void Turns::leave() {
    const std::lock_guard lock(mutex_);
    --in_line_;
    left_.notify_all();
}

void Turns::await() {
    std::unique_lock lock(mutex_);
    ended_.wait_for(lock, kMoment, [this, before = ends_] { return ends_ != before; });
}

void Turns::ended() {
    const std::lock_guard lock(mutex_);
    ++ends_;
    ended_.notify_all();
}

} // namespace onestop::store
