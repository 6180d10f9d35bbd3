// SPDX-License-Identifier: Apache-2.0
// A recorded voice: a folder with voice.json and the clips that it names, read once at start. The only part of this
// folder that knows files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "kiosk/speech/clip_composer.h"
#include "kiosk/speech/voice_manifest.h"
#include "sync/catalogue/localized.h"

namespace onestop::speech {

struct VoicePack {
    std::string name;
    std::string language;
    int rate_hz = 0;
    bool placeholder = false;
    Repertoire repertoire; ///< of the clips that could be read
    std::vector<std::vector<std::int16_t>> clips;
    std::vector<std::string> faults; ///< a sentence for each clip that could not; what it says is not of the repertoire
};

/// All clips of a pack together: they stay in memory. Six minutes at 22,050 Hz.
inline constexpr std::size_t kPackBytesMost = std::size_t{16} * 1024 * 1024;

/// `folders` are searched in their order for a folder `name`. A clip that cannot be read costs itself, not the pack.
tl::expected<VoicePack, VoicePackFailure> readVoicePack(const std::vector<std::filesystem::path>& folders,
                                                        const std::string& name);

/// The voices of a machine: of each language one, the first that was added.
class VoicePacks {
public:
    /// False: there is a voice of its language.
    bool add(VoicePack pack);
    /// For what a screen shows in that language: Mandarin for both kinds of Chinese. nullptr: the synthesizer's.
    const VoicePack* of(catalogue::Language language) const;
    /// Those of languages that no screen has, Cantonese or Hakka, in their order: they say a Chinese call again.
    std::vector<const VoicePack*> others() const;

private:
    std::vector<VoicePack> packs_;
};

} // namespace onestop::speech
