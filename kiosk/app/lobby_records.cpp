// SPDX-License-Identifier: Apache-2.0
// The transactions of the lobby. The order inside each is the one a power cut cannot spoil: marks outside the store
// first (a number may be skipped, never given twice), then row and event together.
#include "kiosk/app/lobby_records.h"

#include <algorithm>
#include <array>
#include <utility>

#include <spdlog/spdlog.h>

#include "kiosk/app/durable_file.h"
#include "kiosk/app/statements.h"
#include "sync/events/event_types.h"
#include "sync/store/catalogue_rows.h"

namespace onestop::app {

namespace {

using store::Statement;

constexpr std::chrono::milliseconds kBusyTimeout{500};  ///< a resident waits no longer for the other program
constexpr std::uintmax_t kLargeWal_bytes = 16ull << 20; ///< DESIGN 2
constexpr std::chrono::seconds kSyncdSilent{60};        ///< then the kiosk checkpoints by itself
constexpr std::chrono::days kBookingsKept{35};          ///< longer than any session that was booked is ahead
constexpr std::size_t kMarksFileLimit_bytes = 64 * 1024;

flows::PrintProgress printProgress(std::string_view state) {
    if (state == "queued" || state == "sending") return flows::PrintProgress::Printing;
    if (state == "printed") return flows::PrintProgress::Printed;
    if (state == "unknown") return flows::PrintProgress::Unknown;
    if (state == "failed") return flows::PrintProgress::Failed;
    return flows::PrintProgress::None;
}

constexpr std::array<std::string_view, 6> kPriorityClasses{"normal",   "military", "elder",
                                                           "disabled", "pregnant", "infant"};

std::string_view textOf(flows::PriorityClass priority) {
    return kPriorityClasses.at(static_cast<std::size_t>(priority));
}

flows::PriorityClass priorityOf(std::string_view text) {
    const auto found = std::ranges::find(kPriorityClasses, text);
    return found == kPriorityClasses.end() ? flows::PriorityClass::Normal
                                           : static_cast<flows::PriorityClass>(found - kPriorityClasses.begin());
}

constexpr std::string_view kTicketColumns =
    "SELECT ticket_id, service_day, number, business, item_id, token, issued_at, state, print_state, priority_class "
    "FROM ticket ";

/// The row that a statement over kTicketColumns stands on.
Result<std::optional<TicketRecord>> readTicket(Result<Statement> query) {
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    TicketRecord record{.ticket_id = query->text(0),
                        .service_day = catalogue::ServiceDay::parse(query->view(1)).value_or(catalogue::ServiceDay{}),
                        .number = query->text(2),
                        .business = query->text(3),
                        .item_id = query->text(4),
                        .token = query->text(5),
                        .issued_at = events::parseRfc3339(query->view(6)).value_or(events::WallTime{}),
                        .priority = priorityOf(query->view(9)),
                        .fate = query->view(7) == "given_up" ? flows::TicketFate::GivenUp
                                : query->view(7) == "done"   ? flows::TicketFate::Done
                                                             : flows::TicketFate::Live,
                        .print = printProgress(query->view(8))};
    return record;
}

/// The marks outside the store; a file that is not whole is set aside by name.
flows::HighWater readMarksFile(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return {};
    if (auto marks = flows::HighWater::parse(readSmallFile(path, kMarksFileLimit_bytes).value_or(""))) return *marks;
    const std::filesystem::path aside = path.string() + ".damaged";
    std::filesystem::rename(path, aside, error);
    spdlog::error("cannot read {}: not a whole file of marks; set aside as {}", path.string(), aside.string());
    return {};
}

} // namespace

LobbyRecords::LobbyRecords(std::unique_ptr<store::Database> database, store::EventLog log,
                           std::filesystem::path marks_file, int kiosk, const events::Clock& clock,
                           store::RandomSource random)
    : database_(std::move(database)), log_(std::move(log)), marks_file_(std::move(marks_file)),
      high_water_(readMarksFile(marks_file_)), kiosk_(kiosk), clock_(&clock), random_(std::move(random)) {}

Result<LobbyRecords> LobbyRecords::open(const std::filesystem::path& path, const std::filesystem::path& state,
                                        const events::Clock& clock, store::RandomSource random, const std::string& site,
                                        int kiosk, std::string version, Beginning beginning) {
    auto opened = store::openOrSetAside(path.string(), store::Program::Kiosk, events::toRfc3339(clock.now()),
                                        {.busy_timeout = kBusyTimeout, .max_pages = store::kMostPagesOfKiosk});
    if (!opened) return tl::unexpected(opened.error());
    std::optional<store::FormerEpoch> former;
    if (opened->set_aside) {
        spdlog::error("{}; set aside as {}", opened->reason, *opened->set_aside);
        former = store::readFormerEpoch(*opened->set_aside, store::Program::Kiosk);
    }
    auto database = std::make_unique<store::Database>(std::move(opened->database));
    auto log = store::EventLog::open(*database, clock, random, site, "kiosk-" + std::to_string(kiosk), former);
    if (!log) return tl::unexpected(log.error());
    LobbyRecords records(std::move(database), std::move(*log), state / "high_water", kiosk, clock, std::move(random));
    records.set_aside_ = opened->set_aside;
    if (auto started = records.start(std::move(version), beginning); !started) return tl::unexpected(started.error());
    return records;
}

Result<void> LobbyRecords::start(std::string version, Beginning beginning) {
    return inTransaction(*database_, [&]() -> Result<void> {
        if (auto settled = settleCutOffPrints(); !settled) return settled;
        if (auto dropped = dropSent(); !dropped) return dropped;
        if (auto gone = run(*database_, "DELETE FROM answer_request"); !gone) return gone; // who asked is gone
        if (beginning == Beginning::OfFreshProcess) return {};
        return nothing(log_.append(events::ProgramStarted{.version = std::move(version)}));
    });
}

/// A job in state "sending" may have reached the paper; one in "queued" cannot have.
Result<void> LobbyRecords::settleCutOffPrints() {
    struct CutOff {
        std::string job, ticket, state;
        bool reprint;
    };
    std::vector<CutOff> jobs;
    auto query = statement(*database_, "SELECT print_job_id, ticket_id, state, reprint FROM print_job "
                                       "WHERE state IN ('queued', 'sending') ORDER BY created_at");
    if (!query) return tl::unexpected(query.error());
    for (auto row = query->step();; row = query->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        jobs.push_back(
            {query->text(0), query->isNull(1) ? "" : query->text(1), query->text(2), query->integer(3) != 0});
    }
    query->reset();

    for (const CutOff& job : jobs) {
        const bool sent = job.state == "sending";
        const std::string_view state = sent ? "unknown" : "failed";
        auto done = run(*database_, "UPDATE print_job SET state = ?1, changed_at = ?2 WHERE print_job_id = ?3", state,
                        std::string_view(now()), std::string_view(job.job));
        if (done && !job.ticket.empty()) {
            done = run(*database_, "UPDATE ticket SET print_state = ?1 WHERE ticket_id = ?2", state,
                       std::string_view(job.ticket));
            if (done) {
                using Outcome = events::TicketPrinted::Outcome;
                done = nothing(log_.append(events::TicketPrinted{.ticket_id = job.ticket,
                                                                 .outcome = sent ? Outcome::Unknown : Outcome::Failed,
                                                                 .reprint = job.reprint}));
            }
        }
        if (!done) return done;
    }
    return {};
}

Result<std::optional<catalogue::ServiceDay>> LobbyRecords::serviceDay() {
    auto query = statement(*database_, "SELECT service_day FROM service_day");
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return catalogue::ServiceDay::parse(query->view(0));
}

Result<void> LobbyRecords::beginDay(const catalogue::ServiceDay& day) {
    auto begun = inTransaction(*database_, [&]() -> Result<void> {
        const std::string text = day.text();
        return run(*database_, "INSERT INTO service_day VALUES(1, ?1) ON CONFLICT(only) DO UPDATE SET service_day = ?1",
                   std::string_view(text))
            .and_then([&] {
                return run(*database_, "DELETE FROM number_mark WHERE service_day < ?1", std::string_view(text));
            })
            .and_then([&] {
                return run(*database_, "DELETE FROM booking WHERE booked_at < ?1",
                           std::string_view(events::toRfc3339(clock_->now() - kBookingsKept)));
            })
            .and_then(
                [&] { return run(*database_, "UPDATE ticket SET person_hash = NULL WHERE person_hash IS NOT NULL"); })
            .and_then([&] { return dropSent(); });
    });
    if (!begun) return begun;
    high_water_.forgetBefore(day);
    return nothing(log_.trim());
}

Result<void> LobbyRecords::forgetPersons() {
    return inTransaction(*database_, [&] {
        return run(*database_, "UPDATE ticket SET person_hash = NULL WHERE person_hash IS NOT NULL");
    });
}

Result<catalogue::NumberMarks> LobbyRecords::marks(const catalogue::ServiceDay& day, std::string_view business) {
    const std::string text = day.text();
    auto query =
        statement(*database_, "SELECT range, high_water FROM number_mark WHERE service_day = ?1 AND business = ?2",
                  std::string_view(text), business);
    if (!query) return tl::unexpected(query.error());
    catalogue::NumberMarks stored;
    for (auto row = query->step();; row = query->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        (query->view(0) == "leased" ? stored.leased : stored.kiosk) = static_cast<int>(query->integer(1));
    }
    return flows::higher(stored, high_water_.at(day, business));
}

Result<void> LobbyRecords::raiseMarks(const catalogue::ServiceDay& day, const std::string& business,
                                      catalogue::NumberMarks marks) {
    high_water_.raise(day, business, marks);
    if (!replaceFile(marks_file_, high_water_.text(), 0640)) {
        spdlog::warn("cannot write {}: numbers are safe only while the store is", marks_file_.string());
    }
    const std::string text = day.text();
    for (const auto& [range, high] :
         {std::pair<std::string_view, int>{"leased", marks.leased}, {"kiosk", marks.kiosk}}) {
        auto raised = run(*database_,
                          "INSERT INTO number_mark VALUES(?1, ?2, ?3, ?4) ON CONFLICT(service_day, business, range) "
                          "DO UPDATE SET high_water = max(high_water, ?4)",
                          std::string_view(text), std::string_view(business), range, std::int64_t{high});
        if (!raised) return raised;
    }
    return {};
}

Result<std::optional<TicketRecord>> LobbyRecords::issue(const TicketOrder& order, const catalogue::ServiceDay& day) {
    return inTransaction(*database_, [&]() -> Result<std::optional<TicketRecord>> {
        const auto leases = store::numberLeases(*database_, day, order.business);
        if (!leases) return tl::unexpected(leases.error());
        const auto given = marks(day, order.business);
        if (!given) return tl::unexpected(given.error());
        const auto next = catalogue::nextNumber(order.business, kiosk_, *leases, *given);
        if (!next) return std::nullopt;
        if (auto raised = raiseMarks(day, order.business, next->marks); !raised) return tl::unexpected(raised.error());

        TicketRecord record{.ticket_id = newId(),
                            .service_day = day,
                            .number = next->text,
                            .business = order.business,
                            .item_id = order.item_id,
                            .token = crypto::randomToken(16),
                            .issued_at = clock_->now(),
                            .priority = order.priority};
        // Named alike in the event and here (kPriorityClasses has the same order).
        const auto priority = static_cast<events::TicketIssued::PriorityClass>(order.priority);
        if (auto inserted = insertTicket(record, order); !inserted) return tl::unexpected(inserted.error());
        auto appended = log_.append(events::TicketIssued{.ticket_id = record.ticket_id,
                                                         .number = record.number,
                                                         .business = record.business,
                                                         .item_id = record.item_id,
                                                         .priority_class = priority,
                                                         .service_day = day.text(),
                                                         .card_shown = order.person.has_value(),
                                                         .token = record.token});
        if (!appended) return tl::unexpected(appended.error());
        return record;
    });
}

Result<void> LobbyRecords::insertTicket(const TicketRecord& record, const TicketOrder& order) {
    auto insert =
        statement(*database_,
                  "INSERT INTO ticket(ticket_id, service_day, number, business, item_id, item_name, priority_class, "
                  "issued_at, token, person_hash, state, print_state) "
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'live', 'none')",
                  std::string_view(record.ticket_id), std::string_view(record.service_day.text()),
                  std::string_view(record.number), std::string_view(record.business), std::string_view(record.item_id),
                  std::string_view(order.item_name), textOf(order.priority),
                  std::string_view(events::toRfc3339(record.issued_at)), std::string_view(record.token));
    if (!insert) return tl::unexpected(insert.error());
    if (order.person) {
        insert->bindBlob(10, *order.person);
    } else {
        insert->bindNull(10);
    }
    return insert->run();
}

