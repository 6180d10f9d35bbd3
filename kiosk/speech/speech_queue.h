// SPDX-License-Identifier: Apache-2.0
// What is said next. Pure: no sound, no clock, no thread.
#pragma once

#include <deque>
#include <optional>

#include "kiosk/speech/utterance.h"

namespace onestop::speech {

/// Calls before pages; calls in the order in which they came, each once, those for help before the numbers; of pages
/// only the newest. A press is heard while nothing else is to be said, and never late.
class SpeechQueue {
public:
    /// More calls than this cannot wait: in a minute a hall hears about eight. The oldest number goes, the display
    /// still shows it.
    static constexpr std::size_t kCallsMost = 20;

    /// True: what is being said now is a page that nobody needs any more; it is cut.
    bool hear(Utterance utterance);
    /// What to say now; from then on it is "being said" until the next call of take().
    std::optional<Utterance> take();
    bool isEmpty() const { return calls_.empty() && !page_ && !press_; }

private:
    std::deque<Utterance> calls_;
    std::optional<Utterance> page_;
    std::optional<Utterance> press_;
    bool saying_ = false;
    bool saying_page_ = false;
};

} // namespace onestop::speech
