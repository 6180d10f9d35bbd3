// SPDX-License-Identifier: Apache-2.0
// The rows of sealed.sql, and the folders that go to the desk and come back.
#include "sync/hub/sealed.h"

#include <algorithm>

#include "sync/catalogue/sealed_content.h"
#include "sync/crypto/query_code.h"
#include "sync/crypto/sealing.h"
#include "sync/hub/rows.h"
#include "sync/tuf/atomic_file.h"

namespace onestop::hub {

namespace fs = std::filesystem;
using store::Transaction;

namespace {

constexpr std::size_t kMostConsentBytes = 64;

bool isConsentVersion(std::string_view text) {
    return !text.empty() && text.size() <= kMostConsentBytes && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

bool fits(const SealedOffer& offer) {
    return crypto::isRecordId(offer.record_id) && catalogue::parseSealedPurpose(offer.purpose) &&
           isConsentVersion(offer.consent_version) && events::parseRfc3339(offer.sealed_at) &&
           crypto::isSealed(offer.cms);
}

} // namespace

std::string_view problemOf(SealedFault fault) {
    switch (fault) {
    case SealedFault::NotSealed:
        return "not-sealed";
    case SealedFault::TooLarge:
        return "too-large";
    case SealedFault::OtherBytes:
        return "other-bytes";
    }
    return "not-sealed";
}

unsigned statusOf(SealedFault fault) {
    switch (fault) {
    case SealedFault::NotSealed:
        return 400;
    case SealedFault::TooLarge:
        return 413;
    case SealedFault::OtherBytes:
        return 409;
    }
    return 400;
}

tl::expected<bool, SealedFault> takeSealed(store::Database& database, std::string_view node, const SealedOffer& offer,
                                           events::WallTime now) {
    if (offer.cms.size() > kMostSealedBytes) return tl::unexpected(SealedFault::TooLarge);
    if (!fits(offer)) return tl::unexpected(SealedFault::NotSealed);
    auto transaction = orThrow(Transaction::begin(database));
    auto held = query(database, "SELECT cms FROM sealed_record WHERE record_id = ?", offer.record_id);
    if (nextRow(held)) {
        if (!std::ranges::equal(held.blob(0), offer.cms)) return tl::unexpected(SealedFault::OtherBytes);
        return false;
    }
    run(database,
        "INSERT INTO sealed_record (record_id, node, purpose, consent_version, sealed_at, received_at, cms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        offer.record_id, node, offer.purpose, offer.consent_version, offer.sealed_at, events::toRfc3339(now),
        offer.cms);
    orThrow(transaction.commit());
    return true;
}

std::optional<SealedAnswer> answerOf(store::Database& database, std::string_view record_id) {
    auto row = query(database,
                     "SELECT answer FROM sealed_record LEFT JOIN sealed_answer USING (record_id) WHERE record_id = ?",
                     record_id);
    if (!nextRow(row)) return std::nullopt;
    SealedAnswer answer;
    if (!row.isNull(0)) answer.bytes = row.blob(0);
    return answer;
}

tl::expected<std::size_t, std::string> exportSealed(store::Database& database, const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return tl::unexpected("cannot make " + folder.string() + ": " + error.message());
    std::size_t files = 0;
    auto rows = query(database, "SELECT record_id, cms FROM sealed_record WHERE record_id NOT IN "
                                "(SELECT record_id FROM sealed_answer) ORDER BY received_at, record_id");
    for (; nextRow(rows); ++files) {
        const auto written = tuf::writeFileAtomically(folder / (rows.text(0) + ".cms"), rows.blob(1), 0600);
        if (!written) return tl::unexpected(written.error());
    }
    return files;
}

tl::expected<ImportedAnswers, std::string> importAnswers(store::Database& database, const fs::path& folder,
                                                         events::WallTime now) {
    ImportedAnswers imported;
    std::error_code error;
    auto transaction = orThrow(Transaction::begin(database));
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".answer") continue;
        const std::string record_id = entry.path().stem().string();
        const auto bytes = tuf::readFile(entry.path(), kMostSealedBytes);
        if (!bytes || bytes->empty() || !crypto::isRecordId(record_id) || !answerOf(database, record_id)) {
            imported.left.push_back(entry.path().filename().string());
            continue;
        }
        run(database,
            "INSERT INTO sealed_answer (record_id, answer, brought_at) VALUES (?, ?, ?) ON CONFLICT (record_id) DO "
            "UPDATE SET answer = excluded.answer, brought_at = excluded.brought_at",
            record_id, crypto::BytesView(*bytes), events::toRfc3339(now));
        ++imported.taken;
    }
    if (error) return tl::unexpected("cannot read " + folder.string() + ": " + error.message());
    orThrow(transaction.commit());
    std::ranges::sort(imported.left);
    return imported;
}

std::int64_t forgetSealed(store::Database& database, std::chrono::days retention, events::WallTime now) {
    auto transaction = orThrow(Transaction::begin(database));
    const auto gone =
        run(database, "DELETE FROM sealed_record WHERE received_at < ?", events::toRfc3339(now - retention));
    for (const std::string table : {"sealed_answer", "upstream_sealed"})
        run(database, "DELETE FROM " + table + " WHERE record_id NOT IN (SELECT record_id FROM sealed_record)");
    orThrow(transaction.commit());
    return gone;
}

} // namespace onestop::hub
