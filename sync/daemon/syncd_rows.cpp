// SPDX-License-Identifier: Apache-2.0
// Transactions stay short (DESIGN 2: under 20 ms), so that a resident's ticket never waits for the catalogue.
#include "sync/daemon/syncd_rows.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "sync/catalogue/target_parser.h"
#include "sync/events/event_types.h"
#include "sync/store/blob.h"
#include "sync/tuf/mapped_file.h"

namespace onestop::daemon {

using events::toRfc3339;
using store::Database;
using store::Result;
using store::Transaction;

static constexpr std::size_t kSliceBytes = 256 * 1024;
/// Longer than any session that was leased is ahead.
static constexpr std::chrono::days kPlacesKept{35};

static std::int64_t sql(std::uint64_t number) { return static_cast<std::int64_t>(number); }

Result<void> writeAcknowledgement(Database& database, std::string_view source, std::uint64_t sequence,
                                  events::WallTime now) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto doubt = database.prepare("DELETE FROM sealed_receipt WHERE EXISTS "
                                  "(SELECT 1 FROM acknowledgement WHERE source = ? AND sequence > ?)");
    auto upsert = database.prepare("INSERT INTO acknowledgement VALUES(?, ?, ?) ON CONFLICT(source) DO UPDATE SET "
                                   "sequence = excluded.sequence, acknowledged_at = excluded.acknowledged_at");
    if (!doubt) return tl::unexpected(doubt.error());
    if (!upsert) return tl::unexpected(upsert.error());
    if (auto done = doubt->bind(1, source).bind(2, sql(sequence)).run(); !done) return done;
    upsert->bind(1, source).bind(2, sql(sequence)).bind(3, std::string_view(toRfc3339(now)));
    if (auto done = upsert->run(); !done) return done;
    return transaction->commit();
}

Result<void> writeLeases(Database& database, std::span<const LeasedNumbers> leases,
                         const catalogue::ServiceDay& keep_from, events::WallTime now) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto insert = database.prepare("INSERT INTO number_lease VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    auto drop = database.prepare("DELETE FROM number_lease WHERE service_day < ?");
    if (!insert) return tl::unexpected(insert.error());
    if (!drop) return tl::unexpected(drop.error());
    for (const auto& leased : leases) {
        insert->bind(1, std::string_view(leased.day.text())).bind(2, std::string_view(leased.business));
        insert->bind(3, leased.lease.first).bind(4, leased.lease.last).bind(5, std::string_view(toRfc3339(now)));
        if (auto done = insert->run(); !done) return done;
    }
    if (auto done = drop->bind(1, std::string_view(keep_from.text())).run(); !done) return done;
    return transaction->commit();
}

Result<std::vector<HeldNumbers>> readHeld(Database& database, const catalogue::ServiceDay& day,
                                          std::span<const std::string> letters) {
    auto mark = database.prepare(
        "SELECT high_water FROM number_mark WHERE service_day = ? AND business = ? AND range = 'leased'");
    if (!mark) return tl::unexpected(mark.error());
    std::vector<HeldNumbers> held;
    for (const auto& letter : letters) {
        auto leases = store::numberLeases(database, day, letter);
        if (!leases) return tl::unexpected(leases.error());
        const auto row = mark->bind(1, std::string_view(day.text())).bind(2, std::string_view(letter)).step();
        if (!row) return tl::unexpected(row.error());
        held.push_back({letter, std::move(*leases), *row ? static_cast<int>(mark->integer(0)) : 0});
        mark->reset();
    }
    return held;
}

Result<std::vector<std::string>> readLetters(Database& database, std::string_view site) {
    const std::string path = "sites/" + std::string(site) + "/queue_plan.json";
    auto select = database.prepare("SELECT body FROM target JOIN current_catalogue USING(revision) WHERE path = ?");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->bind(1, std::string_view(path)).step();
    if (!row) return tl::unexpected(row.error());
    std::vector<std::string> letters;
    if (!*row) return letters;
    catalogue::Catalogue plan;
    (void)catalogue::readTarget(path, select->view(0), plan);
    for (const auto& business : plan.queue_plan.businesses)
        if (!business.counters.empty()) letters.push_back(business.letter);
    return letters;
}

Result<std::vector<std::string>> readBookable(Database& database, std::string_view site, events::WallTime now) {
    const std::string months = "sites/" + std::string(site) + "/[0-9]*.json";
    auto select = database.prepare("SELECT path, body FROM target JOIN current_catalogue USING(revision) "
                                   "WHERE path GLOB ?");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, std::string_view(months));
    std::vector<std::string> sessions;
    while (true) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return sessions;
        catalogue::Catalogue month;
        (void)catalogue::readTarget(select->text(0), select->view(1), month);
        for (const auto& activity : month.activities)
            for (const auto& session : activity.sessions)
                if (catalogue::isBookable(session, now)) sessions.push_back(session.activity_session_id);
    }
}

