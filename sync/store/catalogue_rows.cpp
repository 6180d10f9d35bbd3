// SPDX-License-Identifier: Apache-2.0
// Rows of syncd as typed values. A row that cannot be read is treated as absent only where the schema allows nothing
// else; a queue document that does not parse is a failure with its sentence.
#include "sync/store/catalogue_rows.h"

#include <array>

#include "sync/events/clock.h"

namespace onestop::store {

using events::parseRfc3339;
using events::WallTime;

static StoreFailure unreadable(std::string_view what) {
    return {StoreFault::Failed, "cannot read " + std::string(what) + ": expected what syncd writes"};
}

Result<std::optional<CurrentCatalogue>> currentCatalogue(Database& database) {
    auto select = database.prepare("SELECT revision, issued_at, applied_at FROM current_catalogue");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::optional<CurrentCatalogue>();
    const auto issued = parseRfc3339(select->view(1));
    const auto applied = parseRfc3339(select->view(2));
    if (!issued || !applied) return tl::unexpected(unreadable("current_catalogue"));
    return std::optional(CurrentCatalogue{static_cast<std::uint64_t>(select->integer(0)), *issued, *applied});
}

Result<catalogue::Targets> readTargets(Database& database, std::uint64_t revision) {
    auto select = database.prepare("SELECT path, body FROM target WHERE revision = ?");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, static_cast<std::int64_t>(revision));
    catalogue::Targets targets;
    while (true) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return targets;
        targets.emplace(select->text(0), select->text(1));
    }
}

Result<std::optional<catalogue::Catalogue>> readCatalogue(Database& database, std::string_view site) {
    const auto current = currentCatalogue(database);
    if (!current) return tl::unexpected(current.error());
    if (!*current) return std::optional<catalogue::Catalogue>();
    const auto targets = readTargets(database, (*current)->revision);
    if (!targets) return tl::unexpected(targets.error());
    auto parsed = catalogue::parseCatalogue(*targets, site);
    if (!parsed) return tl::unexpected(StoreFailure{StoreFault::Failed, parsed.error().sentence()});
    parsed->revision = (*current)->revision;
    return std::optional(std::move(*parsed));
}

Result<std::vector<catalogue::NumberLease>> numberLeases(Database& database, const catalogue::ServiceDay& day,
                                                         std::string_view business) {
    auto select =
        database.prepare("SELECT first, last FROM number_lease WHERE service_day = ? AND business = ? ORDER BY first");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, std::string_view(day.text())).bind(2, business);
    std::vector<catalogue::NumberLease> leases;
    while (true) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return leases;
        leases.push_back({static_cast<int>(select->integer(0)), static_cast<int>(select->integer(1))});
    }
}

Result<std::optional<ReceivedQueue>> receivedQueue(Database& database) {
    auto select = database.prepare("SELECT body, received_at FROM queue_state");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::optional<ReceivedQueue>();
    auto state = catalogue::parseQueueState(select->view(0));
    const auto received = parseRfc3339(select->view(1));
    if (!state) return tl::unexpected(StoreFailure{StoreFault::Failed, "cannot read queue_state: " + state.error()});
    if (!received) return tl::unexpected(unreadable("queue_state"));
    return std::optional(ReceivedQueue{std::move(*state), *received});
}

static constexpr std::array<std::string_view, 6> kLinks{"online", "offline", "unreachable",
                                                        "clock",  "refused", "login_page"};

std::string_view text(LinkState link) { return kLinks[static_cast<std::size_t>(link)]; }

std::optional<LinkState> parseLinkState(std::string_view text) {
    for (std::size_t i = 0; i < kLinks.size(); ++i)
        if (kLinks[i] == text) return static_cast<LinkState>(i);
    return std::nullopt;
}

Result<std::optional<SyncdState>> syncdState(Database& database) {
    auto select =
        database.prepare("SELECT heartbeat_at, link, link_since, reason, last_push_at, last_pull_at, time_floor, "
                         "retry_at, failures FROM syncd_state");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::optional<SyncdState>();
    const auto heartbeat = parseRfc3339(select->view(0));
    const auto link = parseLinkState(select->view(1));
    const auto since = parseRfc3339(select->view(2));
    if (!heartbeat || !link || !since) return tl::unexpected(unreadable("syncd_state"));
    SyncdState state{*heartbeat, *link, *since, select->text(3), {}, {}, {}, {}, static_cast<int>(select->integer(8))};
    state.last_push_at = parseRfc3339(select->view(4));
    state.last_pull_at = parseRfc3339(select->view(5));
    state.time_floor = parseRfc3339(select->view(6));
    state.retry_at = parseRfc3339(select->view(7));
    return std::optional(std::move(state));
}

Result<std::optional<SyncdCertificate>> syncdCertificate(Database& database) {
    auto select = database.prepare("SELECT not_after, renews_at FROM syncd_certificate");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::optional<SyncdCertificate>();
    return std::optional(SyncdCertificate{parseRfc3339(select->view(0)), parseRfc3339(select->view(1))});
}

} // namespace onestop::store
