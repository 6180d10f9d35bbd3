// SPDX-License-Identifier: Apache-2.0
// Sealed bytes to words, words to a sealed answer.
#include "sync/publish/sealed_desk.h"

#include <nlohmann/json.hpp>

#include "sync/events/clock.h"

namespace onestop::publish {

namespace {

using catalogue::SealedContent;
using catalogue::SealedPurpose;

constexpr std::size_t kLongestAnswer_bytes = 6000; ///< 2,000 Chinese characters in UTF-8

std::string indented(std::string_view words) {
    std::string out = "    ";
    for (const char c : words) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (c == '\n') {
            out += "\n    ";
        } else {
            out += control ? '?' : c;
        }
    }
    return out + '\n';
}

std::string oneLine(std::string_view words) {
    std::string out(words);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    return out;
}

} // namespace

tl::expected<SealedContent, std::string> openRecord(const crypto::SealingKey& key, crypto::BytesView sealed,
                                                    std::string_view record_id) {
    auto plain = key.open(sealed);
    if (!plain) return tl::unexpected(plain.error());
    auto content = catalogue::parseSealedContent(crypto::textOf(*plain));
    crypto::wipe(std::span(*plain));
    if (content && !record_id.empty() && content->record_id != record_id)
        return tl::unexpected("inside is record " + content->record_id + ": the file has another record's name");
    return content;
}

std::string recordText(const SealedContent& content) {
    std::string out = content.record_id + "  " + events::toRfc3339(content.sealed_at) + "  " +
                      oneLine(content.site_id) + "  kiosk " + std::to_string(content.kiosk) + "  consent " +
                      oneLine(content.consent_version) + "\n";
    if (content.purpose == SealedPurpose::CallBack)
        return out + "  call back, after " + std::to_string(content.level) + " of 5 for " +
               oneLine(content.subject_type) + " " + oneLine(content.subject_id) + ":\n" + indented(content.phone);
    return out + "  " + oneLine(content.topic) + ":\n" + indented(content.text);
}

std::string recordJson(const SealedContent& content) {
    nlohmann::ordered_json record{{"record_id", content.record_id},
                                  {"purpose", catalogue::text(content.purpose)},
                                  {"consent_version", content.consent_version},
                                  {"site_id", content.site_id},
                                  {"kiosk", content.kiosk},
                                  {"sealed_at", events::toRfc3339(content.sealed_at)}};
    if (content.purpose == SealedPurpose::CallBack) {
        record["phone"] = content.phone;
        record["subject_type"] = content.subject_type;
        record["subject_id"] = content.subject_id;
        record["level"] = content.level;
    } else {
        record["topic"] = content.topic;
        record["text"] = content.text;
    }
    return record.dump();
}

tl::expected<crypto::Bytes, std::string> makeAnswer(const SealedContent& content, std::string_view text) {
    if (!content.answer_key)
        return tl::unexpected(std::string("who asks for a call back is called: there is no code to read an answer by"));
    if (text.empty() || text.size() > kLongestAnswer_bytes)
        return tl::unexpected("an answer of 1 to " + std::to_string(kLongestAnswer_bytes) + " bytes was expected");
    return crypto::sealAnswer(text, *content.answer_key, content.record_id);
}

} // namespace onestop::publish
