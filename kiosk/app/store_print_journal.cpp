// SPDX-License-Identifier: Apache-2.0
// The journal of prints over the store.
#include "kiosk/app/store_print_journal.h"

#include <cstdlib>
#include <utility>

#include <spdlog/spdlog.h>

#include "kiosk/app/statements.h"
#include "sync/crypto/crypto.h"
#include "sync/events/event_types.h"

namespace onestop::app {

namespace {

using receipt_printer::PrintOutcome;

constexpr std::int64_t kAnswerIds = 10000; ///< four digits; so many jobs until one comes again

std::string_view stateText(PrintOutcome outcome) {
    switch (outcome) {
    case PrintOutcome::Printed:
        return "printed";
    case PrintOutcome::Unknown:
        return "unknown";
    case PrintOutcome::NotPrinted:
        return "failed";
    }
    return "unknown";
}

events::TicketPrinted::Outcome eventOutcome(PrintOutcome outcome) {
    using Outcome = events::TicketPrinted::Outcome;
    return outcome == PrintOutcome::Printed   ? Outcome::Printed
           : outcome == PrintOutcome::Unknown ? Outcome::Unknown
                                              : Outcome::Failed;
}

} // namespace

StorePrintJournal::StorePrintJournal(std::filesystem::path store, const events::Clock& clock,
                                     store::RandomSource random, std::string site, int kiosk)
    : store_(std::move(store)), clock_(clock), random_(std::move(random)), site_(std::move(site)), kiosk_(kiosk) {}

store::Result<StorePrintJournal::Opened*> StorePrintJournal::opened() {
    if (opened_) return &*opened_;
    auto database =
        store::Database::open(store_.string(), store::Program::Kiosk, {.max_pages = store::kMostPagesOfKiosk});
    if (!database) return tl::unexpected(database.error());
    auto kept = std::make_unique<store::Database>(std::move(*database));
    auto log = store::EventLog::open(*kept, clock_, random_, site_, "kiosk-" + std::to_string(kiosk_));
    if (!log) return tl::unexpected(log.error());
    opened_.emplace(Opened{.database = std::move(kept), .log = std::move(*log)});
    return &*opened_;
}

std::string StorePrintJournal::nextAnswerId() {
    const auto number = opened().and_then(
        [&](Opened* store) { return inTransaction(*store->database, [&] { return takeNumber(*store->database); }); });
    if (!number) {
        spdlog::error("cannot take an answer id: {}", number.error().context);
        opened_.reset();
        return "----"; // recordSending() will fail, too, and nothing is sent
    }
    return std::to_string(kAnswerIds + *number % kAnswerIds).substr(1); // with its leading zeros
}

store::Result<std::int64_t> StorePrintJournal::takeNumber(store::Database& database) {
    auto raised =
        run(database, "INSERT INTO printer_counter VALUES(1, 1) ON CONFLICT(only) DO UPDATE SET next = next + 1");
    if (!raised) return tl::unexpected(raised.error());
    auto query = statement(database, "SELECT next FROM printer_counter");
    if (!query) return tl::unexpected(query.error());
    if (auto row = query->step(); !row) return tl::unexpected(row.error());
    return query->integer(0);
}

bool StorePrintJournal::recordSending(const std::string& print_job_id, const std::string& answer_id,
                                      std::span<const std::uint8_t> bytes) {
    const crypto::Digest hash = crypto::sha256(bytes);
    const std::string at = events::toRfc3339(clock_.now());
    const auto recorded = opened().and_then([&](Opened* store) {
        return inTransaction(*store->database, [&]() -> Result<std::int64_t> {
            auto update = statement(
                *store->database,
                "UPDATE print_job SET state = 'sending', changed_at = ?1, answer_id = ?2, receipt_hash = ?4 "
                "WHERE print_job_id = ?3 AND state = 'queued'",
                std::string_view(at), std::int64_t{std::atoi(answer_id.c_str())}, std::string_view(print_job_id));
            if (!update) return tl::unexpected(update.error());
            update->bindBlob(4, hash);
            if (auto done = update->run(); !done) return tl::unexpected(done.error());
            return store->database->changes();
        });
    });
    if (!recorded) {
        spdlog::error("cannot record a print, so nothing is printed: {}", recorded.error().context);
        opened_.reset();
        return false;
    }
    return *recorded == 1;
}

void StorePrintJournal::recordOutcome(const std::string& print_job_id, PrintOutcome outcome) {
    const auto recorded = opened().and_then([&](Opened* store) {
        return inTransaction(*store->database, [&] { return settle(*store, print_job_id, outcome); });
    });
    if (!recorded) {
        spdlog::error("cannot record how a print ended: {}", recorded.error().context);
        opened_.reset();
    }
}

store::Result<void> StorePrintJournal::settle(Opened& store, const std::string& print_job_id, PrintOutcome outcome) {
    auto query =
        statement(*store.database,
                  "SELECT ticket_id, reprint FROM print_job WHERE print_job_id = ?1 AND state IN ('queued', 'sending')",
                  std::string_view(print_job_id));
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return {}; // settled already
    const std::string ticket_id = query->isNull(0) ? std::string() : query->text(0);
    const bool reprint = query->integer(1) != 0;
    query->reset();

    const std::string_view state = stateText(outcome);
    const std::string at = events::toRfc3339(clock_.now());
    auto done = run(*store.database, "UPDATE print_job SET state = ?1, changed_at = ?2 WHERE print_job_id = ?3", state,
                    std::string_view(at), std::string_view(print_job_id));
    if (!done || ticket_id.empty()) return done;
    done = run(*store.database, "UPDATE ticket SET print_state = ?1 WHERE ticket_id = ?2", state,
               std::string_view(ticket_id));
    if (!done) return done;
    return nothing(store.log.append(
        events::TicketPrinted{.ticket_id = ticket_id, .outcome = eventOutcome(outcome), .reprint = reprint}));
}

} // namespace onestop::app
