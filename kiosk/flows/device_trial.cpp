// SPDX-License-Identifier: Apache-2.0
#include "kiosk/flows/device_trial.h"

#include <algorithm>

#include "sync/catalogue/check_in_token.h"
#include "sync/catalogue/staff_code.h"

namespace onestop::flows {

namespace {

std::size_t placeOf(TrialDevice device) { return static_cast<std::size_t>(device); }

bool beginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

CodeKind kindOf(std::string_view text) {
    if (text.empty()) return CodeKind::Other;
    if (text.starts_with(catalogue::kStaffCodePrefix)) return CodeKind::Staff;
    return text.starts_with(catalogue::kTokenPrefix) ? CodeKind::CheckIn : CodeKind::Slip;
}

} // namespace

CodeSeen codeSeen(std::string_view text) {
    return {.kind = kindOf(text), .characters = static_cast<int>(std::ranges::count_if(text, beginsCharacter))};
}

void DeviceTrial::begin(TrialDevice device, session::Moment now) {
    since_ = now;
    shown_ = {.device = device,
              .progress = TrialProgress::Waiting,
              .left_s = static_cast<int>(kTrialWaits.count()),
              .code = {}};
}

bool DeviceTrial::isLeaving(TrialDevice device, session::Moment now) const {
    const auto& there = there_[placeOf(device)];
    return there && now - *there < kTrialLeaves;
}

bool DeviceTrial::takes(TrialDevice device, const std::optional<CodeSeen>& seen, session::Moment now) {
    const bool awaited = isTrialUnderWay(shown_);
    if (!awaited && !isLeaving(device, now)) return false;
    there_[placeOf(device)] = now;
    if (awaited && device == shown_.device) {
        shown_.progress = seen ? TrialProgress::Read : TrialProgress::NotRead;
        shown_.code = seen.value_or(CodeSeen{});
    }
    return true;
}

void DeviceTrial::tick(session::Moment now, bool card_lies) {
    if (card_lies && isLeaving(TrialDevice::Reader, now)) there_[placeOf(TrialDevice::Reader)] = now;
    if (!isTrialUnderWay(shown_)) return;
    const auto left = std::chrono::ceil<std::chrono::seconds>(since_ + kTrialWaits - now);
    shown_.left_s = std::max(0, static_cast<int>(left.count()));
    if (shown_.left_s == 0) shown_.progress = TrialProgress::Nothing;
}

} // namespace onestop::flows
