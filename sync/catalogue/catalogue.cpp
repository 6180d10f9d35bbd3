// SPDX-License-Identifier: Apache-2.0
// The targets put together: the site's own month comes before the district's guide and wins over it.
#include "sync/catalogue/catalogue.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "sync/catalogue/item_places.h"
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

OpeningState Catalogue::openingIn(const Site& site, const OpeningHours* own, WallTime now) const {
    const auto* house = &site.opening_hours;
    return resolveOpening(own ? *own : *house, own ? house : nullptr, calendar, ofSite(closures, site.site_id), now);
}

/// In this house. Without the site nothing is known: closed.
static OpeningState openingHere(const Catalogue& catalogue, const OpeningHours* own, WallTime now) {
    if (const Site* site = catalogue.ownSite()) return catalogue.openingIn(*site, own, now);
    return {.open = false, .certain = false, .until = {}, .next = {}, .closure = {}};
}

OpeningState Catalogue::opening(WallTime now) const { return openingHere(*this, nullptr, now); }

OpeningState Catalogue::openingOfItem(const ServiceItem& item, WallTime now) const {
    return openingHere(*this, hoursHere(*this, item), now);
}

OpeningState Catalogue::openingOfBusiness(const Business& business, WallTime now) const {
    return openingHere(*this, business.hours ? &*business.hours : nullptr, now);
}

/// Hours of two weeks that never meet are given up.
static constexpr int kMostSteps = 60;

OpeningState Catalogue::openingForNumbers(const ServiceItem& item, WallTime now) const {
    OpeningState of_item = openingOfItem(item, now);
    const Business* business = queue_plan.businessOfItem(item.item_id);
    if (business == nullptr) return of_item;
    OpeningState told = of_item.open ? openingOfBusiness(*business, now) : of_item;
    if (told.open) {
        if (!told.until || (of_item.until && *of_item.until < *told.until)) told.until = of_item.until;
        return told;
    }
    // Each may open while the other is shut: on from one to the next, until both are open.
    for (int step = 0; told.next && step < kMostSteps; ++step) {
        const OpeningState item_then = openingOfItem(item, *told.next);
        const OpeningState business_then = openingOfBusiness(*business, *told.next);
        if (item_then.open && business_then.open) return told;
        told.next = item_then.open ? business_then.next : item_then.next;
    }
    told.next.reset();
    return told;
}

OpeningState Catalogue::openingOfSight(const Sight& sight, WallTime now) const {
    auto emergencies = ofSite(closures, site_id);
    std::erase_if(emergencies, [](const Closure& c) { return c.severity != ClosureSeverity::Emergency; });
    return resolveOpening(sight.opening_hours, nullptr, calendar, emergencies, now);
}

bool Catalogue::hasCounters() const {
    const Site* own = ownSite();
    return !own || !own->counters.empty() ||
           std::ranges::any_of(queue_plan.businesses, [](const Business& each) { return !each.counters.empty(); });
}

std::vector<Poster> Catalogue::hangingPosters(WallTime now) const {
    std::vector<Poster> hanging;
    std::copy_if(posters.begin(), posters.end(), std::back_inserter(hanging),
                 [&](const Poster& poster) { return poster.from <= now && now < poster.until; });
    return hanging;
}

static bool holds(const Closure& closure, WallTime now) {
    return closure.from <= now && (!closure.until || now < *closure.until);
}

std::optional<Closure> Catalogue::outOfOrder(const CertMachine& machine, WallTime now) const {
    for (const auto& closure : ofSite(closures, site_id))
        if (closure.cert_machine == machine.cert_machine_id && holds(closure, now)) return closure;
    return std::nullopt;
}

std::vector<Closure> Catalogue::notices(WallTime now) const {
    auto found = ofSite(closures, site_id);
    const Site* own = ownSite();
    const auto told_there = [&](const Closure& c) { // of a machine that nobody knows everybody is told
        return own && std::ranges::find(own->cert_machines, c.cert_machine, &CertMachine::cert_machine_id) !=
                          own->cert_machines.end();
    };
    std::erase_if(found, [&](const Closure& c) { return told_there(c) || !holds(c, now); });
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

StaffCodeRules Catalogue::staffCodeRules(int kiosk, WallTime now) const {
    return {site_id, kiosk, staff_keys, &revocations, now};
}

/// Haversine; enough for "which is nearer".
static double distanceKm(double latitude1, double longitude1, double latitude2, double longitude2) {
    constexpr double kEarthRadiusKm = 6371.0;
    constexpr double kRadians = std::numbers::pi / 180;
    const double half_latitude = (latitude2 - latitude1) * kRadians / 2;
    const double half_longitude = (longitude2 - longitude1) * kRadians / 2;
    const double a = std::pow(std::sin(half_latitude), 2) + std::cos(latitude1 * kRadians) *
                                                                std::cos(latitude2 * kRadians) *
                                                                std::pow(std::sin(half_longitude), 2);
    return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, a)));
}

