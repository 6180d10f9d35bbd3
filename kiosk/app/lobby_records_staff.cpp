// SPDX-License-Identifier: Apache-2.0
// What staff does at the kiosk's own screen: each act with its event.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "kiosk/app/durable_file.h"
#include "kiosk/app/lobby_records.h"
#include "sync/events/event_types.h"

namespace onestop::app {

namespace {

constexpr std::size_t kMomentLimit_bytes = 64;
constexpr mode_t kMarkMode = 0640;

std::filesystem::path closedFile(const std::filesystem::path& marks_file) {
    return marks_file.parent_path() / "closed";
}

} // namespace

Result<std::vector<flows::AdmittedCode>> LobbyRecords::admitted(const catalogue::ServiceDay& day, int most) {
    const std::string since = events::toRfc3339(day.begins());
    auto query = statement(*database_,
                           "SELECT token_id, activity_session_id, people, checked_in_at FROM check_in "
                           "WHERE checked_in_at >= ?1 ORDER BY checked_in_at DESC LIMIT ?2",
                           std::string_view(since), std::int64_t{most});
    if (!query) return tl::unexpected(query.error());
    std::vector<flows::AdmittedCode> codes;
    for (auto row = query->step();; row = query->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        codes.push_back({.token_id = query->text(0),
                         .activity_session_id = query->text(1),
                         .people = static_cast<int>(query->integer(2)),
                         .at = events::parseRfc3339(query->view(3)).value_or(events::WallTime{})});
    }
    return codes;
}

Result<void> LobbyRecords::undoCheckIn(const std::string& token_id) {
    return inTransaction(*database_, [&]() -> Result<void> {
        auto query = statement(*database_, "SELECT activity_session_id, people FROM check_in WHERE token_id = ?1",
                               std::string_view(token_id));
        if (!query) return tl::unexpected(query.error());
        const auto found = query->step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) return {};
        const events::CheckinUndone undone{
            .token_id = token_id, .activity_session_id = query->text(0), .people = query->integer(1)};
        query->reset();
        auto deleted = run(*database_, "DELETE FROM check_in WHERE token_id = ?1", std::string_view(token_id));
        if (!deleted) return deleted;
        return nothing(log_.append(undone));
    });
}

std::optional<events::WallTime> LobbyRecords::closedSince() const {
    std::error_code none;
    const auto path = closedFile(marks_file_);
    if (!std::filesystem::exists(path, none)) return std::nullopt;
    return events::parseRfc3339(readSmallFile(path, kMomentLimit_bytes).value_or("")).value_or(events::WallTime{});
}

/// The mark first: a power cut in between leaves a kiosk that is closed and says so, never one that serves unseen.
Result<void> LobbyRecords::close(bool closed) {
    const auto path = closedFile(marks_file_);
    const auto since = closedSince();
    const auto told = [&] {
        return inTransaction(*database_, [&]() -> Result<void> {
            if (closed) return nothing(log_.append(events::KioskClosed{}));
            const auto lasted = std::chrono::floor<std::chrono::seconds>(clock_->now() - since.value_or(clock_->now()));
            return nothing(log_.append(events::KioskOpened{.closed_s = std::max<std::int64_t>(lasted.count(), 0)}));
        });
    };
    if (!closed) {
        if (auto opened = told(); !opened) return opened;
        std::error_code stays;
        std::filesystem::remove(path, stays);
        if (stays)
            return tl::unexpected(store::StoreFailure{store::StoreFault::Failed,
                                                      "cannot remove " + path.string() + ": " + stays.message()});
        return {};
    }
    if (!replaceFile(path, now(), kMarkMode)) {
        return tl::unexpected(store::StoreFailure{store::StoreFault::Failed,
                                                  "cannot write " + path.string() + ": " + std::strerror(errno)});
    }
    return told();
}

Result<PrintOrder> LobbyRecords::orderTestPrint() {
    return inTransaction(*database_, [&] { return insertPrintJob(std::nullopt, "打印测试", false); });
}

} // namespace onestop::app
