// SPDX-License-Identifier: Apache-2.0
// Promises: what changes in a month costs a hundredth of the document; what comes out is the document or nothing,
// wherever the bytes were cut or changed; nobody can make the unpacker give out more than was signed.
#include "tests/support/catch.h"

#include "sync/tuf/packing.h"

#include <numeric>
#include <random>
#include <string>

using namespace onestop;
using namespace onestop::tuf;

namespace {

crypto::Bytes bytesOf(const std::string& text) { return {text.begin(), text.end()}; }

/// A list of services with words of a small vocabulary, as a guide is; every twentieth differs between months.
std::string guide(int month) {
    std::mt19937 words(7);
    std::mt19937 changed(static_cast<unsigned>(month));
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        auto& engine = i % 20 == 0 ? changed : words;
        text += "{\"id\":\"item-" + std::to_string(i) + "\",\"description\":\"";
        for (int word = 0; word < 40; ++word)
            text += "word" + std::to_string(engine() % 300) + ' ';
        text += "\"}\n";
    }
    return text;
}

tl::expected<std::string, std::string> unpack(const crypto::Bytes& packed, const crypto::Bytes& older,
                                              std::size_t document_bytes, std::size_t piece = 1000) {
    auto unpacker = Unpacker::make(older, document_bytes);
    REQUIRE(unpacker);
    std::string out;
    for (std::size_t at = 0; at < packed.size(); at += piece) {
        const auto part = std::span(packed).subspan(at, std::min(piece, packed.size() - at));
        const auto fed = unpacker->feed(part, [&](std::span<const std::uint8_t> bytes) {
            out.append(bytes.begin(), bytes.end());
            return true;
        });
        if (!fed) return tl::unexpected(fed.error());
    }
    if (!unpacker->isWhole()) return tl::unexpected(std::string("too early"));
    return out;
}

} // namespace

TEST_CASE("a month in which a twentieth changed costs a fraction of the whole", "[tuf][packing]") {
    const auto october = bytesOf(guide(10)), november = bytesOf(guide(11));
    const auto whole = packWhole(november);
    const auto delta = packAgainst(october, november);
    REQUIRE(whole);
    REQUIRE(delta);

    CHECK(delta->size() * 10 < whole->size());
    CHECK(unpack(*whole, {}, november.size()) == guide(11));
    CHECK(unpack(*delta, october, november.size()) == guide(11));
    CHECK(unpack(*delta, october, november.size(), 1) == guide(11));
    CHECK(std::equal(delta->begin() + 8, delta->begin() + 40, crypto::sha256(october).begin())); // RFC 9842
}

TEST_CASE("what was made for another version, cut or changed gives nothing", "[tuf][packing]") {
    const auto october = bytesOf(guide(10)), november = bytesOf(guide(11));
    const auto delta = packAgainst(october, november);
    REQUIRE(delta);

    CHECK_FALSE(unpack(*delta, bytesOf(guide(9)), november.size()));
    CHECK_FALSE(unpack(*delta, {}, november.size()));
    CHECK_FALSE(unpack(bytesOf("<html>please log in</html>"), {}, november.size()));
    for (const std::size_t kept :
         {std::size_t{0}, std::size_t{39}, std::size_t{40}, delta->size() / 2, delta->size() - 1})
        CHECK_FALSE(
            unpack({delta->begin(), delta->begin() + static_cast<std::ptrdiff_t>(kept)}, october, november.size()));
    auto longer = *delta;
    longer.push_back(0);
    CHECK_FALSE(unpack(longer, october, november.size()));
}

TEST_CASE("no more comes out than was signed", "[tuf][packing]") {
    const crypto::Bytes bomb(50'000'000, 'a');
    const auto packed = packWhole(bomb);
    REQUIRE(packed);
    REQUIRE(packed->size() < 10'000);
    CHECK_FALSE(unpack(*packed, {}, 1'000'000));
}
