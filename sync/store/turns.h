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
    /// Before a transaction: until whoever stands in line has had its own.
    void giveWay();
    /// Somebody else writes: from now on to leave() nobody here begins before.
    void standInLine();
    void leave();
    /// Until a transaction ends, or a moment has passed (another program may be the one that writes, and says nothing).
    void await();
    /// A transaction ended: whoever waits looks in again.
    void ended();

private:
    static constexpr std::chrono::milliseconds kMoment{5}, kMostGivenWay{100};

    std::mutex mutex_;
    std::condition_variable ended_, left_;
    int in_line_ = 0;
    unsigned ends_ = 0;
};

} // namespace onestop::store
