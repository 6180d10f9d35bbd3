// SPDX-License-Identifier: Apache-2.0
// Names and units after Prometheus' own rules: seconds, bytes, _timestamp_seconds for moments; a moment that has not
// been is left out rather than given as 0.
#include "sync/daemon/metrics.h"

#include <optional>

#include "sync/store/catalogue_rows.h"
#include "sync/store/event_log.h"
#include "sync/tuf/metadata.h"

namespace onestop::daemon {

namespace {

class Exposition {
public:
    void gauge(const std::string& name, const std::string& help) { family(name, help, "gauge"); }
    void counter(const std::string& name, const std::string& help) { family(name, help, "counter"); }
    void sample(std::int64_t value, const std::string& labels = {}) {
        text_ += name_ + labels + ' ' + std::to_string(value) + '\n';
    }
    /// A family of one sample, and nothing at all when the moment is not known.
    void moment(const std::string& name, const std::string& help, std::optional<events::WallTime> time) {
        if (!time) return;
        gauge(name, help);
        sample(std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count());
    }
    void append(Exposition&& other) { text_ += other.text_; }
    std::string text() && { return std::move(text_); }

private:
    void family(const std::string& name, const std::string& help, const char* type) {
        name_ = name;
        text_ += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    }
    std::string text_, name_;
};

std::optional<events::WallTime> certificateEnd(const SyncdConfig& config) {
    const auto identities = identity::IdentityFolder(config.identitySettings()).candidates();
    if (identities.empty()) return std::nullopt;
    return identities.front().read.notAfter();
}

std::optional<events::WallTime> repositoryEnd(store::Database& database) {
    auto select = database.prepare("SELECT body FROM trusted_metadata WHERE role = 'timestamp'");
    if (!select) return std::nullopt;
    const auto row = select->step();
    if (!row || !*row) return std::nullopt;
    const auto metadata = tuf::parseMetadata(tuf::RoleType::Timestamp, select->blob(0));
    if (!metadata) return std::nullopt;
    return events::WallTime(metadata->expires);
}

/// First column of the first row; nothing when it is NULL.
store::Result<std::optional<std::string>> one(store::Database& database, const std::string& sql,
                                              std::int64_t parameter) {
    auto select = database.prepare(sql);
    if (!select) return tl::unexpected(select.error());
    const auto row = select->bind(1, parameter).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row || select->isNull(0)) return std::optional<std::string>();
    return std::optional(select->text(0));
}

struct Log {
    store::Program owner;
    std::string name; ///< "kiosk", "syncd": of its tables and as the label
};

store::Result<std::uint64_t> acknowledgedOf(store::Database& database, const SyncdConfig& config, const Log& log) {
    const auto source = store::sourceOf(database, log.owner, config.site, config.node());
    if (!source) return tl::unexpected(source.error());
    if (!*source) return std::uint64_t{0};
    return store::acknowledged(database, **source);
}

store::Result<void> addLogs(Exposition& out, store::Database& database, const SyncdConfig& config) {
    const Log logs[]{{store::Program::Kiosk, "kiosk"}, {store::Program::Syncd, "syncd"}};
    Exposition ages, counts;
    out.gauge("onestop_events_waiting", "Events that the hub does not hold yet.");
    ages.gauge("onestop_events_oldest_timestamp_seconds", "When the oldest event that waits was recorded.");
    counts.counter("onestop_events_counted_total",
                   "Usage events counted instead of kept while the store was nearly full.");
    for (const auto& log : logs) {
        const auto held = acknowledgedOf(database, config, log);
        if (!held) return tl::unexpected(held.error());
        const auto after = static_cast<std::int64_t>(*held);
        const auto number = one(database, "SELECT count(*) FROM " + log.name + "_event WHERE sequence > ?", after);
        const auto first =
            one(database, "SELECT min(recorded_at) FROM " + log.name + "_event WHERE sequence > ?", after);
        const auto sum = one(database, "SELECT sum(count) FROM " + log.name + "_counted WHERE count > ?", 0);
        for (const auto* part : {&number, &first, &sum})
            if (!*part) return tl::unexpected(part->error());
        const auto label = "{log=\"" + log.name + "\"}";
        out.sample(std::stoll(number->value_or("0")), label);
        counts.sample(std::stoll(sum->value_or("0")), label);
        if (const auto time = events::parseRfc3339(first->value_or("")))
            ages.sample(std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count(), label);
    }
    out.append(std::move(ages));
    out.append(std::move(counts));
    return {};
}

} // namespace

store::Result<std::string> describeMetrics(const SyncdConfig& config, const events::Clock& clock,
                                           const store::Ballast& ballast) {
    auto database = store::Database::open(config.store.string(), store::Program::Reader);
    if (!database) return tl::unexpected(database.error());
    const auto state = store::syncdState(*database);
    if (!state) return tl::unexpected(state.error());
    const auto current = store::currentCatalogue(*database);
    if (!current) return tl::unexpected(current.error());

    Exposition out;
    if (auto added = addLogs(out, *database, config); !added) return tl::unexpected(added.error());
    if (*state) {
        out.gauge("onestop_link_state", "1 for the word that holds now.");
        for (const auto link : {store::LinkState::Online, store::LinkState::Offline, store::LinkState::Unreachable,
                                store::LinkState::Clock, store::LinkState::Refused, store::LinkState::LoginPage})
            out.sample((*state)->link == link ? 1 : 0, "{link=\"" + std::string(store::text(link)) + "\"}");
        out.gauge("onestop_push_failures", "Failed tries in a row.");
        out.sample((*state)->failures);
        out.moment("onestop_push_success_timestamp_seconds", "Last push that the hub took.", (*state)->last_push_at);
        out.moment("onestop_pull_success_timestamp_seconds", "Last look at the repository that succeeded.",
                   (*state)->last_pull_at);
        out.moment("onestop_time_floor_timestamp_seconds", "The clock cannot be right below this.",
                   (*state)->time_floor);
    }
    if (*current) {
        out.gauge("onestop_catalogue_revision", "Revision of the catalogue that is shown.");
        out.sample(static_cast<std::int64_t>((*current)->revision));
        out.moment("onestop_catalogue_issued_timestamp_seconds", "When its newest part was issued.",
                   (*current)->issued_at);
    }
    out.moment("onestop_repository_expires_timestamp_seconds", "When the repository's timestamp runs out.",
               repositoryEnd(*database));
    out.moment("onestop_certificate_not_after_timestamp_seconds", "When this kiosk's certificate runs out.",
               certificateEnd(config));
    out.moment("onestop_clock_timestamp_seconds", "What this kiosk takes the time to be.", clock.now());
    std::error_code unknown;
    out.gauge("onestop_store_bytes", "Size of the store without its WAL.");
    out.sample(static_cast<std::int64_t>(std::filesystem::file_size(config.store, unknown)));
    out.gauge("onestop_disk_free_bytes", "Free on the store's partition.");
    out.sample(static_cast<std::int64_t>(ballast.freeBytes()));
    out.gauge("onestop_ballast_held", "0 after the disk was full and the ballast went.");
    out.sample(ballast.isHeld() ? 1 : 0);
    return std::move(out).text();
}

} // namespace onestop::daemon
