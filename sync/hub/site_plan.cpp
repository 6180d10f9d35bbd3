// SPDX-License-Identifier: Apache-2.0
// A TUF client over the folder itself; it starts from the root of trust each time.
#include "sync/hub/site_plan.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/service_day.h"
#include "sync/catalogue/target_parser.h"
#include "sync/transport/url.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

namespace {

std::optional<tuf::Bytes> readFile(const std::filesystem::path& file, std::size_t limit) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    tuf::Bytes bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (bytes.size() > limit) return std::nullopt;
    return bytes;
}

/// The repository as the folder it is.
class FolderFetcher : public tuf::MetadataFetcher {
public:
    explicit FolderFetcher(std::filesystem::path folder) : folder_(std::move(folder)) {}
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t limit) override {
        return fetch("metadata", name, limit);
    }
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t limit) override {
        return fetch("targets", name, limit);
    }

private:
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetch(const char* part, const std::string& name,
                                                      std::size_t limit) const {
        // Metadata of a role with "/" in its name stands under its encoded name.
        for (const auto& candidate : {name, transport::decodePath(name).value_or(name)}) {
            if (auto bytes = readFile(folder_ / part / candidate, limit)) return *bytes;
        }
        return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::NotFound, "no " + name});
    }
    std::filesystem::path folder_;
};

/// Each look starts from the root of trust: nothing of the hub's own has to be kept.
class MemoryStore : public tuf::MetadataStore {
public:
    std::optional<tuf::Bytes> load(const std::string& role) override {
        const auto found = kept_.find(role);
        return found == kept_.end() ? std::nullopt : std::optional(found->second);
    }
    tl::expected<void, std::string> save(const std::string& role, std::uint64_t, tuf::BytesView bytes) override {
        kept_[role] = {bytes.begin(), bytes.end()};
        return {};
    }

private:
    std::map<std::string, tuf::Bytes> kept_;
};

tl::expected<tuf::Refresh, std::string> refreshed(FolderFetcher& fetcher, MemoryStore& store,
                                                  const std::filesystem::path& root, events::WallTime now) {
    constexpr std::size_t kMaxRootBytes = 512'000;
    const auto shipped = readFile(root, kMaxRootBytes);
    if (!shipped) return tl::unexpected("cannot read " + root.string());
    tuf::Refresh refresh(fetcher, store, now, *shipped);
    if (const auto run = refresh.run(); !run) return tl::unexpected(run.error().context);
    return refresh;
}

} // namespace

bool SitePlan::serves(int counter, std::string_view business) const {
    const auto* queue = queues.business(business);
    return queue == nullptr || queue->counters.empty() ||
           std::find(queue->counters.begin(), queue->counters.end(), counter) != queue->counters.end();
}

std::string SitePlan::businessName(std::string_view business) const {
    const auto* queue = queues.business(business);
    return queue == nullptr ? std::string(business) : queue->name.zh_hans;
}

std::string SitePlan::itemName(std::string_view item_id) const {
    const auto found = items.find(item_id);
    return found == items.end() ? std::string{} : found->second;
}

tl::expected<SitePlan, std::string> readSitePlan(const std::filesystem::path& repository,
                                                 const std::filesystem::path& root, const std::string& site,
                                                 events::WallTime now) {
    FolderFetcher fetcher(repository);
    MemoryStore store;
    auto refresh = refreshed(fetcher, store, root, now);
    if (!refresh) return tl::unexpected(refresh.error());

    catalogue::Targets targets;
    std::set<std::string> paths{"sites.json", "guide.json", "software.json", "sites/" + site + "/queue_plan.json"};
    for (const auto& date : {catalogue::serviceDayOf(now).date, catalogue::serviceDayOf(now).next().date})
        paths.insert("sites/" + site + "/" + catalogue::monthText(date.year() / date.month()) + ".json");
    for (const auto& path : paths) {
        const auto target = refresh->find(path);
        if (!target || !*target) continue; // narrows the plan, like everywhere
        if (const auto bytes = refresh->download(**target)) targets[path] = std::string(crypto::textOf(*bytes));
    }
    const auto parsed = catalogue::parseCatalogue(targets, site);
    if (!parsed) return tl::unexpected(parsed.error().sentence());

    SitePlan plan;
    plan.queues = parsed->queue_plan;
    std::set<int> counters;
    if (const auto* own = parsed->ownSite()) {
        plan.site_name = own->name.zh_hans;
        counters.insert(own->counters.begin(), own->counters.end());
    }
    for (const auto& queue : plan.queues.businesses)
        counters.insert(queue.counters.begin(), queue.counters.end());
    if (!counters.empty()) plan.counters.assign(counters.begin(), counters.end());
    plan.releases = parsed->releases;
    for (const auto& item : parsed->items)
        plan.items[item.item_id] = item.name.zh_hans;
    for (const auto& activity : parsed->activities)
        for (const auto& session : activity.sessions)
            if (catalogue::takesBookings(session)) plan.sessions[session.activity_session_id] = session;
    return plan;
}

tl::expected<std::vector<ListedBundle>, std::string> listedBundles(const std::filesystem::path& repository,
                                                                   const std::filesystem::path& root,
                                                                   const std::string& site, events::WallTime now) {
    const std::string kList = "software.json";
    FolderFetcher fetcher(repository);
    MemoryStore store;
    auto refresh = refreshed(fetcher, store, root, now);
    if (!refresh) return tl::unexpected(refresh.error());
    std::vector<ListedBundle> listed;
    const auto list = refresh->find(kList);
    if (!list || !*list) return listed;
    const auto text = refresh->download(**list);
    if (!text) return tl::unexpected(text.error().context);
    catalogue::Catalogue catalogue;
    (void)catalogue::readTarget(kList, crypto::textOf(*text), catalogue);
    const bool consistent = refresh->trusted()->rootRole().consistentSnapshot;
    std::stable_sort(catalogue.releases.begin(), catalogue.releases.end(),
                     [](const auto& a, const auto& b) { return a.version > b.version; });
    for (const auto& release : catalogue.releases) {
        if (!release.stage.reaches(site)) continue;
        const auto target = refresh->find(release.bundle);
        if (!target || !*target || (*target)->file.length != release.length_bytes) continue;
        listed.push_back({**target, tuf::targetFileName(**target, consistent)});
    }
    return listed;
}

} // namespace onestop::hub
