// SPDX-License-Identifier: Apache-2.0
// Written by hand, member by member: a JSON library would leave copies of the words in memory that nobody wipes.
#include "sync/catalogue/sealed_content.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "sync/crypto/query_code.h"

namespace onestop::catalogue {

namespace {

constexpr std::size_t kLongestText_bytes = 16 * 1024;
constexpr int kLongestEscape = 6;            ///< "\\u001f" for one byte
constexpr std::size_t kNamesAndMarks = 1024; ///< member names, numbers, quotes and commas, with room to spare

void appendText(std::string& json, std::string_view name, std::string_view value) {
    constexpr std::string_view kHex = "0123456789abcdef";
    json += json.size() > 1 ? ",\"" : "\"";
    json.append(name).append("\":\"");
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20) {
            json.append("\\u00");
            json += kHex[byte >> 4U];
            json += kHex[byte & 0xfU];
        } else {
            json += c;
        }
    }
    json += '"';
}

void appendNumber(std::string& json, std::string_view name, int value) {
    json.append(",\"").append(name).append("\":").append(std::to_string(value));
}

/// The member's text; nothing when it is missing, no text, empty or too long.
std::optional<std::string> fittingText(const nlohmann::json& document, const char* name) {
    const auto found = document.find(name);
    if (found == document.end() || !found->is_string()) return std::nullopt;
    const auto& text = found->get_ref<const std::string&>();
    if (text.empty() || text.size() > kLongestText_bytes) return std::nullopt;
    return text;
}

std::optional<int> fittingNumber(const nlohmann::json& document, const char* name, int most) {
    const auto found = document.find(name);
    if (found == document.end() || !found->is_number_unsigned() || *found < 1 || *found > most) return std::nullopt;
    return found->get<int>();
}

/// Fills the members; the name of the first that does not fit.
const char* fill(SealedContent& content, const nlohmann::json& document) {
    const auto take = [&](const char* name, std::string& into) {
        auto value = fittingText(document, name);
        if (value) into = std::move(*value);
        return value.has_value();
    };
    if (!take("record_id", content.record_id) || !crypto::isRecordId(content.record_id)) return "record_id";
    const auto purpose = parseSealedPurpose(fittingText(document, "purpose").value_or(""));
    if (!purpose) return "purpose";
    content.purpose = *purpose;
    if (!take("consent_version", content.consent_version)) return "consent_version";
    if (!take("site_id", content.site_id)) return "site_id";
    const auto kiosk = fittingNumber(document, "kiosk", 99);
    if (!kiosk) return "kiosk";
    content.kiosk = *kiosk;
    const auto sealed_at = events::parseRfc3339(fittingText(document, "sealed_at").value_or(""));
    if (!sealed_at) return "sealed_at";
    content.sealed_at = *sealed_at;
    if (content.purpose == SealedPurpose::CallBack) {
        if (!take("phone", content.phone)) return "phone";
        if (!take("subject_type", content.subject_type)) return "subject_type";
        if (!take("subject_id", content.subject_id)) return "subject_id";
        const auto level = fittingNumber(document, "level", 5);
        if (!level) return "level";
        content.level = *level;
        return nullptr;
    }
    if (!take("topic", content.topic)) return "topic";
    if (!take("text", content.text)) return "text";
    auto key = crypto::fromHex(fittingText(document, "answer_key").value_or(""));
    if (!key || key->size() != crypto::Digest{}.size()) return "answer_key";
    std::copy(key->begin(), key->end(), content.answer_key.emplace().begin());
    crypto::wipe(std::span(*key));
    return nullptr;
}

} // namespace

std::string_view text(SealedPurpose purpose) { return purpose == SealedPurpose::Opinion ? "opinion" : "call_back"; }

std::optional<SealedPurpose> parseSealedPurpose(std::string_view name) {
    for (const auto purpose : {SealedPurpose::Opinion, SealedPurpose::CallBack})
        if (text(purpose) == name) return purpose;
    return std::nullopt;
}

SealedContent::~SealedContent() {
    for (std::string* secret : {&text, &phone})
        crypto::wipe(*secret);
    if (answer_key) crypto::wipe(std::span(*answer_key));
}

std::string serialize(const SealedContent& content) {
    std::string json;
    json.reserve(kNamesAndMarks + kLongestEscape * (content.consent_version.size() + content.site_id.size() +
                                                    content.topic.size() + content.text.size() + content.phone.size() +
                                                    content.subject_type.size() + content.subject_id.size()));
    json += '{';
    appendText(json, "record_id", content.record_id);
    appendText(json, "purpose", text(content.purpose));
    appendText(json, "consent_version", content.consent_version);
    appendText(json, "site_id", content.site_id);
    appendNumber(json, "kiosk", content.kiosk);
    appendText(json, "sealed_at", events::toRfc3339(content.sealed_at));
    if (content.purpose == SealedPurpose::CallBack) {
        appendText(json, "phone", content.phone);
        appendText(json, "subject_type", content.subject_type);
        appendText(json, "subject_id", content.subject_id);
        appendNumber(json, "level", content.level);
    } else {
        appendText(json, "topic", content.topic);
        appendText(json, "text", content.text);
        if (content.answer_key) {
            std::string key = crypto::toHex(*content.answer_key);
            appendText(json, "answer_key", key);
            crypto::wipe(key);
        }
    }
    json += '}';
    return json;
}

tl::expected<SealedContent, std::string> parseSealedContent(std::string_view json) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) return tl::unexpected(std::string("a JSON object was expected in the sealed record"));
    SealedContent content;
    if (const char* misfit = fill(content, document))
        return tl::unexpected("cannot read the sealed record: " + std::string(misfit) + " does not fit");
    return content;
}

} // namespace onestop::catalogue
