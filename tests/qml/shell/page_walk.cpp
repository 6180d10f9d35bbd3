// SPDX-License-Identifier: Apache-2.0
// Walks every page in every situation that matters, audits it, and leaves a picture of each for human eyes.
// page_walk [--shots DIR] [--variant NAME] [--scene NAME] [--hashes FILE] [--live]: exits 1 and names page and fault
// when one is found. --variant every: every page in every mode, language and orientation; combined: in several modes at
// once; else only what answers is.
#include <QAccessible>
#include <QCommandLineParser>
#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QQmlAbstractUrlInterceptor>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <algorithm>
#include <cstdio>

#include "kiosk/app/screen_modules.h"
#include "kiosk/viewmodels/hall_view_model.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "kiosk/viewmodels/unenrolled_view_model.h"
#include "tests/qml/shell/picture_hashes.h"
#include "tests/qml/shell/screen_audit.h"
#include "tests/qml/shell/screenfuls.h"
#include "tests/qml/shell/shown_scene.h"

using namespace onestop;
using namespace std::chrono_literals;

namespace {

using tests::Scene;
using tests::settle;
using tests::Variant;

tests::PictureHashes hashes;

int warnings = 0;

void countWarnings(QtMsgType type, const QMessageLogContext&, const QString& text) {
    std::fprintf(stderr, "%s\n", qPrintable(text));
    if (type != QtDebugMsg && type != QtInfoMsg) ++warnings;
}

/// Pages from the source folder instead of the program: a change is seen without a build (--live).
class LivePages : public QQmlAbstractUrlInterceptor {
public:
    QUrl intercept(const QUrl& url, DataType) override {
        static const QString kModules = QStringLiteral("qrc:/qt/qml/Onestop/");
        const QString text = url.toString();
        const QString path = text.mid(kModules.size());
        const bool page = text.startsWith(kModules) && path.endsWith(QLatin1String(".qml")) &&
                          !path.startsWith(QLatin1String("Tokens"));
        const QString folder = path.section(QLatin1Char('/'), 0, 0).toLower();
        return page
                   ? QUrl::fromLocalFile(
                         QStringLiteral(ONESTOP_SOURCE_DIR "/qml/%1/%2").arg(folder, path.section(QLatin1Char('/'), 1)))
                   : url;
    }
};

LivePages live_pages;
bool live = false;

void prepare(QQmlEngine& engine, const viewmodels::SettingsViewModel* settings) {
    viewmodels::prepareEngine(engine, settings);
    if (live) engine.addUrlInterceptor(&live_pages);
}

/// The places that the bar has to have, in the language that is shown: at home there is no way back.
QStringList barNames(bool at_home) {
    QStringList names{QCoreApplication::translate("BottomBar", "大字 English"),
                      QCoreApplication::translate("BottomBar", "叫人帮忙")};
    if (!at_home)
        names << QCoreApplication::translate("BottomBar", "返回") << QCoreApplication::translate("BottomBar", "首页");
    return names;
}

/// How a letter's edge is smoothed depends on what this process has drawn before, and how busy the machine was; a
/// picture is to look as if it were drawn alone. Qt forgets its letters when a font comes: one that is there anyway.
void forgetLetters() {
    const auto font =
        QStringLiteral("/usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf");
    if (QFontDatabase::addApplicationFont(font) < 0) qFatal("page_walk: expected %s", qPrintable(font));
}

class Walk {
public:
    /// `all`: every picture is kept, not only those with a fault: of normal and care, and of what was asked for.
    Walk(QString shots, Variant variant, bool all)
        : shots_(std::move(shots)), variant_(std::move(variant)), all_(all) {}

