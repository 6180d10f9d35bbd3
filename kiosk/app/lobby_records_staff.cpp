// SPDX-License-Identifier: Apache-2.0
// What staff does at the kiosk's own screen: each act with its event.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "kiosk/app/durable_file.h"
#include "kiosk/app/lobby_records.h"
#include "kiosk/speech/voice_setting.h"
#include "sync/events/event_types.h"

namespace onestop::app {

namespace {

constexpr std::size_t kMomentLimit_bytes = 64;
constexpr mode_t kMarkMode = 0640;
constexpr mode_t kRequestMode = 0600;
constexpr std::size_t kCodesKept = 64; ///< of staff: far more than are good at one time
constexpr std::size_t kCodesLimit_bytes = 4096;

std::filesystem::path closedFile(const std::filesystem::path& marks_file) {
    return marks_file.parent_path() / "closed";
}

std::filesystem::path voiceFile(const std::filesystem::path& marks_file) { return marks_file.parent_path() / "voice"; }

/// "3 22:00-07:00".
Result<void> keepVoice(const std::filesystem::path& path, const flows::VoiceChoice& voice) {
    const auto text =
        std::to_string(voice.step) + " " + speech::textOf(speech::QuietHours{voice.quiet_from, voice.quiet_until});
    if (replaceFile(path, text, kMarkMode)) return {};
    return tl::unexpected(
        store::StoreFailure{store::StoreFault::Failed, "cannot write " + path.string() + ": " + std::strerror(errno)});
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

/// The event and, last before it is committed, the mark, as with the voice: used once is used, whatever follows.
Result<bool> LobbyRecords::enterByCode(const std::string& code_id) {
    const auto path = marks_file_.parent_path() / "staff_codes";
    std::string used = readSmallFile(path, kCodesLimit_bytes).value_or("");
    if (used.find(code_id) != std::string::npos) return false;
    return inTransaction(*database_, [&]() -> Result<bool> {
        if (auto told =
                nothing(log_.append(events::StaffEntered{.by = events::StaffEntered::By::Code, .code_id = code_id}));
            !told)
            return tl::unexpected(told.error());
        const std::size_t line = code_id.size() + 1;
        if (used.size() >= kCodesKept * line) used.erase(0, used.size() - (kCodesKept - 1) * line);
        if (!replaceFile(path, used + code_id + "\n", kMarkMode))
            return tl::unexpected(store::StoreFailure{store::StoreFault::Failed,
                                                      "cannot write " + path.string() + ": " + std::strerror(errno)});
        return true;
    });
}

Result<void> LobbyRecords::enterByPin() {
    return inTransaction(*database_, [&] {
        return nothing(log_.append(events::StaffEntered{.by = events::StaffEntered::By::Pin, .code_id = {}}));
    });
}

Result<void> LobbyRecords::refuseStaff(std::string_view reason) {
    const auto refused = events::StaffRefused::parse(R"({"reason":")" + std::string(reason) + R"("})");
    if (!refused)
        return tl::unexpected(
            store::StoreFailure{store::StoreFault::Failed, "cannot report a refusal: " + refused.error().context});
    return inTransaction(*database_, [&] { return nothing(log_.append(*refused)); });
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

std::optional<flows::VoiceChoice> LobbyRecords::voice() const {
    const auto text = readSmallFile(voiceFile(marks_file_), kMomentLimit_bytes).value_or("");
    if (text.size() < 3 || text[1] != ' ' || text[0] < '1' || text[0] > '0' + flows::kVoiceSteps) return std::nullopt;
    const auto quiet = speech::parseQuietHours(std::string_view(text).substr(2));
    if (!quiet) return std::nullopt;
    return flows::VoiceChoice{.step = text[0] - '0', .quiet_from = quiet->from, .quiet_until = quiet->until};
}

/// The event and, last before it is committed, the mark. What is set already is told no second time.
Result<void> LobbyRecords::setVoice(const flows::VoiceChoice& voice) {
    const auto path = voiceFile(marks_file_);
    const auto former = this->voice();
    if (former == voice) return {};
    auto told = inTransaction(*database_, [&]() -> Result<void> {
        const events::KioskVoiceSet set{.step = voice.step,
                                        .quiet_from_min = voice.quiet_from.count(),
                                        .quiet_until_min = voice.quiet_until.count()};
        if (auto event = nothing(log_.append(set)); !event) return event;
        return keepVoice(path, voice);
    });
    if (!told && former) (void)keepVoice(path, *former); // its event is not there
    return told;
}

Result<PrintOrder> LobbyRecords::orderTestPrint() {
    return inTransaction(*database_, [&] { return insertPrintJob(std::nullopt, "打印测试", false); });
}

/// The event and, last before it is committed, the request. Read by root in deploy/units/onestop-export, and by nobody
/// else.
Result<std::string> LobbyRecords::requestLog(const std::filesystem::path& request, const std::string& code_id) {
    using By = events::KioskLogRequested::By;
    return inTransaction(*database_, [&]() -> Result<std::string> {
        const auto told = log_.append(events::KioskLogRequested{
            .by = code_id.empty() ? By::Pin : By::Code,
            .code_id = code_id.empty() ? std::nullopt : std::optional(code_id),
        });
        if (!told) return tl::unexpected(told.error());
        const std::string name = now();
        if (!replaceFile(request, name + "\n", kRequestMode))
            return tl::unexpected(store::StoreFailure{store::StoreFault::Failed, "cannot write " + request.string() +
                                                                                     ": " + std::strerror(errno)});
        return name;
    });
}

} // namespace onestop::app
