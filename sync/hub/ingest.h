// SPDX-License-Identifier: Apache-2.0
// POST /v1/events: one batch of one source, taken whole or not at all. A batch may come any number of times; what is
// held already is compared and skipped, what follows is stored and drawn into the tables in one transaction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"
#include "sync/events/event.h"
#include "sync/hub/happenings.h"
#include "sync/store/database.h"

namespace onestop::hub {

enum class IngestFault {
    NotZstd,       ///< Content-Encoding says zstd, the bytes do not
    TooLarge,      ///< more than kMaxBatchBytes when unpacked, or more events than a batch holds
    NotABatch,     ///< not a JSON array of events
    BadEvent,      ///< one event is not as declared
    MixedSources,  ///< more than one source, or sequences that do not follow one another
    AnotherSource, ///< not the source that the client certificate stands for
    BrokenChain,   ///< the bytes do not give the chain values in the headers
    Conflict,      ///< a sequence that is held already with other bytes
};

/// The problem type in the answer, and its HTTP status.
std::string_view problemOf(IngestFault fault);
unsigned statusOf(IngestFault fault);

struct IngestFailure {
    IngestFault fault;
    std::string context; ///< which event (position from 0), and what was expected
};

/// A batch unpacks to at most so many bytes; the frame's own word is checked before a byte is unpacked.
inline constexpr std::size_t kMaxBatchBytes = 4 * 1024 * 1024;

/// The bytes of a zstd frame, at most `limit`.
tl::expected<std::string, IngestFailure> unpackZstd(std::string_view packed, std::size_t limit);

struct BatchHeaders {
    std::string chain_before; ///< hex; the chain before the batch's first event
    std::string chain_after;  ///< hex; after its last
    std::string sent_at = {}; ///< RFC 3339, by the sender's clock; empty or unreadable: not told
    std::string waiting = {}; ///< events of the source behind this batch; the same
};

struct Accepted {
    std::string source;
    std::uint64_t sequence = 0; ///< the highest of an unbroken row from 1: what the kiosk may forget
    std::size_t stored = 0;     ///< events that were new
    bool gap = false;           ///< the batch begins above sequence + 1: nothing was stored, send from sequence + 1
};

/// A batch whose every byte was checked, as far as that goes without what is held: one source, one sequence, events as
/// declared, from whoever may speak for them, the chain as the headers say.
struct VerifiedBatch {
    struct Entry {
        std::string_view body; ///< inside the text that was verified
        events::ReceivedEvent event;
        Drawing drawing;
    };
    events::SourceName source;
    std::vector<Entry> entries;         ///< at least one
    crypto::Digest before{};            ///< the chain before the first event
    std::vector<crypto::Digest> hashes; ///< after each
    std::optional<events::WallTime> sent_at{};
    std::optional<std::int64_t> waiting{};
};

/// `own_site`: this hub's. `peer`: common name of the client certificate, "kiosk-1.dapeng-kuichong", or, for all logs
/// of a site, "hub.dapeng-kuichong". What comes back looks into `text`.
tl::expected<VerifiedBatch, IngestFailure> verifyBatch(std::string_view own_site, std::string_view peer,
                                                       std::string_view text, const BatchHeaders& headers);

/// Inside a transaction of the caller's, who commits it also when the batch is refused: the anomaly is noted in it.
/// Throws DatabaseFailed.
tl::expected<Accepted, IngestFailure> storeBatch(store::Database& database, std::string_view own_site,
                                                 std::string_view peer, const VerifiedBatch& batch,
                                                 events::WallTime now);

/// A verified batch with the text that it looks into.
struct IncomingBatch {
    std::string text;
    std::string peer;
    VerifiedBatch batch;
    events::WallTime received_at{};
};

/// In a transaction of its own.
tl::expected<Accepted, IngestFailure> storeNow(store::Database& database, std::string_view own_site,
                                               const IncomingBatch& incoming);

} // namespace onestop::hub
