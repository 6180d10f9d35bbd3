// SPDX-License-Identifier: Apache-2.0
// The only writer of the table `event`, for kiosks and for the hub itself.
#include "sync/hub/hub_log.h"

#include <algorithm>
#include <array>

#include "sync/catalogue/service_day.h"
#include "sync/events/chain.h"
#include "sync/events/uuid7.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

std::string newId(const events::Clock& clock, const RandomSource& random) {
    std::array<std::uint8_t, 10> chance{};
    random(chance);
    return events::makeUuid7(clock.now(), chance);
}

HubLog::HubLog(store::Database& database, const events::Clock& clock, RandomSource random, const std::string& site)
    : database_(database), clock_(clock), random_(std::move(random)) {
    auto transaction = orThrow(store::Transaction::begin(database_));
    auto epoch = textOf(database_, "SELECT epoch FROM hub_state");
    const bool fresh = !epoch;
    if (fresh) {
        epoch = newId();
        run(database_, "INSERT INTO hub_state (\"only\", epoch, revision) VALUES (1, ?, 0)", *epoch);
    }
    source_ = events::SourceName{site, "hub", "hub", *epoch}.text();
    if (fresh) append("epoch.opened", "{}");
    orThrow(transaction.commit());
}

void HubLog::append(std::string_view type, std::string data) {
    const auto now = clock_.now();
    EventWriter writer(database_, source_, "hub", now);
    events::Event event;
    event.id = newId();
    event.source = source_;
    event.type = type;
    event.time = now;
    event.sequence = writer.held().sequence + 1;
    event.monotonic = clock_.monotonic();
    event.clock_trusted = clock_.trusted();
    event.data = std::move(data);
    const auto body = events::serialize(event);
    writer.store(event, body, events::chainNext(writer.held().hash, body));
    writer.finish();
}

Held heldOf(store::Database& database, std::string_view source) {
    auto statement = query(database, "SELECT sequence, hash FROM source WHERE source = ?", source);
    Held held;
    if (!nextRow(statement)) return held;
    held.sequence = static_cast<std::uint64_t>(statement.integer(0));
    const auto hash = statement.blob(1);
    if (hash.size() == held.hash.size()) std::copy(hash.begin(), hash.end(), held.hash.begin());
    return held;
}

namespace {

/// Rows of one statement where the database is far (Database::isFar), the most first: few sizes are few statements to
/// keep ready.
constexpr std::array<std::size_t, 3> kRowsAtOnce{64, 8, 1};
constexpr int kSharedValues = 2, kValuesOfRow = 7;

std::string insertOf(std::size_t rows) {
    std::string sql =
        "INSERT INTO event (source, received_at, sequence, event_id, type, time, service_day, body, hash) VALUES ";
    int value = kSharedValues;
    for (std::size_t row = 0; row < rows; ++row) {
        sql += row == 0 ? "(?1, ?2" : ", (?1, ?2";
        for (int i = 0; i < kValuesOfRow; ++i)
            sql += ", ?" + std::to_string(++value);
        sql += ')';
    }
    return sql;
}

const std::string& insertStatement(std::size_t rows) {
    static const std::array kStatements{insertOf(kRowsAtOnce[0]), insertOf(kRowsAtOnce[1]), insertOf(kRowsAtOnce[2])};
    return kStatements.at(
        static_cast<std::size_t>(std::find(kRowsAtOnce.begin(), kRowsAtOnce.end(), rows) - kRowsAtOnce.begin()));
}

} // namespace

EventWriter::EventWriter(store::Database& database, std::string_view source, std::string_view node,
                         events::WallTime received_at)
    : database_(database), source_(source), node_(node), received_at_(events::toRfc3339(received_at)),
      held_(heldOf(database, source)) {}

void EventWriter::store(const events::EventHead& event, std::string_view body, const crypto::Digest& hash) {
    held_ = {event.sequence, hash};
    waiting_.push_back({&event, body, hash});
}

void EventWriter::write(store::Statement& insert, std::span<const Row> rows) {
    int value = kSharedValues;
    for (const auto& [event, body, hash] : rows) {
        insert.bind(++value, static_cast<std::int64_t>(event->sequence));
        insert.bind(++value, std::string_view(event->id));
        insert.bind(++value, std::string_view(event->type));
        insert.bind(++value, std::string_view(events::toRfc3339(event->time)));
        insert.bind(++value, std::string_view(catalogue::serviceDayOf(event->time).text()));
        insert.bind(++value, body);
        insert.bindBlob(++value, hash);
    }
    orThrow(insert.runLater());
}

void EventWriter::finish() {
    if (waiting_.empty()) return;
    std::span<const Row> rows(waiting_);
    const auto sizes = std::span(kRowsAtOnce).last(database_.isFar() ? kRowsAtOnce.size() : 1);
    for (const auto at_once : sizes) {
        if (rows.size() < at_once) continue;
        auto insert = query(database_, insertStatement(at_once), source_, received_at_);
        for (; rows.size() >= at_once; rows = rows.subspan(at_once))
            write(insert, rows.first(at_once));
    }
    tell(database_,
         "INSERT INTO source (source, node, sequence, hash, last_received_at, last_time) VALUES (?, ?, ?, ?, ?, ?) "
         "ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, "
         "last_received_at = excluded.last_received_at, last_time = excluded.last_time",
         source_, node_, held_.sequence, held_.hash, received_at_, events::toRfc3339(waiting_.back().event->time));
    waiting_.clear();
}

} // namespace onestop::hub
