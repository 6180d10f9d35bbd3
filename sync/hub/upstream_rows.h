// SPDX-License-Identifier: Apache-2.0
// The rows of upstream.sql: every log of this site as an outbox, sealed records as another, and what is still to go up.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/events/clock.h"
#include "sync/push/outbox.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// The logs that go up: those of this site's kiosks, then this hub's own, all epochs. Throws DatabaseFailed, like all
/// here.
std::vector<std::string> logsOfSite(store::Database& database, std::string_view site);

/// One log that is held here, bytes as they came. No event is ever deleted here, so an upstream that was restored gets
/// again whatever it lacks.
class HeldLog final : public push::Outbox {
public:
    /// Both outlive it. `confirm`: when all is acknowledged the last event goes up once more, so that an upstream which
    /// lost it says so; of a log that has ended nobody would ever know.
    HeldLog(store::Database& database, std::string source, const events::Clock& clock, bool confirm)
        : database_(database), source_(std::move(source)), clock_(clock), confirm_(confirm) {}

    store::Result<std::optional<push::Batch>> next(std::size_t limit) override;
    store::Result<std::optional<push::Batch>> behind(const push::Batch& sent, std::size_t limit) override;
    store::Result<void> acknowledge(const push::Batch& batch, std::uint64_t held) override;

    /// The upstream has named a lower number than before.
    bool wentBack() const { return went_back_; }

private:
    std::uint64_t acknowledged();
    std::vector<store::StoredEvent> read(std::uint64_t after, std::size_t limit);
    std::optional<push::Batch> batchOf(std::vector<store::StoredEvent> events, const crypto::Digest& before) const;

    store::Database& database_;
    std::string source_;
    const events::Clock& clock_;
    bool confirm_;
    bool went_back_ = false;
};

/// Sealed records that the upstream does not hold.
class HeldRecords final : public push::SealedOutbox {
public:
    HeldRecords(store::Database& database, const events::Clock& clock) : database_(database), clock_(clock) {}
    store::Result<std::vector<std::string>> unsent() override;
    store::Result<std::optional<push::SealedRecord>> read(const std::string& record_id) override;
    store::Result<void> handedIn(const std::string& record_id) override;

private:
    store::Database& database_;
    const events::Clock& clock_;
};

/// Each record that the upstream holds and that has no answer is asked about so often; an answered one when somebody
/// looks it up, for the desk may have written again.
inline constexpr std::chrono::minutes kAskAgain{15};
/// The one that was asked about longest ago, when it is time.
std::optional<std::string> dueQuestion(store::Database& database, events::WallTime now);
/// Somebody at a kiosk waits for it: its turn is now.
void askUpstreamNow(store::Database& database, std::string_view record_id);
/// What the upstream said: an answer; none so far; it holds no such record (any more), so the record goes up again.
void takeAnswer(store::Database& database, std::string_view record_id, crypto::BytesView answer, events::WallTime now);
void noAnswerYet(store::Database& database, std::string_view record_id, events::WallTime now);
void handInAgain(store::Database& database, std::string_view record_id);

struct Backlog {
    std::int64_t events = 0;
    std::optional<events::WallTime> oldest_at; ///< when the oldest of them came in here
};
Backlog backlogOf(store::Database& database, std::string_view site);

} // namespace onestop::hub
