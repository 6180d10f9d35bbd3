// SPDX-License-Identifier: Apache-2.0
// All that comes down signed, as one value. It is made from verified targets; a target that is missing or broken
// narrows the catalogue and is named, it never takes the rest with it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/activity.h"
#include "sync/catalogue/calendar.h"
#include "sync/catalogue/check_in_token.h"
#include "sync/catalogue/opening_hours.h"
#include "sync/catalogue/poster.h"
#include "sync/catalogue/queue_plan.h"
#include "sync/catalogue/service_item.h"
#include "sync/catalogue/site.h"
#include "sync/catalogue/software.h"
#include "sync/catalogue/staff_code.h"

namespace onestop::catalogue {

/// What is wrong with a target, for who wrote it: `guide.json:120: services[4].name: expected zh-Hans`.
struct CatalogueFailure {
    std::string path;
    std::optional<int> line; ///< from 1; known for faults of JSON itself
    std::string expected;    ///< member, and what was expected there

    std::string sentence() const;
};

struct Catalogue {
    std::vector<Site> sites;
    Calendar calendar;
    std::vector<ServiceItem> items;   ///< the month's list of this site, then the rest of the district's guide
    std::vector<Activity> activities; ///< of this site's months
    std::vector<Activity> neighbour_activities; ///< of the neighbours' months; only to be shown
    QueuePlan queue_plan;                       ///< of this site
    std::vector<CheckInKey> check_in_keys;
    std::vector<CheckInKey> staff_keys; ///< whose codes open the staff's pages, and nothing else
    Revocations revocations;
    std::vector<Closure> closures;
    std::string sealing_certificate;               ///< PEM, whom sealed records are sealed to; empty: nobody
    std::vector<Poster> posters;                   ///< of this site
    std::vector<SoftwareRelease> releases;         ///< of the software, for whichever machine
    std::string site_id;                           ///< this site
    std::optional<std::chrono::year_month> period; ///< newest month that was there
    std::uint64_t revision = 0;                    ///< of the store's catalogue; set by who loads it
    WallTime issued{};                             ///< newest `issued` of all targets
    std::vector<CatalogueFailure> faults;          ///< targets that were left out

    const Site* site(std::string_view id) const;
    const Site* ownSite() const { return site(site_id); }
    /// Somebody serves at a counter of this site. Of a site that is not in the list it is assumed.
    bool hasCounters() const;
    const ServiceItem* item(std::string_view id) const;
    const Activity* activity(std::string_view id) const;
    /// The activity and the session; both null when unknown.
    std::pair<const Activity*, const ActivitySession*> session(std::string_view id) const;

    /// Opening of any house of the district; of something in it, by its `own` hours within the house's.
    OpeningState openingIn(const Site& site, const OpeningHours* own, WallTime now) const;
    /// Opening of this site's lobby; of an item (its own hours within the lobby's); of a business.
    OpeningState opening(WallTime now) const;
    OpeningState openingOfItem(const ServiceItem& item, WallTime now) const;
    OpeningState openingOfBusiness(const Business& business, WallTime now) const;
    /// When a number for it can be had: in its own hours, and in those of the business that calls it, if one does.
    OpeningState openingForNumbers(const ServiceItem& item, WallTime now) const;
    /// Of a sight of this site; an emergency that closes the house closes what is around it.
    OpeningState openingOfSight(const Sight& sight, WallTime now) const;
    /// Closures and notices of this site that hold at `now`, worst first; those of a machine are with the machine.
    std::vector<Closure> notices(WallTime now) const;
    /// Why a certificate machine of this site does not work at `now`; absent: nobody said so.
    std::optional<Closure> outOfOrder(const CertMachine& machine, WallTime now) const;
    /// Posters of this site that hang at `now`, in the order of the list.
    std::vector<Poster> hangingPosters(WallTime now) const;
    /// For verifyToken(); the result refers to this catalogue.
    CheckInRules checkInRules(WallTime now) const;
    /// For verifyStaffCode(); the result refers to this catalogue.
    StaffCodeRules staffCodeRules(int kiosk, WallTime now) const;
};

/// Bytes of the verified targets by their TUF path.
using Targets = std::map<std::string, std::string, std::less<>>;

/// The sites of the district but `own`, nearest first; those without a place come last, in the order of the list.
struct Neighbour {
    const Site* site;
    double km; ///< as distanceKm() says
};
std::vector<Neighbour> neighbours(const std::vector<Site>& sites, std::string_view own);
/// In a straight line; infinity when a place is missing.
double distanceKm(const Site& from, const Site& to);

/// Reads what a kiosk of `own_site` needs. Fails only when nothing at all could be read; single faults are in
/// Catalogue::faults. Of the month lists those of all months present are taken.
tl::expected<Catalogue, CatalogueFailure> parseCatalogue(const Targets& targets, std::string_view own_site);

/// Checks one target by itself, strictly, for the publisher: all faults found in it.
std::vector<CatalogueFailure> checkTarget(std::string_view path, std::string_view json);

/// The paths a kiosk of `site` asks for: what is the district's, and of its own site the months of this service day
/// and the one after. sites.json is the first: whoever has it asks for the neighbours' months too.
std::vector<std::string> wantedPaths(std::string_view site, WallTime now);
/// The lists of this service day's month of the sites above this one and of the three nearest others; none when
/// sites.json cannot be read.
std::vector<std::string> neighbourPaths(std::string_view sites_json, std::string_view site, WallTime now);

} // namespace onestop::catalogue