Result<void> LobbyRecords::giveUp(const std::string& ticket_id) {
    return inTransaction(*database_, [&]() -> Result<void> {
        auto given =
            run(*database_,
                "UPDATE ticket SET state = 'given_up', person_hash = NULL WHERE ticket_id = ?1 AND state = 'live'",
                std::string_view(ticket_id));
        if (!given || database_->changes() == 0) return given;
        return nothing(log_.append(events::TicketGivenUp{.ticket_id = ticket_id}));
    });
}

Result<std::optional<TicketRecord>> LobbyRecords::ticket(const std::string& ticket_id) {
    return readTicket(
        statement(*database_, std::string(kTicketColumns) + "WHERE ticket_id = ?1", std::string_view(ticket_id)));
}

Result<std::optional<TicketRecord>> LobbyRecords::liveTicket(const crypto::Digest& person,
                                                             const catalogue::ServiceDay& day) {
    auto query = statement(
        *database_, std::string(kTicketColumns) + "WHERE service_day = ?1 AND person_hash = ?2 AND state = 'live'",
        std::string_view(day.text()));
    if (query) query->bindBlob(2, person);
    return readTicket(std::move(query));
}

Result<std::optional<TicketRecord>> LobbyRecords::ticketOfToken(std::string_view token,
                                                                const catalogue::ServiceDay& day) {
    return readTicket(statement(*database_, std::string(kTicketColumns) + "WHERE service_day = ?1 AND token = ?2",
                                std::string_view(day.text()), token));
}

