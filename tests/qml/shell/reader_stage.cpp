// SPDX-License-Identifier: Apache-2.0
// The pages as a screen reader meets them: a real window on the display it is given, one situation after the other. It
// reads the name of a scene a line, answers "shown NAME", and then says "pressed NAME" whenever a control of it was
// pressed. `reader_stage --list` names the scenes. Worked by tests/e2e/screen_reader.py.
#include <QGuiApplication>
#include <QQuickItem>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "kiosk/app/screen_modules.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "kiosk/viewmodels/unenrolled_view_model.h"
#include "tests/qml/shell/shown_part.h"
#include "tests/qml/shell/shown_scene.h"

using namespace onestop;

namespace {

void say(const QString& words) {
    std::printf("%s\n", qPrintable(words));
    std::fflush(stdout);
}

/// A machine without an enrolment has a window of its own, and no lobby.
class ShownUnenrolled {
public:
    ShownUnenrolled() : machine_(QStringLiteral("0.1.0")) {
        machine_.setCode(QStringLiteral("123 456 789"));
        machine_.setRefusal(QStringLiteral("missing"));
        viewmodels::prepareEngine(engine_, nullptr);
        engine_.setInitialProperties(
            {{"machine", QVariant::fromValue(&machine_)}, {"pitch", 0.248}, {"width", 1080}, {"height", 1920}});
        engine_.load(QStringLiteral("qrc:/qt/qml/Onestop/Shell/UnenrolledMain.qml"));
        tests::settle();
    }

private:
    viewmodels::UnenrolledViewModel machine_;
    QQmlApplicationEngine engine_;
};

class ReaderStage final : public QObject {
    Q_OBJECT

public:
    static constexpr auto kUnenrolled = "unenrolled";

    bool show(const std::string& name) {
        shown_.reset();
        unenrolled_.reset();
        if (name == kUnenrolled) {
            unenrolled_ = std::make_unique<ShownUnenrolled>();
            return true;
        }
        for (const auto& scene : tests::scenes()) {
            if (scene.name != name) continue;
            shown_ = std::make_unique<tests::ShownScene>(scene, tests::variants().front(), viewmodels::prepareEngine);
            if (!shown_->window()) return false;
            watch(*shown_->window()->contentItem());
            return true;
        }
        return false;
    }

private slots:
    void pressed() { say(QStringLiteral("pressed ") + sender()->property("text").toString()); }

private:
    void watch(QQuickItem& item) {
        if (tests::isButton(item)) connect(&item, SIGNAL(clicked()), this, SLOT(pressed()));
        for (QQuickItem* child : item.childItems())
            watch(*child);
    }

    std::unique_ptr<tests::ShownScene> shown_;
    std::unique_ptr<ShownUnenrolled> unenrolled_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string(argv[1]) == "--list") {
        for (const auto& scene : tests::scenes())
            if (scene.everywhere) std::printf("%s\n", scene.name.c_str());
        std::printf("%s\n", ReaderStage::kUnenrolled);
        return 0;
    }
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
    viewmodels::lookAtOurFontsOnly();
    QGuiApplication application(argc, argv);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    viewmodels::prepareFonts();
    ReaderStage stage;
    QSocketNotifier asked(0, QSocketNotifier::Read);
    QObject::connect(&asked, &QSocketNotifier::activated, &application, [&] {
        std::string name;
        if (!std::getline(std::cin, name)) return QCoreApplication::exit(0);
        say((stage.show(name) ? QStringLiteral("shown ") : QStringLiteral("no scene ")) + QString::fromStdString(name));
    });
    return application.exec();
}

#include "reader_stage.moc"
