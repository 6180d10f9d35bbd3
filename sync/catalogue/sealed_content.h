// SPDX-License-Identifier: Apache-2.0
// What is inside a sealed record: written by the kiosk, read by the district's desk, seen by nobody between. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"

namespace onestop::catalogue {

enum class SealedPurpose { Opinion, CallBack };

/// "opinion", "call_back": as store, hub and desk name it.
std::string_view text(SealedPurpose purpose);
std::optional<SealedPurpose> parseSealedPurpose(std::string_view text);

/// Overwritten when it goes.
struct SealedContent {
    std::string record_id;
    SealedPurpose purpose = SealedPurpose::Opinion;
    std::string consent_version;
    std::string site_id;
    int kiosk = 1;
    events::WallTime sealed_at{};

    std::string topic; ///< of an opinion, with its text
    std::string text;
    std::optional<crypto::Digest> answer_key; ///< of an opinion: what an answer is sealed with

    std::string phone; ///< of a call back, with what was rated
    std::string subject_type;
    std::string subject_id;
    int level = 0;

    SealedContent() = default;
    SealedContent(const SealedContent&) = delete;
    SealedContent& operator=(const SealedContent&) = delete;
    SealedContent(SealedContent&& other) noexcept = default;
    SealedContent& operator=(SealedContent&&) = delete;
    ~SealedContent();
};

/// JSON in one buffer of its final size, so that wiping it leaves nothing behind.
std::string serialize(const SealedContent& content);

/// A sentence about what was expected.
tl::expected<SealedContent, std::string> parseSealedContent(std::string_view json);

} // namespace onestop::catalogue
