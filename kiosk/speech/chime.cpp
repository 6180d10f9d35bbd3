// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/chime.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace onestop::speech {

namespace {

struct Tone {
    double hertz;
    double after_s;
};
/// Tones of one loudness, each of which rises and fades.
struct Sound {
    std::span<const Tone> tones;
    double rise_s; ///< a tone that begins at once clicks
    double fade_s; ///< until it has fallen to a thousandth
    double loudness;
};
constexpr std::array kChimeTones{Tone{880, 0}, Tone{659.25, 0.28}}; // as sync/hub/pages/counter.js rings
constexpr Sound kChime{kChimeTones, 0.02, 0.9, 0.25};
constexpr std::array kTickTones{Tone{1568, 0}};
constexpr Sound kTick{kTickTones, 0.001, 0.025, 0.12};

/// Of a tone that began so long ago: 0 to 1.
double loudnessAfter(double seconds, const Sound& sound) {
    constexpr double kFaded = 0.001;
    if (seconds < 0 || seconds > sound.fade_s) return 0;
    if (seconds < sound.rise_s) return seconds / sound.rise_s;
    return std::pow(kFaded, (seconds - sound.rise_s) / (sound.fade_s - sound.rise_s));
}

std::vector<std::int16_t> samplesOf(const Sound& sound, int rate_hz) {
    std::vector<std::int16_t> samples(static_cast<std::size_t>((sound.tones.back().after_s + sound.fade_s) * rate_hz));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        double height = 0;
        for (const auto& [hertz, after_s] : sound.tones) {
            const double seconds = static_cast<double>(i) / rate_hz - after_s;
            height += loudnessAfter(seconds, sound) * std::sin(2 * std::numbers::pi * hertz * seconds);
        }
        samples[i] = static_cast<std::int16_t>(32767 * sound.loudness * height);
    }
    return samples;
}

} // namespace

std::vector<std::int16_t> chime(int rate_hz) { return samplesOf(kChime, rate_hz); }
std::vector<std::int16_t> tick(int rate_hz) { return samplesOf(kTick, rate_hz); }

} // namespace onestop::speech
