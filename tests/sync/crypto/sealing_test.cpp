// SPDX-License-Identifier: Apache-2.0
// What a resident is promised: only the district's desk reads what she left, only her code opens the answer, and
// whoever changes a byte on the way is found out.
#include "sync/crypto/query_code.h"
#include "sync/crypto/sealing.h"

#include <set>

#include "tests/support/catch.h"

using namespace onestop::crypto;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kOpinion = "希望周末也开放阅览室，电话 13800138000";
const CertificateTime kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23};

const SealingKey& desk() {
    static const SealingKey key = SealingKey::generate();
    return key;
}

SealingCertificate deskCertificate() { return desk().certificate("Sealed records", kNow, kNow + 24h * 365); }

void chance(std::span<std::uint8_t> out) { fillRandom(out); }

} // namespace

TEST_CASE("what was sealed is read at the desk, and nowhere else", "[sealing]") {
    const Bytes sealed = deskCertificate().seal(bytesOf(kOpinion));

    CHECK(isSealed(sealed));
    CHECK(textOf(sealed).find("13800138000") == std::string_view::npos);
    const auto opened = desk().open(sealed);
    REQUIRE(opened);
    CHECK(textOf(*opened) == kOpinion);
    CHECK_FALSE(SealingKey::generate().open(sealed));
    CHECK(deskCertificate().seal(bytesOf(kOpinion)) != sealed); // the same words twice do not look alike
}

TEST_CASE("a byte that was changed on the way is found out, wherever it is", "[sealing]") {
    const Bytes sealed = deskCertificate().seal(bytesOf(kOpinion));
    for (std::size_t i = 0; i < sealed.size(); i += 7) {
        Bytes changed = sealed;
        changed[i] ^= 0x10U;
        const auto opened = desk().open(changed);
        CHECK((!opened || textOf(*opened) == kOpinion)); // some bytes of the envelope only name the recipient
    }
    Bytes changed = sealed;
    changed[sealed.size() - 1] ^= 1U; // of the tag
    CHECK_FALSE(desk().open(changed));
    changed = sealed;
    changed.pop_back();
    CHECK_FALSE(isSealed(changed));
    changed = sealed;
    changed.push_back(0);
    CHECK_FALSE(isSealed(changed));
    CHECK_FALSE(isSealed(bytesOf(kOpinion)));
    CHECK_FALSE(isSealed({}));
}

TEST_CASE("the desk's key rests encrypted and a weak one is refused", "[sealing]") {
    const auto pem = desk().toPem("correct horse");
    CHECK(pem.find("ENCRYPTED PRIVATE KEY") != std::string::npos);
    CHECK_FALSE(SealingKey::fromPem(pem, "wrong horse"));
    const auto again = SealingKey::fromPem(pem, "correct horse");
    REQUIRE(again);
    CHECK(again->open(deskCertificate().seal(bytesOf(kOpinion))));

    const auto certificate = SealingCertificate::fromPem(deskCertificate().toPem());
    REQUIRE(certificate);
    CHECK(desk().open(certificate->seal(bytesOf("x"))));
    CHECK_FALSE(SealingKey::fromPem(makeNodeKey(), ""));
    CHECK_FALSE(SealingCertificate::fromPem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
}

TEST_CASE("a code is twenty digits in groups, and a slip of the finger is noticed", "[sealing]") {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto text = QueryCode::make(chance).text();
        CHECK(text.size() == 24);
        CHECK(seen.insert(text).second);
        CHECK(QueryCode::parse(text)->text() == text);
        auto wrong = text;
        wrong[static_cast<std::size_t>(i) % 4] = wrong[static_cast<std::size_t>(i) % 4] == '9' ? '0' : '9';
        if (wrong != text) CHECK_FALSE(QueryCode::parse(wrong));
    }
    const auto code = QueryCode::make(chance).text();
    auto bare = code;
    std::erase(bare, ' ');
    CHECK(QueryCode::parse(bare)->text() == code);
    CHECK_FALSE(QueryCode::parse(""));
    CHECK_FALSE(QueryCode::parse(bare.substr(1)));
    CHECK_FALSE(QueryCode::parse(bare + "0"));
    CHECK_FALSE(QueryCode::parse("a" + bare.substr(1)));
}

TEST_CASE("an answer opens with the code of its record and with nothing else", "[sealing]") {
    const auto code = QueryCode::make(chance);
    const auto keys = code.keys();
    const auto typed = QueryCode::parse(code.text())->keys();
    CHECK(typed.record_id == keys.record_id);
    CHECK(isRecordId(keys.record_id));
    CHECK(isRecordId(makeRecordId(chance)));
    CHECK_FALSE(isRecordId("../" + keys.record_id.substr(3)));

    const Bytes answer = sealAnswer("十二月起周六开放。", keys.answer_key, keys.record_id);
    CHECK(openAnswer(answer, typed.answer_key, typed.record_id) == "十二月起周六开放。");

    const auto other = QueryCode::make(chance).keys();
    CHECK(other.record_id != keys.record_id);
    CHECK_FALSE(openAnswer(answer, other.answer_key, keys.record_id));
    CHECK_FALSE(openAnswer(answer, keys.answer_key, other.record_id)); // not moved to another record either
    for (std::size_t i = 0; i < answer.size(); ++i) {
        Bytes changed = answer;
        changed[i] ^= 1U;
        CHECK_FALSE(openAnswer(changed, keys.answer_key, keys.record_id));
    }
    CHECK_FALSE(openAnswer(BytesView(answer).first(20), keys.answer_key, keys.record_id));
    CHECK(openAnswer(sealAnswer("", keys.answer_key, keys.record_id), keys.answer_key, keys.record_id) == "");
}
