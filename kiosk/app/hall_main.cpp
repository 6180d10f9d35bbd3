// SPDX-License-Identifier: Apache-2.0
// onestop-hall: the display over the counters. It reads the store and has no devices.
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <spdlog/spdlog.h>

#include "kiosk/app/hall_view.h"
#include "kiosk/app/rights.h"
#include "kiosk/app/screen_modules.h"
#include "kiosk/app/screen_program.h"
#include "kiosk/viewmodels/hall_view_model.h"
#include "kiosk/viewmodels/screen_setup.h"

namespace {

using namespace onestop;

int runHall(QGuiApplication& application, const app::ScreenOptions& options) {
    const events::SystemClock clock(options.clock_offset);
    app::HallView view(options.config, clock);
    viewmodels::prepareFonts();
    speech::SocketSpeaker speaker(options.config.speaker);
    viewmodels::HallViewModel hall(view, &speaker);
    auto manager = service::ServiceManager::fromEnvironment();
    QQmlApplicationEngine engine;
    viewmodels::prepareEngine(engine);
    // A television: as many pixels as the kiosk's panel, lying on its side, each twice as large.
    const app::ScreenConfig& screen = options.config.screen;
    const QSize panel = QSize(screen.width_px, screen.height_px);
    QVariantMap properties =
        app::windowProperties({.pitch_mm = screen.pitch_mm * 2, .turned = screen.turned},
                              panel.width() < panel.height() ? panel.transposed() : panel, options.fullscreen);
    properties.insert("hall", QVariant::fromValue(&hall));
    if (!app::showWindow(engine, "HallMain.qml", properties, [&] { manager.ready(); })) return 1;
    const app::Ticker ticker(
        manager, [&] { view.tick(); }, [&] { return view.changeDescriptor(); });
    return application.exec();
}

} // namespace

int main(int argc, char** argv) {
    auto read = app::readScreenOptions("onestop-hall", "The display over the counters.", argc, argv);
    if (const int* code = std::get_if<int>(&read)) return *code;
    app::prepareProcess();
    QGuiApplication application(argc, argv);
    const app::TerminationWatch termination;
    if (const auto dropped = app::dropNetwork(); !dropped) {
        spdlog::critical("{}", dropped.error().sentence);
        return 1;
    }
    return runHall(application, std::get<app::ScreenOptions>(read));
}
