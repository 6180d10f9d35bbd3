// SPDX-License-Identifier: Apache-2.0
// Sealed records on their way to the district's desk, answers on their way back. The hub keeps bytes that it cannot
// open, for so many days, and knows of a record only its id, its purpose and which words were agreed to.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"
#include "sync/store/database.h"
#include "sync/store/sealed_retention.h"

namespace onestop::hub {

inline constexpr std::size_t kMostSealedBytes = 64 * 1024; ///< of a record, and of an answer
using store::kSealedRetention;                             ///< unless hub.toml says otherwise

struct SealedOffer {
    std::string_view record_id;
    std::string_view purpose;
    std::string_view consent_version;
    std::string_view sealed_at;
    crypto::BytesView cms;
};

enum class SealedFault {
    NotSealed,  ///< no id, no purpose, or bytes that anybody could read
    TooLarge,   ///< more than kMostSealedBytes
    OtherBytes, ///< the id is held with other bytes
};
std::string_view problemOf(SealedFault fault);
unsigned statusOf(SealedFault fault);

/// True when it is new, false when it was held already.
tl::expected<bool, SealedFault> takeSealed(store::Database& database, std::string_view node, const SealedOffer& offer,
                                           events::WallTime now);

/// What a kiosk is told about a record: nothing when it is not held, no bytes while it has no answer.
struct SealedAnswer {
    std::optional<crypto::Bytes> bytes;
};
std::optional<SealedAnswer> answerOf(store::Database& database, std::string_view record_id);

/// All records that have no answer yet, as "<record_id>.cms" for onestop-open. How many there are in the folder now.
tl::expected<std::size_t, std::string> exportSealed(store::Database& database, const std::filesystem::path& folder);

/// The "<record_id>.answer" files of onestop-open; a newer answer takes the place of an older one.
struct ImportedAnswers {
    std::size_t taken = 0;
    std::vector<std::string> left; ///< files that belong to no record held here, or are no answer
};
tl::expected<ImportedAnswers, std::string> importAnswers(store::Database& database, const std::filesystem::path& folder,
                                                         events::WallTime now);

/// Forgets what came in longer ago, with its answer. How many records that were.
std::int64_t forgetSealed(store::Database& database, std::chrono::days retention, events::WallTime now);

} // namespace onestop::hub
