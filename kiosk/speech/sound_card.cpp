// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/sound_card.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <alsa/asoundlib.h>

namespace onestop::speech {

namespace {
constexpr unsigned kHeldMicroseconds = 200'000; ///< what a cut still lets through at most, without snd_pcm_drop

using Mixer = std::unique_ptr<snd_mixer_t, decltype(&snd_mixer_close)>;

/// Its controls, read; null where the card has none.
Mixer mixerOf(snd_pcm_t* pcm) {
    Mixer mixer(nullptr, snd_mixer_close);
    snd_pcm_info_t* info = nullptr;
    snd_pcm_info_malloc(&info);
    const int card = snd_pcm_info(pcm, info) < 0 ? -1 : snd_pcm_info_get_card(info);
    snd_pcm_info_free(info);
    snd_mixer_t* opened = nullptr;
    if (card < 0 || snd_mixer_open(&opened, 0) < 0) return mixer;
    mixer.reset(opened);
    const bool read = snd_mixer_attach(opened, ("hw:" + std::to_string(card)).c_str()) >= 0 &&
                      snd_mixer_selem_register(opened, nullptr, nullptr) >= 0 && snd_mixer_load(opened) >= 0;
    if (!read) mixer.reset();
    return mixer;
}

/// What stands between the samples and the loudspeaker; a microphone's way out, where a card has one, stays shut.
std::vector<snd_mixer_elem_t*> waysOut(snd_mixer_t* mixer) {
    constexpr std::string_view kWays[]{"Master", "PCM", "Front", "Speaker", "Headphone", "Line Out"};
    std::vector<snd_mixer_elem_t*> found;
    for (auto* control = snd_mixer_first_elem(mixer); control != nullptr; control = snd_mixer_elem_next(control)) {
        const bool known =
            std::find(std::begin(kWays), std::end(kWays), snd_mixer_selem_get_name(control)) != std::end(kWays);
        if (known) found.push_back(control);
    }
    return found;
}

/// Off, and turned down to nothing: as the kernel leaves a control, and nobody who turned it down does.
bool isUntouched(snd_mixer_elem_t* control) {
    if (!snd_mixer_selem_has_playback_switch(control) || !snd_mixer_selem_has_playback_volume(control)) return false;
    int on = 0;
    long least = 0;
    long most = 0;
    long now = 1;
    snd_mixer_selem_get_playback_switch(control, SND_MIXER_SCHN_FRONT_LEFT, &on);
    snd_mixer_selem_get_playback_volume_range(control, &least, &most);
    snd_mixer_selem_get_playback_volume(control, SND_MIXER_SCHN_FRONT_LEFT, &now);
    return on == 0 && now == least;
}

void openUp(snd_mixer_elem_t* control) {
    if (snd_mixer_selem_has_playback_switch(control)) snd_mixer_selem_set_playback_switch_all(control, 1);
    if (!snd_mixer_selem_has_playback_volume(control)) return;
    long least = 0;
    long most = 0;
    snd_mixer_selem_get_playback_volume_range(control, &least, &most);
    snd_mixer_selem_set_playback_volume_all(control, most);
}

/// A kernel begins with a card that lets nothing through, and on a kiosk nobody has a mixer: how loud it speaks is in
/// the samples. A card that somebody has set is left alone.
void letThrough(snd_pcm_t* pcm) {
    const Mixer mixer = mixerOf(pcm);
    if (!mixer) return;
    const auto ways = waysOut(mixer.get());
    if (std::any_of(ways.begin(), ways.end(), isUntouched)) std::for_each(ways.begin(), ways.end(), openUp);
}

} // namespace

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
    letThrough(pcm);
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
