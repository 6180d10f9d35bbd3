// SPDX-License-Identifier: Apache-2.0
// Everything that can be checked without the database is checked before the transaction begins.
#include "sync/hub/ingest.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include <zstd.h>

#include "sync/crypto/crypto.h"
#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/events/event.h"
#include "sync/hub/happenings.h"
#include "sync/hub/hub_log.h"
#include "sync/hub/node_name.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

namespace {

using events::Event;
using store::Database;

/// A live event is pushed within seconds; a clock this far off is worth a technician's look.
constexpr std::chrono::minutes kClockSkewNoticed{5};

struct Batch {
    std::vector<std::string_view> bodies;
    std::vector<Event> events;
    events::SourceName source;
};

tl::unexpected<IngestFailure> refuse(IngestFault fault, std::string context) {
    return tl::unexpected(IngestFailure{fault, std::move(context)});
}

tl::expected<Batch, IngestFailure> readBatch(std::string_view text) {
    const auto bodies = events::splitBatch(text);
    if (!bodies) {
        const bool large = bodies.error().fault == events::EventFault::TooLarge;
        return refuse(large ? IngestFault::TooLarge : IngestFault::NotABatch, bodies.error().context);
    }
    if (bodies->empty()) return refuse(IngestFault::NotABatch, "expected at least one event");
    Batch batch;
    batch.bodies = *bodies;
    for (std::size_t i = 0; i < bodies->size(); ++i) {
        const auto where = "event " + std::to_string(i) + ": ";
        auto event = events::parseEvent((*bodies)[i]);
        if (!event) return refuse(IngestFault::BadEvent, where + event.error().context);
        if (i > 0 && event->source != batch.events.front().source) {
            return refuse(IngestFault::MixedSources, where + "expected the source of the first event");
        }
        if (i > 0 && event->sequence != batch.events.back().sequence + 1) {
            return refuse(IngestFault::MixedSources, where + "expected the sequence after the last event");
        }
        batch.events.push_back(std::move(*event));
    }
    const auto source = events::SourceName::parse(batch.events.front().source);
    if (!source) return refuse(IngestFault::BadEvent, "event 0: expected urn:onestop:<site>:<node>:<program>:<epoch>");
    batch.source = *source;
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        if (const auto checked = checkEvent(batch.events[i], source->node == "hub"); !checked) {
            return refuse(IngestFault::BadEvent, "event " + std::to_string(i) + ": " + checked.error().context);
        }
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

/// The chain over the batch's own bytes gives what its headers say.
tl::expected<void, IngestFailure> checkOwnChain(const Batch& batch, const crypto::Digest& before,
                                                const crypto::Digest& after) {
    crypto::Digest hash = before;
    for (const auto body : batch.bodies)
        hash = events::chainNext(hash, body);
    if (hash != after) return refuse(IngestFault::BrokenChain, "Onestop-Chain-After does not follow from the events");
    return {};
}

void noteContact(Database& database, std::string_view node, events::WallTime at) {
    run(database,
        "INSERT INTO node (node, last_contact_at) VALUES (?, ?) ON CONFLICT (node) DO UPDATE SET "
        "last_contact_at = CASE WHEN node.last_contact_at > excluded.last_contact_at THEN node.last_contact_at ELSE "
        "excluded.last_contact_at END",
        node, events::toRfc3339(at));
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

tl::expected<Accepted, IngestFailure> ingestBatch(Database& database, std::string_view own_site, std::string_view peer,
                                                  std::string_view text, const BatchHeaders& headers,
                                                  events::WallTime now) {
    const auto batch = readBatch(text);
    if (!batch) return tl::unexpected(batch.error());
    const auto& source = batch->source;
    if (!maySpeakFor(peer, source, own_site)) {
        return refuse(IngestFault::AnotherSource, "the certificate of " + std::string(peer) + " may not speak for " +
                                                      source.node + " of " + source.site);
    }
    const auto before = digestOf(headers.chain_before);
    const auto after = digestOf(headers.chain_after);
    if (!before || !after) {
        return refuse(IngestFault::BrokenChain,
                      "expected Onestop-Chain-Before and Onestop-Chain-After, 64 hex digits each");
    }
    if (const auto own = checkOwnChain(*batch, *before, *after); !own) return tl::unexpected(own.error());

    auto transaction = orThrow(store::Transaction::begin(database));
    const auto& name = batch->events.front().source;
    const auto node = nodeName(source, own_site);
    EventWriter writer(database, name, node, now);
    const Held held = writer.held();
    const auto first = batch->events.front().sequence;
    Accepted accepted{name, held.sequence, 0, false};
    const auto report = [&](std::string_view kind, std::string detail) {
        noteAnomaly(database, now, kind, node, detail);
        orThrow(transaction.commit());
    };
    if (first > held.sequence + 1) {
        report("gap", "held " + std::to_string(held.sequence) + ", sent from " + std::to_string(first));
        accepted.gap = true;
        return accepted;
    }
    // The batch's chain is whole, so one comparison at its start, and one where the held row ends, prove every byte.
    if (chainAt(database, name, first - 1) != *before) {
        report("broken_chain", "before sequence " + std::to_string(first));
        return refuse(IngestFault::BrokenChain,
                      "Onestop-Chain-Before is not what is held before sequence " + std::to_string(first));
    }
    crypto::Digest hash = *before;
    for (std::size_t i = 0; i < batch->events.size(); ++i) {
        const auto& event = batch->events[i];
        if (event.sequence <= held.sequence) {
            hash = events::chainNext(hash, batch->bodies[i]);
            const bool last_held = i + 1 == batch->events.size() || batch->events[i + 1].sequence > held.sequence;
            if (last_held && hash != chainAt(database, name, event.sequence)) {
                report("conflict", "up to sequence " + std::to_string(event.sequence));
                return refuse(IngestFault::Conflict,
                              "other events are held up to sequence " + std::to_string(event.sequence));
            }
            continue;
        }
        writer.store(event, batch->bodies[i]);
        applyEvent(database, event, node, now);
        ++accepted.stored;
    }
    if (accepted.stored > 0) writer.finish();
    if (accepted.stored > 0 && batch->events.back().time > now + kClockSkewNoticed) {
        const auto ahead = std::chrono::floor<std::chrono::seconds>(batch->events.back().time - now).count();
        noteAnomaly(database, now, "clock_skew", node, std::to_string(ahead) + " s ahead");
    }
    if (!isSiteHub(peer, own_site)) {
        noteContact(database, node, now);
    } else {
        noteContact(database, nodeName(peer, own_site), now);
        // Its kiosks are heard of through it: what they last wrote is when they were last heard.
        if (accepted.stored > 0) noteContact(database, node, std::min(now, batch->events.back().time));
    }
    orThrow(transaction.commit());
    accepted.sequence = writer.held().sequence;
    return accepted;
}

} // namespace onestop::hub
