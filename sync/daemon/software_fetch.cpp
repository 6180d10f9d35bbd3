// SPDX-License-Identifier: Apache-2.0
// Order is what a power cut is held off with: bytes, their check, their place, and wanted.json at the very end.
#include "sync/daemon/software_fetch.h"

#include <algorithm>
#include <array>
#include <functional>

#include <nlohmann/json.hpp>

#include "sync/events/event_types.h"
#include "sync/store/database.h"
#include "sync/tuf/atomic_file.h"

namespace onestop::daemon {

namespace fs = std::filesystem;
using nlohmann::json;
using pull::Pulled;
using pull::PullOutcome;

namespace {

/// A server that gives other bytes than were signed is left alone for so long: each try is hundreds of megabytes.
constexpr std::chrono::hours kAfterWrongBytes{1};
/// What stays free beside a bundle: the store and the journal go on.
constexpr std::uintmax_t kSpareBytes = 64 * 1024 * 1024;
constexpr std::size_t kMostJsonBytes = 4096;

std::string textOfFile(const fs::path& file) {
    const auto bytes = tuf::readFile(file, kMostJsonBytes);
    return bytes ? std::string(crypto::textOf(*bytes)) : std::string();
}

std::string member(const json& from, const char* name) {
    return from.is_object() && from.contains(name) && from.at(name).is_string() ? from.at(name).get<std::string>()
                                                                                : std::string();
}

std::optional<BundleId> idIn(const fs::path& file) {
    const auto said = json::parse(textOfFile(file), nullptr, false);
    BundleId id{member(said, "version"), member(said, "sha256")};
    return id.version.empty() || id.sha256.empty() ? std::nullopt : std::optional(std::move(id));
}

template <typename Choice, std::size_t size>
std::optional<Choice> choose(std::string_view word, const std::array<std::string_view, size>& words) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Choice>(found - words.begin());
}

constexpr auto kReasons = std::to_array<std::string_view>(
    {"signature", "compatible", "version", "install", "not_good", "not_started"}); // as events.toml has them
constexpr auto kParts = std::to_array<std::string_view>({"kiosk", "hall", "syncd", "hub"});

/// Notes which event tells it, before that is committed; false: it cannot.
using NoteEvent = std::function<bool(const std::string& event_id)>;

/// False: it is to be told again later, for the store or the disk could not take it now.
bool tell(store::EventLog& log, store::Database& database, const UpdateOutcome& outcome, const NoteEvent& note) {
    const auto reason = choose<events::SoftwareFailed::Reason>(outcome.reason, kReasons);
    if (!outcome.installed && !reason) return true; // no event can say it, now or later
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return false;
    const auto event =
        outcome.installed
            ? log.append(events::SoftwareInstalled{outcome.bundle.version})
            : log.append(events::SoftwareFailed{outcome.bundle.version, *reason,
                                                choose<events::SoftwareFailed::Part>(outcome.part, kParts)});
    return event && note(event->id) && transaction->commit();
}

bool holdsEvent(store::Database& database, std::string_view event_id) {
    auto select = database.prepare("SELECT 1 FROM syncd_event WHERE event_id = ?");
    return select && select->bind(1, event_id).step().value_or(false);
}

} // namespace

FetchStep fetchStep(const std::optional<BundleId>& wanted, const std::optional<BundleId>& ready,
                    const std::optional<BundleId>& failed) {
    const bool needed = wanted && wanted != failed;
    if (ready == (needed ? wanted : std::nullopt)) return FetchStep::Nothing;
    return needed ? FetchStep::Fetch : FetchStep::Discard;
}

std::optional<UpdateOutcome> parseOutcome(std::string_view text) {
    const auto said = json::parse(text, nullptr, false);
    UpdateOutcome outcome{{member(said, "version"), member(said, "sha256")},
                          member(said, "outcome") == "installed",
                          member(said, "reason"),
                          member(said, "part")};
    if (outcome.bundle.version.empty()) return std::nullopt;
    if (!outcome.installed && member(said, "outcome") != "failed") return std::nullopt;
    return outcome;
}

SoftwareFetch::SoftwareFetch(const SyncdConfig& config, const events::Clock& clock)
    : folder_(config.update->folder), fetcher_(config.repository, clock) {}

