// SPDX-License-Identifier: Apache-2.0
// From a text to the recorded clips that together say it. Pure: phrases and texts in, numbers of clips out.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onestop::speech {

/// The words of a text, a space between them: a row of figures, a row of Latin letters, or one other character. Spaces
/// and the marks between words are none of them: "请 A012 号，到" is "请 A 012 号 到". Capitals stay what they are.
std::string wordsOf(std::string_view text);

/// The sentences of a text, each with its mark at the end; joined they are the text.
std::vector<std::string> sentencesOf(std::string_view text);

/// How a language puts 12 together from parts.
enum class Numerals {
    Chinese, ///< 十 2, 2 十 1, 1 百 0 5
    English, ///< 20 1; up to twelve and the teens are words of their own
};

/// What a set of clips can say.
class Repertoire {
public:
    explicit Repertoire(Numerals numerals = Numerals::Chinese) : numerals_(numerals) {}

    /// `phrase` is said by the clip of that number. False: it has no word, or another clip says it already.
    bool add(std::string_view phrase, std::size_t clip);

    /// The clips that say the text, in order and as few as can be, so that a whole sentence goes before its parts.
    /// Absent: something of it no clip says.
    std::optional<std::vector<std::size_t>> compose(std::string_view text) const;

private:
    std::map<std::string, std::size_t, std::less<>> phrases_; ///< by wordsOf()
    std::size_t words_most_ = 0;                              ///< of one phrase
    Numerals numerals_;
};

/// A part of an utterance that one voice says.
struct Stretch {
    std::vector<std::size_t> clips; ///< in order; empty: no clip says it
    std::string text;

    bool operator==(const Stretch&) const = default;
};

/// Sentence by sentence: those that the clips say, and between them, joined, those for the synthesizer.
std::vector<Stretch> stretchesOf(std::string_view text, const Repertoire& repertoire);

} // namespace onestop::speech
