// SPDX-License-Identifier: Apache-2.0
#include "sync/catalogue/item_places.h"

#include <algorithm>
#include <map>

namespace onestop::catalogue {

namespace {

/// Null: the item does not name that house.
const ServicePlace* placeAt(const ServiceItem& item, std::string_view site) {
    const auto found = std::ranges::find(item.places, site, &ServicePlace::site_id);
    return found == item.places.end() ? nullptr : &*found;
}

const OpeningHours* hoursAt(const ServiceItem& item, const ServicePlace* place) {
    if (place && place->schedules) return &*place->schedules;
    return item.schedules ? &*item.schedules : nullptr;
}

/// The next place from `first` on that is another house and known.
std::optional<PlaceElsewhere> nextElsewhere(const Catalogue& catalogue, const ServiceItem& item, std::size_t& first) {
    while (first < item.places.size()) {
        const ServicePlace& place = item.places[first++];
        if (place.site_id == catalogue.site_id) continue;
        if (const Site* site = catalogue.site(place.site_id)) return PlaceElsewhere{site, &place};
    }
    return std::nullopt;
}

} // namespace

bool isDoneHere(const Catalogue& catalogue, const ServiceItem& item) {
    return item.places.empty() || placeAt(item, catalogue.site_id) || catalogue.queue_plan.businessOfItem(item.item_id);
}

const LocalizedText& roomHere(const Catalogue& catalogue, const ServiceItem& item) {
    const auto* place = placeAt(item, catalogue.site_id);
    return place && !place->place.empty() ? place->place : item.place;
}

const OpeningHours* hoursHere(const Catalogue& catalogue, const ServiceItem& item) {
    return hoursAt(item, placeAt(item, catalogue.site_id));
}

std::vector<PlaceElsewhere> placesElsewhere(const Catalogue& catalogue, const ServiceItem& item) {
    std::vector<PlaceElsewhere> found;
    std::size_t at = 0;
    while (const auto next = nextElsewhere(catalogue, item, at))
        found.push_back(*next);
    return found;
}

std::optional<PlaceElsewhere> nearestElsewhere(const Catalogue& catalogue, const ServiceItem& item) {
    std::size_t at = 0;
    return nextElsewhere(catalogue, item, at);
}

PlaceToGo placeToGo(const Catalogue& catalogue, const ServiceItem& item) {
    PlaceToGo to;
    to.here = isDoneHere(catalogue, item);
    if (to.here) {
        to.house = catalogue.ownSite();
        to.room = &roomHere(catalogue, item);
        to.hours = hoursHere(catalogue, item);
    } else if (const auto nearest = nearestElsewhere(catalogue, item)) {
        to.house = nearest->site;
        to.room = &nearest->place->place;
        to.hours = hoursElsewhere(item, *nearest);
    }
    to.note_holds = to.hours == nullptr || (item.schedules && to.hours == &*item.schedules);
    return to;
}

const OpeningHours* hoursElsewhere(const ServiceItem& item, const PlaceElsewhere& where) {
    return hoursAt(item, where.place);
}

OpeningState openingElsewhere(const Catalogue& catalogue, const ServiceItem& item, const PlaceElsewhere& where,
                              WallTime now) {
    return catalogue.openingIn(*where.site, hoursElsewhere(item, where), now);
}

void completePlaces(ServiceItem& of_month, const ServiceItem* of_guide, std::string_view own_site) {
    if (of_month.places.empty() && of_guide) {
        of_month.places = of_guide->places;
        for (auto& place : of_month.places) { // of this house the month itself speaks, of the others the guide
            if (place.site_id == own_site)
                place = {place.site_id, {}, {}};
            else if (!place.schedules)
                place.schedules = of_guide->schedules;
        }
    }
    if (!of_month.places.empty() && !placeAt(of_month, own_site))
        of_month.places.push_back({std::string(own_site), {}, {}});
}

void arrangePlaces(Catalogue& catalogue) {
    std::map<std::string_view, std::size_t> rank{{catalogue.site_id, 0}};
    for (const auto& neighbour : neighbours(catalogue.sites, catalogue.site_id))
        rank.emplace(neighbour.site->site_id, rank.size());
    const auto rankOf = [&](const ServicePlace& place) {
        const auto found = rank.find(place.site_id);
        return found == rank.end() ? rank.size() : found->second;
    };
    for (auto& item : catalogue.items)
        std::ranges::stable_sort(item.places, {}, rankOf);
}

} // namespace onestop::catalogue
