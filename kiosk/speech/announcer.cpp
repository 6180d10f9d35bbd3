// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/announcer.h"

#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "kiosk/speech/chime.h"
#include "kiosk/speech/sound_card.h"
#include "kiosk/speech/spoken_text.h"

namespace onestop::speech {

Announcer::Announcer(Voice& voice, AnnouncerConfig config, std::function<std::chrono::minutes()> since_midnight)
    : voice_(voice), device_(std::move(config.device)), since_midnight_(std::move(since_midnight)),
      volume_percent_(config.setting.volume_percent), quiet_(config.setting.quiet), thread_([this] { work(); }) {}

Announcer::~Announcer() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        cut_ = true;
    }
    woken_.notify_one();
    thread_.join();
}

void Announcer::hear(Utterance utterance) {
    {
        const std::lock_guard lock(mutex_);
        if (queue_.hear(std::move(utterance))) cut_ = true;
    }
    woken_.notify_one();
}

void Announcer::set(const VoiceSetting& setting) {
    const std::lock_guard lock(mutex_);
    volume_percent_ = setting.volume_percent;
    quiet_ = setting.quiet;
}

void Announcer::work() {
    for (;;) {
        std::optional<Utterance> next;
        QuietHours quiet;
        {
            std::unique_lock lock(mutex_);
            next = queue_.take();
            if (!next) woken_.wait(lock, [this] { return ending_ || !queue_.isEmpty(); });
            if (ending_) return;
            cut_ = false;
            quiet = quiet_;
        }
        if (!next) continue;
        const bool silent = quiet.contains(since_midnight_());
        if (!silent || next->kind == UtteranceKind::Trial) say(*next);
    }
}

void Announcer::say(const Utterance& utterance) {
    auto card = SoundCard::open(device_, voice_.rateHz());
    if (!card) {
        spdlog::warn("{}", card.error().sentence);
        return;
    }
    std::vector<std::int16_t> scaled;
    const SampleSink play = [&](std::span<const std::int16_t> samples) {
        scaled.clear();
        const int percent = volume_percent_;
        for (const auto sample : samples)
            scaled.push_back(static_cast<std::int16_t>(sample * percent / 100));
        return !cut_ && card->play(scaled);
    };
    if (utterance.kind == UtteranceKind::Help) play(chime(voice_.rateHz()));
    const auto said = voice_.say(spokenText(utterance.text, utterance.language), utterance.language, play);
    if (!said) spdlog::warn("{}", said.error().sentence);
    if (cut_)
        card->cut();
    else
        card->finish();
}

} // namespace onestop::speech
