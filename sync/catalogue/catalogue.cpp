// SPDX-License-Identifier: Apache-2.0
// The targets put together: the site's own month comes before the district's guide and wins over it.
#include "sync/catalogue/catalogue.h"

#include <algorithm>

#include "sync/catalogue/target_parser.h"

namespace onestop::catalogue {

std::string CatalogueFailure::sentence() const {
    return path + (line ? ':' + std::to_string(*line) : std::string()) + ": " + expected;
}

template <typename List, typename Member>
static auto find(const List& list, Member member, std::string_view id) -> decltype(&list.front()) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& element) { return element.*member == id; });
    return found == list.end() ? nullptr : &*found;
}

const Site* Catalogue::site(std::string_view id) const { return find(sites, &Site::site_id, id); }
const ServiceItem* Catalogue::item(std::string_view id) const { return find(items, &ServiceItem::item_id, id); }
const Activity* Catalogue::activity(std::string_view id) const { return find(activities, &Activity::activity_id, id); }

std::pair<const Activity*, const ActivitySession*> Catalogue::session(std::string_view id) const {
    for (const auto& activity : activities)
        if (const auto* found = find(activity.sessions, &ActivitySession::activity_session_id, id))
            return {&activity, found};
    return {nullptr, nullptr};
}

static std::vector<Closure> ofSite(const std::vector<Closure>& closures, std::string_view site) {
    std::vector<Closure> own;
    std::copy_if(closures.begin(), closures.end(), std::back_inserter(own),
                 [&](const Closure& c) { return c.concerns(site); });
    return own;
}

/// `own` within the house; the house alone when it has no hours of its own. Without the site nothing is known: closed.
static OpeningState openingWithin(const Catalogue& catalogue, const OpeningHours* own, WallTime now) {
    const Site* site = catalogue.ownSite();
    if (!site) return {.open = false, .certain = false, .until = {}, .next = {}, .closure = {}};
    const auto closures = ofSite(catalogue.closures, catalogue.site_id);
    const auto* house = &site->opening_hours;
    return resolveOpening(own ? *own : *house, own ? house : nullptr, catalogue.calendar, closures, now);
}

OpeningState Catalogue::opening(WallTime now) const { return openingWithin(*this, nullptr, now); }

OpeningState Catalogue::openingOfItem(const ServiceItem& item, WallTime now) const {
    return openingWithin(*this, item.schedules ? &*item.schedules : nullptr, now);
}

OpeningState Catalogue::openingOfBusiness(const Business& business, WallTime now) const {
    return openingWithin(*this, business.hours ? &*business.hours : nullptr, now);
}

std::vector<Closure> Catalogue::notices(WallTime now) const {
    auto found = ofSite(closures, site_id);
    std::erase_if(found, [&](const Closure& c) { return now < c.from || (c.until && *c.until <= now); });
    std::stable_sort(found.begin(), found.end(),
                     [](const Closure& a, const Closure& b) { return a.severity > b.severity; });
    return found;
}

CheckInRules Catalogue::checkInRules(WallTime now) const {
    return {site_id, check_in_keys, &revocations, now,
            [this](std::string_view id) -> std::optional<std::pair<WallTime, WallTime>> {
                const auto* found = session(id).second;
                if (!found) return std::nullopt;
                return std::pair(found->begins_at, found->ends_at);
            }};
}

tl::expected<Catalogue, CatalogueFailure> parseCatalogue(const Targets& targets, std::string_view own_site) {
    Catalogue catalogue;
    catalogue.site_id = own_site;
    bool any = false;
    const auto read = [&](bool guide) {
        for (const auto& [path, json] : targets) {
            const auto site = siteOfPath(path);
            if ((kindOf(path) == TargetKind::Guide) != guide || (!site.empty() && site != own_site)) continue;
            auto faults = readTarget(path, json, catalogue);
            any = any || faults.empty();
            std::move(faults.begin(), faults.end(), std::back_inserter(catalogue.faults));
        }
    };
    read(false);
    Catalogue district;
    std::swap(district.items, catalogue.items); // the month's own items wait here
    read(true);
    std::swap(district.items, catalogue.items);
    for (auto& item : district.items)
        if (!catalogue.item(item.item_id)) catalogue.items.push_back(std::move(item));
    if (!any)
        return tl::unexpected(catalogue.faults.empty()
                                  ? CatalogueFailure{"repository", {}, "expected at least one readable target"}
                                  : catalogue.faults.front());
    return catalogue;
}

std::vector<CatalogueFailure> checkTarget(std::string_view path, std::string_view json) {
    Catalogue scratch;
    if (kindOf(path) == TargetKind::Unknown)
        return {{std::string(path), {}, "expected a path such as sites.json or sites/<site>/<YYYY-MM>.json"}};
    return readTarget(path, json, scratch);
}

std::vector<std::string> wantedPaths(std::string_view site, WallTime now) {
    const auto today = serviceDayOf(now).date;
    const auto month = today.year() / today.month();
    const std::string own = "sites/" + std::string(site) + '/';
    std::vector<std::string> paths{"sites.json",       "guide.json",    "check_in_keys.json",
                                   "revocations.json", "closures.json", own + "queue_plan.json"};
    for (const int ahead : {0, 1}) {
        paths.push_back("calendar/" + std::to_string(static_cast<int>(today.year()) + ahead) + ".json");
        paths.push_back(own + monthText(month + std::chrono::months{ahead}) + ".json");
    }
    return paths;
}

} // namespace onestop::catalogue
