// SPDX-License-Identifier: Apache-2.0
// What the search page promises: each key shows what fits, what was found opens, and nothing of it is left for the next
// person.
#include "kiosk/viewmodels/search_view_model.h"

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_input_engine.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

namespace {

struct Kiosk : tests::TouchedKiosk {
    SearchViewModel& search = *screen.search();

    Kiosk() { screen.openSearch(); }
    std::string found(int row) {
        return search.results()->count() > row
                   ? search.results()->rows()[static_cast<std::size_t>(row)].at(2).toString().toStdString()
                   : std::string();
    }
};

} // namespace

TEST_CASE("a few letters find the item, and it opens") {
    Kiosk kiosk;
    for (const char* key : {"l", "n", "r"})
        kiosk.search.type(QString::fromLatin1(key));
    CHECK(kiosk.found(0) == "老年人优待证");
    kiosk.screen.openFound(kiosk.search.results()->rows()[0].at(0).toString(),
                           kiosk.search.results()->rows()[0].at(1).toString());
    CHECK(kiosk.screen.navigation()->current() == Route::Item);
    CHECK(kiosk.screen.item()->name() == QStringLiteral("老年人优待证"));
    kiosk.screen.back();
    CHECK(kiosk.search.query() == QStringLiteral("lnr")); // the way back leads to what was found
}

TEST_CASE("activities and places are found too, and each opens its page") {
    Kiosk kiosk;
    kiosk.search.type(QStringLiteral("yizhen"));
    CHECK(kiosk.found(0) == "义诊");
    kiosk.screen.openFound(kiosk.search.results()->rows()[0].at(0).toString(),
                           kiosk.search.results()->rows()[0].at(1).toString());
    CHECK(kiosk.screen.activity()->name() == QStringLiteral("义诊"));

    kiosk.search.clear();
    kiosk.search.type(QStringLiteral("jiaochangwei"));
    CHECK(kiosk.found(0) == "较场尾党群服务岗");
}

TEST_CASE("who knows no pinyin writes a character with a finger, and it is searched") {
    const tests::QtProgram program;
    tests::MemoryLobby lobby;
    tests::MemoryInputEngine engine;
    LobbyViewModel screen(lobby, nullptr, &engine);
    screen.openSearch();
    auto& typing = *screen.typing();
    typing.switchHandwriting();
    typing.write({{0.2, 0.3}, {0.8, 0.3}});
    typing.write({{0.5, 0.1}, {0.2, 0.9}});
    typing.choose(0);
    CHECK(screen.search()->query() == QStringLiteral("大"));
    CHECK(screen.opinion()->text().isEmpty());
    typing.erase();
    CHECK(screen.search()->query().isEmpty());
}

TEST_CASE("a key too many is taken back, and an honest sentence says that nothing was found") {
    Kiosk kiosk;
    kiosk.search.type(QStringLiteral("xqz"));
    CHECK(kiosk.search.results()->count() == 0);
    CHECK(kiosk.search.answer().startsWith(QStringLiteral("没有找到“xqz”")));
    for (int i = 0; i < 5; ++i)
        kiosk.search.erase();
    CHECK(kiosk.search.query().isEmpty());
    CHECK(kiosk.search.answer().contains(QStringLiteral("lnr")));
}

TEST_CASE("the next person finds nothing that was typed before") {
    Kiosk kiosk;
    kiosk.search.type(QStringLiteral("gaoling"));
    REQUIRE(kiosk.search.results()->count() > 0);
    kiosk.lobby.endSession();

    CHECK(kiosk.search.query().isEmpty());
    CHECK(kiosk.search.results()->count() == 0);
}

TEST_CASE("without a list the page says so, and a list that arrives meanwhile is searched at once") {
    Kiosk kiosk;
    const auto catalogue = kiosk.lobby.state().catalogue;
    kiosk.lobby.loseCatalogue();
    kiosk.search.type(QStringLiteral("lnr"));
    CHECK(kiosk.search.results()->count() == 0);
    CHECK(kiosk.search.answer() == QStringLiteral("清单还没收到，请点“叫人帮忙”"));
    kiosk.lobby.useCatalogue(catalogue);
    CHECK(kiosk.found(0) == "老年人优待证");
}

} // namespace onestop::viewmodels
