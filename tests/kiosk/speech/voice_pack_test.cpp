// SPDX-License-Identifier: Apache-2.0
// What recorded voices promise: every call of a hall can be put together, in order and of as few clips as can be; a
// whole sentence goes before its parts; a clip that is missing costs itself; a wrong manifest is told by its member.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "kiosk/speech/clip_file.h"
#include "kiosk/speech/spoken_text.h"
#include "kiosk/speech/voice_pack.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::speech {

using catalogue::Language;

namespace {

std::string textIn(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Some clips, and what was composed of them as it would be heard: "请|A|0".
class Heard {
public:
    explicit Heard(std::vector<std::string> phrases, Numerals numerals = Numerals::Chinese)
        : phrases_(std::move(phrases)), repertoire_(numerals) {
        for (std::size_t i = 0; i < phrases_.size(); ++i)
            REQUIRE(repertoire_.add(phrases_[i], i));
    }
    const Repertoire& repertoire() const { return repertoire_; }
    std::string of(std::string_view text) const {
        const auto clips = repertoire_.compose(text);
        if (!clips) return "not covered";
        std::string heard;
        for (const auto clip : *clips)
            heard += (heard.empty() ? "" : "|") + phrases_[clip];
        return heard;
    }

private:
    std::vector<std::string> phrases_;
    Repertoire repertoire_;
};

const std::vector<std::string> kCallParts{"请", "号到", "号窗口", "A", "0", "1", "2",  "3",
                                          "4",  "5",    "6",      "7", "8", "9", "十", "百"};

VoiceManifest shipped(const std::string& name) {
    const auto made = parseVoiceManifest(textIn(ONESTOP_BINARY_DIR "/voices/" + name + "/voice.json"));
    REQUIRE(made);
    return *made;
}

/// A voice of two clips in a folder, as a centre makes one.
void record(const std::filesystem::path& folder, const std::string& manifest) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "voice.json") << manifest;
    const std::vector<std::int16_t> first(800, 1000), second(1600, -2000);
    std::ofstream(folder / "qing.wav", std::ios::binary) << formatClip(first, 8000);
    std::ofstream(folder / "hao.wav", std::ios::binary) << formatClip(second, 8000);
}

const std::string kManifest = R"({"name": "葵涌 · 粤语", "language": "yue", "rate_hz": 8000, "clips": [
    {"says": ["请", "請"], "file": "qing.wav"}, {"says": ["号"], "file": "hao.wav"}]})";

std::string faultOf(const std::string& from, const std::string& to) {
    auto text = kManifest;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    const auto refused = parseVoiceManifest(text.replace(at, from.size(), to));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == VoicePackFault::Misfit);
    return refused.error().sentence;
}

} // namespace

TEST_CASE("a call is put together from its parts, in order") {
    const Heard voice(kCallParts);
    CHECK(voice.of(spokenText("请 A012 号，到 3 号窗口", Language::ZhHans)) == "请|A|0|1|2|号到|3|号窗口");
    CHECK(voice.of(spokenText("请 A700 号，到 12 号窗口", Language::ZhHans)) == "请|A|7|0|0|号到|十|2|号窗口");
    CHECK(voice.of("请 B012 号，到 3 号窗口") == "not covered");
    CHECK(voice.of("") == "not covered");
    CHECK(voice.of("。") == "not covered");
}

TEST_CASE("a number of two or three figures is said as a number") {
    const Heard chinese(kCallParts);
    for (const auto& [written, said] : {std::pair{"10", "十"},
                                        {"12", "十|2"},
                                        {"20", "2|十"},
                                        {"21", "2|十|1"},
                                        {"100", "1|百"},
                                        {"105", "1|百|0|5"},
                                        {"112", "1|百|1|十|2"},
                                        {"05", "0|5"},
                                        {"1234", "not covered"}})
        CHECK(chinese.of(written) == said);
    const Heard english({"1", "2", "12", "20", "30"}, Numerals::English);
    for (const auto& [written, said] :
         {std::pair{"12", "12"}, {"21", "20|1"}, {"30", "30"}, {"13", "not covered"}, {"112", "not covered"}})
        CHECK(english.of(written) == said);
}

TEST_CASE("a whole sentence goes before its parts, and a longer part before shorter ones") {
    const Heard voice({"工作", "人员", "马上来", "工作人员", "工作人员马上来", "请"});
    CHECK(voice.of("工作人员马上来。") == "工作人员马上来");
    CHECK(voice.of("请工作人员") == "请|工作人员");
    const Heard greedy_fails({"号到", "号", "到场"});
    CHECK(greedy_fails.of("号到场") == "号|到场");
}

TEST_CASE("words are not spelled, and a figure with a point is no row of figures") {
    const Heard voice({"A", "H", "I", "2", "4", "1", "234"}, Numerals::English);
    CHECK(voice.of("A I 2") == "A|I|2");
    CHECK(voice.of("HI") == "not covered");
    CHECK(voice.of("a") == "not covered");
    CHECK(voice.of("2.4") == "not covered");
    CHECK(voice.of("1,234") == "not covered");
}

