// SPDX-License-Identifier: Apache-2.0
// espeak-ng's voice, for what no recorded clip says: text in, samples out. Mandarin by `cmn-latn-pinyin`, since Debian
// 12's `cmn` reads pinyin as English (espeak-ng issues 1236, 1370).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "sync/catalogue/localized.h"

namespace onestop::speech {

struct VoiceFailure {
    std::string sentence;
};

/// Mono samples as they come; false: enough, stop.
using SampleSink = std::function<bool(std::span<const std::int16_t>)>;

/// The library is one to a process, opened once, and so is this: espeak-ng 1.51 hangs when it is opened, used and
/// closed a second time. One thread's.
class Voice {
public:
    static tl::expected<Voice, VoiceFailure> open();
    ~Voice();
    Voice(Voice&& other) noexcept : rate_hz_(std::exchange(other.rate_hz_, 0)) {}
    Voice& operator=(Voice&&) = delete;

    int rateHz() const { return rate_hz_; } ///< of the samples; 22050 with Debian's data
    /// Returns when all was given to `sink` or it had enough.
    tl::expected<void, VoiceFailure> say(const std::string& text, catalogue::Language language, const SampleSink& sink);

private:
    explicit Voice(int rate_hz) : rate_hz_(rate_hz) {}
    int rate_hz_; ///< 0: moved away
};

} // namespace onestop::speech
