// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/clip_file.h"

#include <optional>

namespace onestop::speech {

namespace {

constexpr std::size_t kHeadBytes = 12;   ///< "RIFF", size, "WAVE"
constexpr std::size_t kFormatBytes = 16; ///< of the chunk "fmt "
constexpr std::uint32_t kPcm = 1;
constexpr std::uint32_t kSampleBytes = 2;

std::uint32_t numberAt(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < width; ++i)
        number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return number;
}

void append(std::string& bytes, std::uint32_t number, int width) {
    for (int i = 0; i < width; ++i)
        bytes.push_back(static_cast<char>(number >> (8 * i) & 0xFF));
}

/// What a chunk holds; absent: there is none of that name that is whole.
std::optional<std::string_view> chunk(std::string_view wav, std::string_view name) {
    std::size_t at = kHeadBytes;
    while (wav.size() - at >= 8) {
        const std::size_t bytes = numberAt(wav, at + 4, 4);
        const bool whole = bytes <= wav.size() - at - 8;
        if (wav.substr(at, 4) == name && whole) return wav.substr(at + 8, bytes);
        const auto next = bytes + bytes % 2; // each begins at an even byte
        if (!whole || next > wav.size() - at - 8) return std::nullopt;
        at += 8 + next;
    }
    return std::nullopt;
}

} // namespace

tl::expected<std::vector<std::int16_t>, ClipFailure> parseClip(std::string_view wav, int rate_hz) {
    if (wav.size() < kHeadBytes || !wav.starts_with("RIFF") || wav.substr(8, 4) != "WAVE")
        return tl::unexpected(ClipFailure{"expected a WAV file"});
    const auto format = chunk(wav, "fmt ");
    const bool fits = format && format->size() >= kFormatBytes && numberAt(*format, 0, 2) == kPcm &&
                      numberAt(*format, 2, 2) == 1 && numberAt(*format, 4, 4) == static_cast<std::uint32_t>(rate_hz) &&
                      numberAt(*format, 14, 2) == 8 * kSampleBytes;
    if (!fits) return tl::unexpected(ClipFailure{"expected 16 bit, one channel, " + std::to_string(rate_hz) + " Hz"});
    const auto data = chunk(wav, "data");
    if (!data || data->size() < kSampleBytes) return tl::unexpected(ClipFailure{"expected samples to its end"});
    std::vector<std::int16_t> samples(data->size() / kSampleBytes);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<std::int16_t>(numberAt(*data, i * kSampleBytes, kSampleBytes));
    return samples;
}

std::string formatClip(std::span<const std::int16_t> samples, int rate_hz) {
    const auto rate = static_cast<std::uint32_t>(rate_hz);
    const auto bytes = static_cast<std::uint32_t>(samples.size() * kSampleBytes);
    std::string wav = "RIFF";
    append(wav, bytes + 36, 4);
    wav += "WAVEfmt ";
    append(wav, kFormatBytes, 4);
    append(wav, kPcm, 2);
    append(wav, 1, 2);
    append(wav, rate, 4);
    append(wav, rate * kSampleBytes, 4);
    append(wav, kSampleBytes, 2);
    append(wav, 8 * kSampleBytes, 2);
    wav += "data";
    append(wav, bytes, 4);
    for (const auto sample : samples)
        append(wav, static_cast<std::uint16_t>(sample), 2);
    return wav;
}

} // namespace onestop::speech
