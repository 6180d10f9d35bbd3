// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/hall_calls.h"

#include <algorithm>

namespace onestop::viewmodels {

void HallCalls::show(catalogue::QueueCall call, events::WallTime now) {
    shown_ = std::move(call);
    since_ = now;
    ++serial_;
}

void HallCalls::hear(const std::vector<catalogue::QueueCall>& calls, events::WallTime now) {
    std::map<std::string, int> heard;
    for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
        const auto before = heard_.find(call->call_id);
        const bool is_new = before == heard_.end() || call->times > before->second;
        heard[call->call_id] = call->times;
        if (is_new && started_) waiting_.push_back(*call);
    }
    heard_ = std::move(heard);
    if (!started_ && !calls.empty()) shown_ = calls.front();
    started_ = true;
    if (calls.empty()) {
        shown_.reset();
        waiting_.clear();
    }
    now = std::max(now, events::WallTime{});
    since_ = std::min(since_, now);
    if (!waiting_.empty() && (!shown_ || now - since_ >= kShownAtLeast)) {
        show(std::move(waiting_.front()), now);
        waiting_.pop_front();
    }
}

} // namespace onestop::viewmodels
