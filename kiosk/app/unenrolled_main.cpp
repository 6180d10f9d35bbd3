// SPDX-License-Identifier: Apache-2.0
// onestop-unenrolled: what a flashed machine shows until a technician's stick makes it kiosk N of site S. It needs no
// settings, store or devices, and has nothing that could be pressed.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <variant>

#include <CLI/CLI.hpp>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QScreen>
#include <spdlog/spdlog.h>

#include "kiosk/app/machine_code.h"
#include "kiosk/app/rights.h"
#include "kiosk/app/screen_modules.h"
#include "kiosk/app/screen_program.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "kiosk/viewmodels/unenrolled_view_model.h"

namespace {

using namespace onestop;

struct Options {
    bool fullscreen = false;
    std::string mark;
    std::string refused = "/run/onestop/enrolment-refused";
};

std::variant<Options, int> readOptions(int argc, char** argv) {
    CLI::App cli("The page of a machine that is not enrolled yet.", "onestop-unenrolled");
    Options options;
    cli.add_flag("--fullscreen", options.fullscreen, "the whole screen, and nothing closes it but a signal");
    cli.add_option("--mark", options.mark, "show the code of the machine with this address instead of this machine's")
        ->option_text("ADDRESS");
    cli.add_option("--refused", options.refused, "where onestop-stick says why it refused an enrolment")
        ->option_text("FILE");
    cli.set_version_flag("--version", ONESTOP_VERSION);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return cli.exit(error);
        std::fprintf(stderr, "onestop-unenrolled: %s (see --help)\n", error.what());
        return 2;
    }
    return options;
}

/// Empty: nothing was refused since the machine was started or the last stick was put in.
QString refusalIn(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return QString::fromStdString(line);
}

/// Nobody has said yet how large the panel is: the page is drawn as large as fits, as if it were the kiosk's.
double pitchThatFits(QSize panel) {
    const app::ScreenConfig kiosk;
    const QSize upright = panel.width() < panel.height() ? panel : panel.transposed();
    return kiosk.pitch_mm /
           std::min(double(upright.width()) / kiosk.width_px, double(upright.height()) / kiosk.height_px);
}

int runUnenrolled(QGuiApplication& application, const Options& options) {
    const auto started = std::chrono::steady_clock::now();
    viewmodels::prepareFonts();
    viewmodels::UnenrolledViewModel machine(ONESTOP_VERSION);
    auto manager = service::ServiceManager::fromEnvironment();
    QQmlApplicationEngine engine;
    viewmodels::prepareEngine(engine);
    const app::ScreenConfig kiosk;
    const QSize panel =
        options.fullscreen ? QGuiApplication::primaryScreen()->size() : QSize(kiosk.width_px, kiosk.height_px);
    QVariantMap properties = app::windowProperties({.pitch_mm = pitchThatFits(panel)}, panel, options.fullscreen);
    properties.insert("machine", QVariant::fromValue(&machine));
    if (!app::showWindow(engine, "UnenrolledMain.qml", properties, [&] { manager.ready(); })) return 1;
    const app::Ticker ticker(
        manager,
        [&] {
            const auto since_start =
                std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
            const std::string mark = !options.mark.empty()
                                         ? options.mark
                                         : app::machineMark("/sys/class/net", "/etc/machine-id", since_start);
            machine.setCode(mark.empty() ? QString() : QString::fromStdString(app::machineCode(mark)));
            machine.setRefusal(refusalIn(options.refused));
        },
        [] { return -1; });
    return application.exec();
}

} // namespace

int main(int argc, char** argv) {
    auto read = readOptions(argc, argv);
    if (const int* code = std::get_if<int>(&read)) return *code;
    app::prepareProcess();
    QGuiApplication application(argc, argv);
    const app::TerminationWatch termination;
    if (const auto dropped = app::dropNetwork(); !dropped) {
        spdlog::critical("{}", dropped.error().sentence);
        return 1;
    }
    return runUnenrolled(application, std::get<Options>(read));
}
