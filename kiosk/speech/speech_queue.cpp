// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/speech_queue.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace onestop::speech {

bool SpeechQueue::hear(Utterance utterance) {
    if (utterance.kind == UtteranceKind::Call || utterance.kind == UtteranceKind::Help) {
        const auto oldestNumber = [this] { return std::ranges::find(calls_, UtteranceKind::Call, &Utterance::kind); };
        const auto place = utterance.kind == UtteranceKind::Help ? oldestNumber() : calls_.end();
        calls_.insert(place, std::move(utterance));
        if (calls_.size() > kCallsMost) {
            const auto oldest = oldestNumber();
            calls_.erase(oldest == calls_.end() ? calls_.begin() : oldest);
        }
        return false;
    }
    if (utterance.kind == UtteranceKind::Press) {
        if (!saying_ && isEmpty()) press_ = std::move(utterance);
        return false;
    }
    page_.reset();
    if (utterance.kind != UtteranceKind::Stop) page_ = std::move(utterance);
    return saying_page_;
}

std::optional<Utterance> SpeechQueue::take() {
    saying_ = !isEmpty();
    saying_page_ = false;
    if (press_) return std::exchange(press_, std::nullopt);
    if (!calls_.empty()) {
        std::optional<Utterance> call = std::move(calls_.front());
        calls_.pop_front();
        return call;
    }
    saying_page_ = page_.has_value();
    return std::exchange(page_, std::nullopt);
}

} // namespace onestop::speech
