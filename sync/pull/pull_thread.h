// SPDX-License-Identifier: Apache-2.0
// When a signed repository is pulled: at once, then by time or hint, on a thread of its own. What a pull does with it
// is the caller's: a kiosk's daemon fills its store, a site's hub its mirror.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace onestop::pull {

enum class PullOutcome {
    Unchanged,  ///< reached and verified, nothing new
    Applied,    ///< something new is current
    NotReached, ///< the repository did not answer
    Rejected,   ///< it answered with something that is not trusted, or cannot be used
};

struct Pulled {
    PullOutcome outcome = PullOutcome::NotReached;
    std::string sentence; ///< for the log
    std::optional<std::chrono::seconds> retry_after;

    bool reached() const { return outcome == PullOutcome::Applied || outcome == PullOutcome::Unchanged; }
};

class PullThread {
public:
    /// `pull` is called on the thread, again and again; `stop` on the destroying one: it ends a pull that is under way.
    /// `chance` gives numbers from 0 to below 1, on the thread.
    PullThread(std::function<Pulled()> pull, std::function<void()> stop, std::function<double()> chance);
    ~PullThread();
    PullThread(const PullThread&) = delete;
    PullThread& operator=(const PullThread&) = delete;

    /// There may be something new: looks at a moment within this time, drawn by lot. Any thread.
    void hint(std::chrono::milliseconds within);

private:
    void run();
    std::chrono::milliseconds pauseAfter(const Pulled& pulled, int failures) const;

    std::function<Pulled()> pull_;
    std::function<void()> stop_;
    std::function<double()> chance_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::optional<std::chrono::milliseconds> hint_; ///< within what time to look
    std::thread thread_;                            ///< last: it uses all of the above
};

} // namespace onestop::pull
