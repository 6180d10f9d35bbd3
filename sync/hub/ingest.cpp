// SPDX-License-Identifier: Apache-2.0
// Everything that can be checked without the database is checked before the transaction begins.
#include "sync/hub/ingest.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <zstd.h>

#include "sync/crypto/crypto.h"
#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/events/event.h"
#include "sync/hub/floor.h"
#include "sync/hub/hub_log.h"
#include "sync/hub/node_name.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

namespace {

using store::Database;

/// A live event is pushed within seconds; a clock this far off is worth a technician's look.
constexpr std::chrono::minutes kClockSkewNoticed{5};

tl::unexpected<IngestFailure> refuse(IngestFault fault, std::string context) {
    return tl::unexpected(IngestFailure{fault, std::move(context)});
}

std::string whichEvent(std::size_t index) { return "event " + std::to_string(index) + ": "; }

/// Each event is read once; what it changes here is made of the same reading.
tl::expected<VerifiedBatch, IngestFailure> readBatch(std::span<const std::string_view> bodies) {
    VerifiedBatch batch;
    batch.entries.reserve(bodies.size());
    for (const auto body : bodies) {
        const auto index = batch.entries.size();
        auto event = events::readEvent(body);
        if (!event) return refuse(IngestFault::BadEvent, whichEvent(index) + event.error().context);
        if (index > 0 && event->source != batch.entries.front().event.source)
            return refuse(IngestFault::MixedSources, whichEvent(index) + "expected the source of the first event");
        if (index > 0 && event->sequence != batch.entries.back().event.sequence + 1)
            return refuse(IngestFault::MixedSources, whichEvent(index) + "expected the sequence after the last event");
        if (index == 0) batch.source = *events::SourceName::parse(event->source); // it was read, so it is one
        auto drawing = readHappening(*event, batch.source.node == "hub");
        if (!drawing) return refuse(IngestFault::BadEvent, whichEvent(index) + drawing.error().context);
        batch.entries.push_back({body, std::move(*event), std::move(*drawing)});
    }
    return batch;
}

std::optional<crypto::Digest> digestOf(std::string_view hex) {
    const auto bytes = crypto::fromHex(hex);
    crypto::Digest digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    return digest;
}

/// The chain after a sequence that is held; kChainStart for 0.
crypto::Digest chainAt(Database& database, const std::string& source, std::uint64_t sequence) {
    crypto::Digest digest = events::kChainStart;
    if (sequence == 0) return digest;
    auto row = query(database, "SELECT hash FROM event WHERE source = ? AND sequence = ?", source, sequence);
    if (!nextRow(row)) throw DatabaseFailed({store::StoreFault::Failed, "a held event is not there"});
    const auto blob = row.blob(0);
    std::copy_n(blob.begin(), std::min(blob.size(), digest.size()), digest.begin());
    return digest;
}

/// What a batch tells of a node besides its events; what it does not tell stays as it was.
struct Contact {
    events::WallTime at;
    std::optional<std::int64_t> clock_ahead_s{};
    std::optional<std::int64_t> waiting{};
    std::optional<std::string> waiting_since{};
};

void noteContact(Database& database, std::string_view node, const Contact& contact) {
    tell(database,
         "INSERT INTO node (node, last_contact_at, clock_ahead_s, waiting, waiting_since) VALUES (?, ?, ?, ?, ?) "
         "ON CONFLICT (node) DO UPDATE SET "
         "last_contact_at = CASE WHEN node.last_contact_at > excluded.last_contact_at THEN node.last_contact_at ELSE "
         "excluded.last_contact_at END, "
         "clock_ahead_s = CASE WHEN ? = 1 THEN excluded.clock_ahead_s ELSE node.clock_ahead_s END, "
         "waiting = CASE WHEN ? = 1 THEN excluded.waiting ELSE node.waiting END, "
         "waiting_since = CASE WHEN ? = 1 THEN excluded.waiting_since ELSE node.waiting_since END",
         node, events::toRfc3339(contact.at), contact.clock_ahead_s, contact.waiting.value_or(0), contact.waiting_since,
         contact.clock_ahead_s.has_value() ? 1 : 0, contact.waiting.has_value() ? 1 : 0,
         contact.waiting.has_value() ? 1 : 0);
}

/// Whoever sent it has shown its clock; whose events they are may have more of them.
void noteContacts(Database& database, std::string_view own_site, std::string_view peer, const VerifiedBatch& batch,
                  bool stored, events::WallTime now) {
    const auto node = nodeName(batch.source, own_site);
    const auto newest = batch.entries.back().event.time;
    Contact sender{now}, writer{now};
    if (batch.sent_at) sender.clock_ahead_s = std::chrono::floor<std::chrono::seconds>(*batch.sent_at - now).count();
    writer.waiting = batch.waiting;
    if (batch.waiting > 0) writer.waiting_since = events::toRfc3339(newest);
    if (!isSiteHub(peer, own_site)) {
        writer.clock_ahead_s = sender.clock_ahead_s;
        return noteContact(database, node, writer);
    }
    noteContact(database, nodeName(peer, own_site), sender);
    // A site hub's kiosks are heard of through it: what they last wrote is when they were last heard.
    writer.at = std::min(now, newest);
    if (stored) noteContact(database, node, writer);
}

std::optional<std::int64_t> countOf(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool whole = fault == std::errc() && end == text.data() + text.size() && !text.empty();
    return whole && count >= 0 ? std::optional(count) : std::nullopt;
}

} // namespace