    /// The number of faults.
    int show(const Scene& scene) {
        forgetLetters();
        tests::ShownScene shown(scene, variant_, prepare);
        QQuickWindow* window = shown.window();
        if (!window) {
            std::fprintf(stderr, "%s/%s: no window\n", variant_.name.c_str(), scene.name.c_str());
            return 1;
        }
        const QImage picture = window->grabWindow();
        // After lists of ten thousand the largest letters may come out a shade otherwise: odd districts have no hash.
        if (scene.everywhere && variant_.hashed) hashes.add(scene.name, variant_.look(), picture);
        const int faults = report(*window, scene, shown);
        if (faults > 0 || all_) keep(picture, scene.name);
        return faults;
    }

private:
    void keep(const QImage& picture, const std::string& scene) {
        const QString folder = shots_ + QLatin1Char('/') + QString::fromStdString(variant_.name);
        QDir().mkpath(folder);
        picture.save(folder + QLatin1Char('/') + QString::fromStdString(scene) + QLatin1String(".png"));
    }
    int report(QQuickWindow& window, const Scene& scene, tests::ShownScene& shown) {
        tests::AuditRules rules;
        rules.least_text_mm = variant_.care ? 10 : 7;
        rules.least_contrast = variant_.high_contrast ? 7 : 4.5;
        rules.least_sign_contrast = variant_.high_contrast ? 4.5 : 3;
        // At the height at which site.toml may say that it hangs, this line is 1220 mm above the floor: all three are
        // reckoned from the numbers in qml/tokens/tokens.json.
        if (variant_.low_reach)
            rules.highest_target = variant_.wide() ? ONESTOP_LOW_REACH_WIDE : ONESTOP_LOW_REACH_UPRIGHT;
        QStringList faults = tests::audit(window, rules);
        if (scene.answers) faults += tests::auditFirstSeen(window);
        if (shown.heard().isEmpty()) faults << QStringLiteral("the voice has nothing to read");
        faults += bar_.audit(window, barNames(shown.atHome()));
        faults += tests::auditBelowFold(window, rules, [&](int screenful) {
            keep(window.grabWindow(), scene.name + "-" + std::to_string(screenful));
        });
        for (const QString& fault : faults)
            std::fprintf(stderr, "%s/%s: %s\n", variant_.name.c_str(), scene.name.c_str(), qPrintable(fault));
        return static_cast<int>(faults.size());
    }

