// SPDX-License-Identifier: Apache-2.0
// Memory that a page no longer needs goes back to the system: the board is small, and others run on it too.
#pragma once

#include <chrono>

#include <QTimer>

namespace onestop::app {

/// Before anything is made: what the heap gives up it keeps, to give it out again. Handing it back step by step, as it
/// does by itself, costs a start 4 ms; MemoryReturn does it when nobody waits.
void keepFreedMemory();

/// Lives on the screen's thread.
class MemoryReturn {
public:
    static constexpr std::chrono::milliseconds kAfter{700}; ///< the page stands, and nobody has read so fast

    MemoryReturn();

    /// Another page opens: once it stands, what the former one had is given back, and what its letters were read from.
    /// However fast pages are turned, that is every kAfter.
    void pageOpened() {
        if (!timer_.isActive()) timer_.start();
    }

private:
    QTimer timer_;
};

} // namespace onestop::app