static Result<HeldPlaces> readPlaces(Database& database, const std::string& session) {
    auto select = database.prepare(
        "SELECT COALESCE(MAX(granted), 0), COALESCE(MAX(returned), 0), "
        "(SELECT COALESCE(SUM(people), 0) FROM booking WHERE activity_session_id = ?1 AND standing = 'confirmed'), "
        "(SELECT COALESCE(SUM(people), 0) FROM booking WHERE activity_session_id = ?1 AND standing = 'waitlisted') "
        "FROM place_lease WHERE activity_session_id = ?1");
    if (!select) return tl::unexpected(select.error());
    if (const auto row = select->bind(1, std::string_view(session)).step(); !row) return tl::unexpected(row.error());
    const auto number = [&](int column) { return static_cast<int>(select->integer(column)); };
    return HeldPlaces{session, number(0), number(1), number(2), number(3)};
}

Result<std::vector<HeldPlaces>> settlePlaces(Database& database, std::span<const std::string> sessions,
                                             events::WallTime now) {
    std::vector<HeldPlaces> held;
    bool surplus = false;
    for (const auto& session : sessions) {
        auto places = readPlaces(database, session);
        if (!places) return tl::unexpected(places.error());
        surplus |= placesToReturn(*places) > 0;
        held.push_back(std::move(*places));
    }
    if (!surplus) return held;
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto give_back = database.prepare(
        "UPDATE place_lease SET returned = returned + ?2, changed_at = ?3 WHERE activity_session_id = ?1");
    if (!give_back) return tl::unexpected(give_back.error());
    for (auto& places : held) {
        auto again = readPlaces(database, places.activity_session_id); // the kiosk may have booked since
        if (!again) return tl::unexpected(again.error());
        const int unneeded = placesToReturn(*again);
        again->returned += unneeded;
        places = std::move(*again);
        if (unneeded == 0) continue;
        give_back->bind(1, std::string_view(places.activity_session_id)).bind(2, std::int64_t{unneeded});
        if (auto done = give_back->bind(3, std::string_view(toRfc3339(now))).run(); !done)
            return tl::unexpected(done.error());
    }
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return held;
}

Result<void> writePlaces(Database& database, std::span<const LeasedPlaces> places, events::WallTime now) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto raise = database.prepare(
        "INSERT INTO place_lease VALUES(?1, ?2, ?3, ?4) ON CONFLICT(activity_session_id) DO UPDATE SET "
        "granted = max(granted, ?2), returned = max(returned, ?3), changed_at = ?4 WHERE granted < ?2 OR returned < "
        "?3");
    auto drop = database.prepare("DELETE FROM place_lease WHERE changed_at < ?");
    if (!raise) return tl::unexpected(raise.error());
    if (!drop) return tl::unexpected(drop.error());
    for (const auto& leased : places) {
        raise->bind(1, std::string_view(leased.activity_session_id)).bind(2, std::int64_t{leased.granted});
        raise->bind(3, std::int64_t{leased.returned}).bind(4, std::string_view(toRfc3339(now)));
        if (auto done = raise->run(); !done) return done;
    }
    if (auto done = drop->bind(1, std::string_view(toRfc3339(now - kPlacesKept))).run(); !done) return done;
    return transaction->commit();
}

Result<void> writeQueue(Database& database, std::uint64_t revision, std::string_view body, events::WallTime now) {
    auto upsert =
        database.prepare("INSERT INTO queue_state VALUES(1, ?, ?, ?) ON CONFLICT(only) DO UPDATE SET "
                         "revision = excluded.revision, body = excluded.body, received_at = excluded.received_at");
    if (!upsert) return tl::unexpected(upsert.error());
    upsert->bind(1, sql(revision)).bind(2, body).bind(3, std::string_view(toRfc3339(now)));
    return upsert->run();
}

static std::optional<std::string> text(const std::optional<events::WallTime>& time) {
    return time ? std::optional(toRfc3339(*time)) : std::nullopt;
}

Result<void> writeState(Database& database, const store::SyncdState& state) {
    auto replace = database.prepare("INSERT OR REPLACE INTO syncd_state VALUES(1, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!replace) return tl::unexpected(replace.error());
    replace->bind(1, std::string_view(toRfc3339(state.heartbeat_at))).bind(2, store::text(state.link));
    replace->bind(3, std::string_view(toRfc3339(state.link_since))).bind(4, std::string_view(state.reason));
    replace->bind(5, text(state.last_push_at)).bind(6, text(state.last_pull_at)).bind(7, text(state.time_floor));
    replace->bind(8, text(state.retry_at)).bind(9, state.failures);
    return replace->run();
}

Result<void> writeCertificate(Database& database, const store::SyncdCertificate& certificate) {
    auto replace = database.prepare("INSERT OR REPLACE INTO syncd_certificate VALUES(1, ?, ?)");
    if (!replace) return tl::unexpected(replace.error());
    replace->bind(1, text(certificate.not_after)).bind(2, text(certificate.renews_at));
    return replace->run();
}

Result<std::map<std::string, crypto::Digest>> currentHashes(Database& database) {
    auto select = database.prepare("SELECT path, sha256 FROM target JOIN current_catalogue USING(revision)");
    if (!select) return tl::unexpected(select.error());
    std::map<std::string, crypto::Digest> hashes;
    while (true) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return hashes;
        const auto hash = select->blob(1);
        std::copy_n(hash.begin(), std::min<std::size_t>(hash.size(), 32), hashes[select->text(0)].begin());
    }
}