    QString shots_;
    Variant variant_;
    bool all_;
    tests::BarAudit bar_;
};

int showHall(const QString& shots) {
    tests::MemoryLobby lobby;
    lobby.queueWaits(4);
    viewmodels::HallViewModel hall(lobby);
    int faults = 0;
    const auto picture = [&](const char* name) {
        QQmlApplicationEngine engine;
        prepare(engine, nullptr);
        engine.setInitialProperties({{"hall", QVariant::fromValue(&hall)}, {"width", 1920}, {"height", 1080}});
        engine.load(QStringLiteral("qrc:/qt/qml/Onestop/Shell/HallMain.qml"));
        auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
        if (!window) {
            ++faults;
            return;
        }
        settle();
        QDir().mkpath(shots + QStringLiteral("/hall"));
        const QImage drawn = window->grabWindow();
        hashes.add(std::string("hall-") + name, "landscape-hans", drawn);
        drawn.save(QStringLiteral("%1/hall/%2.png").arg(shots, QLatin1String(name)));
        tests::AuditRules rules;
        rules.pitch_mm = 0.496;
        rules.least_text_mm = 27; // no Chinese character under 25 mm high
        for (const QString& fault : tests::audit(*window, rules)) {
            std::fprintf(stderr, "hall/%s: %s\n", name, qPrintable(fault));
            ++faults;
        }
    };
    picture("waiting");
    for (const auto& [number, counter] : {std::pair{"A020", 1}, {"A021", 2}, {"B007", 4}, {"A022", 1}, {"A023", 2}}) {
        lobby.clerkCalls(number, counter);
        lobby.pass(7s);
    }
    picture("called");
    lobby.helpRings(1);
    picture("help");
    lobby.helpRings(2);
    picture("help-twice");
    return faults;
}

/// Why a stick may be refused, as onestop-stick says it; the first: it was not.
constexpr std::pair<const char*, const char*> kRefusals[]{
    {"calm", ""},
    {"missing", "missing"},
    {"stranger", "stranger"},
    {"settings", "settings site.toml:37: hub.lobby_interface: expected the name of a network card, as enp1s0"},
    {"damaged", "damaged"}};

int showUnenrolled(const QString& shots) {
    int faults = 0;
    for (const Variant& variant : {Variant{"portrait", {1080, 1920}}, Variant{"landscape", {1920, 1080}},
                                   Variant{"square", {1440, 1920}}, Variant{"unnamed", {1080, 1920}}}) {
        for (const auto& [name, refusal] : kRefusals) {
            viewmodels::UnenrolledViewModel machine(QStringLiteral("0.1.0"));
            if (variant.name != "unnamed") machine.setCode(QStringLiteral("123 456 789"));
            machine.setRefusal(QString::fromLatin1(refusal));
            QQmlApplicationEngine engine;
            prepare(engine, nullptr);
            const tests::AuditRules rules;
            engine.setInitialProperties({{"machine", QVariant::fromValue(&machine)},
                                         {"pitch", rules.pitch_mm},
                                         {"width", variant.size.width()},
                                         {"height", variant.size.height()}});
            engine.load(QStringLiteral("qrc:/qt/qml/Onestop/Shell/UnenrolledMain.qml"));
            auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
            if (!window) return faults + 1;
            settle();
            QDir().mkpath(shots + QStringLiteral("/unenrolled"));
            const QImage drawn = window->grabWindow();
            hashes.add("unenrolled-" + variant.name + "-" + name, variant.look(), drawn);
            drawn.save(QStringLiteral("%1/unenrolled/%2-%3.png")
                           .arg(shots, QString::fromStdString(variant.name), QLatin1String(name)));
            for (const QString& fault : tests::audit(*window, rules) + tests::auditFirstSeen(*window)) {
                std::fprintf(stderr, "unenrolled/%s-%s: %s\n", variant.name.c_str(), name, qPrintable(fault));
                ++faults;
            }
        }
    }
    return faults;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    // Not lookAtOurFontsOnly(): with it the edges of some letters differ by a shade from run to run, and no hash holds.
    QGuiApplication application(argc, argv);
    qInstallMessageHandler(countWarnings);
    viewmodels::prepareFonts();
    QAccessible::setActive(true);

    QCommandLineParser options;
    const QCommandLineOption shots(QStringLiteral("shots"), QString(), QStringLiteral("DIR"), QStringLiteral("shots"));
    const QCommandLineOption only_variant(QStringLiteral("variant"), QString(), QStringLiteral("NAME"));
    const QCommandLineOption only_scene(QStringLiteral("scene"), QString(), QStringLiteral("NAME"));
    const QCommandLineOption hash_file(QStringLiteral("hashes"), QString(), QStringLiteral("FILE"));
    const QCommandLineOption live_option(QStringLiteral("live"));
    options.addOptions({shots, only_variant, only_scene, hash_file, live_option});
    options.process(application);
    live = options.isSet(live_option);

    int faults = 0;
    int pictures = 0;
    const std::string variant_asked = options.value(only_variant).toStdString();
    const std::string scene_asked = options.value(only_scene).toStdString();
    const auto walkAll = [&](const Variant& variant, const std::function<bool(const Scene&)>& wanted) {
        const bool asked =
            variant_asked.empty() || variant.name == variant_asked || variant.name.starts_with(variant_asked + "/");
        if (!asked) return;
        const bool kept = variant.name == "normal" || variant.name == "care";
        Walk walk(options.value(shots), variant, kept || !scene_asked.empty());
        for (const auto& scene : tests::scenes()) {
            if (!wanted(scene) || !scene.name.starts_with(scene_asked)) continue;
            faults += walk.show(scene);
            ++pictures;
        }
    };
    for (const auto& variant : tests::variants()) {
        const bool odd_too = variant.name == "normal" || variant.name == "english-care" || variant.name == "low";
        walkAll(variant, [&](const Scene& scene) { return scene.everywhere || odd_too; });
    }
    for (const auto& variant : tests::everyVariant())
        walkAll(variant, [](const Scene& scene) { return scene.answers; });
    if (variant_asked.starts_with("every")) // a quarter of an hour: only where it is asked for
        for (const auto& variant : tests::everyLook())
            walkAll(variant, [](const Scene& scene) { return scene.everywhere; });
    if (variant_asked.starts_with("combined"))
        for (const auto& variant : tests::combinedLooks())
            walkAll(variant, [](const Scene& scene) { return scene.everywhere; });
    const auto isAsked = [&](const char* name) {
        return variant_asked.empty() || variant_asked == name || variant_asked == "every";
    };
    if (isAsked("hall")) {
        faults += showHall(options.value(shots));
        ++pictures;
    }
    if (isAsked("unenrolled")) {
        faults += showUnenrolled(options.value(shots));
        ++pictures;
    }
    if (options.isSet(hash_file) && !hashes.write(options.value(hash_file))) return 1;
    std::printf("%d pictures, %d faults, %d warnings\n", pictures, faults, warnings);
    return faults == 0 && warnings == 0 && pictures > 0 ? 0 : 1;
}
