// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/announcer.h"

#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "kiosk/speech/sound_card.h"
#include "kiosk/speech/spoken_text.h"

namespace onestop::speech {

Announcer::Announcer(Voice& voice, AnnouncerConfig config, std::function<bool()> quiet)
    : voice_(voice), config_(std::move(config)), quiet_(std::move(quiet)), thread_([this] { work(); }) {}

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

void Announcer::work() {
    for (;;) {
        std::optional<Utterance> next;
        {
            std::unique_lock lock(mutex_);
            next = queue_.take();
            if (!next) woken_.wait(lock, [this] { return ending_ || !queue_.isEmpty(); });
            if (ending_) return;
            cut_ = false;
        }
        if (next && !quiet_()) say(*next);
    }
}

void Announcer::say(const Utterance& utterance) {
    auto card = SoundCard::open(config_.device, voice_.rateHz());
    if (!card) {
        spdlog::warn("{}", card.error().sentence);
        return;
    }
    std::vector<std::int16_t> scaled;
    const auto said = voice_.say(
        spokenText(utterance.text, utterance.language), utterance.language, [&](std::span<const std::int16_t> samples) {
            scaled.clear();
            for (const auto sample : samples)
                scaled.push_back(static_cast<std::int16_t>(sample * config_.volume_percent / 100));
            return !cut_ && card->play(scaled);
        });
    if (!said) spdlog::warn("{}", said.error().sentence);
    if (cut_)
        card->cut();
    else
        card->finish();
}

} // namespace onestop::speech