std::string currentBytes(Database& database, const std::string& path) {
    auto select = database.prepare("SELECT body FROM target JOIN current_catalogue USING(revision) WHERE path = ?");
    if (!select) return {};
    const auto row = select->bind(1, std::string_view(path)).step();
    return row && *row ? select->text(0) : std::string();
}

bool copyTarget(Database& database, const std::string& path, const std::filesystem::path& file) {
    auto select =
        database.prepare("SELECT target.rowid FROM target JOIN current_catalogue USING(revision) WHERE path = ?");
    if (!select) return false;
    const auto row = select->bind(1, std::string_view(path)).step();
    if (!row || !*row) return false;
    auto blob = store::Blob::open(database, "target", "body", select->integer(0), store::Blob::For::Reading);
    select->reset();
    if (!blob) return false;
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    std::array<std::uint8_t, kSliceBytes> slice{};
    for (std::size_t at = 0; at < blob->size() && out; at += slice.size()) {
        const auto part = std::span(slice).first(std::min(slice.size(), blob->size() - at));
        if (!blob->read(at, part)) return false;
        out.write(reinterpret_cast<const char*>(part.data()), static_cast<std::streamsize>(part.size()));
    }
    out.close();
    return !out.fail();
}

/// The row is made as long as it will be, then filled: nobody reads a revision before the switch to it.
static Result<void> insertFromFile(Database& database, std::uint64_t revision, const std::string& path,
                                   const VerifiedTarget& target) {
    const auto mapped = tuf::MappedFile::open(*target.file);
    if (!mapped)
        return tl::unexpected(store::StoreFailure{store::StoreFault::Failed, "cannot read " + target.file->string()});
    auto insert = database.prepare("INSERT INTO target VALUES(?, ?, ?, zeroblob(?)) RETURNING rowid");
    if (!insert) return tl::unexpected(insert.error());
    insert->bind(1, sql(revision)).bind(2, std::string_view(path)).bindBlob(3, target.sha256);
    const auto row = insert->bind(4, static_cast<std::int64_t>(mapped->bytes().size())).step();
    if (!row) return tl::unexpected(row.error());
    const std::int64_t rowid = insert->integer(0);
    if (auto done = insert->run(); !done) return done; // the one row was read: to the end
    auto blob = store::Blob::open(database, "target", "body", rowid, store::Blob::For::Writing);
    if (!blob) return tl::unexpected(blob.error());
    for (std::size_t at = 0; at < blob->size(); at += kSliceBytes) {
        const auto slice = mapped->bytes().subspan(at, std::min(kSliceBytes, blob->size() - at));
        if (auto done = blob->write(at, slice); !done) return done;
    }
    return {};
}

Result<void> writeTargets(Database& database, std::uint64_t revision, const VerifiedTargets& targets) {
    auto clear = database.prepare("DELETE FROM target WHERE revision = ?");
    auto insert = database.prepare("INSERT INTO target VALUES(?, ?, ?, ?)");
    auto keep = database.prepare("INSERT INTO target SELECT ?, path, sha256, body FROM target JOIN current_catalogue "
                                 "USING(revision) WHERE path = ?");
    for (const auto* statement : {&clear, &insert, &keep})
        if (!*statement) return tl::unexpected(statement->error());
    if (auto done = clear->bind(1, sql(revision)).run(); !done) return done;
    for (const auto& [path, target] : targets) {
        if (target.file) {
            if (auto done = insertFromFile(database, revision, path, target); !done) return done;
            continue;
        }
        auto& statement = target.body ? *insert : *keep;
        statement.bind(1, sql(revision)).bind(2, std::string_view(path));
        if (target.body) statement.bindBlob(3, target.sha256).bindBlob(4, crypto::bytesOf(*target.body));
        if (auto done = statement.run(); !done) return done;
    }
    return {};
}

Result<void> switchCatalogue(Database& database, store::EventLog& log, std::uint64_t revision, events::WallTime issued,
                             events::WallTime now) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto replace = database.prepare("INSERT OR REPLACE INTO current_catalogue VALUES(1, ?, ?, ?)");
    if (!replace) return tl::unexpected(replace.error());
    replace->bind(1, sql(revision))
        .bind(2, std::string_view(toRfc3339(issued)))
        .bind(3, std::string_view(toRfc3339(now)));
    if (auto done = replace->run(); !done) return done;
    if (auto event = log.append(events::CatalogueApplied{sql(revision), issued}); !event)
        return tl::unexpected(event.error());
    if (auto done = transaction->commit(); !done) return done;
    auto drop = database.prepare("DELETE FROM target WHERE revision <> ?");
    if (!drop) return tl::unexpected(drop.error());
    return drop->bind(1, sql(revision)).run();
}

} // namespace onestop::daemon
