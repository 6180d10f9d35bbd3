// SPDX-License-Identifier: Apache-2.0
// The tour's eyes, loaded into a Qt Quick program the way the tour loads them.
// Promises: finds what is visible, exact before prefix; not what is hidden or clipped; waits; grabs the picture; its
// finger presses what stands there.
#include <cstring>
#include <memory>
#include <optional>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QEventLoop>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTimer>

#include "tests/support/catch.h"

namespace {

constexpr auto kScene = R"(
import QtQuick
Window {
    width: 540; height: 960; visible: true; color: "white"
    Item { x: 10; y: 20; width: 200; height: 100
        Accessible.role: Accessible.Button; Accessible.name: "取号办事，约 8 分钟" }
    Item { x: 10; y: 150; width: 200; height: 100
        Accessible.role: Accessible.Button; Accessible.name: "取号" 
        Rectangle { anchors.fill: parent; color: "red" } }
    Item { x: 10; y: 300; width: 200; height: 100; visible: false
        Accessible.role: Accessible.Button; Accessible.name: "叫人帮忙" }
    Item { x: 10; y: 400; width: 100; height: 50; clip: true
        Item { x: 60; y: 0; width: 200; height: 100
            Accessible.role: Accessible.StaticText; Accessible.name: "半边" }
        Item { x: 200; y: 0; width: 50; height: 50
            Accessible.role: Accessible.StaticText; Accessible.name: "外面" } }
    Item { id: late; objectName: "late"; x: 10; y: 500; width: 50; height: 50; visible: false
        Accessible.role: Accessible.Button; Accessible.name: "慢慢来" }
    Item { objectName: "key"; x: 10; y: 600; width: 50; height: 50
        property int taps: 0
        TapHandler { acceptedDevices: PointerDevice.TouchScreen; onTapped: parent.taps += 1 } }
}
)";

class Stage {
public:
    Stage() {
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
        ::setenv("QT_QUICK_BACKEND", "software", 1);
        ::setenv("QT_PLUGIN_PATH", ONESTOP_BINARY_DIR "/tests/plugins", 1);
        path_ = (folder_.path() + "/eyes").toLocal8Bit();
        ::setenv("QT_QPA_GENERIC_PLUGINS", ("onestoprehearsal:socket=" + path_).constData(), 1);
        app_ = std::make_unique<QGuiApplication>(count_, arguments_);
        engine_.emplace();
        engine_->loadData(kScene);
        REQUIRE(engine_->rootObjects().size() == 1);
    }

    /// The answer to a request from another thread, while this one runs the window.
    QJsonObject ask(const QByteArray& request) {
        QByteArray answer;
        QEventLoop loop;
        std::thread other([&] {
            int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            std::strcpy(address.sun_path, path_.constData());
            if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
                auto line = request + "\n";
                if (::send(socket, line.constData(), static_cast<std::size_t>(line.size()), 0) == line.size()) {
                    char byte = 0;
                    while (::recv(socket, &byte, 1, 0) == 1 && byte != '\n')
                        answer += byte;
                }
            }
            ::close(socket);
            QMetaObject::invokeMethod(&loop, "quit", Qt::QueuedConnection);
        });
        loop.exec();
        other.join();
        INFO(request.toStdString() << " -> " << answer.toStdString());
        return QJsonDocument::fromJson(answer).object();
    }
    QObject* item(const char* name) { return engine_->rootObjects().first()->findChild<QObject*>(name); }
    QString file(const char* name) const { return folder_.path() + "/" + name; }

private:
    QTemporaryDir folder_;
    QByteArray path_;
    int count_ = 1;
    char name_[5] = "test";
    char* arguments_[2] = {name_, nullptr};
    std::unique_ptr<QGuiApplication> app_;
    std::optional<QQmlApplicationEngine> engine_;
};

QRect rectangle(const QJsonObject& o) {
    auto rect = o["rect"].toArray();
    return {rect[0].toInt(), rect[1].toInt(), rect[2].toInt(), rect[3].toInt()};
}

} // namespace

TEST_CASE("the tour sees what a resident sees, and nothing else", "[rehearsal]") {
    Stage stage;

    auto exact = stage.ask(R"({"do":"find","name":"取号"})");
    CHECK(exact["ok"].toBool());
    CHECK(rectangle(exact) == QRect(10, 150, 200, 100));
    CHECK(exact["role"] == "Button");
    CHECK(exact["window_width"] == 540);
    CHECK(rectangle(stage.ask(R"({"do":"find","name":"取号办事"})")) == QRect(10, 20, 200, 100));
    CHECK(rectangle(stage.ask(R"({"do":"find","name":"半边"})")) == QRect(70, 400, 40, 50));

    CHECK(stage.ask(R"({"do":"find","name":"叫人帮忙"})")["error"] == "nothing visible is called 叫人帮忙");
    CHECK_FALSE(stage.ask(R"({"do":"find","name":"外面"})")["ok"].toBool());
    CHECK_FALSE(stage.ask(R"({"do":"find","name":"取号","role":"StaticText"})")["ok"].toBool());
    CHECK_FALSE(stage.ask("tea")["ok"].toBool());

    QTimer::singleShot(100, [&] { stage.item("late")->setProperty("visible", true); });
    CHECK(stage.ask(R"({"do":"find","name":"慢慢来","timeout_ms":10000})")["ok"].toBool());

    CHECK(stage.ask(R"({"do":"frame","timeout_ms":10000})")["ok"].toBool());
    CHECK(stage.ask(R"({"do":"frame","timeout_ms":10000})")["ok"].toBool()); // also of a window that stands still

    CHECK(stage.ask(R"({"do":"press","x":30,"y":620})")["ok"].toBool());
    CHECK(stage.item("key")->property("taps") == 0);
    CHECK(stage.ask(R"({"do":"release"})")["ok"].toBool());
    CHECK(stage.item("key")->property("taps") == 1);

    auto items = stage.ask(R"({"do":"tree"})")["items"].toArray();
    CHECK(items.size() == 4);

    auto picture = stage.file("window.png");
    CHECK(stage.ask(R"({"do":"grab","file":")" + picture.toUtf8() + R"("})")["width"] == 540);
    QImage image(picture);
    CHECK(image.pixelColor(20, 160) == QColor("red"));
    CHECK(image.pixelColor(300, 160) == QColor("white"));
}
