// SPDX-License-Identifier: Apache-2.0
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
        run(database_, "INSERT INTO hub_state (only, epoch, revision) VALUES (1, ?, 0)", *epoch);
    }
    source_ = events::SourceName{site, "hub", "hub", *epoch}.text();
    if (fresh) append("epoch.opened", "{}");
    orThrow(transaction.commit());
}

void HubLog::append(std::string_view type, std::string data) {
    Held held = heldOf(database_, source_);
    events::Event event;
    event.id = newId();
    event.source = source_;
    event.type = type;
    event.time = clock_.now();
    event.sequence = held.sequence + 1;
    event.monotonic = clock_.monotonic();
    event.clock_trusted = clock_.trusted();
    event.data = std::move(data);
    storeEvent(database_, event, "hub", events::serialize(event), event.time, held);
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

void storeEvent(store::Database& database, const events::Event& event, std::string_view node, std::string_view body,
                events::WallTime received_at, Held& held) {
    held.sequence = event.sequence;
    held.hash = events::chainNext(held.hash, body);
    const auto time = events::toRfc3339(event.time);
    const auto received = events::toRfc3339(received_at);
    run(database,
        "INSERT INTO event (source, sequence, event_id, type, time, service_day, body, hash, received_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.source, event.sequence, event.id, event.type, time, catalogue::serviceDayOf(event.time).text(), body,
        held.hash, received);
    run(database,
        "INSERT INTO source (source, node, sequence, hash, last_received_at, last_time) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, "
        "last_received_at = excluded.last_received_at, last_time = excluded.last_time",
        event.source, node, event.sequence, held.hash, received, time);
}

} // namespace onestop::hub
