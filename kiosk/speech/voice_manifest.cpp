// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/voice_manifest.h"

#include <algorithm>
#include <initializer_list>
#include <regex>
#include <set>

#include <nlohmann/json.hpp>

#include "kiosk/speech/clip_composer.h"

namespace onestop::speech {

namespace {

using nlohmann::json;

constexpr std::size_t kNameBytesMost = 120, kPhraseBytesMost = 600, kSpellingsMost = 8, kClipsMost = 2000;
constexpr int kRateMin = 8000, kRateMost = 48000;

/// Reads members and keeps the first misfit.
class Reader {
public:
    const std::string& fault() const { return fault_; }
    void misfit(const std::string& where, const std::string& expected) { keep(where + ": expected " + expected); }

    std::string text(const json& owner, const char* name, const std::string& where, std::size_t bytes_most) {
        const auto* member = find(owner, name);
        const auto* text = member != nullptr ? member->get_ptr<const std::string*>() : nullptr;
        if (text != nullptr && !text->empty() && text->size() <= bytes_most) return *text;
        misfit(where + name, "a text of 1 to " + std::to_string(bytes_most) + " bytes");
        return {};
    }
    std::string text(const json& owner, const char* name, const std::string& where, const std::regex& form,
                     const char* expected) {
        const auto* member = find(owner, name);
        const auto* text = member != nullptr ? member->get_ptr<const std::string*>() : nullptr;
        if (text != nullptr && text->size() <= kNameBytesMost && std::regex_match(*text, form)) return *text;
        misfit(where + name, expected);
        return {};
    }
    int number(const json& owner, const char* name, int min, int max) {
        const auto* member = find(owner, name);
        const auto* number = member != nullptr ? member->get_ptr<const json::number_integer_t*>() : nullptr;
        if (number != nullptr && *number >= min && *number <= max) return static_cast<int>(*number);
        misfit(name, std::to_string(min) + " to " + std::to_string(max));
        return min;
    }
    bool truth(const json& owner, const char* name) {
        const auto* member = find(owner, name);
        if (member != nullptr && !member->is_boolean()) misfit(name, "true or false");
        return member != nullptr && member->is_boolean() && member->get<bool>();
    }
    /// Empty, and a misfit, when it is none or too long.
    const json& list(const json& owner, const char* name, const std::string& where, std::size_t most) {
        static const json kNone = json::array();
        const auto* member = find(owner, name);
        if (member != nullptr && member->is_array() && !member->empty() && member->size() <= most) return *member;
        misfit(where + name, "a list of 1 to " + std::to_string(most));
        return kNone;
    }
    void onlyMembers(const json& owner, const std::string& where, std::initializer_list<std::string_view> known) {
        if (!owner.is_object()) keep("expected an object " + where);
        for (const auto& [name, value] : owner.items())
            if (std::find(known.begin(), known.end(), name) == known.end())
                keep(where + name.substr(0, kNameBytesMost) + ": there is no such member");
    }

private:
    void keep(const std::string& fault) {
        if (fault_.empty()) fault_ = fault;
    }
    static const json* find(const json& owner, const char* name) {
        const auto found = owner.find(name); // of what is no object: the end
        return found != owner.end() ? &*found : nullptr;
    }

    std::string fault_;
};

ClipEntry clipFrom(Reader& reader, const json& element, const std::string& where, std::set<std::string>& said) {
    static const std::regex kFile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    reader.onlyMembers(element, where, {"says", "file"});
    ClipEntry clip;
    clip.file = reader.text(element, "file", where, kFile, "a file's name of a-z, 0-9, dots, hyphens; no folder");
    for (const auto& phrase : reader.list(element, "says", where, kSpellingsMost)) {
        const auto* text = phrase.get_ptr<const std::string*>();
        const auto words = text != nullptr && text->size() <= kPhraseBytesMost ? wordsOf(*text) : std::string();
        if (words.empty()) {
            reader.misfit(where + "says", "phrases of 1 to " + std::to_string(kPhraseBytesMost) + " bytes");
        } else if (!said.insert(words).second) {
            reader.misfit(where + "says", "each phrase once, not again " + *text);
        } else {
            clip.says.push_back(*text);
        }
    }
    return clip;
}

} // namespace

tl::expected<VoiceManifest, VoicePackFailure> parseVoiceManifest(std::string_view text) {
    static const std::regex kLanguage("[a-z]{2,3}");
    const std::string cannot = "cannot read voice.json: ";
    if (text.size() > kManifestBytesMost)
        return tl::unexpected(VoicePackFailure{VoicePackFault::TooLarge,
                                               cannot + "more than " + std::to_string(kManifestBytesMost) + " bytes"});
    const auto document = json::parse(text, nullptr, false);
    if (document.is_discarded()) return tl::unexpected(VoicePackFailure{VoicePackFault::NotJson, cannot + "no JSON"});

    Reader reader;
    reader.onlyMembers(document, "", {"name", "language", "rate_hz", "placeholder", "clips"});
    VoiceManifest manifest;
    manifest.name = reader.text(document, "name", "", kNameBytesMost);
    manifest.language = reader.text(document, "language", "", kLanguage, "a language as cmn, yue, hak or en");
    manifest.rate_hz = reader.number(document, "rate_hz", kRateMin, kRateMost);
    manifest.placeholder = reader.truth(document, "placeholder");
    const auto& clips = reader.list(document, "clips", "", kClipsMost);
    manifest.clips.reserve(clips.size());
    std::set<std::string> said;
    for (std::size_t i = 0; i < clips.size(); ++i)
        manifest.clips.push_back(clipFrom(reader, clips[i], "clips[" + std::to_string(i) + "].", said));
    if (!reader.fault().empty())
        return tl::unexpected(VoicePackFailure{VoicePackFault::Misfit, cannot + reader.fault()});
    return manifest;
}

} // namespace onestop::speech
