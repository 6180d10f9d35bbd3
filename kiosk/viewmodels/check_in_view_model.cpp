// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/check_in_view_model.h"

#include <utility>

#include "kiosk/viewmodels/sites.h"
#include "sync/catalogue/short_code.h"

namespace onestop::viewmodels {

namespace {

constexpr int kFigures = static_cast<int>(catalogue::kShortCodeDigits);
constexpr int kFiguresInGroup = 3;
constexpr int kMinute_s = 60;

} // namespace

CheckInViewModel::CheckInViewModel(flows::Lobby& lobby, QObject* parent)
    : QObject(parent), lobby_(lobby), code_(kFigures, kFigures, kFiguresInGroup, kFiguresInGroup) {
    connect(&code_, &DigitsViewModel::changed, this, &CheckInViewModel::derive);
}

void CheckInViewModel::send() {
    if (!shown_.ready) return;
    const std::string figures = code_.digits().toStdString();
    code_.clear(); // the answer fills the screen, and the next person finds nothing
    lobby_.typeCheckInCode(figures);
}

void CheckInViewModel::update(const Snapshot& snapshot) {
    kiosk_ = snapshot.state.kiosk;
    const int wait_s = snapshot.state.short_code_wait_s;
    const int minutes = (wait_s + kMinute_s - 1) / kMinute_s;
    wait_.clear();
    if (wait_s > kMinute_s)
        wait_ = Sites::counterOr(snapshot, tr("试的次数太多了，请等 %1 分钟，或到窗口签到。").arg(minutes),
                                 tr("试的次数太多了，请等 %1 分钟。").arg(minutes));
    else if (wait_s > 0)
        wait_ = Sites::counterOr(snapshot, tr("试的次数太多了，请等 %1 秒，或到窗口签到。").arg(wait_s),
                                 tr("试的次数太多了，请等 %1 秒。").arg(wait_s));
    derive();
}

void CheckInViewModel::derive() {
    Shown shown;
    const bool slip = code_.isEnough() && !catalogue::ShortCode::parse(code_.digits().toStdString());
    shown.kiosk_text = tr("这里是 %1 号自助机。数字要在小票上写的那台机器输。").arg(kiosk_);
    shown.fault = wait_;
    if (wait_.isEmpty() && slip) shown.fault = tr("有一个数字输错了，请对照小票再看一遍。");
    shown.ready = code_.isEnough() && shown.fault.isEmpty();
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
