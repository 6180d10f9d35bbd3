// SPDX-License-Identifier: Apache-2.0
// A window with a picture whose process is changed for a fresh one as often as its only argument says, by the product's
// own means; it tells each first frame on standard output, with the milliseconds since the former process ended.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTimer>

#include "kiosk/app/fresh_process.h"

namespace {

constexpr auto kScene = R"(
import QtQuick
Window { width: 320; height: 240; visible: true; color: "white"
    Rectangle { anchors.centerIn: parent; width: 100; height: 100; color: "red" } }
)";

long long now_ms() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

int main(int argc, char** argv) {
    using onestop::app::Legacy;
    onestop::app::FreshProcess fresh(argv);
    // The legacy's figures serve as this program's own: how many came before, and when the last one ended.
    const int number = fresh.legacy() ? fresh.legacy()->brake.wrong : 0;
    const auto ended = fresh.legacy() ? fresh.legacy()->brake.shut_until.count() : now_ms();
    const int most = argc > 1 ? std::atoi(argv[1]) : 1;
    QGuiApplication application(argc, argv);
    QQmlApplicationEngine engine;
    engine.loadData(kScene);
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
    if (window == nullptr) return 1;
    QObject::connect(
        window, &QQuickWindow::frameSwapped, window,
        [&] {
            std::printf("frame %d after %lld ms\n", number, now_ms() - static_cast<long long>(ended));
            std::fflush(stdout);
            fresh.letFormerPictureGo();
            QTimer::singleShot(300, [&] { application.exit(number < most ? 1 : 0); });
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    if (application.exec() == 0) return 0;
    std::fprintf(
        stderr, "%s\n",
        fresh.begin({.brake = {.wrong = number + 1, .shut_until = std::chrono::milliseconds(now_ms())}}).c_str());
    return 1;
}
