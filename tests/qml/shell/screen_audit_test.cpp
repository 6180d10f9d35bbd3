// SPDX-License-Identifier: Apache-2.0
// The audit itself can fail: a code below the fold is found, one that is on the glass is not complained of.
#include <QAccessible>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <memory>

#include "tests/qml/shell/screen_audit.h"
#include "tests/support/catch.h"

namespace onestop::tests {

namespace {

/// A page of 100 × 100 px in a loader, with a bar below it; on the page a list that is 60 px high.
QStringList faultsWithCodeAt(int y, bool marked = true) {
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData(QStringLiteral(R"(import QtQuick
Loader {
    width: 100; height: 100
    sourceComponent: Item {
        Flickable {
            width: 100; height: 60; contentHeight: 300; clip: true
            Rectangle {
                property bool firstSeen: %1
                y: %2; width: 50; height: 50
                Accessible.role: Accessible.Graphic
                Accessible.name: "the code"
            }
        }
    }
})")
                          .arg(marked ? QStringLiteral("true") : QStringLiteral("false"))
                          .arg(y)
                          .toUtf8(),
                      QUrl());
    QQuickWindow window;
    window.resize(100, 150);
    const std::unique_ptr<QObject> loader(component.create());
    INFO(component.errorString().toStdString());
    REQUIRE(loader);
    qobject_cast<QQuickItem*>(loader.get())->setParentItem(window.contentItem());
    window.show();
    return auditFirstSeen(window);
}

} // namespace

TEST_CASE("what has to be seen first is found below the fold, cut by it, or nowhere") {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    int argc = 1;
    char name[] = "test";
    char* argv[] = {name, nullptr};
    const QGuiApplication application(argc, argv);
    QAccessible::setActive(true);

    CHECK(faultsWithCodeAt(0).isEmpty());
    CHECK(faultsWithCodeAt(10).isEmpty());
    CHECK(faultsWithCodeAt(20).join(QString()).contains(QStringLiteral("“the code” has to be scrolled for")));
    CHECK(faultsWithCodeAt(200).size() == 1);
    CHECK(faultsWithCodeAt(0, false).size() == 1);
}

} // namespace onestop::tests
