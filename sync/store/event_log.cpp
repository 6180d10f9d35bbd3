// SPDX-License-Identifier: Apache-2.0
// Append, chain, epoch; and the reading side for syncd. The order inside append: last row → next sequence and hash →
// one INSERT, all within the caller's transaction, so a kill leaves either the whole event or nothing.
#include "sync/store/event_log.h"

#include <algorithm>
#include <array>

#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/events/uuid7.h"

namespace onestop::store {

static std::string_view nameOf(Program program) { return program == Program::Syncd ? "syncd" : "kiosk"; }

static std::string tableOf(Program owner, std::string_view what) {
    return std::string(nameOf(owner)) + '_' + std::string(what);
}

static crypto::Digest digestOf(std::string_view bytes) {
    crypto::Digest digest{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
    return digest;
}

std::string newUuid7(const events::Clock& clock, const RandomSource& random) {
    std::array<std::uint8_t, 10> chance{};
    random(chance);
    return events::makeUuid7(clock.now(), chance);
}

static Result<std::optional<std::string>> epochOf(Database& database, Program owner) {
    auto statement = database.prepare("SELECT epoch FROM " + tableOf(owner, "epoch"));
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::optional<std::string>();
    return std::optional<std::string>(statement->text(0));
}

EventLog::EventLog(Database& database, const events::Clock& clock, RandomSource random, std::string source)
    : database_(&database), clock_(&clock), random_(std::move(random)), source_(std::move(source)) {}

std::string EventLog::table() const { return tableOf(database_->program(), "event"); }

Result<EventLog> EventLog::open(Database& database, const events::Clock& clock, RandomSource random, std::string site,
                                std::string node, const std::optional<FormerEpoch>& former) {
    const events::SourceName name{std::move(site), std::move(node), std::string(nameOf(database.program())), ""};
    auto epoch = epochOf(database, database.program());
    if (!epoch) return tl::unexpected(epoch.error());
    EventLog log(database, clock, std::move(random), name.text() + epoch->value_or(""));
    if (!*epoch) {
        log.source_ = name.text() + newUuid7(clock, log.random_);
        if (auto opened = log.openEpoch(former); !opened) return tl::unexpected(opened.error());
    }
    return log;
}

Result<void> EventLog::openEpoch(const std::optional<FormerEpoch>& former) {
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return tl::unexpected(transaction.error());
    auto insert = database_->prepare("INSERT INTO " + tableOf(database_->program(), "epoch") + " VALUES(1, ?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    const auto name = events::SourceName::parse(source_);
    insert->bind(1, std::string_view(name->epoch)).bind(2, std::string_view(events::toRfc3339(clock_->now())));
    if (auto done = insert->run(); !done) return done;
    events::EpochOpened opened;
    if (former && events::isUuid7(former->epoch)) opened.previous_epoch = former->epoch;
    if (former && former->last_hash) opened.previous_hash = crypto::toHex(*former->last_hash);
    if (auto appended = append(opened); !appended) return tl::unexpected(appended.error());
    return transaction->commit();
}

Result<events::Event> EventLog::append(std::string_view type, std::string data) {
    if (!database_->inTransaction())
        return tl::unexpected(StoreFailure{StoreFault::Failed, "cannot append event: not inside a transaction"});
    auto last = database_->prepare("SELECT sequence, hash FROM " + table() + " ORDER BY sequence DESC LIMIT 1");
    if (!last) return tl::unexpected(last.error());
    const auto row = last->step();
    if (!row) return tl::unexpected(row.error());

    events::Event event;
    event.id = newUuid7(*clock_, random_);
    event.source = source_;
    event.type = type;
    event.time = clock_->now();
    event.sequence = *row ? static_cast<std::uint64_t>(last->integer(0)) + 1 : 1;
    event.monotonic = clock_->monotonic();
    event.clock_trusted = clock_->trusted();
    event.data = std::move(data);
    const std::string body = events::serialize(event);
    const auto hash = events::chainNext(*row ? digestOf(last->view(1)) : events::kChainStart, body);

    auto insert = database_->prepare("INSERT INTO " + table() + " VALUES(?, ?, ?, ?, ?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    insert->bind(1, static_cast<std::int64_t>(event.sequence)).bind(2, std::string_view(event.id));
    insert->bind(3, std::string_view(event.type)).bind(4, std::string_view(events::toRfc3339(event.time)));
    insert->bindBlob(5, crypto::bytesOf(body)).bindBlob(6, hash);
    if (auto done = insert->run(); !done) return tl::unexpected(done.error());
    return event;
}

/// One number from a pragma.
static Result<std::int64_t> pragma(Database& database, std::string_view name) {
    auto statement = database.prepare("PRAGMA " + std::string(name));
    if (!statement) return tl::unexpected(statement.error());
    if (const auto row = statement->step(); !row) return tl::unexpected(row.error());
    return statement->integer(0);
}

Result<bool> EventLog::nearlyFull() {
    const auto pages = pragma(*database_, "page_count");
    const auto free = pragma(*database_, "freelist_count");
    const auto most = pragma(*database_, "max_page_count");
    for (const auto* number : {&pages, &free, &most})
        if (!*number) return tl::unexpected(number->error());
    return (*pages - *free) > *most / 10 * 9;
}

Result<events::Event> EventLog::appendOrCount(std::string_view type, std::string data) {
    const auto full = nearlyFull();
    if (!full) return tl::unexpected(full.error());
    if (!*full) {
        if (auto reported = reportCounted(); !reported) return tl::unexpected(reported.error());
        return append(type, std::move(data));
    }
    if (auto counted = count(type); !counted) return tl::unexpected(counted.error());
    events::Event event;
    event.type = type;
    event.time = clock_->now();
    return event;
}

Result<void> EventLog::count(std::string_view type) {
    auto upsert = database_->prepare("INSERT INTO " + tableOf(database_->program(), "counted") +
                                     " VALUES(?, 1) ON CONFLICT(type) DO UPDATE SET count = count + 1");
    if (!upsert) return tl::unexpected(upsert.error());
    return upsert->bind(1, type).run();
}

Result<void> EventLog::reportCounted() {
    const std::string counted = tableOf(database_->program(), "counted");
    auto select = database_->prepare("SELECT type, count FROM " + counted + " ORDER BY type");
    if (!select) return tl::unexpected(select.error());
    std::vector<events::UsageCounted> reports;
    while (true) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        reports.push_back({select->text(0), select->integer(1)});
    }
    for (const auto& report : reports)
        if (auto appended = append(report); !appended) return tl::unexpected(appended.error());
    return reports.empty() ? Result<void>() : database_->execute("DELETE FROM " + counted);
}

Result<std::uint64_t> EventLog::lastSequence() { return store::lastSequence(*database_, database_->program()); }

Result<std::int64_t> EventLog::trim() {
    const auto held = acknowledged(*database_, source_);
    if (!held) return tl::unexpected(held.error());
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return tl::unexpected(transaction.error());
    // The last acknowledged row stays however old it is: what waits goes up with the chain after it, and without any
    // that waits the next event goes on from it.
    auto remove =
        database_->prepare("DELETE FROM " + table() + " WHERE sequence < ? AND recorded_at < ? AND sequence < " +
                           "(SELECT max(sequence) FROM " + table() + ")");
    if (!remove) return tl::unexpected(remove.error());
    remove->bind(1, static_cast<std::int64_t>(*held))
        .bind(2, std::string_view(events::toRfc3339(clock_->now() - kKeepAcknowledged)));
    if (auto done = remove->run(); !done) return tl::unexpected(done.error());
    const auto removed = database_->changes();
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return removed;
}

Result<std::optional<std::string>> sourceOf(Database& database, Program owner, std::string_view site,
                                            std::string_view node) {
    auto epoch = epochOf(database, owner);
    if (!epoch) return tl::unexpected(epoch.error());
    if (!*epoch) return std::optional<std::string>();
    return std::optional<std::string>(
        events::SourceName{std::string(site), std::string(node), std::string(nameOf(owner)), **epoch}.text());
}

Result<std::vector<StoredEvent>> pending(Database& database, Program owner, std::uint64_t after, std::size_t limit,
                                         std::size_t max_bytes) {
    auto select = database.prepare("SELECT sequence, body, hash FROM " + tableOf(owner, "event") +
                                   " WHERE sequence > ? ORDER BY sequence LIMIT ?");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, static_cast<std::int64_t>(after)).bind(2, static_cast<std::int64_t>(limit));
    std::vector<StoredEvent> found;
    std::size_t bytes = 0;
    while (bytes < max_bytes) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        found.push_back({static_cast<std::uint64_t>(select->integer(0)), select->text(1), digestOf(select->view(2))});
        bytes += found.back().body.size();
    }
    return found;
}

Result<std::optional<crypto::Digest>> chainAfter(Database& database, Program owner, std::uint64_t sequence) {
    if (sequence == 0) return std::optional<crypto::Digest>(events::kChainStart);
    auto select = database.prepare("SELECT hash FROM " + tableOf(owner, "event") + " WHERE sequence = ?");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, static_cast<std::int64_t>(sequence));
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::optional<crypto::Digest>();
    return std::optional<crypto::Digest>(digestOf(select->view(0)));
}