TEST_CASE("whatever is composed says the text's words and no others, and what is made of phrases is always found") {
    std::mt19937 random(7);
    const std::vector<std::string> words{"请", "号", "到", "窗", "口", "A", "7", "Number"};
    const auto some = [&](std::size_t most) {
        std::string phrase;
        for (std::size_t left = 1 + random() % most; left > 0; --left)
            phrase += (phrase.empty() ? "" : " ") + words[random() % words.size()];
        return phrase;
    };
    for (int round = 0; round < 500; ++round) {
        Repertoire repertoire;
        std::vector<std::string> phrases;
        while (phrases.size() < 6)
            if (auto phrase = some(4); repertoire.add(phrase, phrases.size())) phrases.push_back(phrase);
        std::string text;
        const std::size_t parts = 1 + random() % 5;
        for (std::size_t i = 0; i < parts; ++i)
            text += (text.empty() ? "" : "，") + phrases[random() % phrases.size()];
        const auto clips = repertoire.compose(text);
        REQUIRE(clips);
        CHECK(clips->size() <= parts);
        std::string said;
        for (const auto clip : *clips)
            said += phrases[clip] + " ";
        CHECK(wordsOf(said) == wordsOf(text));
        CHECK_FALSE(repertoire.compose(text + " 未录"));
    }
}

TEST_CASE("sentence by sentence: what no clip says is left to the synthesizer as it was written") {
    const Heard voice({"请等候叫号", "取号"});
    const auto stretches = stretchesOf("取号。请等候叫号。\n今天 09:00 开门。共 3 项！取号", voice.repertoire());
    REQUIRE(stretches.size() == 4);
    CHECK(stretches[0] == Stretch{{1}, "取号。"});
    CHECK(stretches[1] == Stretch{{0}, "请等候叫号。\n"});
    CHECK(stretches[2] == Stretch{{}, "今天 09:00 开门。共 3 项！"});
    CHECK(stretches[3] == Stretch{{1}, "取号"});
    const std::string page = "Open 9 to 5. Ask us! Why?  \xE5\xFF.";
    std::string joined;
    for (const auto& sentence : sentencesOf(page))
        joined += sentence;
    CHECK(joined == page);
    CHECK(stretchesOf(page, Repertoire()) == std::vector{Stretch{{}, page}});
}

TEST_CASE("every call that a hall can make is in the voices that are shipped, which say that they are placeholders") {
    for (const auto* name : {"placeholder-cmn", "placeholder-en"}) {
        const auto pack = readVoicePack({ONESTOP_BINARY_DIR "/voices"}, name);
        REQUIRE(pack);
        CHECK(pack->placeholder);
        CHECK(pack->faults.empty());
        const bool english = pack->language == "en";
        if (!english) CHECK(pack->repertoire.compose(spokenText("1 号自助机有人需要帮忙", Language::ZhHans)));
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            for (int counter = 1; counter < 100; ++counter) {
                const auto number = letter + std::to_string(1000 + counter * 9).substr(letter % 2);
                const auto window = std::to_string(counter);
                const auto call = english ? "Number " + number + ", please go to counter " + window
                                          : "请 " + number + " 号，到 " + window + " 号窗口";
                const auto said = spokenText(call, english ? Language::En : Language::ZhHans);
                INFO(said);
                CHECK(pack->repertoire.compose(said).has_value());
            }
        }
    }
}

TEST_CASE("the sentences that are to be recorded are those that the screens say") {
    const auto screens = textIn(ONESTOP_SOURCE_DIR "/qml/translations/onestop_en.ts") +
                         textIn(ONESTOP_SOURCE_DIR "/qml/translations/onestop_zh_Hant.ts") +
                         textIn(ONESTOP_SOURCE_DIR "/kiosk/viewmodels/hall_view_model.cpp");
    for (const auto* name : {"placeholder-cmn", "placeholder-en"})
        for (const auto& clip : shipped(name).clips)
            for (const auto& phrase : clip.says)
                if (phrase.size() > std::string_view("号窗口").size()) {
                    INFO(phrase);
                    CHECK(screens.find(phrase) != std::string::npos);
                }
}

TEST_CASE("the placeholder voices stay small in the image") {
    std::uintmax_t bytes = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(ONESTOP_BINARY_DIR "/voices"))
        if (file.is_regular_file()) bytes += file.file_size();
    CHECK(bytes < 3 * 1024 * 1024);
}

TEST_CASE("a voice that a centre recorded is read with both spellings of its phrases") {
    const tests::ScratchFolder folder;
    record(folder.path() / "yue", kManifest);
    const auto pack = readVoicePack({folder.path() / "none", folder.path()}, "yue");
    REQUIRE(pack);
    CHECK(pack->name == "葵涌 · 粤语");
    CHECK(pack->rate_hz == 8000);
    CHECK_FALSE(pack->placeholder);
    CHECK(pack->faults.empty());
    CHECK(pack->repertoire.compose("请") == pack->repertoire.compose("請"));
    const auto clips = pack->repertoire.compose("请号").value();
    CHECK(pack->clips[clips[0]] == std::vector<std::int16_t>(800, 1000));
    CHECK(pack->clips[clips[1]] == std::vector<std::int16_t>(1600, -2000));
}

