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
    writer.store(event, events::serialize(event));
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

EventWriter::EventWriter(store::Database& database, std::string_view source, std::string_view node,
                         events::WallTime received_at)
    : database_(database), source_(source), node_(node), received_at_(events::toRfc3339(received_at)),
      held_(heldOf(database, source)),
      insert_(orThrow(
          database.prepare("INSERT INTO event (source, sequence, event_id, type, time, service_day, body, hash, "
                           "received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"))) {}

void EventWriter::store(const events::Event& event, std::string_view body) {
    held_.sequence = event.sequence;
    held_.hash = events::chainNext(held_.hash, body);
    last_time_ = events::toRfc3339(event.time);
    insert_.bind(1, std::string_view(source_))
        .bind(2, static_cast<std::int64_t>(event.sequence))
        .bind(3, std::string_view(event.id))
        .bind(4, std::string_view(event.type))
        .bind(5, std::string_view(last_time_))
        .bind(6, std::string_view(catalogue::serviceDayOf(event.time).text()))
        .bind(7, body)
        .bindBlob(8, held_.hash)
        .bind(9, std::string_view(received_at_));
    orThrow(insert_.run());
}

void EventWriter::finish() {
    run(database_,
        "INSERT INTO source (source, node, sequence, hash, last_received_at, last_time) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, "
        "last_received_at = excluded.last_received_at, last_time = excluded.last_time",
        source_, node_, held_.sequence, held_.hash, received_at_, last_time_);
}

} // namespace onestop::hub
