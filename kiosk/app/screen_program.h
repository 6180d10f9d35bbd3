// SPDX-License-Identifier: Apache-2.0
// What the programs with a window have in common around it: command line, log, signals, rights, ticks.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <QObject>
#include <QSize>
#include <QSocketNotifier>
#include <QTimer>
#include <QVariantMap>

#include "kiosk/app/config.h"
#include "sync/service/service_manager.h"

class QQmlApplicationEngine;

namespace onestop::app {

struct ScreenOptions {
    KioskConfig config;
    bool fullscreen = false;
    std::chrono::milliseconds clock_offset{};
};

/// The options, or the exit code of a program that has said all it had to say (2: bad input, one line on stderr).
std::variant<ScreenOptions, int> readScreenOptions(const std::string& program, const std::string& purpose, int argc,
                                                   char** argv);

/// Before QGuiApplication and any thread: software rendering unless the environment wants another, log to stderr,
/// SIGTERM and SIGINT kept for TerminationWatch.
void prepareProcess();

/// Ends the application in order when it is told to.
class TerminationWatch {
public:
    TerminationWatch();
    ~TerminationWatch();
    TerminationWatch(const TerminationWatch&) = delete;
    TerminationWatch& operator=(const TerminationWatch&) = delete;

private:
    int descriptor_ = -1;
    std::unique_ptr<QSocketNotifier> notifier_;
};

/// Calls `tick` every 500 ms and as soon as `descriptor` (asked again after each tick) is readable; tells systemd so.
class Ticker {
public:
    Ticker(service::ServiceManager& manager, std::function<void()> tick, std::function<int()> descriptor);

private:
    void tick();

    service::ServiceManager& manager_;
    std::function<void()> tick_;
    std::function<int()> descriptor_;
    QTimer timer_;
    std::unique_ptr<QSocketNotifier> notifier_;
};

/// Size, pitch and turn for the window's initial properties `width`, `height`, `pitch`, `turned`, `locked`; `panel` is
/// as the lobby sees it. In a window on a smaller desktop all is scaled down together, so that the whole panel is seen.
QVariantMap windowProperties(const ScreenConfig& screen, QSize panel, bool fullscreen);

/// Loads a file of the shell; false, with the reason in the log, when it cannot be shown. `first_frame` is called when
/// it is on the screen.
bool showWindow(QQmlApplicationEngine& engine, const QString& file, const QVariantMap& properties,
                std::function<void()> first_frame);

/// A fresh process in this one's place (fresh_process.h) can open the display, too: it cannot over a network.
bool isDisplayOpenedAgain();

} // namespace onestop::app
