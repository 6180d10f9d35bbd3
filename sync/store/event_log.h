// SPDX-License-Identifier: Apache-2.0
// A program's append-only log in the store: sequence without gaps, chain over the stored bytes, an epoch that is made
// with the store. It is also the outbox: syncd reads it, and acknowledges in a row of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"
#include "sync/events/event.h"
#include "sync/events/event_types.h"
#include "sync/store/database.h"

namespace onestop::store {

/// Fills a span with chance; crypto::fillRandom outside tests.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

/// Acknowledged events stay so long, that a restored hub can ask for them again (DESIGN 5).
inline constexpr std::chrono::days kKeepAcknowledged{35};

struct StoredEvent {
    std::uint64_t sequence = 0;
    std::string body;
    crypto::Digest hash{}; ///< chain after this event
};

/// What is known of a log that was set aside.
struct FormerEpoch {
    std::string epoch;
    std::optional<crypto::Digest> last_hash;
};

class EventLog {
public:
    /// Opens the log of the program that `database` was opened for, and makes its epoch when there is none: the first
    /// event is then epoch.opened. `site` and `node` name the source.
    static Result<EventLog> open(Database& database, const events::Clock& clock, RandomSource random, std::string site,
                                 std::string node, const std::optional<FormerEpoch>& former = {});

    /// Appends one event with the next sequence. Must be called inside a Transaction, so that the event and what it
    /// reports are committed together; refused (Failed) outside.
    Result<events::Event> append(std::string_view type, std::string data);
    /// Typed: a struct of event_types.h. Types of priority Usage are only counted while the store is nearly full (the
    /// event returned then has sequence 0), and reported as usage.counted once there is room.
    template <typename Data>
    Result<events::Event> append(const Data& data) {
        if constexpr (Data::kPriority == events::Priority::Usage)
            return appendOrCount(Data::kType, data.toJson());
        else
            return append(Data::kType, data.toJson());
    }

    /// The two halves of that, for a program that knows better (the partition is nearly full). Inside a Transaction.
    Result<void> count(std::string_view type);
    Result<void> reportCounted();

    /// Above 90 % of OpenOptions::max_pages.
    Result<bool> nearlyFull();

    const std::string& source() const { return source_; }
    Result<std::uint64_t> lastSequence();
    /// Deletes what is acknowledged and older than kKeepAcknowledged; returns how many. Takes its own transaction.
    Result<std::int64_t> trim();

private:
    EventLog(Database& database, const events::Clock& clock, RandomSource random, std::string source);
    std::string table() const;
    Result<events::Event> appendOrCount(std::string_view type, std::string data);
    Result<void> openEpoch(const std::optional<FormerEpoch>& former);

    Database* database_;
    const events::Clock* clock_;
    RandomSource random_;
    std::string source_;
};

/// A new UUIDv7 text.
std::string newUuid7(const events::Clock& clock, const RandomSource& random);

/// Reading side, for any program: the source of another program's log, once it has an epoch.
Result<std::optional<std::string>> sourceOf(Database& database, Program owner, std::string_view site,
                                            std::string_view node);
/// Events of `owner` above `after`, at most `limit` and about `max_bytes`, in order.
Result<std::vector<StoredEvent>> pending(Database& database, Program owner, std::uint64_t after, std::size_t limit,
                                         std::size_t max_bytes = 1024 * 1024);
/// Chain value after `sequence`; kChainStart for 0; nothing when that event is no longer there.
Result<std::optional<crypto::Digest>> chainAfter(Database& database, Program owner, std::uint64_t sequence);
/// Sequence of the newest event; 0: none.
Result<std::uint64_t> lastSequence(Database& database, Program owner);
/// Highest acknowledged sequence of a source; 0: none.
Result<std::uint64_t> acknowledged(Database& database, std::string_view source);

/// Last known hash and epoch of a store that was set aside, as far as it can still be read.
std::optional<FormerEpoch> readFormerEpoch(const std::string& set_aside_path, Program owner);

} // namespace onestop::store
