// SPDX-License-Identifier: Apache-2.0
// Where an item of the guide is done: in this house, and in which others, nearest first. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sync/catalogue/catalogue.h"

namespace onestop::catalogue {

/// A place of an item in another house of the district.
struct PlaceElsewhere {
    const Site* site;
    const ServicePlace* place;
};

/// Its places or the queue plan name this house. An item for which nobody named a place is taken for one that is.
bool isDoneHere(const Catalogue& catalogue, const ServiceItem& item);

/// Where in this house, and its own hours here: as the item's place here says, else as the item does. The text may be
/// empty; null: the hours of the house.
const LocalizedText& roomHere(const Catalogue& catalogue, const ServiceItem& item);
const OpeningHours* hoursHere(const Catalogue& catalogue, const ServiceItem& item);

/// The other houses, nearest first; without those that the district's list of sites does not have.
std::vector<PlaceElsewhere> placesElsewhere(const Catalogue& catalogue, const ServiceItem& item);
std::optional<PlaceElsewhere> nearestElsewhere(const Catalogue& catalogue, const ServiceItem& item);

/// What is said of an item on its page and on its paper: this house, or, when it is not done here, the nearest that
/// does it.
struct PlaceToGo {
    bool here = true;
    const Site* house = nullptr;         ///< null: nobody knows one
    const LocalizedText* room = nullptr; ///< where in it; null: not known; may be empty
    const OpeningHours* hours = nullptr; ///< null: those of the house
    bool note_holds = true;              ///< ServiceItem::schedule_note is about these hours
};
PlaceToGo placeToGo(const Catalogue& catalogue, const ServiceItem& item);

/// Its own hours there; null: those of the house.
const OpeningHours* hoursElsewhere(const ServiceItem& item, const PlaceElsewhere& where);
/// When it is done there: within the hours of that house, unless a closure shuts it.
OpeningState openingElsewhere(const Catalogue& catalogue, const ServiceItem& item, const PlaceElsewhere& where,
                              WallTime now);

/// While a catalogue is put together: what a site lists in its month is done there, and elsewhere where the guide says.
void completePlaces(ServiceItem& of_month, const ServiceItem* of_guide, std::string_view own_site);
/// This site first, then the nearest; those that nobody knows come last.
void arrangePlaces(Catalogue& catalogue);

} // namespace onestop::catalogue
