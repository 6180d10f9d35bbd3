// SPDX-License-Identifier: Apache-2.0
// Runs in the build and nowhere else: has espeak-ng say each phrase of a list, so that the repository has a recorded
// voice before anybody recorded one. voice_maker LIST FOLDER; the manifest says that it is a placeholder.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "kiosk/speech/clip_file.h"
#include "kiosk/speech/voice.h"
#include "kiosk/speech/voice_manifest.h"

namespace {

using namespace onestop;

constexpr int kHeardFrom = 150;      ///< of 32,767: what is softer before and after a phrase is left away
constexpr int kKeptAroundIt_ms = 30; ///< of that

using Samples = std::vector<std::int16_t>;

Samples trimmed(const Samples& samples, int rate_hz) {
    const auto isHeard = [](std::int16_t sample) { return std::abs(int{sample}) >= kHeardFrom; };
    const auto kept = std::ptrdiff_t{rate_hz} * kKeptAroundIt_ms / 1000;
    const auto first = std::find_if(samples.begin(), samples.end(), isHeard);
    const auto last = std::find_if(samples.rbegin(), samples.rend(), isHeard).base();
    if (first >= last) return {};
    return {first - std::min(kept, first - samples.begin()), last + std::min(kept, samples.end() - last)};
}

[[noreturn]] void fail(const std::string& sentence) {
    std::fprintf(stderr, "voice_maker: %s\n", sentence.c_str());
    std::exit(1);
}

Samples spoken(speech::Voice& voice, const std::string& phrase, catalogue::Language language) {
    Samples samples;
    const auto said = voice.say(phrase, language, [&](std::span<const std::int16_t> more) {
        samples.insert(samples.end(), more.begin(), more.end());
        return true;
    });
    if (!said) fail(said.error().sentence);
    samples = trimmed(samples, voice.rateHz());
    if (samples.empty()) fail("espeak-ng is silent at " + phrase);
    return samples;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) fail("expected LIST FOLDER");
    std::ifstream in(argv[1], std::ios::binary);
    const std::string list{std::istreambuf_iterator<char>(in), {}};
    auto document = nlohmann::ordered_json::parse(list, nullptr, false);
    auto voice = speech::Voice::open();
    if (!voice) fail(voice.error().sentence);
    if (!document.is_object()) fail(std::string("expected a list of phrases in ") + argv[1]);
    document["rate_hz"] = voice->rateHz();
    const auto text = document.dump(1, ' ');
    const auto manifest = speech::parseVoiceManifest(text);
    if (!manifest) fail(std::string(argv[1]) + ": " + manifest.error().sentence);

    const std::filesystem::path folder = argv[2];
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const auto language = manifest->language == "en" ? catalogue::Language::En : catalogue::Language::ZhHans;
    for (const auto& clip : manifest->clips)
        std::ofstream(folder / clip.file, std::ios::binary)
            << speech::formatClip(spoken(*voice, clip.says.front(), language), voice->rateHz());
    std::ofstream(folder / "voice.json", std::ios::binary) << text << '\n'; // last: with it the pack is there
    return 0;
}