std::string_view problemOf(IngestFault fault) {
    switch (fault) {
    case IngestFault::NotZstd:
        return "not-zstd";
    case IngestFault::TooLarge:
        return "too-large";
    case IngestFault::NotABatch:
        return "not-a-batch";
    case IngestFault::BadEvent:
        return "bad-event";
    case IngestFault::MixedSources:
        return "mixed-sources";
    case IngestFault::AnotherSource:
        return "another-source";
    case IngestFault::BrokenChain:
        return "broken-chain";
    case IngestFault::Conflict:
        return "conflict";
    }
    return "bad-event";
}

unsigned statusOf(IngestFault fault) {
    switch (fault) {
    case IngestFault::TooLarge:
        return 413;
    case IngestFault::AnotherSource:
        return 403;
    case IngestFault::BrokenChain:
    case IngestFault::Conflict:
        return 409;
    default:
        return 400;
    }
}

tl::expected<std::string, IngestFailure> unpackZstd(std::string_view packed, std::size_t limit) {
    // A frame need not say its size, and a liar's word is worth nothing: unpack in pieces and stop at the limit.
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23); // 8 MiB: a larger window is a memory bomb
    std::string out;
    std::vector<char> piece(ZSTD_DStreamOutSize());
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    std::size_t left = 1;
    while (in.pos < in.size || left != 0) {
        ZSTD_outBuffer to{piece.data(), piece.size(), 0};
        const auto before = in.pos;
        left = ZSTD_decompressStream(context.get(), &to, &in);
        if (ZSTD_isError(left)) return refuse(IngestFault::NotZstd, ZSTD_getErrorName(left));
        if (out.size() + to.pos > limit) {
            return refuse(IngestFault::TooLarge, "more than " + std::to_string(limit) + " bytes unpacked");
        }
        out.append(piece.data(), to.pos);
        if (to.pos == 0 && in.pos == before && left != 0) return refuse(IngestFault::NotZstd, "the frame is cut off");
    }
    return out;
}