void SoftwareFetch::report(store::EventLog& log, store::Database& database) {
    const auto text = textOfFile(folder_ / "outcome.json");
    const auto outcome = parseOutcome(text);
    const auto reported = textOfFile(fetched("reported.json"));
    if (!outcome || text == reported) return;
    const auto note = [&](const std::string& event_id) {
        return tuf::writeFileAtomically(fetched("reported.json"), crypto::bytesOf(text + event_id)).has_value();
    };
    // Killed while it was told: whether it was, the log knows.
    const bool was_told = reported.starts_with(text) && holdsEvent(database, reported.substr(text.size()));
    if (was_told || tell(log, database, *outcome, note)) (void)note("");
}

void SoftwareFetch::discard() {
    std::error_code ignored;
    fs::remove(fetched("wanted.json"), ignored); // first: without it nobody installs the rest
    fs::remove(fetched("bundle.raucb"), ignored);
    for (const auto& entry : fs::directory_iterator(folder_ / "fetched", ignored))
        if (entry.path().filename().string().find(".part") != std::string::npos) fs::remove(entry.path(), ignored);
}

Pulled SoftwareFetch::fetch(const std::optional<WantedBundle>& wanted, store::EventLog& log,
                            store::Database& database) {
    std::optional<BundleId> id;
    if (wanted) id = BundleId{wanted->version, wanted->target.file.hashes.at("sha256")};
    auto ready = idIn(fetched("wanted.json"));
    if (const auto installed = idIn(folder_ / "trying.json")) ready = installed; // only the next boot is missing
    const auto outcome = parseOutcome(textOfFile(folder_ / "outcome.json"));
    const auto failed = outcome && !outcome->installed ? std::optional(outcome->bundle) : std::nullopt;
    switch (fetchStep(id, ready, failed)) {
    case FetchStep::Nothing:
        return {PullOutcome::Unchanged, "no software to fetch", {}};
    case FetchStep::Discard:
        discard();
        return {PullOutcome::Unchanged, "the software that was fetched is wanted no more", {}};
    case FetchStep::Fetch:
        break;
    }
    return take(*wanted, log, database);
}

Pulled SoftwareFetch::take(const WantedBundle& wanted, store::EventLog& log, store::Database& database) {
    const auto reject = [](std::string why, std::optional<std::chrono::seconds> pause = {}) {
        return Pulled{PullOutcome::Rejected, std::move(why), pause};
    };
    const auto part = fetched((fs::path(wanted.name).filename().string() + ".part").c_str());
    std::error_code error;
    const auto has = fs::exists(part, error) ? fs::file_size(part, error) : 0;
    if (has == 0) discard(); // what was wanted before makes room
    const auto space = fs::space(folder_ / "fetched", error);
    if (error) return reject("cannot fetch software into " + folder_.string() + ": " + error.message());
    if (space.available + has < wanted.target.file.length + kSpareBytes)
        return reject("no room for software " + wanted.version, kAfterWrongBytes);

    if (!tuf::isTargetFile(part, wanted.target.file)) { // it may be whole already: killed before it had its place
        const auto most = static_cast<std::size_t>(wanted.target.file.length);
        if (const auto came = fetcher_.fetchFile(wanted.name, most, part); !came) {
            if (came.error().kind == tuf::FetchFailureKind::TooLong)
                return reject(came.error().context, kAfterWrongBytes);
            return {PullOutcome::NotReached, came.error().context, fetcher_.retryAfter()};
        }
        if (!tuf::isTargetFile(part, wanted.target.file)) {
            discard();
            return reject("software " + wanted.version + " is not what was signed: refused", kAfterWrongBytes);
        }
    }
    fs::remove(part.string() + ".etag", error);
    if (auto placed = tuf::putInPlace(part, fetched("bundle.raucb")); !placed) return reject(placed.error());
    const json ready{{"version", wanted.version}, {"sha256", wanted.target.file.hashes.at("sha256")}};
    if (auto kept = tuf::writeFileAtomically(fetched("wanted.json"), crypto::bytesOf(ready.dump() + '\n')); !kept)
        return reject(kept.error());
    if (auto transaction = store::Transaction::begin(database))
        if (log.append(events::SoftwareFetched{wanted.version})) (void)transaction->commit();
    return {PullOutcome::Applied, "software " + wanted.version + " is here, to be installed at night", {}};
}

} // namespace onestop::daemon
