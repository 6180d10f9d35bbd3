// SPDX-License-Identifier: Apache-2.0
// Finds what a resident means in the whole guide while she types: by characters (优待), by pinyin (laonianren), by
// initials (lnr), by a mixture (老nianr), in English by the beginnings of words. Pure; one thread at a time.
//
// A name matches when, from one of its characters on, each character takes its turn in the query: itself, one of its
// readings, or the beginning of one (l, zh); the last one may be half typed. The positions of the query that can be
// reached are a set of bits, so that a query costs one pass over the text whatever its ambiguity.
// Only when nothing matches at all, one character may be another than what was typed (优惠证 for 优待证).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/search/pinyin.h"

namespace onestop::search {

/// In the order in which a match counts.
enum class Field : std::uint8_t {
    Name,       ///< also in the other languages
    Department, ///< who does it, for whom
    Place,      ///< where: house, room, address
    Content,    ///< long text: only literally, never by pinyin
};

struct Hit {
    std::size_t document;
    Field field;
    bool operator==(const Hit&) const = default;
};

class GuideSearch {
public:
    /// What is typed beyond this is ignored.
    static constexpr std::size_t kLongestTerm = 48;

    /// `document`: a number of the caller's; several texts may belong to one. Empty texts are ignored.
    void add(std::size_t document, Field field, std::string_view utf8);
    void clear();

    /// Each document once, the best first: name before place, from the beginning before from the middle, short before
    /// long, then in the order of adding. Terms between spaces must all match. An empty query finds nothing.
    std::vector<Hit> find(std::string_view query, std::size_t most) const;

private:
    /// The same text stands once, however many items are done at the same place.
    struct Text {
        std::vector<std::size_t> documents;
        std::size_t begin; ///< in characters_
        std::uint32_t length;
        Field field;
    };
    struct Character {
        char32_t folded;
        std::uint32_t readings_begin; ///< in readings_
        std::uint8_t readings_count;
        bool begins_word;       ///< a match may begin here
        std::uint32_t initials; ///< bit for each letter that can begin it: most starts are ruled out by it alone
    };
    class Term;
    struct Score {
        std::uint64_t rank = ~std::uint64_t{0};
        Field field = Field::Content;
    };
    std::vector<Score> match(const Term& term, bool with_slip) const;
    Score matchText(const Text& text, const Term& term, bool with_slip) const;
    std::uint64_t step(const Character& character, const Term& term, std::uint64_t reached, bool literally) const;

    std::vector<Text> texts_;
    std::map<std::pair<Field, std::string>, std::size_t, std::less<>> known_texts_;
    std::vector<Character> characters_;
    std::vector<Syllable> readings_;
    std::size_t documents_ = 0;
};

} // namespace onestop::search
