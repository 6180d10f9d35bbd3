// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/voice_setting_view_model.h"

#include <array>
#include <utility>

namespace onestop::viewmodels {

using std::chrono::minutes;

namespace {

/// What a step gives of the card's samples: the ear hears each about as much louder as the one before.
constexpr std::array kPercents{12, 25, 45, 70, 100};
static_assert(kPercents.size() == flows::kVoiceSteps);
constexpr minutes kStepOfHours{30};
constexpr minutes kDayAround{24 * 60};

QString quietEndText(minutes time) {
    return QStringLiteral("%1:%2").arg(time.count() / 60).arg(time.count() % 60, 2, 10, QLatin1Char('0'));
}

minutes moved(minutes time, int halfHours) { return (time + kStepOfHours * halfHours + kDayAround) % kDayAround; }

} // namespace

VoiceSettingViewModel::VoiceSettingViewModel(flows::StaffDesk* desk, speech::Speaker* speaker, QObject* parent)
    : QObject(parent), desk_(desk), speaker_(speaker) {}

flows::VoiceChoice VoiceSettingViewModel::choice() const {
    return desk_ != nullptr && desk_->staff().voice ? *desk_->staff().voice : flows::VoiceChoice{};
}

void VoiceSettingViewModel::choose(const flows::VoiceChoice& choice) {
    if (desk_ != nullptr) desk_->setVoice(choice);
}

void VoiceSettingViewModel::setStep(int step) {
    if (step < 1 || step > flows::kVoiceSteps) return;
    auto wanted = choice();
    wanted.step = step;
    choose(wanted);
    if (speaker_ == nullptr || choice().step != step) return; // not kept, so not so loud either
    speaker_->say(
        {speech::UtteranceKind::Trial, language_, tr("现在是这个音量。请 A001 号，到 1 号窗口").toStdString()});
}

void VoiceSettingViewModel::moveFrom(int halfHours) {
    auto wanted = choice();
    wanted.quiet_from = moved(wanted.quiet_from, halfHours);
    choose(wanted);
}

void VoiceSettingViewModel::moveUntil(int halfHours) {
    auto wanted = choice();
    wanted.quiet_until = moved(wanted.quiet_until, halfHours);
    choose(wanted);
}

void VoiceSettingViewModel::tell(events::WallTime now) {
    const auto minute = std::chrono::floor<minutes>(now);
    const auto& voice = desk_->staff().voice;
    if (speaker_ == nullptr || !voice || (told_ == voice && told_at_ == minute)) return;
    told_ = voice;
    told_at_ = minute;
    speaker_->set({.volume_percent = kPercents.at(static_cast<std::size_t>(voice->step - 1)),
                   .quiet = {voice->quiet_from, voice->quiet_until}});
}

void VoiceSettingViewModel::update(const Snapshot& snapshot) {
    if (desk_ == nullptr) return;
    language_ = snapshot.words.language();
    tell(snapshot.state.now);
    const auto wanted = choice();
    Shown shown;
    shown.present = speaker_ != nullptr && speaker_->isPresent();
    shown.step = desk_->staff().voice ? wanted.step : 0;
    shown.from = quietEndText(wanted.quiet_from);
    shown.until = quietEndText(wanted.quiet_until);
    shown.explanation = !desk_->staff().voice ? tr("这里还没有设过，现在照装机时的设定。")
                        : wanted.quiet_from == wanted.quiet_until ? tr("全天都出声。")
                                                                  : tr("这段时间只显示，不出声，叫号也一样。");
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
