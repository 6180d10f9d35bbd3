// SPDX-License-Identifier: Apache-2.0
// The hub's own log: what clerks do becomes events with a sequence and a chain like those of a kiosk, in the same
// table, so that counts and the district's push know one kind of thing only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

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
};
Held heldOf(store::Database& database, std::string_view source);

/// Stores events of one source, each after the one before, inside the caller's Transaction; finish() moves the
/// source's row on, once for the whole batch.
class EventWriter {
public:
    EventWriter(store::Database& database, std::string_view source, std::string_view node,
                events::WallTime received_at);

    const Held& held() const { return held_; }
    void store(const events::Event& event, std::string_view body);
    void finish();

private:
    store::Database& database_;
    std::string source_;
    std::string node_;
    std::string received_at_;
    std::string last_time_;
    Held held_;
    store::Statement insert_;
};

} // namespace onestop::hub
