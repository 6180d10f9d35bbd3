// SPDX-License-Identifier: Apache-2.0
#include "kiosk/search/guide_search.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace onestop::search {

namespace {

constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
/// With one character wrong a match must have so many characters, or it would be a guess.
constexpr std::size_t kLeastWithSlip = 4;
/// No syllable is longer (zhuang).
constexpr std::size_t kLongestSyllable = 6;

/// Next character of UTF-8; what is not UTF-8 counts as one unknown character a byte.
char32_t take(std::string_view& utf8) {
    const auto first = static_cast<unsigned char>(utf8.front());
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (length == 1 || length > utf8.size()) {
        utf8.remove_prefix(1);
        return first < 0x80 ? char32_t{first} : U'\uFFFD';
    }
    char32_t character = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        character = (character << 6) | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
    utf8.remove_prefix(length);
    return character;
}

bool isLetter(char32_t c) { return c >= U'a' && c <= U'z'; }
std::uint32_t letterBit(char32_t letter) { return std::uint32_t{1} << (letter - U'a'); }
bool isDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Lower case, full width as half width; 0: a sign that neither matches nor separates.
char32_t fold(char32_t c) {
    if (c >= U'！' && c <= U'～') c = c - U'！' + U'!';
    if (c >= U'A' && c <= U'Z') c = c - U'A' + U'a';
    const bool sign = (c < 0x80 && !isLetter(c) && !isDigit(c)) || (c >= 0x2000 && c <= 0x206F) ||
                      (c >= 0x3000 && c <= 0x303F) || c == 0xB7;
    return sign ? U'\0' : c;
}

} // namespace

/// A term of the query, with what each syllable can do at each of its positions.
class GuideSearch::Term {
public:
    explicit Term(std::u32string characters) : characters_(std::move(characters)) {
        after_.resize(syllableCount() * characters_.size());
        for (std::size_t syllable = 0; syllable < syllableCount(); ++syllable) {
            for (std::size_t at = 0; at < characters_.size(); ++at)
                after_[syllable * characters_.size() + at] = ends(nameOf(static_cast<Syllable>(syllable)), at);
        }
    }

    std::size_t size() const { return characters_.size(); }
    char32_t operator[](std::size_t at) const { return characters_[at]; }
    std::uint64_t whole() const { return std::uint64_t{1} << characters_.size(); }
    /// Positions after the syllable was typed at `at`, in full, by its initial, or half at the end of the term.
    std::uint64_t after(Syllable syllable, std::size_t at) const { return after_[syllable * characters_.size() + at]; }
    /// Positions after one character was something else: one character, or letters up to a syllable.
    std::uint64_t afterSlip(std::size_t at) const {
        if (!isLetter(characters_[at])) return std::uint64_t{1} << (at + 1);
        std::uint64_t ends = 0;
        for (std::size_t end = at; end < std::min(characters_.size(), at + kLongestSyllable); ++end) {
            if (!isLetter(characters_[end])) break;
            ends |= std::uint64_t{1} << (end + 1);
        }
        return ends;
    }

private:
    std::uint64_t ends(std::string_view name, std::size_t at) const {
        std::size_t same = 0;
        while (same < name.size() && at + same < characters_.size() &&
               characters_[at + same] == static_cast<char32_t>(name[same]))
            ++same;
        if (same == 0) return 0;
        std::uint64_t positions = std::uint64_t{1} << (at + 1);
        const bool two_letters = name.size() > 2 && name[1] == 'h'; // zh, ch, sh
        if (two_letters && same >= 2) positions |= std::uint64_t{1} << (at + 2);
        if (same == name.size() || at + same == characters_.size()) positions |= std::uint64_t{1} << (at + same);
        return positions;
    }

    std::u32string characters_;
    std::vector<std::uint64_t> after_;
};

void GuideSearch::clear() { *this = GuideSearch(); }

void GuideSearch::add(std::size_t document, Field field, std::string_view utf8) {
    documents_ = std::max(documents_, document + 1);
    if (utf8.empty()) return;
    const auto [known, is_new] = known_texts_.try_emplace({field, std::string(utf8)}, texts_.size());
    if (!is_new) {
        texts_[known->second].documents.push_back(document);
        return;
    }
    const std::size_t begin = characters_.size();
    char32_t before = 0;
    while (!utf8.empty()) {
        const char32_t folded = fold(take(utf8));
        if (folded != 0) {
            Character made{folded, static_cast<std::uint32_t>(readings_.size()), 0, false, 0};
            made.begins_word = !isLetter(folded) || !isLetter(before);
            if (isLetter(folded)) made.initials = letterBit(folded);
            for (const Syllable syllable : readingsOf(folded)) {
                made.initials |= letterBit(static_cast<char32_t>(nameOf(syllable).front()));
                readings_.push_back(syllable);
                ++made.readings_count;
            }
            characters_.push_back(made);
        }
        before = folded;
    }
    const std::size_t length = characters_.size() - begin;
    texts_.push_back({{document}, begin, static_cast<std::uint32_t>(length), field});
}