Result<std::uint64_t> lastSequence(Database& database, Program owner) {
    auto select = database.prepare("SELECT coalesce(max(sequence), 0) FROM " + tableOf(owner, "event"));
    if (!select) return tl::unexpected(select.error());
    if (const auto row = select->step(); !row) return tl::unexpected(row.error());
    return static_cast<std::uint64_t>(select->integer(0));
}

Result<std::uint64_t> acknowledged(Database& database, std::string_view source) {
    auto select = database.prepare("SELECT sequence FROM acknowledgement WHERE source = ?");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->bind(1, source).step();
    if (!row) return tl::unexpected(row.error());
    return *row ? static_cast<std::uint64_t>(select->integer(0)) : 0;
}

std::optional<FormerEpoch> readFormerEpoch(const std::string& set_aside_path, Program owner) {
    auto database = Database::open(set_aside_path, Program::Reader);
    if (!database) return std::nullopt;
    const auto epoch = epochOf(*database, owner);
    if (!epoch || !*epoch) return std::nullopt;
    FormerEpoch former{**epoch, std::nullopt};
    auto last = database->prepare("SELECT hash FROM " + tableOf(owner, "event") + " ORDER BY sequence DESC LIMIT 1");
    if (!last) return former;
    if (const auto row = last->step(); row && *row) former.last_hash = digestOf(last->view(0));
    return former;
}

} // namespace onestop::store