Result<std::vector<std::string>> LobbyRecords::ticketsOf(std::string_view business, const catalogue::ServiceDay& day) {
    auto query = statement(
        *database_, "SELECT ticket_id FROM ticket WHERE service_day = ?1 AND business = ?2 ORDER BY issued_at, rowid",
        std::string_view(day.text()), business);
    if (!query) return tl::unexpected(query.error());
    std::vector<std::string> ids;
    for (auto row = query->step();; row = query->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) return ids;
        ids.push_back(query->text(0));
    }
}

Result<void> LobbyRecords::settle(const catalogue::QueueState& queue) {
    std::vector<std::string> live;
    {
        auto query = statement(*database_, "SELECT ticket_id FROM ticket WHERE state = 'live'");
        if (!query) return tl::unexpected(query.error());
        for (auto row = query->step();; row = query->step()) {
            if (!row) return tl::unexpected(row.error());
            if (!*row) break;
            live.push_back(query->text(0));
        }
    }
    const auto progress = [&](const std::string& id) {
        return flows::ticketProgress(queue.ticket(id), flows::TicketFate::Live);
    };
    std::erase_if(live, [&](const std::string& id) { return flows::isLive(progress(id)); });
    if (live.empty()) return {};
    return inTransaction(*database_, [&]() -> Result<void> {
        for (const std::string& id : live) {
            const std::string_view state = progress(id) == flows::TicketProgress::Done ? "done" : "given_up";
            auto done = run(*database_, "UPDATE ticket SET state = ?1, person_hash = NULL WHERE ticket_id = ?2", state,
                            std::string_view(id));
            if (!done) return done;
        }
        return {};
    });
}

