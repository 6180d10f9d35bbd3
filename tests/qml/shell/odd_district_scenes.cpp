// SPDX-License-Identifier: Apache-2.0
// The lists with far too much, with nothing, with what is not due yet, and with a clock that is out of its mind.
#include "tests/qml/shell/scene.h"

namespace onestop::tests {

using namespace std::chrono_literals;
using viewmodels::Route;

namespace {

/// A title of 35 characters, wherever it is read.
void addLongestNames(std::vector<Scene>& all) {
    const auto add = [&](const char* page, const std::function<void(Stage&)>& open) {
        all.push_back({std::string("longest-") + page,
                       [open](Stage& s) {
                           s.lobby.useCatalogue(hugeCatalogue());
                           open(s);
                       },
                       false});
    };
    add("home", [](Stage&) {});
    add("booking", [](Stage& s) {
        s.lobby.leasePlaces("busy-6", 4);
        s.screen.openActivity(QStringLiteral("busy"), QStringLiteral("busy-6"));
    });
    add("booked", [](Stage& s) {
        s.lobby.leasePlaces("busy-6", 4);
        s.lobby.listKey();
        s.screen.openActivity(QStringLiteral("busy"), QStringLiteral("busy-6"));
        s.screen.booking()->bookPair();
    });
}

/// Where everything is out of measure, and what is opened there.
struct Odd {
    const char* name;
    std::function<void(Stage&)> prepare;
    const char* item = "elder-card";
    const char* activity = "clinic";
};

std::vector<std::pair<const char*, std::function<void(Stage&)>>> pagesOf(const Odd& odd) {
    const QString item = QString::fromLatin1(odd.item), activity = QString::fromLatin1(odd.activity);
    return {{"home", [](Stage&) {}},
            {"guide", [](Stage& s) { s.screen.openGuide(); }},
            {"services", [](Stage& s) { s.screen.navigation()->open(Route::Services); }},
            {"calendar",
             [](Stage& s) {
                 s.screen.navigation()->open(Route::Services);
                 s.screen.services()->setCalendar(true);
             }},
            {"tour", [](Stage& s) { s.screen.navigation()->open(Route::Tour); }},
            {"sites", [](Stage& s) { s.screen.navigation()->open(Route::Sites); }},
            {"search",
             [](Stage& s) {
                 s.screen.openSearch();
                 s.screen.search()->type(QStringLiteral("bt"));
             }},
            {"item", [item](Stage& s) { s.screen.openItem(item); }},
            {"activity", [activity](Stage& s) { s.screen.openActivity(activity); }},
            {"number", [item](Stage& s) {
                 s.screen.openItem(item);
                 s.screen.takeNumber();
             }}};
}

} // namespace

void addOddDistricts(std::vector<Scene>& all) {
    addLongestNames(all);
    // The item and the activity of the empty one were there a moment ago.
    const std::vector<Odd> district{{"huge", [](Stage& s) { s.lobby.useCatalogue(hugeCatalogue()); }, "item-3", "busy"},
                                    {"empty", [](Stage& s) { s.lobby.useCatalogue(emptyCatalogue()); }},
                                    {"future", [](Stage& s) { s.lobby.useCatalogue(futureCatalogue()); }},
                                    {"1970", [](Stage& s) { s.lobby.setTime(events::WallTime{} + 1h); }},
                                    {"2099", [](Stage& s) { s.lobby.setTime(events::WallTime{} + 24h * 365 * 129); }}};
    for (const Odd& odd : district)
        for (const auto& [page, open] : pagesOf(odd))
            all.push_back({std::string(page) + "-" + odd.name,
                           [prepare = odd.prepare, open = open](Stage& s) {
                               prepare(s);
                               open(s);
                           },
                           false});
}

} // namespace onestop::tests
