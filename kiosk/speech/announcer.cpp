// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/announcer.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "kiosk/speech/chime.h"
#include "kiosk/speech/sound_card.h"
#include "kiosk/speech/spoken_text.h"

namespace onestop::speech {

/// The card for one utterance: opened with its first sample, anew where the next voice has another rate.
class OpenCard {
public:
    OpenCard(const std::string& device, const std::atomic<int>& volume_percent, const std::atomic<bool>& cut,
             bool& told_absent)
        : device_(device), volume_percent_(volume_percent), cut_(cut), told_absent_(told_absent) {}
    ~OpenCard() { close(); }
    OpenCard(const OpenCard&) = delete;
    OpenCard& operator=(const OpenCard&) = delete;

    /// Nothing more is heard: it was cut, or there is no card.
    bool isOver() const { return cut_ || gone_; }

    /// As loud as it is wanted at each moment. False: it is over.
    bool play(std::span<const std::int16_t> samples, int rate_hz) {
        if (isOver() || !open(rate_hz)) return false;
        const auto at_once = static_cast<std::size_t>(rate_hz / kHearingsASecond);
        while (!samples.empty() && !isOver()) {
            const int percent = volume_percent_;
            scaled_.clear();
            for (const auto sample : samples.first(std::min(at_once, samples.size())))
                scaled_.push_back(static_cast<std::int16_t>(sample * percent / 100));
            gone_ = !card_->play(scaled_);
            samples = samples.subspan(scaled_.size());
        }
        return !isOver();
    }

private:
    static constexpr int kHearingsASecond = 10; ///< so often it is asked whether to go on, and how loud

    bool open(int rate_hz) {
        if (card_ && rate_hz_ == rate_hz) return true;
        close();
        auto card = SoundCard::open(device_, rate_hz);
        gone_ = !card;
        if (!card) { // told once: a log with a line for each press would say when somebody typed
            if (!std::exchange(told_absent_, true)) spdlog::warn("{}", card.error().sentence);
            return false;
        }
        told_absent_ = false;
        card_.emplace(std::move(*card));
        rate_hz_ = rate_hz;
        return true;
    }
    void close() {
        if (card_ && cut_) card_->cut();
        if (card_ && !cut_) card_->finish();
        card_.reset();
    }

    const std::string& device_;
    const std::atomic<int>& volume_percent_;
    const std::atomic<bool>& cut_;
    bool& told_absent_;
    std::optional<SoundCard> card_;
    int rate_hz_ = 0;
    bool gone_ = false;
    std::vector<std::int16_t> scaled_;
};

Announcer::Announcer(Voice& voice, AnnouncerConfig config, std::function<std::chrono::minutes()> since_midnight)
    : voice_(voice), device_(std::move(config.device)), packs_(std::move(config.packs)),
      since_midnight_(std::move(since_midnight)), volume_percent_(config.setting.volume_percent),
      quiet_(config.setting.quiet), thread_([this] { work(); }) {}

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
    OpenCard card(device_, volume_percent_, cut_, card_absent_);
    if (utterance.kind == UtteranceKind::Press) {
        card.play(tick(voice_.rateHz()), voice_.rateHz());
        return;
    }
    if (utterance.kind == UtteranceKind::Help) card.play(chime(voice_.rateHz()), voice_.rateHz());
    const auto text = spokenText(utterance.text, utterance.language);
    sayOnce(utterance, text, card);
    const bool chinese = utterance.language != catalogue::Language::En;
    const bool call = utterance.kind == UtteranceKind::Call || utterance.kind == UtteranceKind::Help;
    if (chinese && call) sayAgain(text, card);
}

void Announcer::sayOnce(const Utterance& utterance, const std::string& text, OpenCard& card) {
    const auto* pack = packs_.of(utterance.language);
    const auto stretches = pack != nullptr ? stretchesOf(text, pack->repertoire) : std::vector{Stretch{{}, text}};
    for (const auto& stretch : stretches) {
        for (const auto clip : stretch.clips)
            card.play(pack->clips[clip], pack->rate_hz);
        if (!stretch.clips.empty() || card.isOver()) continue;
        const auto said = voice_.say(stretch.text, utterance.language, [&](std::span<const std::int16_t> samples) {
            return card.play(samples, voice_.rateHz());
        });
        if (!said) spdlog::warn("{}", said.error().sentence);
    }
}

// Whole or not at all: it was heard in Mandarin, and a synthesizer's Cantonese nobody here vouches for.
void Announcer::sayAgain(const std::string& text, OpenCard& card) {
    for (const auto* pack : packs_.others()) {
        const auto clips = pack->repertoire.compose(text);
        if (!clips && told_.insert(pack->name).second)
            spdlog::warn("the voice {} lacks clips for a call, which is heard in Mandarin only", pack->name);
        for (const auto clip : clips.value_or(std::vector<std::size_t>{}))
            card.play(pack->clips[clip], pack->rate_hz);
    }
}

} // namespace onestop::speech
