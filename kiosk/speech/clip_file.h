// SPDX-License-Identifier: Apache-2.0
// A clip as it lies on a disk: a WAV file, 16 bit, one channel. Pure: bytes in, samples out, and back.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace onestop::speech {

struct ClipFailure {
    std::string sentence; ///< "expected 16 bit, one channel, 22050 Hz"
};

/// Never throws, whatever the bytes. Chunks that are not needed (a title, a place) are passed over.
tl::expected<std::vector<std::int16_t>, ClipFailure> parseClip(std::string_view wav, int rate_hz);
std::string formatClip(std::span<const std::int16_t> samples, int rate_hz);

} // namespace onestop::speech
