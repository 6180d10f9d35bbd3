// SPDX-License-Identifier: Apache-2.0
// What the programs with a window have in common.
#include "kiosk/app/screen_program.h"

#include <algorithm>
#include <cstdio>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QScreen>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "kiosk/app/held_picture.h"
#include "kiosk/app/memory_return.h"
#include "kiosk/viewmodels/screen_setup.h"

namespace onestop::app {

namespace {

constexpr std::chrono::milliseconds kTick{500}; ///< DESIGN 2: the other program's writes are seen at least so often

sigset_t endingSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

} // namespace

std::variant<ScreenOptions, int> readScreenOptions(const std::string& program, const std::string& purpose, int argc,
                                                   char** argv) {
    CLI::App cli(purpose, program);
    std::string path;
    std::int64_t offset_ms = 0;
    ScreenOptions options;
    cli.add_option("--config", path, "kiosk.toml")->required()->option_text("FILE");
    cli.add_flag("--fullscreen", options.fullscreen, "the whole screen, and nothing closes it but a signal");
    cli.add_option("--clock-offset-ms", offset_ms, "rehearse another moment: added to the system's clock")
        ->option_text("N");
    cli.set_version_flag("--version", ONESTOP_VERSION);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return cli.exit(error);
        std::fprintf(stderr, "%s: %s (see --help)\n", program.c_str(), error.what());
        return 2;
    }
    auto config = readKioskConfig(path);
    if (!config) {
        std::fprintf(stderr, "%s: %s\n", program.c_str(), config.error().sentence.c_str());
        return 2;
    }
    options.config = std::move(*config);
    options.clock_offset = std::chrono::milliseconds(offset_ms);
    return options;
}

void prepareProcess() {
    const sigset_t ending = endingSignals();
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    keepFreedMemory();
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // else a finger waits 5 ms for its answer
    qputenv("QT_QUICK_BACKEND", qEnvironmentVariable("QT_QUICK_BACKEND", "software").toUtf8());
    viewmodels::lookAtOurFontsOnly();
    spdlog::set_default_logger(spdlog::stderr_color_mt("onestop"));
}

TerminationWatch::TerminationWatch() {
    const sigset_t ending = endingSignals();
    descriptor_ = ::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    notifier_ = std::make_unique<QSocketNotifier>(descriptor_, QSocketNotifier::Read);
    // Not quit(): it asks the windows first, and one that fills the screen says no.
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, qApp, [] { QCoreApplication::exit(); });
}

TerminationWatch::~TerminationWatch() {
    notifier_.reset();
    ::close(descriptor_);
}

Ticker::Ticker(service::ServiceManager& manager, std::function<void()> tick, std::function<int()> descriptor)
    : manager_(manager), tick_(std::move(tick)), descriptor_(std::move(descriptor)) {
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { this->tick(); });
    timer_.start(kTick);
    this->tick();
}

void Ticker::tick() {
    tick_();
    manager_.alive(std::chrono::steady_clock::now());
    const int descriptor = descriptor_();
    const int watched = notifier_ ? static_cast<int>(notifier_->socket()) : -1;
    if (descriptor == watched) return;
    if (notifier_) {
        notifier_->setEnabled(false);
        notifier_.release()->deleteLater(); // it may be the one that called
    }
    if (descriptor < 0) return;
    notifier_ = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, &timer_, [this] { this->tick(); });
}

QVariantMap windowProperties(const ScreenConfig& screen, QSize panel, bool fullscreen) {
    const bool on_a_desk = !fullscreen && QGuiApplication::platformName() != QLatin1String("offscreen");
    if (screen.turned % 180 != 0) panel.transpose();
    QVariantMap properties;
    if (screen.turned != 0) properties.insert("turned", screen.turned); // who has no settings yet knows of none
    if (!on_a_desk) {
        properties.insert(
            {{"width", panel.width()}, {"height", panel.height()}, {"pitch", screen.pitch_mm}, {"locked", fullscreen}});
        return properties;
    }
    // Both screens side by side: the portrait one at the left, the landscape one in the lower right corner.
    const QRect room = QGuiApplication::primaryScreen()->availableGeometry();
    const double scale = std::min({1.0, room.width() / 2.0 / panel.width(), double(room.height()) / panel.height()});
    const QSize size(int(panel.width() * scale), int(panel.height() * scale));
    const bool landscape = panel.width() > panel.height();
    properties.insert({{"x", landscape ? room.right() + 1 - size.width() : room.left()},
                       {"y", landscape ? room.bottom() + 1 - size.height() : room.top()},
                       {"width", size.width()},
                       {"height", size.height()},
                       {"pitch", screen.pitch_mm / scale},
                       {"locked", false}});
    return properties;
}

bool showWindow(QQmlApplicationEngine& engine, const QString& file, const QVariantMap& properties,
                std::function<void()> first_frame) {
    engine.setInitialProperties(properties);
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Onestop/Shell/") + file));
    auto* window = engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(engine.rootObjects().first());
    if (window == nullptr) {
        spdlog::critical("cannot show {}: see the lines above", file.toStdString());
        return false;
    }
    // Queued: a threaded renderer swaps on a thread of its own.
    QObject::connect(
        window, &QQuickWindow::frameSwapped, window,
        [first_frame = std::move(first_frame)] {
            spdlog::info("first frame");
            first_frame();
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    return true;
}

bool isDisplayOpenedAgain() {
    const QString platform = QGuiApplication::platformName();
    for (const char* local : {"linuxfb", "eglfs", "offscreen"})
        if (platform == QLatin1String(local)) return true;
    return !displayDescriptors().empty();
}

} // namespace onestop::app
