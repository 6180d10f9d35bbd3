// SPDX-License-Identifier: Apache-2.0
// Runs one tst_*.qml with the modules of the screen and a lobby in memory: `stage`.
#include <QQmlContext>
#include <QQmlEngine>
#include <QtQuickTest/quicktest.h>

#include <memory>

#include "kiosk/app/screen_modules.h"
#include "kiosk/viewmodels/hall_view_model.h"
#include "kiosk/viewmodels/lobby_view_model.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "tests/kiosk/viewmodels/memory_desk.h"
#include "tests/kiosk/viewmodels/memory_input_engine.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"
#include "tests/kiosk/viewmodels/remembering_speaker.h"

namespace onestop::tests {

/// The lobby as a test plays it: a new one for each test, with the domain's verbs.
class Stage : public QObject {
    Q_OBJECT
    Q_PROPERTY(onestop::viewmodels::LobbyViewModel* lobby READ lobby NOTIFY lobbyChanged)
    Q_PROPERTY(onestop::viewmodels::HallViewModel* hall READ hall NOTIFY lobbyChanged)

public:
    Stage() { restart(); }
    viewmodels::LobbyViewModel* lobby() { return screen_.get(); }
    viewmodels::HallViewModel* hall() { return hall_.get(); }

    Q_INVOKABLE void restart() {
        auto engine = std::make_unique<MemoryInputEngine>();
        auto lobby = std::make_unique<MemoryLobby>();
        auto desk = std::make_unique<MemoryDesk>(*lobby);
        auto screen = std::make_unique<viewmodels::LobbyViewModel>(*lobby, &speaker_, engine.get(), desk.get());
        auto over_counters = std::make_unique<MemoryLobby>(); // a lobby has one who follows it
        auto hall = std::make_unique<viewmodels::HallViewModel>(*over_counters);
        std::swap(engine, engine_);
        std::swap(lobby, lobby_);
        std::swap(desk, desk_);
        std::swap(screen, screen_);
        std::swap(over_counters, over_counters_);
        std::swap(hall, hall_);
        emit lobbyChanged();
    }
    Q_INVOKABLE void pass(int seconds) { lobby_->pass(std::chrono::seconds(seconds)); }
    Q_INVOKABLE void clerkCallsMine(int counter) { lobby_->clerkCallsMine(counter); }
    /// What only the hall display hears of.
    Q_INVOKABLE void clerkCalls(const QString& number, int counter) {
        over_counters_->clerkCalls(number.toStdString(), counter);
    }
    Q_INVOKABLE void passInHall(int seconds) { over_counters_->pass(std::chrono::seconds(seconds)); }
    Q_INVOKABLE void helpRings(int kiosk) { over_counters_->helpRings(kiosk); }
    Q_INVOKABLE void helpEnds(int kiosk) { over_counters_->helpEnds(kiosk); }
    /// The kiosk of a post without counters.
    Q_INVOKABLE void standAtTheBeach() { lobby_->useCatalogue(stationCatalogue()); }
    /// The upper edge of the glass is no higher than a hand from a wheelchair comes.
    Q_INVOKABLE void hangInReach() { screen_->settings()->setLowReachOffered(false); }
    /// The hub lent so many places of a session.
    Q_INVOKABLE void leasePlaces(const QString& session, int places) {
        lobby_->leasePlaces(session.toStdString(), places);
    }
    Q_INVOKABLE void showGoodCode() { lobby_->showCode(flows::CheckInOutcome::Admitted); }
    /// What the speaker was last asked to say; empty: to be silent.
    Q_INVOKABLE QString lastSaid() const {
        return speaker_.said.empty() ? QString() : QString::fromStdString(speaker_.said.back().text);
    }
    Q_INVOKABLE bool inSession() const { return lobby_->state().session != session::Phase::Attract; }

signals:
    void lobbyChanged();

private:
    RememberingSpeaker speaker_;
    std::unique_ptr<MemoryInputEngine> engine_;
    std::unique_ptr<MemoryLobby> lobby_;
    std::unique_ptr<MemoryDesk> desk_;
    std::unique_ptr<viewmodels::LobbyViewModel> screen_;
    std::unique_ptr<MemoryLobby> over_counters_;
    std::unique_ptr<viewmodels::HallViewModel> hall_;
};

class Setup : public QObject {
    Q_OBJECT

public slots:
    void applicationAvailable() { viewmodels::prepareFonts(); }
    void qmlEngineAvailable(QQmlEngine* engine) {
        viewmodels::prepareEngine(*engine);
        engine->rootContext()->setContextProperty(QStringLiteral("stage"), &stage_);
    }

private:
    Stage stage_;
};

} // namespace onestop::tests

QUICK_TEST_MAIN_WITH_SETUP(onestop, onestop::tests::Setup)

#include "quick_test_main.moc"
