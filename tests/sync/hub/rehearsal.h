// SPDX-License-Identifier: Apache-2.0
// A lobby for the hub's tests: a hub over a fresh database with a clock that stands still, and kiosks that keep a real
// log with a real chain.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "sync/catalogue/service_day.h"
#include "sync/crypto/crypto.h"
#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/hub/hub.h"
#include "sync/hub/ingest.h"
#include "sync/hub/rows.h"
#include "sync/postgres/postgres_engine.h"
#include "tests/support/scratch_folder.h"

namespace onestop::hub::rehearsal {

using namespace std::chrono_literals;

inline constexpr std::string_view kSite = "dapeng-kuichong";

/// 10:00 in Shenzhen on the 24th.
class StillClock : public events::Clock {
public:
    events::WallTime now() const override { return now_; }
    std::chrono::milliseconds monotonic() const override { return now_.time_since_epoch(); }
    bool trusted() const override { return true; }
    void pass(std::chrono::milliseconds time) { now_ += time; }

private:
    events::WallTime now_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 2h};
};

/// A folder of the test's own with files in it.
class Folder : public tests::ScratchFolder {
public:
    std::filesystem::path write(const std::string& name, std::string_view text) const {
        const auto written = path() / name;
        std::filesystem::create_directories(written.parent_path());
        std::ofstream(written, std::ios::binary) << text;
        return written;
    }
};

/// Bytes that differ each time and never between two runs.
inline RandomSource countedRandom() {
    return [count = std::uint64_t{0}](std::span<std::uint8_t> out) mutable {
        const auto digest = crypto::sha256(crypto::bytesOf(std::to_string(++count)));
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = digest[i % digest.size()];
    };
}

/// One batch as a door without a writer takes it.
inline tl::expected<Accepted, IngestFailure> ingestBatch(store::Database& database, std::string_view own_site,
                                                         std::string_view peer, std::string_view text,
                                                         const BatchHeaders& headers, events::WallTime now) {
    IncomingBatch incoming{std::string(text), std::string(peer), {}, now};
    auto verified = verifyBatch(own_site, peer, incoming.text, headers);
    if (!verified) return tl::unexpected(verified.error());
    incoming.batch = std::move(*verified);
    return storeNow(database, own_site, incoming);
}

class Kiosk {
public:
    Kiosk(const StillClock& clock, int number, std::string_view site = kSite, std::string_view epoch_seed = "")
        : clock_(clock), site_(site), node_("kiosk-" + std::to_string(number)),
          random_(seeded(node_ + std::string(epoch_seed))),
          source_(events::SourceName{site_, node_, "kiosk", newId(clock, random_)}.text()) {}

    std::string peer() const { return node_ + "." + site_; }
    const std::string& source() const { return source_; }
    std::uint64_t sequence() const { return bodies_.size(); }
    const std::vector<std::string>& bodies() const { return bodies_; }
    std::string id() { return newId(clock_, random_); }

    void happen(std::string_view type, std::string data) {
        events::Event event;
        event.id = id();
        event.source = source_;
        event.type = type;
        event.time = clock_.now();
        event.sequence = bodies_.size() + 1;
        event.data = std::move(data);
        bodies_.push_back(events::serialize(event));
        hashes_.push_back(events::chainNext(hashes_.back(), bodies_.back()));
    }
    template <class Data>
    void happen(const Data& data) {
        happen(Data::kType, data.toJson());
    }

    /// Takes a number; the ticket's id.
    std::string takeNumber(const std::string& number, events::TicketIssued::PriorityClass priority = {}) {
        events::TicketIssued ticket;
        ticket.ticket_id = id();
        ticket.number = number;
        ticket.business = number.substr(0, 1);
        ticket.item_id = "elder-card";
        ticket.priority_class = priority;
        ticket.service_day = catalogue::serviceDayOf(clock_.now()).text();
        ticket.token = "token-" + node_ + "-" + number + (site_ == kSite ? "" : "-" + site_);
        happen(ticket);
        return ticket.ticket_id;
    }

    crypto::Digest chain(std::uint64_t sequence) const { return hashes_.at(sequence); }

    /// The batch of events first…last (from 1) and its headers.
    std::string batch(std::uint64_t first, std::uint64_t last) const {
        return events::joinBatch(std::span(bodies_).subspan(first - 1, last - first + 1));
    }
    BatchHeaders headers(std::uint64_t first, std::uint64_t last) const {
        return {crypto::toHex(chain(first - 1)), crypto::toHex(chain(last))};
    }

    tl::expected<Accepted, IngestFailure> push(store::Database& database, std::uint64_t first,
                                               std::uint64_t last) const {
        return ingestBatch(database, site_, peer(), batch(first, last), headers(first, last), clock_.now());
    }
    tl::expected<Accepted, IngestFailure> pushAll(store::Database& database) const {
        return push(database, 1, sequence());
    }

private:
    static RandomSource seeded(std::string seed) {
        return [seed = std::move(seed), count = 0](std::span<std::uint8_t> out) mutable {
            const auto digest = crypto::sha256(crypto::bytesOf(seed + std::to_string(++count)));
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = digest[i % digest.size()];
        };
    }

    const StillClock& clock_;
    std::string site_;
    std::string node_;
    RandomSource random_;
    std::string source_;
    std::vector<std::string> bodies_;
    std::vector<crypto::Digest> hashes_{events::kChainStart};
};

/// Where a hub's database is made: a file in a folder of the test's own, or, where on_postgres_test.py has a server, a
/// schema of the test's own there.
struct DatabasePlace {
    DatabasePlace() {
        const char* server = std::getenv("ONESTOP_TEST_POSTGRES");
        if (server == nullptr) return;
        static int made = 0;
        const auto schema = "test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
        orThrow(orThrow(postgres::connect(server)).execute("CREATE SCHEMA " + schema));
        where = std::string(server) + "&options=-csearch_path%3D" + schema;
    }

    Folder folder;
    std::string where = (folder.path() / "hub.sqlite").string();
};

struct Lobby {
    explicit Lobby(std::string_view site = kSite)
        : hub(orThrow(openHubDatabase(place.where)), clock, countedRandom(), std::string(site)) {}

    DatabasePlace place;
    const Folder& folder = place.folder;
    StillClock clock;
    Hub hub;

    store::Database& database() { return hub.database; }
    std::int64_t count(std::string_view sql) { return integerOf(hub.database, sql).value_or(0); }
    std::string stateOf(const std::string& ticket_id) {
        return textOf(hub.database, "SELECT state FROM ticket WHERE ticket_id = ?", ticket_id).value_or("unknown");
    }
};

} // namespace onestop::hub::rehearsal
