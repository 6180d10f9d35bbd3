// SPDX-License-Identifier: Apache-2.0
// What happens in a visit beside tickets: codes, calls for help, sessions, devices. Each is one transaction with its
// event.
#include <utility>

#include "kiosk/app/lobby_records.h"
#include "sync/events/event_types.h"

namespace onestop::app {

namespace {

constexpr std::uintmax_t kNearlyFull_bytes = 64ull << 20; ///< below it usage events are only counted

} // namespace

Result<std::optional<events::WallTime>> LobbyRecords::usedAt(const std::string& token_id) {
    auto query =
        statement(*database_, "SELECT checked_in_at FROM check_in WHERE token_id = ?1", std::string_view(token_id));
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return events::parseRfc3339(query->view(0)).value_or(events::WallTime{});
}

Result<int> LobbyRecords::present(const std::string& activity_session_id) {
    auto query = statement(*database_, "SELECT coalesce(sum(people), 0) FROM check_in WHERE activity_session_id = ?1",
                           std::string_view(activity_session_id));
    if (!query) return tl::unexpected(query.error());
    if (const auto found = query->step(); !found) return tl::unexpected(found.error());
    return static_cast<int>(query->integer(0));
}

Result<void> LobbyRecords::admit(const catalogue::CheckInClaims& claims) {
    return inTransaction(*database_, [&]() -> Result<void> {
        auto inserted =
            run(*database_, "INSERT INTO check_in VALUES(?1, ?2, ?3, ?4)", std::string_view(claims.token_id),
                std::string_view(claims.activity_session_id), std::int64_t{claims.people}, std::string_view(now()));
        if (!inserted) return inserted;
        return nothing(log_.append(events::CheckinAccepted{
            .token_id = claims.token_id, .activity_session_id = claims.activity_session_id, .people = claims.people}));
    });
}

Result<void> LobbyRecords::reject(flows::CheckInOutcome outcome, const std::string& activity_session_id) {
    if (outcome == flows::CheckInOutcome::UnknownCode)
        return inTransaction(*database_, [&] { return nothing(log_.append(events::CheckinUnknownCode{})); });
    // The same closed set as the event's: built from its JSON form, so that a new outcome without a reason is refused.
    std::string data = R"({"reason":")" + std::string(flows::reasonText(outcome)) + R"("})";
    auto rejected = events::CheckinRejected::parse(data);
    if (!rejected)
        return tl::unexpected(store::StoreFailure{store::StoreFault::Failed,
                                                  "cannot report a refused code: " + rejected.error().context});
    if (!activity_session_id.empty()) rejected->activity_session_id = activity_session_id;
    return inTransaction(*database_, [&] { return nothing(log_.append(*rejected)); });
}

Result<bool> LobbyRecords::isRated(const std::string& rated_id) {
    auto query = statement(*database_, "SELECT 1 FROM rating WHERE rated_id = ?1", std::string_view(rated_id));
    if (!query) return tl::unexpected(query.error());
    return query->step();
}

Result<void> LobbyRecords::rate(const RatingOrder& order) {
    using Subject = events::RatingSubmitted::SubjectType;
    return inTransaction(*database_, [&]() -> Result<void> {
        auto inserted = run(*database_, "INSERT INTO rating VALUES(?1, ?2, ?3)", std::string_view(order.rated_id),
                            std::int64_t{order.level}, std::string_view(now()));
        if (!inserted) return inserted;
        const bool ticket = order.subject == flows::RatingSubject::Ticket;
        return nothing(log_.append(events::RatingSubmitted{.subject_type = ticket ? Subject::Ticket : Subject::Activity,
                                                           .subject_id = order.subject_id,
                                                           .level = order.level,
                                                           .reasons = order.reasons}));
    });
}

Result<std::string> LobbyRecords::requestHelp(const std::string& page) {
    return inTransaction(*database_, [&]() -> Result<std::string> {
        const std::string id = newId();
        auto inserted = run(*database_, "INSERT INTO help_call VALUES(?1, ?2, 'ringing')", std::string_view(id),
                            std::string_view(now()));
        if (!inserted) return tl::unexpected(inserted.error());
        if (auto appended = log_.append(events::HelpRequested{.help_id = id, .page = page}); !appended) {
            return tl::unexpected(appended.error());
        }
        return id;
    });
}

Result<void> LobbyRecords::endHelp(const std::string& help_id, bool taken_back) {
    return inTransaction(*database_, [&]() -> Result<void> {
        const std::string_view state = taken_back ? "cancelled" : "ended";
        auto ended = run(*database_,
                         "UPDATE help_call SET state = ?1 WHERE help_id = ?2 AND state NOT IN ('cancelled', 'ended')",
                         state, std::string_view(help_id));
        if (!ended || database_->changes() == 0 || !taken_back) return ended;
        return nothing(log_.append(events::HelpCancelled{.help_id = help_id}));
    });
}

template <typename Event>
Result<void> LobbyRecords::appendUsage(const Event& event) {
    return inTransaction(*database_, [&]() -> Result<void> {
        std::error_code unknown;
        const auto space = std::filesystem::space(std::filesystem::path(database_->path()).parent_path(), unknown);
        if (!unknown && space.available < kNearlyFull_bytes) return log_.count(Event::kType);
        if (auto reported = log_.reportCounted(); !reported) return reported;
        return nothing(log_.append(event));
    });
}

Result<void> LobbyRecords::sessionStarted() {
    // Each visit begins in the first language; what it then chooses is the screen's.
    return appendUsage(events::SessionStarted{.language = events::SessionStarted::Language::ZhHans});
}

Result<void> LobbyRecords::sessionEnded(session::EndReason reason, std::chrono::seconds duration) {
    using Reason = events::SessionEnded::Reason;
    const Reason named = reason == session::EndReason::Left   ? Reason::Resident
                         : reason == session::EndReason::Idle ? Reason::Idle
                                                              : Reason::AnotherPerson;
    return appendUsage(events::SessionEnded{.reason = named, .duration_s = duration.count()});
}

Result<void> LobbyRecords::deviceChanged(const std::string& device, const std::string& state) {
    return inTransaction(*database_, [&]() -> Result<void> {
        auto changed = run(
            *database_,
            "INSERT INTO device_state VALUES(?1, ?2, ?3, '') ON CONFLICT(device) DO UPDATE SET state = ?2, since = ?3 "
            "WHERE state <> ?2",
            std::string_view(device), std::string_view(state), std::string_view(now()));
        if (!changed || database_->changes() == 0) return changed;
        auto named = events::DeviceStateChanged::parse(R"({"device":")" + device + R"(","state":")" + state + R"("})");
        if (!named)
            return tl::unexpected(
                store::StoreFailure{store::StoreFault::Failed, "cannot report a device: " + named.error().context});
        return nothing(log_.append(*named));
    });
}

Result<bool> LobbyRecords::isPrinting() {
    auto query = statement(*database_, "SELECT EXISTS(SELECT 1 FROM print_job WHERE state IN ('queued', 'sending'))");
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    return query->integer(0) != 0;
}

Result<void> LobbyRecords::clockJumped(std::chrono::milliseconds by) {
    return inTransaction(*database_, [&] { return nothing(log_.append(events::ClockJumped{.by_ms = by.count()})); });
}

} // namespace onestop::app
