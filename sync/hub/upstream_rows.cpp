// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/upstream_rows.h"

#include <limits>

#include "sync/events/chain.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

namespace {

std::string logsBegin(std::string_view site) { return "urn:onestop:" + std::string(site) + ':'; }

crypto::Digest chainBefore(store::Database& database, const std::string& source, std::uint64_t sequence) {
    crypto::Digest digest = events::kChainStart;
    if (sequence <= 1) return digest;
    auto row = query(database, "SELECT hash FROM event WHERE source = ? AND sequence = ?", source, sequence - 1);
    if (!nextRow(row)) throw DatabaseFailed({store::StoreFault::Failed, "a held event is not there"});
    const auto blob = row.blob(0);
    std::copy_n(blob.begin(), std::min(blob.size(), digest.size()), digest.begin());
    return digest;
}

} // namespace

std::vector<std::string> logsOfSite(store::Database& database, std::string_view site) {
    const auto begin = logsBegin(site);
    std::vector<std::string> logs;
    auto rows = query(
        database, "SELECT source FROM source WHERE substr(source, 1, length(?1)) = ?1 ORDER BY node = 'hub', source",
        begin);
    while (nextRow(rows))
        logs.push_back(rows.text(0));
    return logs;
}

std::uint64_t HeldLog::acknowledged() {
    return static_cast<std::uint64_t>(
        integerOf(database_, "SELECT sequence FROM upstream_acknowledgement WHERE source = ?", source_).value_or(0));
}

store::Result<std::optional<push::Batch>> HeldLog::next(std::size_t limit) {
    const auto newest = static_cast<std::uint64_t>(
        integerOf(database_, "SELECT sequence FROM source WHERE source = ?", source_).value_or(0));
    auto after = acknowledged();
    if (after >= newest) {
        if (!confirm_ || newest == 0) return std::optional<push::Batch>();
        after = newest - 1;
    }
    auto events = read(after, limit);
    if (events.empty()) return std::optional<push::Batch>();
    const auto before = chainBefore(database_, source_, events.front().sequence);
    return batchOf(std::move(events), before);
}

store::Result<std::optional<push::Batch>> HeldLog::behind(const push::Batch& sent, std::size_t limit) {
    auto events = read(sent.last, limit);
    if (events.empty()) return std::optional<push::Batch>();
    return batchOf(std::move(events), sent.after);
}

std::vector<store::StoredEvent> HeldLog::read(std::uint64_t after, std::size_t limit) {
    std::vector<store::StoredEvent> events;
    std::size_t bytes = 0;
    const auto most = static_cast<std::int64_t>(limit);
    auto rows = query(
        database_, "SELECT sequence, body, hash FROM event WHERE source = ? AND sequence > ? ORDER BY sequence LIMIT ?",
        source_, after, most);
    while (bytes < push::kMostBatchBytes && nextRow(rows)) {
        store::StoredEvent event{static_cast<std::uint64_t>(rows.integer(0)), rows.text(1), {}};
        const auto hash = rows.view(2);
        std::copy_n(hash.begin(), std::min(hash.size(), event.hash.size()), event.hash.begin());
        bytes += event.body.size();
        events.push_back(std::move(event));
    }
    return events;
}

std::optional<push::Batch> HeldLog::batchOf(std::vector<store::StoredEvent> events,
                                            const crypto::Digest& before) const {
    // The upstream may hold more than this hub, when this one was restored and its kiosks have not repeated it yet.
    return push::makeBatch(source_, std::move(events), before,
                           static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
}

store::Result<void> HeldLog::acknowledge(const push::Batch& batch, std::uint64_t held) {
    went_back_ |= held < acknowledged();
    run(database_,
        "INSERT INTO upstream_acknowledgement (source, sequence, acknowledged_at) VALUES (?, ?, ?) ON CONFLICT "
        "(source) DO "
        "UPDATE SET sequence = excluded.sequence, acknowledged_at = excluded.acknowledged_at",
        batch.source, held, events::toRfc3339(clock_.now()));
    confirm_ = false;
    return {};
}

store::Result<std::vector<std::string>> HeldRecords::unsent() {
    std::vector<std::string> ids;
    auto rows = query(database_, "SELECT record_id FROM sealed_record WHERE record_id NOT IN (SELECT record_id FROM "
                                 "upstream_sealed) ORDER BY received_at, record_id");
    while (nextRow(rows))
        ids.push_back(rows.text(0));
    return ids;
}

store::Result<std::optional<push::SealedRecord>> HeldRecords::read(const std::string& record_id) {
    auto row = query(
        database_, "SELECT purpose, consent_version, sealed_at, cms FROM sealed_record WHERE record_id = ?", record_id);
    if (!nextRow(row)) return std::optional<push::SealedRecord>();
    return std::optional(
        push::SealedRecord{record_id, row.text(0), row.text(1), row.text(2), std::string(crypto::textOf(row.blob(3)))});
}

store::Result<void> HeldRecords::handedIn(const std::string& record_id) {
    const auto now = events::toRfc3339(clock_.now());
    run(database_,
        "INSERT INTO upstream_sealed (record_id, handed_in_at, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        record_id, now, now);
    return {};
}

std::optional<std::string> dueQuestion(store::Database& database, events::WallTime now) {
    return textOf(
        database,
        "SELECT record_id FROM upstream_sealed WHERE asked_at < ? AND (asked_at = '' OR record_id NOT IN (SELECT "
        "record_id FROM sealed_answer)) ORDER BY asked_at, record_id LIMIT 1",
        events::toRfc3339(now - kAskAgain));
}

void askUpstreamNow(store::Database& database, std::string_view record_id) {
    run(database, "UPDATE upstream_sealed SET asked_at = '' WHERE record_id = ?", record_id);
}

static void askedNow(store::Database& database, std::string_view record_id, events::WallTime now) {
    run(database, "UPDATE upstream_sealed SET asked_at = ? WHERE record_id = ?", events::toRfc3339(now), record_id);
}

void takeAnswer(store::Database& database, std::string_view record_id, crypto::BytesView answer, events::WallTime now) {
    run(database,
        "INSERT INTO sealed_answer (record_id, answer, brought_at) SELECT record_id, ?, ? FROM sealed_record WHERE "
        "record_id = ? ON CONFLICT (record_id) DO UPDATE SET answer = excluded.answer, brought_at = "
        "excluded.brought_at",
        answer, events::toRfc3339(now), record_id);
    askedNow(database, record_id, now);
}

void noAnswerYet(store::Database& database, std::string_view record_id, events::WallTime now) {
    askedNow(database, record_id, now);
}

void handInAgain(store::Database& database, std::string_view record_id) {
    run(database, "DELETE FROM upstream_sealed WHERE record_id = ?", record_id);
}

Backlog backlogOf(store::Database& database, std::string_view site) {
    const auto begin = logsBegin(site);
    Backlog backlog;
    auto row =
        query(database,
              "SELECT SUM(source.sequence - COALESCE(held.sequence, 0)), MIN(event.received_at) FROM source LEFT "
              "JOIN upstream_acknowledgement AS held USING (source) JOIN event ON event.source = source.source AND "
              "event.sequence = COALESCE(held.sequence, 0) + 1 WHERE source.sequence > COALESCE(held.sequence, 0) "
              "AND substr(source.source, 1, length(?1)) = ?1",
              begin);
    if (!nextRow(row) || row.isNull(0)) return backlog;
    backlog.events = row.integer(0);
    backlog.oldest_at = events::parseRfc3339(row.text(1));
    return backlog;
}

} // namespace onestop::hub
