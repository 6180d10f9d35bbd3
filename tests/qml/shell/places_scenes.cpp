// SPDX-License-Identifier: Apache-2.0
// What is done in several houses, and what is done elsewhere only.
#include "tests/qml/shell/scene.h"

namespace onestop::tests {

using viewmodels::Route;

void addPlaces(std::vector<Scene>& all) {
    const auto add = [&](const char* name, const std::function<void(Stage&)>& play) {
        all.push_back({name, [play](Stage& s) {
                           s.lobby.useCatalogue(placesCatalogue());
                           play(s);
                       }});
    };
    add("item-places", [](Stage& s) { s.screen.openItem(QStringLiteral("elder-card")); });
    add("item-elsewhere", [](Stage& s) { s.screen.openItem(QStringLiteral("disabled-card")); });
    add("places", [](Stage& s) {
        s.screen.openItem(QStringLiteral("elder-card"));
        s.screen.navigation()->open(Route::Places);
    });
    add("search-places", [](Stage& s) {
        s.screen.openSearch();
        s.screen.search()->type(QStringLiteral("nanao"));
    });
}

} // namespace onestop::tests
