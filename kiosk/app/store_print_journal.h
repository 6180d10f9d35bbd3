// SPDX-License-Identifier: Apache-2.0
// The journal of prints over the store: a job's state and its event are durable before a byte goes to the printer and
// as soon as its end is known. Lives on the USB thread with a connection of its own, opened at the first job.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "drivers/receipt_printer/receipt_printer.h"
#include "sync/store/database.h"
#include "sync/store/event_log.h"

namespace onestop::app {

/// States of a job (print_job.state):
///   queued ─recordSending─▶ sending ─recordOutcome─▶ printed | unknown | failed
///   queued ─recordOutcome(NotPrinted)─▶ failed
/// A crash leaves queued or sending; LobbyRecords::open() settles both.
class StorePrintJournal final : public receipt_printer::PrintJournal {
public:
    /// Nothing is opened yet. The clock outlives the journal.
    StorePrintJournal(std::filesystem::path store, const events::Clock& clock, store::RandomSource random,
                      std::string site, int kiosk);

    std::string nextAnswerId() override;
    bool recordSending(const std::string& print_job_id, const std::string& answer_id,
                       std::span<const std::uint8_t> bytes) override;
    void recordOutcome(const std::string& print_job_id, receipt_printer::PrintOutcome outcome) override;

private:
    struct Opened {
        std::unique_ptr<store::Database> database;
        store::EventLog log;
    };
    /// The connection; opened again after a failure.
    store::Result<Opened*> opened();
    store::Result<std::int64_t> takeNumber(store::Database& database);
    store::Result<void> settle(Opened& opened, const std::string& print_job_id, receipt_printer::PrintOutcome outcome);

    std::filesystem::path store_;
    const events::Clock& clock_;
    store::RandomSource random_;
    std::string site_;
    int kiosk_;
    std::optional<Opened> opened_;
};

} // namespace onestop::app
