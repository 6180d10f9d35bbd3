// SPDX-License-Identifier: Apache-2.0
// The desk's evening: it reads what was left for it, answers, and is not fooled by what strangers wrote.
#include "sync/publish/sealed_desk.h"

#include <nlohmann/json.hpp>

#include "sync/crypto/query_code.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::publish;
using catalogue::SealedContent;
using catalogue::SealedPurpose;

namespace {

const crypto::SealingKey& desk() {
    static const auto key = crypto::SealingKey::generate();
    return key;
}

crypto::Bytes seal(std::string_view plain) {
    const auto now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1};
    static const auto certificate = desk().certificate("desk", now, now + std::chrono::days{30});
    return certificate.seal(crypto::bytesOf(plain));
}

SealedContent opinion(std::string_view text, const crypto::QueryKeys& keys) {
    SealedContent content;
    content.record_id = keys.record_id;
    content.consent_version = "opinion-1";
    content.site_id = "dapeng-kuichong";
    content.kiosk = 2;
    content.sealed_at = *events::parseRfc3339("2026-11-23T10:00:00+08:00");
    content.topic = "environment";
    content.text = text;
    content.answer_key = keys.answer_key;
    return content;
}

} // namespace

TEST_CASE("what was said arrives at the desk word for word", "[desk]") {
    const auto keys = crypto::QueryCode::make(crypto::fillRandom).keys();
    for (const std::string text :
         {"二楼的灯坏了。", "He said \"no\" \\ twice\nand left\t.", "\x01\x1b[2J", "𠮷野家 🙂"}) {
        const auto opened = openRecord(desk(), seal(serialize(opinion(text, keys))), keys.record_id);
        REQUIRE(opened);
        CHECK(opened->text == text);
        CHECK(opened->topic == "environment");
        CHECK(opened->kiosk == 2);
        CHECK(opened->answer_key == keys.answer_key);
        const auto json = nlohmann::json::parse(recordJson(*opened));
        CHECK(json["text"] == text);
        CHECK_FALSE(json.contains("answer_key"));
    }
}

TEST_CASE("an answer is read with the code, and the record of another name is refused", "[desk]") {
    const auto code = crypto::QueryCode::make(crypto::fillRandom);
    const auto keys = code.keys();
    const auto sealed = seal(serialize(opinion("灯坏了", keys)));
    const auto opened = openRecord(desk(), sealed, keys.record_id);
    REQUIRE(opened);
    const auto answer = makeAnswer(*opened, "已修好。");
    REQUIRE(answer);
    CHECK(crypto::openAnswer(*answer, code.keys().answer_key, keys.record_id) == "已修好。");
    CHECK_FALSE(makeAnswer(*opened, ""));
    CHECK_FALSE(makeAnswer(*opened, std::string(6001, 'x')));

    CHECK_FALSE(openRecord(desk(), sealed, crypto::makeRecordId(crypto::fillRandom)));
    CHECK_FALSE(openRecord(crypto::SealingKey::generate(), sealed, keys.record_id));
    CHECK_FALSE(openRecord(desk(), seal("not JSON"), {}));
    CHECK_FALSE(openRecord(desk(), seal(R"({"record_id":"short"})"), {}));
    CHECK_FALSE(openRecord(desk(), crypto::bytesOf("not sealed"), {}));
}

TEST_CASE("who asks for a call back is called, with what was rated before the desk's eyes", "[desk]") {
    SealedContent content;
    content.record_id = crypto::makeRecordId(crypto::fillRandom);
    content.purpose = SealedPurpose::CallBack;
    content.consent_version = "call-back-1";
    content.site_id = "dapeng-kuichong";
    content.phone = "13800138000";
    content.subject_type = "ticket";
    content.subject_id = "019ab";
    content.level = 1;
    const auto opened = openRecord(desk(), seal(serialize(content)), content.record_id);
    REQUIRE(opened);
    const auto text = recordText(*opened);
    for (const auto* words : {"13800138000", "1 of 5", "ticket 019ab", "call-back-1"})
        CHECK(text.find(words) != std::string::npos);
    CHECK_FALSE(makeAnswer(*opened, "我们打给您"));
}

TEST_CASE("what a stranger typed can neither steer the screen nor pass for another record", "[desk]") {
    const auto keys = crypto::QueryCode::make(crypto::fillRandom).keys();
    const auto text = recordText(opinion("好\x1b[2J\n00000000000000000000000000000000  forged", keys));
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("\n000") == std::string::npos);
    CHECK(text.find("\n    000") != std::string::npos);
}
