// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/sound_card.h"

#include <utility>

#include <alsa/asoundlib.h>

namespace onestop::speech {

namespace {
constexpr unsigned kHeldMicroseconds = 200'000; ///< what a cut still lets through at most, without snd_pcm_drop
}

tl::expected<SoundCard, SoundFailure> SoundCard::open(const std::string& device, int rate_hz) {
    const auto failed = [&](int error) {
        return tl::unexpected(SoundFailure{"cannot play on " + device + ": " + snd_strerror(error)});
    };
    snd_pcm_t* pcm = nullptr;
    if (const int error = snd_pcm_open(&pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK, 0); error < 0)
        return failed(error);
    SoundCard card(pcm);
    const int error = snd_pcm_set_params(pcm, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                                         static_cast<unsigned>(rate_hz), 1, kHeldMicroseconds);
    if (error < 0) return failed(error);
    return card;
}

SoundCard::SoundCard(SoundCard&& other) noexcept : pcm_(std::exchange(other.pcm_, nullptr)) {}

SoundCard::~SoundCard() {
    if (pcm_ != nullptr) snd_pcm_close(pcm_);
}

bool SoundCard::play(std::span<const std::int16_t> samples) {
    while (!samples.empty()) {
        auto taken = snd_pcm_writei(pcm_, samples.data(), samples.size());
        if (taken < 0) taken = snd_pcm_recover(pcm_, static_cast<int>(taken), 1); // an underrun only
        if (taken < 0) return false;
        samples = samples.subspan(static_cast<std::size_t>(taken));
    }
    return true;
}

void SoundCard::finish() { snd_pcm_drain(pcm_); }
void SoundCard::cut() { snd_pcm_drop(pcm_); }

} // namespace onestop::speech
