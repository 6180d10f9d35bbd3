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
    add("item", [](Stage& s) { s.screen.openItem(QStringLiteral("item-3")); });
    add("activity", [](Stage& s) { s.screen.openActivity(QStringLiteral("busy")); });
    add("booking", [](Stage& s) {
        s.lobby.leasePlaces("busy-6", 4);
        s.screen.openBooking(QStringLiteral("busy-6"));
    });
    add("booked", [](Stage& s) {
        s.lobby.leasePlaces("busy-6", 4);
        s.lobby.listKey();
        s.screen.openBooking(QStringLiteral("busy-6"));
        s.screen.booking()->bookPair();
    });
}

} // namespace

void addOddDistricts(std::vector<Scene>& all) {
    addLongestNames(all);
    const std::vector<std::pair<const char*, std::function<void(Stage&)>>> odd{
        {"huge", [](Stage& s) { s.lobby.useCatalogue(hugeCatalogue()); }},
        {"empty", [](Stage& s) { s.lobby.useCatalogue(emptyCatalogue()); }},
        {"future", [](Stage& s) { s.lobby.useCatalogue(futureCatalogue()); }},
        {"1970", [](Stage& s) { s.lobby.setTime(events::WallTime{} + 1h); }},
        {"2099", [](Stage& s) { s.lobby.setTime(events::WallTime{} + 24h * 365 * 129); }}};
    for (const auto& [name_text, prepare] : odd) {
        const std::string name = name_text;
        const auto add = [&, prepare = prepare](const std::string& page, const std::function<void(Stage&)>& open) {
            all.push_back({page + "-" + name,
                           [prepare, open](Stage& s) {
                               prepare(s);
                               open(s);
                           },
                           false});
        };
        add("guide", [](Stage& s) { s.screen.openGuide(); });
        add("services", [](Stage& s) { s.screen.navigation()->open(Route::Services); });
        add("calendar", [](Stage& s) {
            s.screen.navigation()->open(Route::Services);
            s.screen.services()->setCalendar(true);
        });
        add("tour", [](Stage& s) { s.screen.navigation()->open(Route::Tour); });
        add("sites", [](Stage& s) { s.screen.navigation()->open(Route::Sites); });
        add("search", [](Stage& s) {
            s.screen.openSearch();
            s.screen.search()->type(QStringLiteral("bt"));
        });
    }
}

} // namespace onestop::tests