Result<PrintOrder> LobbyRecords::insertPrintJob(const std::optional<std::string>& ticket_id, const std::string& title,
                                                bool reprint) {
    PrintOrder order{.print_job_id = newId(), .reprint = reprint};
    const std::string at = now();
    auto inserted = run(*database_,
                        "INSERT INTO print_job(print_job_id, ticket_id, title, reprint, state, created_at, changed_at) "
                        "VALUES(?1, ?2, ?3, ?4, 'queued', ?5, ?5)",
                        std::string_view(order.print_job_id), ticket_id, std::string_view(title), std::int64_t{reprint},
                        std::string_view(at));
    if (!inserted) return tl::unexpected(inserted.error());
    return order;
}

Result<PrintOrder> LobbyRecords::orderTicketPrint(const std::string& ticket_id, const std::string& title) {
    return inTransaction(*database_, [&]() -> Result<PrintOrder> {
        auto earlier =
            statement(*database_, "SELECT count(*) FROM print_job WHERE ticket_id = ?1 AND state <> 'failed'",
                      std::string_view(ticket_id));
        if (!earlier) return tl::unexpected(earlier.error());
        if (auto row = earlier->step(); !row) return tl::unexpected(row.error());
        const bool reprint = earlier->integer(0) > 0;
        earlier->reset();
        auto order = insertPrintJob(ticket_id, title, reprint);
        if (!order) return order;
        auto queued = run(*database_, "UPDATE ticket SET print_state = 'queued' WHERE ticket_id = ?1",
                          std::string_view(ticket_id));
        if (!queued) return tl::unexpected(queued.error());
        return order;
    });
}

Result<PrintOrder> LobbyRecords::orderPrint(const std::string& title) {
    return inTransaction(*database_, [&] { return insertPrintJob(std::nullopt, title, false); });
}

Result<flows::PrintProgress> LobbyRecords::printState(const std::string& print_job_id) {
    auto query =
        statement(*database_, "SELECT state FROM print_job WHERE print_job_id = ?1", std::string_view(print_job_id));
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    return *found ? printProgress(query->view(0)) : flows::PrintProgress::None;
}

void LobbyRecords::checkpointIfLarge() {
    std::error_code none;
    const auto size = std::filesystem::file_size(database_->path() + "-wal", none);
    if (none || size < kLargeWal_bytes) return;
    const auto syncd = store::syncdState(*database_);
    const bool silent = !syncd || !*syncd || clock_->now() - (*syncd)->heartbeat_at > kSyncdSilent;
    if (silent) {
        if (auto done = database_->checkpoint(); !done) spdlog::warn("{}", done.error().context);
    }
}

std::string LobbyRecords::now() const { return events::toRfc3339(clock_->now()); }
std::string LobbyRecords::newId() const { return store::newUuid7(*clock_, random_); }

} // namespace onestop::app
