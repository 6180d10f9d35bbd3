// SPDX-License-Identifier: Apache-2.0
// The hub's own log: what clerks do becomes events with a sequence and a chain like those of a kiosk, in the same
// table, so that counts and the district's push know one kind of thing only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"
#include "sync/events/event.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// Fills a span with chance; crypto::fillRandom outside tests.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

/// A new UUIDv7.
std::string newId(const events::Clock& clock, const RandomSource& random);

class HubLog {
public:
    /// Makes the epoch when there is none. Throws DatabaseFailed.
    HubLog(store::Database& database, const events::Clock& clock, RandomSource random, const std::string& site);

    /// Inside a Transaction.
    void append(std::string_view type, std::string data);
    template <class Data>
    void append(const Data& data) {
        append(Data::kType, data.toJson());
    }

    std::string newId() const { return hub::newId(clock_, random_); }
    const std::string& source() const { return source_; }

private:
    store::Database& database_;
    const events::Clock& clock_;
    RandomSource random_;
    std::string source_;
};

/// What is held of a source: the highest sequence of an unbroken row from 1, and the chain after it.
struct Held {
    std::uint64_t sequence = 0;
    crypto::Digest hash{};
    std::int64_t number = 0; ///< of its rows in `held_event`; 0: there are none yet
};
Held heldOf(store::Database& database, std::string_view source);

/// Stores events of one source, each after the one before, inside the caller's Transaction; finish() writes what is not
/// written yet and moves the source's row on, once for the whole batch.
class EventWriter {
public:
    EventWriter(store::Database& database, std::string_view source, std::string_view node,
                events::WallTime received_at);

    const Held& held() const { return held_; }
    /// `event` and `body` outlive finish(); `hash`: the chain after this event.
    void store(const events::EventHead& event, std::string_view body, const crypto::Digest& hash);
    void finish();

private:
    struct Row {
        const events::EventHead* event;
        std::string_view body;
        crypto::Digest hash;
    };

    store::Database& database_;
    std::string source_;
    std::string node_;
    std::string received_at_;
    Held held_;
    std::vector<Row> waiting_;
};

} // namespace onestop::hub
