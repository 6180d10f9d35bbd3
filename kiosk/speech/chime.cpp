// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/chime.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace onestop::speech {

namespace {

struct Tone {
    double hertz;
    double after_s;
};
constexpr std::array kTones{Tone{880, 0}, Tone{659.25, 0.28}}; // as sync/hub/pages/counter.js rings
constexpr double kRiseSeconds = 0.02;                          ///< a tone that begins at once clicks
constexpr double kFadeSeconds = 0.9;
constexpr double kFaded = 0.001; ///< of its loudness, when it has faded
constexpr double kLoudness = 0.25 * 32767;
constexpr double kWholeSeconds = kTones.back().after_s + kFadeSeconds;

/// Of a tone that began so long ago: 0 to 1.
double loudnessAfter(double seconds) {
    if (seconds < 0 || seconds > kFadeSeconds) return 0;
    if (seconds < kRiseSeconds) return seconds / kRiseSeconds;
    return std::pow(kFaded, (seconds - kRiseSeconds) / (kFadeSeconds - kRiseSeconds));
}

} // namespace

std::vector<std::int16_t> chime(int rate_hz) {
    std::vector<std::int16_t> samples(static_cast<std::size_t>(kWholeSeconds * rate_hz));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        double height = 0;
        for (const auto& [hertz, after_s] : kTones) {
            const double seconds = static_cast<double>(i) / rate_hz - after_s;
            height += loudnessAfter(seconds) * std::sin(2 * std::numbers::pi * hertz * seconds);
        }
        samples[i] = static_cast<std::int16_t>(kLoudness * height);
    }
    return samples;
}

} // namespace onestop::speech
