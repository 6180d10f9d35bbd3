// SPDX-License-Identifier: Apache-2.0
// ALSA playback. The card is opened for each utterance, so that it may be absent, be plugged in, or serve another
// program in between.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <tl/expected.hpp>

struct _snd_pcm; // snd_pcm_t

namespace onestop::speech {

struct SoundFailure {
    std::string sentence; ///< "cannot play on default: No such device"
};

class SoundCard {
public:
    /// Mono, 16 bit. `device` as ALSA names it. A card as the kernel left it, muted, is opened up.
    static tl::expected<SoundCard, SoundFailure> open(const std::string& device, int rate_hz);
    ~SoundCard();
    SoundCard(SoundCard&& other) noexcept;
    SoundCard& operator=(SoundCard&&) = delete;

    /// Waits until the card has taken them (it holds a fifth of a second). False: the card is gone.
    bool play(std::span<const std::int16_t> samples);
    /// Waits until all was heard.
    void finish();
    /// Silence at once.
    void cut();

private:
    explicit SoundCard(_snd_pcm* pcm) : pcm_(pcm) {}
    _snd_pcm* pcm_;
};

} // namespace onestop::speech