std::uint64_t GuideSearch::step(const Character& character, const Term& term, std::uint64_t reached,
                                bool literally) const {
    std::uint64_t next = 0;
    for (std::uint64_t left = reached & (term.whole() - 1); left != 0; left &= left - 1) {
        const auto at = static_cast<std::size_t>(std::countr_zero(left));
        if (term[at] == character.folded) next |= std::uint64_t{1} << (at + 1);
        if (literally || !isLetter(term[at])) continue;
        for (std::size_t i = 0; i < character.readings_count; ++i)
            next |= term.after(readings_[character.readings_begin + i], at);
    }
    return next;
}

GuideSearch::Score GuideSearch::matchText(const Text& text, const Term& term, bool with_slip) const {
    const bool literally = text.field == Field::Content;
    const bool by_initial = !literally && isLetter(term[0]);
    const std::uint32_t initial = by_initial ? letterBit(term[0]) : 0;
    for (std::size_t start = 0; start < text.length; ++start) {
        const Character& first = characters_[text.begin + start];
        const bool possible = first.folded == term[0] || (by_initial && (first.initials & initial) != 0);
        if (!possible || !first.begins_word) continue;
        std::uint64_t right = 1;   // as typed
        std::uint64_t slipped = 0; // with one character wrong
        for (std::size_t i = start; i < text.length && (right | slipped) != 0; ++i) {
            const Character& character = characters_[text.begin + i];
            if (with_slip) {
                slipped = step(character, term, slipped, literally);
                for (std::uint64_t left = i > start ? right & (term.whole() - 1) : 0; left != 0; left &= left - 1)
                    slipped |= term.afterSlip(static_cast<std::size_t>(std::countr_zero(left)));
            }
            right = step(character, term, right, literally);
            const bool slip_done = (slipped & term.whole()) != 0 && i + 1 - start >= kLeastWithSlip;
            if ((right & term.whole()) != 0 || slip_done) {
                const std::uint64_t rank = (std::uint64_t{start > 0} << 32) | text.length;
                return {(static_cast<std::uint64_t>(text.field) << 40) | rank, text.field};
            }
        }
    }
    return {};
}

std::vector<GuideSearch::Score> GuideSearch::match(const Term& term, bool with_slip) const {
    std::vector<Score> best(documents_);
    for (const Text& text : texts_) {
        const auto improves = [&](std::size_t document) {
            return best[document].rank == kNone || text.field <= best[document].field;
        };
        if (std::none_of(text.documents.begin(), text.documents.end(), improves)) continue;
        const Score score = matchText(text, term, with_slip);
        if (score.rank == kNone) continue;
        for (const std::size_t document : text.documents) {
            if (score.rank < best[document].rank) best[document] = score;
        }
    }
    return best;
}

std::vector<Hit> GuideSearch::find(std::string_view query, std::size_t most) const {
    std::vector<Term> terms;
    std::u32string characters;
    const auto close = [&] {
        if (!characters.empty()) terms.emplace_back(std::move(characters));
        characters.clear();
    };
    while (!query.empty()) {
        const char32_t typed = take(query);
        const char32_t folded = fold(typed);
        if (typed == U' ' || typed == U'\u3000')
            close();
        else if (folded != 0 && characters.size() < kLongestTerm)
            characters += folded;
    }
    close();
    if (terms.empty()) return {};

    const auto all = [&](bool with_slip) {
        std::vector<std::pair<std::uint64_t, Hit>> found;
        std::vector<std::vector<Score>> scores;
        scores.reserve(terms.size());
        for (const Term& term : terms)
            scores.push_back(match(term, with_slip));
        for (std::size_t document = 0; document < documents_; ++document) {
            std::uint64_t rank = 0;
            Field field = Field::Name;
            for (const auto& each : scores) {
                rank = std::max(rank, each[document].rank);
                field = std::max(field, each[document].field);
            }
            if (rank != kNone) found.push_back({rank, {document, field}});
        }
        return found;
    };
    auto found = all(false);
    if (found.empty()) found = all(true);
    const auto wanted = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
    std::partial_sort(found.begin(), wanted, found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second.document < b.second.document;
    });
    std::vector<Hit> hits;
    for (auto each = found.begin(); each != wanted; ++each)
        hits.push_back(each->second);
    return hits;
}

} // namespace onestop::search
