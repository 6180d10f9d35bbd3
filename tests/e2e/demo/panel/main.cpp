// SPDX-License-Identifier: Apache-2.0
// onestop-demo: a small window beside the kiosk that works the emulated devices through the emulator's control socket:
// lay a card, show a code, open the printer, pull a cable. Never in the image.
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <QGuiApplication>
#include <QQmlApplicationEngine>

#include "tests/e2e/demo/panel/hands.h"

int main(int argc, char** argv) {
    CLI::App options{"A panel that works the emulated devices beside a kiosk"};
    std::string control, code;
    options.add_option("--control", control, "the emulator's control socket")->required();
    options.add_option("--code", code, "the text of the QR that a visitor shows")->required();
    try {
        options.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return options.exit(error);
        std::cerr << "onestop-demo: " << error.what() << "\n";
        return 2;
    }
    QGuiApplication app(argc, argv);
    onestop::demo::Hands hands(QString::fromStdString(control), QString::fromStdString(code));
    QQmlApplicationEngine engine;
    engine.setInitialProperties({{"hands", QVariant::fromValue(&hands)}});
    engine.load(QUrl("qrc:/panel/Panel.qml"));
    return engine.rootObjects().isEmpty() ? 1 : app.exec();
}