TEST_CASE("a clip that is missing or cannot be read costs itself, and the log names it") {
    const tests::ScratchFolder folder;
    record(folder.path() / "yue", kManifest);
    const auto refusal = [&] {
        const auto pack = readVoicePack({folder.path()}, "yue");
        REQUIRE(pack);
        REQUIRE(pack->faults.size() == 1);
        CHECK(pack->repertoire.compose("请"));
        CHECK_FALSE(pack->repertoire.compose("号"));
        return pack->faults.front();
    };
    const auto clip = folder.path() / "yue/hao.wav";
    const auto whole = textIn(clip);
    const auto write = [&](const std::string& bytes) { std::ofstream(clip, std::ios::binary) << bytes; };
    write(whole.substr(0, whole.size() - 2));
    CHECK(refusal() == "cannot play " + clip.string() + " (号): expected samples to its end");
    write("ID3");
    CHECK(refusal().find("expected a WAV file") != std::string::npos);
    write(formatClip(std::vector<std::int16_t>(9, 1), 44100));
    CHECK(refusal().find("expected 16 bit, one channel, 8000 Hz") != std::string::npos);
    std::filesystem::remove(clip);
    CHECK(refusal().find("expected a readable file") != std::string::npos);
    std::filesystem::create_directory(clip);
    CHECK(refusal().find("expected a readable file") != std::string::npos);
}

TEST_CASE("a voice that is not there is refused with the places where it was looked for") {
    const tests::ScratchFolder folder;
    const auto refused = readVoicePack({folder.path()}, "hak");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == VoicePackFault::Unknown);
    CHECK(refused.error().sentence ==
          "cannot speak with the voice hak: expected " + (folder.path() / "hak/voice.json").string());
}

TEST_CASE("a wrong manifest is told by its member and what was expected") {
    REQUIRE(parseVoiceManifest(kManifest));
    CHECK(faultOf("8000", "\"8 kHz\"") == "cannot read voice.json: rate_hz: expected 8000 to 48000");
    CHECK(faultOf("8000", "96000") == "cannot read voice.json: rate_hz: expected 8000 to 48000");
    CHECK(faultOf("\"yue\"", "\"yue-HK\"").find("language: expected a language as cmn") != std::string::npos);
    CHECK(faultOf("rate_hz", "rate").find("rate: there is no such member") != std::string::npos);
    CHECK(faultOf("qing.wav", "../qing.wav").find("clips[0].file: expected a file's name") != std::string::npos);
    CHECK(faultOf("\"号\"", "\"，\"").find("clips[1].says: expected phrases") != std::string::npos);
    CHECK(faultOf("\"号\"", "\"请\"").find("clips[1].says: expected each phrase once") != std::string::npos);
    CHECK(faultOf("\"clips\": [", "\"clips\": [], \"other\": [").find("other: there is no such") != std::string::npos);
    CHECK(parseVoiceManifest("{").error().fault == VoicePackFault::NotJson);
    CHECK(parseVoiceManifest("[]").error().fault == VoicePackFault::Misfit);
    CHECK(parseVoiceManifest(std::string(kManifestBytesMost + 1, ' ')).error().fault == VoicePackFault::TooLarge);
}

TEST_CASE("a WAV file's other chunks are passed over, and no cut of it is read past its end") {
    const std::vector<std::int16_t> samples{1, -1, 32767, -32768};
    auto wav = formatClip(samples, 22050);
    CHECK(parseClip(wav, 22050).value() == samples);
    wav.insert(12, std::string("LIST\x03\0\0\0abc\0", 12));
    CHECK(parseClip(wav, 22050).value() == samples);
    for (std::size_t bytes = 0; bytes < wav.size(); ++bytes)
        CHECK_FALSE(parseClip(std::string_view(wav).substr(0, bytes), 22050));
}

TEST_CASE("of each language the voice that the site named first speaks; Cantonese and Hakka come after the Mandarin") {
    VoicePacks packs;
    const auto voice = [](std::string name, std::string language) {
        VoicePack pack;
        pack.name = std::move(name);
        pack.language = std::move(language);
        return pack;
    };
    CHECK(packs.add(voice("hakka", "hak")));
    CHECK(packs.add(voice("own", "cmn")));
    CHECK(packs.add(voice("cantonese", "yue")));
    CHECK_FALSE(packs.add(voice("placeholder", "cmn")));
    CHECK(packs.of(Language::ZhHans)->name == "own");
    CHECK(packs.of(Language::ZhHant)->name == "own");
    CHECK(packs.of(Language::En) == nullptr);
    REQUIRE(packs.others().size() == 2);
    CHECK(packs.others()[0]->name == "hakka");
    CHECK(packs.others()[1]->name == "cantonese");
}

} // namespace onestop::speech
