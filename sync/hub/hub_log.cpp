// SPDX-License-Identifier: Apache-2.0
// The only writer of the table `held_event`, for kiosks and for the hub itself.
#include "sync/hub/hub_log.h"

#include <algorithm>
#include <array>

#include "sync/catalogue/service_day.h"
#include "sync/events/chain.h"
#include "sync/events/uuid7.h"
#include "sync/hub/many_rows.h"
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
    auto statement = query(database, "SELECT sequence, hash, number FROM source WHERE source = ?", source);
    Held held;
    if (!nextRow(statement)) return held;
    held.sequence = static_cast<std::uint64_t>(statement.integer(0));
    const auto hash = statement.blob(1);
    if (hash.size() == held.hash.size()) std::copy(hash.begin(), hash.end(), held.hash.begin());
    held.number = statement.integer(2);
    return held;
}

EventWriter::EventWriter(store::Database& database, std::string_view source, std::string_view node,
                         events::WallTime received_at)
    : database_(database), source_(source), node_(node), received_at_(events::toRfc3339(received_at)),
      held_(heldOf(database, source)) {}

void EventWriter::store(const events::EventHead& event, std::string_view body, const crypto::Digest& hash) {
    held_.sequence = event.sequence;
    held_.hash = hash;
    waiting_.push_back({&event, body, hash});
}

void EventWriter::finish() {
    if (waiting_.empty()) return;
    if (held_.number == 0) held_.number = integerOf(database_, "SELECT MAX(number) FROM source").value_or(0) + 1;
    static const ManyRows kEvents(
        "INSERT INTO held_event (source_number, received_at, sequence, type, service_day, hash, body) VALUES", 2, 5);
    kEvents.insert(
        database_, std::span<const Row>(waiting_),
        [](store::Statement& insert, int value, const Row& row) {
            const auto& [event, body, hash] = row;
            insert.bind(++value, static_cast<std::int64_t>(event->sequence));
            insert.bind(++value, std::string_view(event->type));
            insert.bind(++value, std::string_view(catalogue::serviceDayOf(event->time).text()));
            insert.bindBlob(++value, hash);
            insert.bind(++value, body);
            return value;
        },
        held_.number, received_at_);
    tell(database_,
         "INSERT INTO source (source, number, node, sequence, hash, last_received_at, last_time) VALUES (?, ?, ?, ?, "
         "?, ?, ?) "
         "ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, "
         "last_received_at = excluded.last_received_at, last_time = excluded.last_time",
         source_, held_.number, node_, held_.sequence, held_.hash, received_at_,
         events::toRfc3339(waiting_.back().event->time));
    waiting_.clear();
}

} // namespace onestop::hub
