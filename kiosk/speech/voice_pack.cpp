// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/voice_pack.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "kiosk/speech/clip_file.h"

namespace onestop::speech {

namespace {

constexpr const char* kManifest = "voice.json";
constexpr std::string_view kMandarin = "cmn", kEnglish = "en";

/// Absent: no file, or more bytes than that.
std::optional<std::string> bytesOf(const std::filesystem::path& file, std::uintmax_t bytes_most) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error) || std::filesystem::file_size(file, error) > bytes_most)
        return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in) return std::nullopt;
    return bytes;
}

std::optional<std::filesystem::path> placeOf(const std::vector<std::filesystem::path>& folders,
                                             const std::string& name) {
    std::error_code error;
    for (const auto& folder : folders)
        if (std::filesystem::is_regular_file(folder / name / kManifest, error)) return folder / name;
    return std::nullopt;
}

/// Takes the clip into the pack, or says why not.
void readClip(const std::filesystem::path& file, const ClipEntry& entry, VoicePack& pack) {
    const auto cannot = [&](const std::string& why) {
        pack.faults.push_back("cannot play " + file.string() + " (" + entry.says.front() + "): " + why);
    };
    const auto bytes = bytesOf(file, kPackBytesMost);
    if (!bytes) return cannot("expected a readable file");
    auto samples = parseClip(*bytes, pack.rate_hz);
    if (!samples) return cannot(samples.error().sentence);
    for (const auto& phrase : entry.says)
        pack.repertoire.add(phrase, pack.clips.size());
    pack.clips.push_back(std::move(*samples));
}

} // namespace

tl::expected<VoicePack, VoicePackFailure> readVoicePack(const std::vector<std::filesystem::path>& folders,
                                                        const std::string& name) {
    const auto failed = [&](VoicePackFault fault, const std::string& why) {
        return tl::unexpected(VoicePackFailure{fault, "cannot speak with the voice " + name + ": " + why});
    };
    const auto place = placeOf(folders, name);
    if (!place) {
        std::string searched;
        for (const auto& folder : folders)
            searched += (searched.empty() ? "" : " or ") + (folder / name / kManifest).string();
        return failed(VoicePackFault::Unknown, "expected " + searched);
    }
    const auto text = bytesOf(*place / kManifest, kManifestBytesMost);
    if (!text) return failed(VoicePackFault::TooLarge, "expected a readable voice.json of 512 KiB at most");
    auto manifest = parseVoiceManifest(*text);
    if (!manifest) return failed(manifest.error().fault, manifest.error().sentence);

    VoicePack pack;
    pack.name = std::move(manifest->name);
    pack.language = std::move(manifest->language);
    pack.rate_hz = manifest->rate_hz;
    pack.placeholder = manifest->placeholder;
    pack.repertoire = Repertoire(pack.language == kEnglish ? Numerals::English : Numerals::Chinese);
    std::size_t bytes = 0;
    for (const auto& entry : manifest->clips) {
        const auto before = pack.clips.size();
        readClip(*place / entry.file, entry, pack);
        if (pack.clips.size() > before) bytes += pack.clips.back().size() * sizeof(std::int16_t);
        if (bytes > kPackBytesMost) return failed(VoicePackFault::TooLarge, "expected clips of 16 MiB together");
    }
    return pack;
}

bool VoicePacks::add(VoicePack pack) {
    const bool is_new = std::ranges::find(packs_, pack.language, &VoicePack::language) == packs_.end();
    if (is_new) packs_.push_back(std::move(pack));
    return is_new;
}

const VoicePack* VoicePacks::of(catalogue::Language language) const {
    const auto wanted = language == catalogue::Language::En ? kEnglish : kMandarin;
    const auto found = std::ranges::find(packs_, wanted, &VoicePack::language);
    return found != packs_.end() ? &*found : nullptr;
}

std::vector<const VoicePack*> VoicePacks::others() const {
    std::vector<const VoicePack*> others;
    for (const auto& pack : packs_)
        if (pack.language != kMandarin && pack.language != kEnglish) others.push_back(&pack);
    return others;
}

} // namespace onestop::speech
