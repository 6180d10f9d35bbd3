// SPDX-License-Identifier: Apache-2.0
// A target of any content under any known path: the first byte chooses the path. What is read can be asked about any
// moment; every fault has a line.
#include <array>
#include <cstdlib>

#include "sync/catalogue/item_places.h"
#include "sync/catalogue/queue_state.h"
#include "sync/catalogue/target_parser.h"

using namespace onestop::catalogue;

static constexpr auto kPaths =
    std::to_array<std::string_view>({"sites.json", "guide.json", "sites/a/2026-11.json", "sites/a/queue_plan.json",
                                     "check_in_keys.json", "staff_keys.json", "revocations.json", "closures.json",
                                     "calendar/2026.json", "sites/a/posters.json", "software.json"});

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view json(reinterpret_cast<const char*>(data + 1), size - 1);
    Catalogue catalogue;
    catalogue.site_id = "a";
    for (const auto& fault : readTarget(kPaths[data[0] % kPaths.size()], json, catalogue))
        if (!fault.line) std::abort();
    const WallTime now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
    (void)catalogue.opening(now);
    arrangePlaces(catalogue);
    for (const auto& item : catalogue.items) {
        (void)catalogue.openingOfItem(item, now);
        if (isDoneHere(catalogue, item) && !item.places.empty() && item.places.front().site_id != "a" &&
            !catalogue.queue_plan.businessOfItem(item.item_id))
            std::abort();
    }
    for (const auto& site : catalogue.sites) {
        const auto state = resolveOpening(site.opening_hours, nullptr, catalogue.calendar, catalogue.closures, now);
        if (state.open && state.next) std::abort();
        if ((state.until && *state.until <= now) || (state.next && *state.next <= now)) std::abort();
        for (const auto& sight : site.sights)
            (void)catalogue.openingOfSight(sight, now);
    }
    if (const auto queue = parseQueueState(json))
        if (!parseQueueState(serialize(*queue))) std::abort();
    return 0;
}
