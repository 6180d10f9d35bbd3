// SPDX-License-Identifier: Apache-2.0
// A recorded voice from anybody's recorder: whatever the bytes of a manifest or a clip, reading ends, and each phrase
// of a manifest that is accepted is composed of one clip.
#include "kiosk/speech/clip_composer.h"
#include "kiosk/speech/clip_file.h"
#include "kiosk/speech/voice_manifest.h"

#include <cstdlib>

using namespace onestop::speech;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto samples = parseClip(bytes, 8000); samples && samples->size() * 2 > size) std::abort();
    const auto manifest = parseVoiceManifest(bytes);
    Repertoire repertoire;
    for (std::size_t i = 0; manifest && i < manifest->clips.size(); ++i) {
        for (const auto& phrase : manifest->clips[i].says) {
            if (!repertoire.add(phrase, i)) std::abort();
            if (repertoire.compose(phrase) != std::vector{i}) std::abort();
        }
    }
    (void)stretchesOf(bytes, repertoire);
    return 0;
}
