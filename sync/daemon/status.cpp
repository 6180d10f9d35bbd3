// SPDX-License-Identifier: Apache-2.0
// One reading, two forms.
#include "sync/daemon/status.h"

#include <nlohmann/json.hpp>

#include "sync/daemon/syncd_rows.h"

namespace onestop::daemon {

using Json = nlohmann::ordered_json;
using events::toRfc3339;

/// Older than this: the daemon does not run.
static constexpr std::chrono::seconds kSilent{15};

static std::string age(std::chrono::milliseconds past) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(past).count();
    if (seconds < 120) return std::to_string(seconds) + " s";
    if (seconds < 7200) return std::to_string(seconds / 60) + " min";
    if (seconds < 172'800) return std::to_string(seconds / 3600) + " h";
    return std::to_string(seconds / 86'400) + " days";
}

static Json optionalTime(const std::optional<events::WallTime>& time) {
    return time ? Json(toRfc3339(*time)) : Json(nullptr);
}

static store::Result<Json> backlogOf(store::Database& database, store::Program owner, const SyncdConfig& config) {
    const auto source = store::sourceOf(database, owner, config.site, config.node());
    if (!source) return tl::unexpected(source.error());
    if (!*source) return Json{{"events", 0}, {"oldest_at", nullptr}};
    const auto held = store::acknowledged(database, **source);
    if (!held) return tl::unexpected(held.error());
    auto select = database.prepare(owner == store::Program::Kiosk
                                       ? "SELECT count(*), min(recorded_at) FROM kiosk_event WHERE sequence > ?"
                                       : "SELECT count(*), min(recorded_at) FROM syncd_event WHERE sequence > ?");
    if (!select) return tl::unexpected(select.error());
    if (const auto row = select->bind(1, static_cast<std::int64_t>(*held)).step(); !row)
        return tl::unexpected(row.error());
    return Json{{"events", select->integer(0)},
                {"oldest_at", select->isNull(1) ? Json(nullptr) : Json(select->text(1))}};
}

static store::Result<Json> sealedBacklog(store::Database& database) {
    auto select = database.prepare("SELECT count(*), min(sealed_at) FROM sealed_record WHERE record_id NOT IN "
                                   "(SELECT record_id FROM sealed_receipt)");
    if (!select) return tl::unexpected(select.error());
    if (const auto row = select->step(); !row) return tl::unexpected(row.error());
    return Json{{"records", select->integer(0)},
                {"oldest_at", select->isNull(1) ? Json(nullptr) : Json(select->text(1))}};
}

static store::Result<Json> leasesOf(store::Database& database, const SyncdConfig& config,
                                    const catalogue::ServiceDay& day) {
    const auto letters = readLetters(database, config.site);
    if (!letters) return tl::unexpected(letters.error());
    const auto held = readHeld(database, day, *letters);
    if (!held) return tl::unexpected(held.error());
    Json free = Json::object();
    for (const auto& queue : *held)
        free[queue.business] = catalogue::numbersHeld(queue.leases, queue.mark);
    return free;
}

static store::Result<Json> readStatus(const SyncdConfig& config, const events::Clock& clock) {
    auto database = store::Database::open(config.store.string(), store::Program::Reader);
    if (!database) return tl::unexpected(database.error());
    const auto state = store::syncdState(*database);
    if (!state) return tl::unexpected(state.error());
    const auto current = store::currentCatalogue(*database);
    if (!current) return tl::unexpected(current.error());
    const auto kiosk = backlogOf(*database, store::Program::Kiosk, config);
    const auto syncd = backlogOf(*database, store::Program::Syncd, config);
    const auto sealed = sealedBacklog(*database);
    const auto leases = leasesOf(*database, config, catalogue::serviceDayOf(clock.now()));
    for (const auto* part : {&kiosk, &syncd, &sealed, &leases})
        if (!*part) return tl::unexpected(part->error());

    Json status{{"site", config.site},
                {"kiosk", config.kiosk},
                {"running", *state && clock.now() - (*state)->heartbeat_at < kSilent}};
    status["link"] = *state ? Json(store::text((*state)->link)) : Json(nullptr);
    status["link_since"] = *state ? Json(toRfc3339((*state)->link_since)) : Json(nullptr);
    status["reason"] = *state ? Json((*state)->reason) : Json("");
    status["heartbeat_at"] = *state ? Json(toRfc3339((*state)->heartbeat_at)) : Json(nullptr);
    status["last_push_at"] = *state ? optionalTime((*state)->last_push_at) : Json(nullptr);
    status["last_pull_at"] = *state ? optionalTime((*state)->last_pull_at) : Json(nullptr);
    status["retry_at"] = *state ? optionalTime((*state)->retry_at) : Json(nullptr);
    status["failures"] = *state ? (*state)->failures : 0;
    status["time_floor"] = *state ? optionalTime((*state)->time_floor) : Json(nullptr);
    status["catalogue"] = *current ? Json{{"revision", (*current)->revision},
                                          {"issued_at", toRfc3339((*current)->issued_at)},
                                          {"applied_at", toRfc3339((*current)->applied_at)}}
                                   : Json(nullptr);
    status["waiting"] = {{"kiosk", *kiosk}, {"syncd", *syncd}, {"sealed", *sealed}};
    status["numbers_ahead"] = *leases;
    return status;
}

static std::string since(const Json& time, events::WallTime now) {
    const auto then = time.is_string() ? events::parseRfc3339(time.get<std::string>()) : std::nullopt;
    return then ? age(now - *then) + " ago (" + time.get<std::string>() + ")" : "never";
}

static std::string inWords(const Json& s, events::WallTime now) {
    std::string out = s["site"].get<std::string>() + ", kiosk " + std::to_string(s["kiosk"].get<int>()) + '\n';
    if (s["link"].is_null())
        out += "The daemon has never run on this store.\n";
    else if (!s["running"].get<bool>())
        out += "The daemon does not run: last sign of life " + since(s["heartbeat_at"], now) + ".\n";
    if (!s["link"].is_null()) {
        out += "Link: " + s["link"].get<std::string>() + ", since " + since(s["link_since"], now);
        if (!s["reason"].get<std::string>().empty()) out += ": " + s["reason"].get<std::string>();
        out += '\n';
        if (s["failures"].get<int>() > 0)
            out += "Failed " + std::to_string(s["failures"].get<int>()) + " times, next try " +
                   (s["retry_at"].is_string() ? s["retry_at"].get<std::string>() : "now") + ".\n";
    }
    const auto& catalogue = s["catalogue"];
    out += catalogue.is_null()
               ? "Catalogue: none yet.\n"
               : "Catalogue: revision " + std::to_string(catalogue["revision"].get<std::uint64_t>()) + ", issued " +
                     since(catalogue["issued_at"], now) + ", applied " + since(catalogue["applied_at"], now) + ".\n";
    out += "Last pull: " + since(s["last_pull_at"], now) + ". Last push: " + since(s["last_push_at"], now) + ".\n";
    for (const char* log : {"kiosk", "syncd"}) {
        const auto& waiting = s["waiting"][log];
        out += std::string("Events waiting, ") + log + ": " + std::to_string(waiting["events"].get<std::int64_t>());
        out += waiting["oldest_at"].is_null() ? ".\n" : ", the oldest from " + since(waiting["oldest_at"], now) + ".\n";
    }
    const auto& sealed = s["waiting"]["sealed"];
    out += "Sealed records waiting: " + std::to_string(sealed["records"].get<std::int64_t>());
    out += sealed["oldest_at"].is_null() ? ".\n" : ", the oldest from " + since(sealed["oldest_at"], now) + ".\n";
    out += "Numbers held ahead today:";
    for (const auto& [business, free] : s["numbers_ahead"].items())
        out += ' ' + business + ' ' + std::to_string(free.get<int>());
    return out + (s["numbers_ahead"].empty() ? " none.\n" : ".\n");
}

tl::expected<std::string, std::string> describeStatus(const SyncdConfig& config, const events::Clock& clock,
                                                      bool json) {
    const auto status = readStatus(config, clock);
    if (!status) return tl::unexpected(status.error().context);
    return json ? status->dump() + '\n' : inWords(*status, clock.now());
}

} // namespace onestop::daemon
