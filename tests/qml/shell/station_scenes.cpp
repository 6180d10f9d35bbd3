// SPDX-License-Identifier: Apache-2.0
// A kiosk at the beach, where nobody serves at a counter.
#include "tests/qml/shell/scene.h"

namespace onestop::tests {

using namespace std::chrono_literals;
using viewmodels::Route;

void addStation(std::vector<Scene>& all) {
    const auto add = [&](const char* name, const std::function<void(Stage&)>& play, bool everywhere = true) {
        all.push_back({name,
                       [play](Stage& s) {
                           s.lobby.useCatalogue(stationCatalogue());
                           play(s);
                       },
                       everywhere});
    };
    add("station-home", [](Stage&) {});
    add("station-home-troubled-greeted", [](Stage& s) {
        auto made = std::make_shared<catalogue::Catalogue>(*stationCatalogue());
        catalogue::Closure typhoon;
        typhoon.site = made->site_id;
        typhoon.reason = {"台风来了，沙滩和海边的路都封了", "颱風來了，沙灘和海邊的路都封了",
                          "Typhoon: the beach and the roads along the sea are closed"};
        typhoon.severity = catalogue::ClosureSeverity::Emergency;
        typhoon.closes = true;
        typhoon.from = demoNow() - 1h;
        made->closures = {typhoon};
        s.lobby.useCatalogue(made);
        s.lobby.setLink(flows::Link::Unreachable);
        s.lobby.layCard("张*三");
    });
    add(
        "station-home-bare",
        [](Stage& s) {
            auto made = std::make_shared<catalogue::Catalogue>(*stationCatalogue());
            for (auto& site : made->sites) {
                site.sights.clear();
                site.safety_notices.clear();
            }
            s.lobby.useCatalogue(made);
        },
        false);
    add("station-sights", [](Stage& s) { s.screen.navigation()->open(Route::Sights); });
    add("station-safety", [](Stage& s) { s.screen.navigation()->open(Route::Safety); });
    add("station-more", [](Stage& s) { s.screen.navigation()->open(Route::More); });
    add("station-guide", [](Stage& s) { s.screen.openGuide(); });
    add("station-item", [](Stage& s) { s.screen.openItem(QStringLiteral("elder-card")); });
    add("station-help", [](Stage& s) { s.screen.callHelp(); });
    add("station-result", [](Stage& s) { s.lobby.showCode(flows::CheckInOutcome::UnknownCode); });
    add(
        "station-closed", [](Stage& s) { s.lobby.staffCloses(true); }, false);
    add(
        "station-services-old",
        [](Stage& s) {
            s.lobby.setTime(demoNow() + 24h * 20);
            s.screen.navigation()->open(Route::Services);
        },
        false);
}

} // namespace onestop::tests