double distanceKm(const Site& from, const Site& to) {
    const bool placed = from.latitude && from.longitude && to.latitude && to.longitude;
    return placed ? distanceKm(*from.latitude, *from.longitude, *to.latitude, *to.longitude)
                  : std::numeric_limits<double>::infinity();
}

std::vector<Neighbour> neighbours(const std::vector<Site>& sites, std::string_view own_id) {
    const Site* own = find(sites, &Site::site_id, own_id);
    std::vector<Neighbour> found;
    for (const auto& site : sites) {
        if (site.site_id == own_id) continue;
        found.push_back({&site, own ? distanceKm(*own, site) : std::numeric_limits<double>::infinity()});
    }
    std::stable_sort(found.begin(), found.end(), [](const Neighbour& a, const Neighbour& b) { return a.km < b.km; });
    return found;
}

/// The neighbours' activities are only to be shown: whatever else their lists hold is theirs.
static std::vector<CatalogueFailure> readNeighbour(std::string_view path, std::string_view json, Catalogue& into) {
    Catalogue theirs;
    auto faults = readTarget(path, json, theirs);
    for (auto& activity : theirs.activities) {
        activity.site_id = siteOfPath(path);
        into.neighbour_activities.push_back(std::move(activity));
    }
    return faults;
}

tl::expected<Catalogue, CatalogueFailure> parseCatalogue(const Targets& targets, std::string_view own_site) {
    Catalogue catalogue;
    catalogue.site_id = own_site;
    bool any = false;
    const auto read = [&](bool guide) {
        for (const auto& [path, json] : targets) {
            const auto site = siteOfPath(path);
            const bool neighbour = !site.empty() && site != own_site;
            if ((kindOf(path) == TargetKind::Guide) != guide) continue;
            if (neighbour && kindOf(path) != TargetKind::MonthList) continue;
            auto faults = neighbour ? readNeighbour(path, json, catalogue) : readTarget(path, json, catalogue);
            any = any || faults.empty();
            std::move(faults.begin(), faults.end(), std::back_inserter(catalogue.faults));
        }
    };
    read(false);
    Catalogue district;
    std::swap(district.items, catalogue.items); // the month's own items wait here
    read(true);
    std::swap(district.items, catalogue.items);
    for (auto& item : catalogue.items)
        completePlaces(item, district.item(item.item_id), own_site);
    for (auto& item : district.items)
        if (!catalogue.item(item.item_id)) catalogue.items.push_back(std::move(item));
    arrangePlaces(catalogue);
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
    std::vector<std::string> paths{
        "sites.json",    "guide.json",   "check_in_keys.json", "staff_keys.json",       "revocations.json",
        "closures.json", "sealing.json", "software.json",      own + "queue_plan.json", own + "posters.json"};
    for (const int ahead : {0, 1}) {
        paths.push_back("calendar/" + std::to_string(static_cast<int>(today.year()) + ahead) + ".json");
        paths.push_back(own + monthText(month + std::chrono::months{ahead}) + ".json");
    }
    return paths;
}

/// The sites above `own`, the next one first; a circle of parents ends where it closes.
static std::vector<std::string> parents(const Catalogue& district, std::string_view own) {
    std::vector<std::string> found;
    const Site* site = district.site(own);
    while (site && !site->parent.empty() && site->parent != own &&
           std::find(found.begin(), found.end(), site->parent) == found.end()) {
        found.push_back(site->parent);
        site = district.site(site->parent);
    }
    return found;
}

std::vector<std::string> neighbourPaths(std::string_view sites_json, std::string_view site, WallTime now) {
    constexpr std::size_t kNearest = 3;
    Catalogue district;
    (void)readTarget("sites.json", sites_json, district);
    auto ids = parents(district, site);
    const std::size_t wanted = ids.size() + kNearest;
    for (const auto& neighbour : neighbours(district.sites, site)) {
        if (ids.size() == wanted) break;
        if (std::find(ids.begin(), ids.end(), neighbour.site->site_id) == ids.end())
            ids.push_back(neighbour.site->site_id);
    }
    const auto today = serviceDayOf(now).date;
    std::vector<std::string> paths;
    paths.reserve(ids.size());
    for (const auto& id : ids)
        paths.push_back("sites/" + id + '/' + monthText(today.year() / today.month()) + ".json");
    return paths;
}

} // namespace onestop::catalogue
