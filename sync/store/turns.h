// SPDX-License-Identifier: Apache-2.0
// Two connections of one program to one file. SQLite's own waiting looks in again after pauses of up to 100 ms: beside
// a connection that begins anew as soon as it has committed it would never be let in.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace onestop::store {

/// Shared by the connections (OpenOptions::turns); any thread.
class Turns {
public:
    /// Somebody else writes: until a transaction ends, or a moment has passed (another program may be the one that
    /// writes, and says nothing here).
    void await();
    /// A transaction ended: whoever waits looks in again.
    void ended();
    /// Before the next transaction: until whoever waited has looked in.
    void giveWay();

private:
    static constexpr std::chrono::milliseconds kMoment{5}, kMostGivenWay{100};

    std::mutex mutex_;
    std::condition_variable ended_, looked_in_;
    int waiting_ = 0;
    unsigned ends_ = 0;
};

} // namespace onestop::store