tl::expected<VerifiedBatch, IngestFailure> verifyBatch(std::string_view own_site, std::string_view peer,
                                                       std::string_view text, const BatchHeaders& headers) {
    const auto bodies = events::splitBatch(text);
    if (!bodies) {
        const bool large = bodies.error().fault == events::EventFault::TooLarge;
        return refuse(large ? IngestFault::TooLarge : IngestFault::NotABatch, bodies.error().context);
    }
    auto batch = readBatch(*bodies);
    if (!batch) return batch;
    if (!maySpeakFor(peer, batch->source, own_site)) {
        return refuse(IngestFault::AnotherSource, "the certificate of " + std::string(peer) + " may not speak for " +
                                                      batch->source.node + " of " + batch->source.site);
    }
    const auto before = digestOf(headers.chain_before);
    const auto after = digestOf(headers.chain_after);
    if (!before || !after) {
        return refuse(IngestFault::BrokenChain,
                      "expected Onestop-Chain-Before and Onestop-Chain-After, 64 hex digits each");
    }
    batch->sent_at = events::parseRfc3339(headers.sent_at);
    batch->waiting = countOf(headers.waiting);
    batch->before = *before;
    batch->hashes = events::chainOver(*before, *bodies);
    if (batch->hashes.back() != *after)
        return refuse(IngestFault::BrokenChain, "Onestop-Chain-After does not follow from the events");
    return batch;
}

tl::expected<Accepted, IngestFailure> storeBatch(Database& database, std::string_view own_site, std::string_view peer,
                                                 const VerifiedBatch& batch, events::WallTime now) {
    const auto& entries = batch.entries;
    const auto& name = entries.front().event.source;
    const auto node = nodeName(batch.source, own_site);
    EventWriter writer(database, name, node, now);
    const Held held = writer.held();
    const auto first = entries.front().event.sequence, last = entries.back().event.sequence;
    Accepted accepted{name, held.sequence, 0, false};
    const auto report = [&](std::string_view kind, std::string_view detail) {
        noteAnomaly(database, now, kind, node, detail);
    };
    if (first > held.sequence + 1) {
        report("gap", "held " + std::to_string(held.sequence) + ", sent from " + std::to_string(first));
        accepted.gap = true;
        return accepted;
    }
    // The batch's chain is whole, so one comparison at its start, and one where the held row ends, prove every byte.
    const auto before = first == held.sequence + 1 ? held.hash : chainAt(database, name, first - 1);
    if (before != batch.before) {
        report("broken_chain", "before sequence " + std::to_string(first));
        return refuse(IngestFault::BrokenChain,
                      "Onestop-Chain-Before is not what is held before sequence " + std::to_string(first));
    }
    const auto known = static_cast<std::size_t>(std::min(held.sequence, last) + 1 - first);
    if (known > 0 && batch.hashes[known - 1] != chainAt(database, name, first + known - 1)) {
        report("conflict", "up to sequence " + std::to_string(first + known - 1));
        return refuse(IngestFault::Conflict,
                      "other events are held up to sequence " + std::to_string(first + known - 1));
    }
    accepted.stored = entries.size() - known;
    for (std::size_t i = known; i < entries.size(); ++i)
        writer.store(entries[i].event, entries[i].body, batch.hashes[i]);
    writer.finish();
    Drawer drawer(database, node, now);
    for (std::size_t i = known; i < entries.size(); ++i)
        drawer.draw(entries[i].event, entries[i].drawing);
    drawer.finish();
    const auto newest = entries.back().event.time;
    if (accepted.stored > 0) raiseRevision(database);
    if (accepted.stored > 0 && newest > now + kClockSkewNoticed) {
        const auto ahead = std::chrono::floor<std::chrono::seconds>(newest - now).count();
        noteAnomaly(database, now, "clock_skew", node, std::to_string(ahead) + " s ahead");
    }
    noteContacts(database, own_site, peer, batch, accepted.stored > 0, now);
    accepted.sequence = writer.held().sequence;
    return accepted;
}

tl::expected<Accepted, IngestFailure> storeNow(Database& database, std::string_view own_site,
                                               const IncomingBatch& incoming) {
    auto transaction = orThrow(store::Transaction::begin(database));
    auto accepted = storeBatch(database, own_site, incoming.peer, incoming.batch, incoming.received_at);
    orThrow(transaction.commit());
    return accepted;
}

} // namespace onestop::hub
