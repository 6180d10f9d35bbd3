// SPDX-License-Identifier: Apache-2.0
// What is heard of recorded voices, on ALSA's own "file" for a card: the clips, in order and untouched, where they say
// the sentence; the synthesizer where they do not; a call again in the languages that the site added.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "kiosk/speech/announcer.h"
#include "kiosk/speech/clip_file.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::speech {

using catalogue::Language;
using namespace std::chrono_literals;
using enum UtteranceKind;

namespace {

using Samples = std::vector<std::int16_t>;

constexpr std::size_t kClipSamples = 3000;

/// A card that keeps what was played last, and a folder for voices.
class Hall {
public:
    Hall() {
        std::ofstream(configuration_) << "pcm.nowhere { type null }\n"
                                      << "pcm.hall { type file slave.pcm nowhere file \"" << heard_.string()
                                      << "\" format raw }\n";
        ::setenv("ALSA_CONFIG_PATH", configuration_.c_str(), 1);
    }

    /// A voice that says 请 by samples of `loud` and 号 by their negatives.
    VoicePack voice(const std::string& language, int rate_hz, std::int16_t loud) {
        const auto place = folder_.path() / language;
        std::filesystem::create_directories(place);
        std::ofstream(place / "voice.json") << R"({"name": ")" << language << R"(", "language": ")" << language
                                            << R"(", "rate_hz": )" << rate_hz << R"(, "clips": [
            {"says": ["请"], "file": "qing.wav"}, {"says": ["号"], "file": "hao.wav"}]})";
        const auto record = [&](const char* file, int level) {
            const Samples samples(kClipSamples, static_cast<std::int16_t>(level));
            std::ofstream(place / file, std::ios::binary) << formatClip(samples, rate_hz);
        };
        record("qing.wav", loud);
        record("hao.wav", -loud);
        return readVoicePack({folder_.path()}, language).value();
    }
    VoicePack withoutFile(const std::string& language, const std::string& file) {
        std::filesystem::remove(folder_.path() / language / file);
        return readVoicePack({folder_.path()}, language).value();
    }

    Samples heard(Voice& voice, const std::vector<VoicePack>& packs, const Utterance& utterance) {
        std::filesystem::remove(heard_);
        {
            AnnouncerConfig config{"hall", {}, {}};
            for (const auto& pack : packs)
                config.packs.add(pack);
            // A call overtakes a page that waits, and asks for the hour when what was said before is over.
            std::promise<void> begun, over;
            int asked = 0;
            Announcer announcer(voice, config, [&] {
                if (++asked <= 2) (asked == 1 ? begun : over).set_value();
                return asked > 1 ? 23h : 12h;
            });
            announcer.set({100, {22h, 7h}});
            announcer.hear(utterance);
            REQUIRE(begun.get_future().wait_for(20s) == std::future_status::ready);
            announcer.hear({Call, Language::ZhHans, "请"});
            REQUIRE(over.get_future().wait_for(20s) == std::future_status::ready);
        }
        std::ifstream in(heard_, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
        Samples samples(bytes.size() / 2);
        std::copy_n(bytes.begin(), samples.size() * 2, reinterpret_cast<char*>(samples.data()));
        return samples;
    }

private:
    tests::ScratchFolder folder_;
    std::filesystem::path heard_ = folder_.path() / "heard.raw", configuration_ = folder_.path() / "alsa.conf";
};

Samples clips(std::initializer_list<int> levels) {
    Samples samples;
    for (const int level : levels)
        samples.insert(samples.end(), kClipSamples, static_cast<std::int16_t>(level));
    return samples;
}

bool beginsWith(const Samples& heard, const Samples& wanted) {
    return heard.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), heard.begin());
}

} // namespace

TEST_CASE("recorded clips are heard where they say the sentence, the synthesizer elsewhere, and never nothing") {
    Hall hall;
    static auto synthesizer = Voice::open(); // one to a process
    REQUIRE(synthesizer);
    const int rate_hz = synthesizer->rateHz();
    const auto mandarin = hall.voice("cmn", rate_hz, 1000), cantonese = hall.voice("yue", rate_hz, 3000);
    const auto heard = [&](const std::vector<VoicePack>& packs, UtteranceKind kind, Language language,
                           const char* text) {
        return hall.heard(*synthesizer, packs, {kind, language, text});
    };

    const auto isSynthesized = [&](const Samples& samples) {
        return samples.size() > static_cast<std::size_t>(rate_hz / 4) && !beginsWith(samples, clips({1000})) &&
               *std::ranges::max_element(samples) > 3000;
    };

    SECTION("the clips of a call in its order, whatever stands between the words") {
        CHECK((heard({mandarin}, Call, Language::ZhHans, "请 号") == clips({1000, -1000})));
        CHECK((heard({mandarin}, Call, Language::ZhHant, "号，请。") == clips({-1000, 1000})));
    }
    SECTION("the sentences that no clip says are synthesized, and all without a voice or in another language") {
        const auto mixed = heard({mandarin}, Page, Language::ZhHans, "请。开门");
        REQUIRE(beginsWith(mixed, clips({1000})));
        CHECK(isSynthesized(Samples(mixed.begin() + kClipSamples, mixed.end())));
        CHECK(isSynthesized(heard({}, Call, Language::ZhHans, "请 号")));
        CHECK(isSynthesized(heard({mandarin}, Call, Language::En, "Hello")));
    }
    SECTION("with a clip's file missing its sentence is synthesized") {
        const auto poorer = hall.withoutFile("cmn", "hao.wav");
        CHECK(isSynthesized(heard({poorer}, Call, Language::ZhHans, "请 号")));
    }
    SECTION("Cantonese says a call once more after the Mandarin, a page not, and nothing where it lacks a clip") {
        CHECK((heard({cantonese, mandarin}, Call, Language::ZhHans, "请 号") == clips({1000, -1000, 3000, -3000})));
        CHECK((heard({cantonese, mandarin}, Page, Language::ZhHans, "请 号") == clips({1000, -1000})));
        const auto lacking = hall.withoutFile("yue", "hao.wav");
        CHECK((heard({lacking, mandarin}, Call, Language::ZhHans, "请 号") == clips({1000, -1000})));
    }
    SECTION("a voice recorded at another rate is played at its own") {
        const auto hakka = hall.voice("hak", 8000, 500); // the card is opened anew, and its file with it
        CHECK((heard({hakka, mandarin}, Call, Language::ZhHans, "请 号") == clips({500, -500})));
    }
}

} // namespace onestop::speech
