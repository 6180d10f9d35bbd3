// SPDX-License-Identifier: Apache-2.0
// voice.json: which clips a recorded voice has and what each says. README.md has an example. Pure: text in, value out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace onestop::speech {

struct ClipEntry {
    std::vector<std::string> says; ///< one phrase as it is written, in each of its spellings: 请, 請
    std::string file;              ///< beside the manifest
};

struct VoiceManifest {
    std::string name;         ///< for people: "葵涌 · 客家话"
    std::string language;     ///< ISO 639-3: cmn, yue, hak; English is en
    int rate_hz = 0;          ///< of every clip
    bool placeholder = false; ///< nobody recorded it: a machine spoke
    std::vector<ClipEntry> clips;
};

enum class VoicePackFault : std::uint8_t {
    Unknown,  ///< there is no such pack
    NotJson,  ///< its manifest is no JSON
    Misfit,   ///< a member of the manifest is not what it must be
    TooLarge, ///< more than a speaker keeps in memory
};

struct VoicePackFailure {
    VoicePackFault fault;
    std::string sentence; ///< "cannot read voice.json: clips[3].file: expected …"
};

inline constexpr std::size_t kManifestBytesMost = 512 * 1024;

/// Never throws, whatever the bytes. Members that it does not know are a misfit, so that a slip of the pen is told.
tl::expected<VoiceManifest, VoicePackFailure> parseVoiceManifest(std::string_view json);

} // namespace onestop::speech
