// SPDX-License-Identifier: Apache-2.0
// Promises of the figures under a code: the same at any time, told from a slip of the finger, and nothing that can be
// worked out without the kiosk's key.
#include <set>

#include "sync/catalogue/short_code.h"
#include "tests/support/catch.h"

using namespace onestop;
using catalogue::ShortCode;

namespace {

std::string idOf(int number) {
    std::string id = std::to_string(number);
    return id.insert(0, 32 - id.size(), '0');
}

} // namespace

TEST_CASE("the figures of a code are nine, in threes, and stay what they are over a restart", "[short-code]") {
    const auto key = crypto::PrivateKey::generate();
    const auto again = crypto::PrivateKey::fromPem(key.toPem(""), "");
    REQUIRE(again);
    for (int i = 0; i < 200; ++i) {
        const auto code = ShortCode::of(key, idOf(i));
        REQUIRE(code.text().size() == 11);
        CHECK(code.text()[3] == ' ');
        CHECK(code.text()[7] == ' ');
        CHECK(ShortCode::of(*again, idOf(i)) == code);
        REQUIRE(ShortCode::parse(code.text()) == code);
    }
}

TEST_CASE("one wrong figure, one too few or too many, or a letter is no code", "[short-code]") {
    const auto code = ShortCode::of(crypto::PrivateKey::generate(), idOf(7)).text();
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (code[at] == ' ') continue;
        for (char wrong = '0'; wrong <= '9'; ++wrong) {
            auto typed = code;
            typed[at] = wrong;
            CHECK(ShortCode::parse(typed).has_value() == (wrong == code[at]));
        }
    }
    for (const auto& typed : {code.substr(1), code + "0", std::string(), "x" + code.substr(1), "-" + code})
        CHECK_FALSE(ShortCode::parse(typed));
}

TEST_CASE("another kiosk's key gives other figures for the same id, and they are spread evenly", "[short-code]") {
    const auto key = crypto::PrivateKey::generate(), other = crypto::PrivateKey::generate();
    std::set<std::string> seen;
    std::array<int, 10> first{};
    for (int i = 0; i < 1000; ++i) {
        const auto text = ShortCode::of(key, idOf(i)).text();
        seen.insert(text);
        ++first.at(static_cast<std::size_t>(text[0] - '0'));
        CHECK(ShortCode::of(other, idOf(i)).text() != text);
    }
    CHECK(seen.size() >= 999);
    for (const int times : first)
        CHECK(times > 50);
}
