// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/clip_composer.h"

#include <algorithm>
#include <array>
#include <limits>

namespace onestop::speech {

namespace {

/// Between words and heard, if at all, as a pause.
constexpr std::array<std::string_view, 17> kMarks{" ",  "\t", "\n", "\r", ",",  ".",  "!",  "?", "，",
                                                  "。", "！", "？", "；", "：", "、", "　", "…"};
constexpr std::array<std::string_view, 5> kSentenceEnds{"。", "！", "？", "；", "\n"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Bytes of the character at the front; one for what is no UTF-8.
std::size_t characterAt(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return std::min(bytes, text.size());
}

/// Bytes of the mark at the front, 0 for none. "2.4" and "1,234" have none: the point is a part of the number.
std::size_t markAt(std::string_view text) {
    for (const auto mark : kMarks) {
        if (!text.starts_with(mark)) continue;
        const bool point = mark == "." || mark == ",";
        const bool inside = point && text.size() > 1 && (isDigit(text[1]) || isLetter(text[1]));
        return inside ? 0 : mark.size();
    }
    return 0;
}

std::size_t rowAt(std::string_view text, bool (*belongs)(char)) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
}

/// The words of wordsOf(), as they lie in it.
std::vector<std::string_view> separate(std::string_view words) {
    std::vector<std::string_view> separated;
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        separated.push_back(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return separated;
}

using Parts = std::vector<std::string>;

Parts figuresOf(std::string_view number) {
    Parts parts;
    for (const char figure : number)
        parts.emplace_back(1, figure);
    return parts;
}

Parts chineseParts(std::string_view number) {
    if (number.size() > 3) return {};
    const std::string padded = std::string(3 - number.size(), '0') + std::string(number);
    const char hundreds = padded[0], tens = padded[1], units = padded[2];
    Parts parts;
    if (hundreds != '0') parts = {std::string(1, hundreds), "百"};
    if (tens == '0' && hundreds != '0' && units != '0') parts.emplace_back("0");
    if (tens != '0' && !(tens == '1' && hundreds == '0')) parts.emplace_back(1, tens);
    if (tens != '0') parts.emplace_back("十");
    if (units != '0') parts.emplace_back(1, units);
    return parts;
}

Parts englishParts(std::string_view number) {
    if (number.size() != 2 || number[0] == '1' || number[1] == '0') return {};
    return {std::string(1, number[0]) + "0", std::string(1, number[1])};
}

/// What a row of figures is said as when no clip says it whole; nothing for what is no such number.
Parts numberParts(std::string_view number, Numerals numerals) {
    if (number.size() < 2 || !isDigit(number.front())) return {};
    if (number.front() == '0') return figuresOf(number);
    return numerals == Numerals::English ? englishParts(number) : chineseParts(number);
}

/// Bytes up to and with the end of the first sentence.
std::size_t sentenceAt(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += characterAt(text.substr(at))) {
        const auto rest = text.substr(at);
        for (const auto end : kSentenceEnds)
            if (rest.starts_with(end)) return at + end.size();
        const bool latin_end = rest.front() == '.' || rest.front() == '!' || rest.front() == '?';
        if (latin_end && rest.size() > 1 && rest[1] == ' ') return at + 2;
    }
    return text.size();
}

} // namespace

std::string wordsOf(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        std::size_t bytes = markAt(text);
        const bool is_word = bytes == 0;
        if (is_word) bytes = rowAt(text, isDigit);
        if (bytes == 0) bytes = rowAt(text, isLetter);
        if (bytes == 0) bytes = characterAt(text);
        if (is_word) words.append(words.empty() ? "" : " ").append(text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
    return words;
}

std::vector<std::string> sentencesOf(std::string_view text) {
    std::vector<std::string> sentences;
    while (!text.empty()) {
        const auto bytes = sentenceAt(text);
        sentences.emplace_back(text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
    return sentences;
}

bool Repertoire::add(std::string_view phrase, std::size_t clip) {
    auto words = wordsOf(phrase);
    if (words.empty()) return false;
    words_most_ = std::max(words_most_, separate(words).size());
    return phrases_.emplace(std::move(words), clip).second;
}

// From the end: the fewest clips for the words from `at` on, by the clip or the number that stands there.
std::optional<std::vector<std::size_t>> Repertoire::compose(std::string_view text) const {
    constexpr auto kNever = std::numeric_limits<std::size_t>::max();
    const auto all = wordsOf(text);
    const auto words = separate(all);
    struct Step {
        std::size_t clips_left = kNever; ///< from here to the end
        std::vector<std::size_t> clips;  ///< of this step
        std::size_t words = 0;
    };
    std::vector<Step> steps(words.size() + 1);
    steps.back().clips_left = 0;
    const auto offer = [&](std::size_t at, std::vector<std::size_t> clips, std::size_t count) {
        const auto rest = steps[at + count].clips_left;
        if (rest != kNever && rest + clips.size() < steps[at].clips_left)
            steps[at] = {rest + clips.size(), std::move(clips), count};
    };
    for (std::size_t at = words.size(); at-- > 0;) {
        const auto begin = static_cast<std::size_t>(words[at].data() - all.data());
        for (std::size_t count = std::min(words_most_, words.size() - at); count > 0; --count) {
            const auto& last = words[at + count - 1];
            const auto end = static_cast<std::size_t>(last.data() - all.data()) + last.size();
            const auto found = phrases_.find(std::string_view(all).substr(begin, end - begin));
            if (found != phrases_.end()) offer(at, {found->second}, count);
        }
        std::vector<std::size_t> number;
        const auto parts = numberParts(words[at], numerals_);
        for (const auto& part : parts)
            if (const auto found = phrases_.find(part); found != phrases_.end()) number.push_back(found->second);
        if (!parts.empty() && number.size() == parts.size()) offer(at, std::move(number), 1);
    }
    if (words.empty() || steps.front().clips_left == kNever) return std::nullopt;
    std::vector<std::size_t> clips;
    for (std::size_t at = 0; at < words.size(); at += steps[at].words)
        clips.insert(clips.end(), steps[at].clips.begin(), steps[at].clips.end());
    return clips;
}

std::vector<Stretch> stretchesOf(std::string_view text, const Repertoire& repertoire) {
    std::vector<Stretch> stretches;
    for (auto& sentence : sentencesOf(text)) {
        auto clips = repertoire.compose(sentence).value_or(std::vector<std::size_t>{});
        const bool goes_on = !stretches.empty() && (stretches.back().clips.empty() || wordsOf(sentence).empty());
        if (clips.empty() && goes_on)
            stretches.back().text += sentence;
        else
            stretches.push_back({std::move(clips), std::move(sentence)});
    }
    return stretches;
}

} // namespace onestop::speech
