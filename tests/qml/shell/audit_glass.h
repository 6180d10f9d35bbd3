// SPDX-License-Identifier: Apache-2.0
// A small glass with a page of a few parts, for the tests of the audit.
#pragma once

#include <QAccessible>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <fstream>
#include <memory>
#include <string>

#include "tests/support/catch.h"

namespace onestop::tests {

inline constexpr double kPitch = 0.25;

inline void startQt() {
    static int argc = 1;
    static char name[] = "test";
    static char* argv[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    // Never taken down: what of Qt is static goes before it would.
    [[maybe_unused]] static const auto* const application = new QGuiApplication(argc, argv);
    QAccessible::setActive(true);
}

/// A window of 800 × 600 px over a page of these parts.
class Glass {
public:
    explicit Glass(const std::string& page) {
        // From a file: Qt 6.8 looks there for the types that a page defines itself.
        const QString name = folder_.filePath(QStringLiteral("Page.qml"));
        std::ofstream(name.toStdString()) << page;
        QQmlComponent component(&engine_, QUrl::fromLocalFile(name));
        page_.reset(component.create());
        INFO(component.errorString().toStdString());
        REQUIRE(page_);
        window_.resize(800, 600);
        qobject_cast<QQuickItem*>(page_.get())->setParentItem(window_.contentItem());
        window_.show();
    }

    QQuickWindow& window() { return window_; }

private:
    QTemporaryDir folder_;
    QQmlEngine engine_;
    QQuickWindow window_;
    std::unique_ptr<QObject> page_;
};

/// These things on a white glass.
inline std::string pageOf(const std::string& parts) {
    return R"(import QtQuick
Item {
    width: 800; height: 600
    component Press: Item {
        property bool main: false
        property bool down: false
        property string text
        signal clicked
        width: 80; height: 80
        Accessible.role: Accessible.Button
        Accessible.name: text
        Accessible.onPressAction: clicked()
    }
    component Words: Text {
        font.pixelSize: 40
    }
)" + parts +
           "}";
}

} // namespace onestop::tests
