// SPDX-License-Identifier: Apache-2.0
// Walks every page in every situation that matters, audits it, and leaves a picture of each for human eyes.
// page_walk [--shots DIR] [--variant NAME] [--scene NAME] [--live]: exits 1 and names page and fault when one is found.
#include <QAccessible>
#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlAbstractUrlInterceptor>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QtQml/qqmlextensionplugin.h>

#include <cstdio>

#include "kiosk/viewmodels/hall_view_model.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "tests/kiosk/viewmodels/remembering_speaker.h"
#include "tests/qml/shell/scene.h"
#include "tests/qml/shell/screen_audit.h"

Q_IMPORT_QML_PLUGIN(Onestop_TokensPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_PagesPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_ShellPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_ViewModelsPlugin)

using namespace onestop;
using namespace std::chrono_literals;
using flows::CheckInOutcome;
using flows::DeviceHealth;
using viewmodels::Route;

namespace {

using tests::Scene;
using tests::Stage;

void takeNumber(Stage& stage) {
    stage.screen.openItem(QStringLiteral("elder-card"));
    stage.screen.takeNumber();
}

/// What ends a session puts the look back: this variant's stays for the picture.
void keepingTheLook(Stage& stage, const std::function<void()>& play) {
    auto& settings = *stage.screen.settings();
    const bool care = settings.care(), contrast = settings.highContrast(), low = settings.lowReach();
    const auto language = settings.language();
    play();
    settings.setCare(care);
    settings.setHighContrast(contrast);
    settings.setLowReach(low);
    settings.setLanguage(language);
}

/// Nobody has been there for a while.
void everybodyLeaves(Stage& stage) {
    keepingTheLook(stage, [&] {
        stage.lobby.endSession();
        stage.lobby.pass(60s);
        while (!stage.screen.poster()->isHanging())
            stage.lobby.pass(1s);
    });
}

void enterStaff(Stage& stage) {
    keepingTheLook(stage, [&] {
        stage.desk.enter(tests::MemoryDesk::kPin);
        stage.desk.knowPaper();
    });
}

void addStaff(std::vector<Scene>& all) {
    all.push_back({"attract", everybodyLeaves});
    all.push_back({"staff-pin", [](Stage& s) {
                       s.screen.openStaff();
                       for (const char* digit : {"2", "7", "1"})
                           s.screen.staff()->type(QLatin1String(digit));
                   }});
    all.push_back({"staff-pin-wait", [](Stage& s) {
                       s.screen.openStaff();
                       s.desk.somebodyGuessed(60);
                   }});
    all.push_back({"staff-pin-none", [](Stage& s) {
                       s.desk.loseSettings();
                       s.screen.openStaff();
                   }});
    all.push_back({"staff", enterStaff});
    all.push_back({"staff-troubled", [](Stage& s) {
                       s.lobby.setPrinter(DeviceHealth::NotAnswering);
                       s.lobby.setReader(DeviceHealth::Absent);
                       s.lobby.setLink(flows::Link::Refused);
                       enterStaff(s);
                       s.desk.diskIsFull();
                       s.screen.staff()->closeKiosk();
                       s.desk.printerAnswers(flows::PrintProgress::Unknown);
                   }});
    all.push_back({"staff-closing", [](Stage& s) {
                       enterStaff(s);
                       s.screen.staff()->askClose();
                   }});
    all.push_back({"staff-roll", [](Stage& s) {
                       enterStaff(s);
                       s.screen.changeRoll();
                       s.desk.rollGoes(flows::RollProgress::PutRoll);
                   }});
    all.push_back({"staff-roll-done", [](Stage& s) {
                       enterStaff(s);
                       s.screen.changeRoll();
                       s.desk.rollGoes(flows::RollProgress::Printed);
                   }});
    all.push_back({"staff-undo", [](Stage& s) {
                       enterStaff(s);
                       s.screen.navigation()->open(Route::CheckIns);
                   }});
    all.push_back({"staff-undo-asking", [](Stage& s) {
                       enterStaff(s);
                       s.screen.navigation()->open(Route::CheckIns);
                       s.screen.staff()->askUndo(QStringLiteral("aa"));
                   }});
    all.push_back({"closed", [](Stage& s) { s.lobby.staffCloses(true); }});
}

/// The lists with far too much, with nothing, with what is not due yet, and with a clock that is out of its mind.
void addOddDistricts(std::vector<Scene>& all) {
    const std::vector<std::pair<const char*, std::function<void(Stage&)>>> odd{
        {"huge", [](Stage& s) { s.lobby.useCatalogue(tests::hugeCatalogue()); }},
        {"empty", [](Stage& s) { s.lobby.useCatalogue(tests::emptyCatalogue()); }},
        {"future", [](Stage& s) { s.lobby.useCatalogue(tests::futureCatalogue()); }},
        {"1970", [](Stage& s) { s.lobby.setTime(events::WallTime{} + 1h); }},
        {"2099", [](Stage& s) { s.lobby.setTime(events::WallTime{} + 24h * 365 * 129); }}};
    for (const auto& [name_text, prepare] : odd) {
        const std::string name = name_text;
        const auto add = [&, prepare = prepare](const std::string& page, const std::function<void(Stage&)>& open) {
            all.push_back({page + "-" + name,
                           [prepare, open](Stage& s) {
                               prepare(s);
                               open(s);
                           },
                           false});
        };
        add("guide", [](Stage& s) { s.screen.openGuide(); });
        add("services", [](Stage& s) { s.screen.navigation()->open(Route::Services); });
        add("calendar", [](Stage& s) {
            s.screen.navigation()->open(Route::Services);
            s.screen.services()->setCalendar(true);
        });
        add("tour", [](Stage& s) { s.screen.navigation()->open(Route::Tour); });
        add("sites", [](Stage& s) { s.screen.navigation()->open(Route::Sites); });
        add("search", [](Stage& s) {
            s.screen.openSearch();
            s.screen.search()->type(QStringLiteral("bt"));
        });
    }
}

std::vector<Scene> scenes() {
    std::vector<Scene> all{
        {"home", [](Stage&) {}},
        {"home-greeted", [](Stage& s) { s.lobby.layCard("张*三"); }},
        {"home-calling", [](Stage& s) { s.lobby.clerkCalls("A022", 1); }},
        {"home-troubled",
         [](Stage& s) {
             s.lobby.setPrinter(DeviceHealth::PaperOut);
             s.lobby.setReader(DeviceHealth::Absent);
             s.lobby.setLink(flows::Link::Unreachable);
         }},
        {"home-empty", [](Stage& s) { s.lobby.loseCatalogue(); }},
        {"more", [](Stage& s) { s.screen.navigation()->open(Route::More); }},
        {"guide", [](Stage& s) { s.screen.openGuide(); }},
        {"guide-ticket", [](Stage& s) { s.screen.openTickets(); }},
        {"search", [](Stage& s) { s.screen.openSearch(); }},
        {"search-found",
         [](Stage& s) {
             s.screen.openSearch();
             s.screen.search()->type(QStringLiteral("dj"));
         }},
        {"search-none",
         [](Stage& s) {
             s.screen.openSearch();
             s.screen.search()->type(QStringLiteral("qwertzuiopasdfg"));
         }},
        {"item", [](Stage& s) { s.screen.openItem(QStringLiteral("elder-card")); }},
        {"item-closed",
         [](Stage& s) {
             s.lobby.setTime(tests::demoNow() + 9h);
             s.screen.openItem(QStringLiteral("elder-card"));
         }},
        {"ticket", [](Stage& s) { takeNumber(s); }},
        {"ticket-printed",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.printerAnswers(flows::PrintProgress::Printed);
         }},
        {"ticket-no-paper",
         [](Stage& s) {
             s.lobby.setPrinter(DeviceHealth::PaperOut);
             takeNumber(s);
         }},
        {"ticket-asking",
         [](Stage& s) {
             takeNumber(s);
             s.screen.ticket()->askGiveUp();
         }},
        {"ticket-called",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.printerAnswers(flows::PrintProgress::Printed);
             s.lobby.clerkCallsMine(1);
         }},
        {"ticket-greeted",
         [](Stage& s) {
             s.lobby.layCard("张*三");
             takeNumber(s);
         }},
        {"ticket-done",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
             s.screen.back();
         }},
        {"priority",
         [](Stage& s) {
             s.screen.openItem(QStringLiteral("elder-card"));
             s.screen.navigation()->open(Route::Priority);
         }},
        {"ticket-priority",
         [](Stage& s) {
             s.screen.openItem(QStringLiteral("elder-card"));
             s.screen.takePriorityNumber(5);
         }},
        {"rating-how", [](Stage& s) { s.screen.navigation()->open(Route::Rating); }},
        {"rating",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
         }},
        {"rating-bad",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
             s.screen.rating()->chooseLevel(2);
             s.screen.rating()->toggleReason(QStringLiteral("long_wait"));
         }},
        {"rating-activity",
         [](Stage& s) {
             s.lobby.showAttendedCode();
             s.screen.navigation()->open(Route::Rating);
             s.screen.rating()->chooseLevel(5);
         }},
        {"rating-given",
         [](Stage& s) {
             takeNumber(s);
             s.lobby.clerkIsDoneWithMine();
             s.screen.rating()->chooseLevel(5);
             s.screen.rating()->submit();
         }},
        {"result-attended", [](Stage& s) { s.lobby.showAttendedCode(); }},
        {"help-no-answer",
         [](Stage& s) {
             s.screen.callHelp();
             s.lobby.help(flows::HelpProgress::NoAnswer);
         }},
        {"refused", [](Stage& s) { s.lobby.refuse(flows::TicketRefusal::AlreadyWaiting); }},
        {"checkin", [](Stage& s) { s.screen.navigation()->open(Route::CheckIn); }},
        {"services", [](Stage& s) { s.screen.navigation()->open(Route::Services); }},
        {"services-calendar",
         [](Stage& s) {
             s.screen.navigation()->open(Route::Services);
             s.screen.services()->setCalendar(true);
         }},
        {"services-choosing",
         [](Stage& s) {
             s.screen.navigation()->open(Route::Services);
             s.screen.services()->openFilter(QStringLiteral("audience"));
         }},
        {"services-old",
         [](Stage& s) {
             s.lobby.setTime(tests::demoNow() + 24h * 20);
             s.screen.navigation()->open(Route::Services);
             s.screen.services()->openFilter(QStringLiteral("place"));
             s.screen.services()->choose(QStringLiteral("neighbours"));
         }},
        {"activity", [](Stage& s) { s.screen.openActivity(QStringLiteral("clinic")); }},
        {"activity-booking",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.screen.openActivity(QStringLiteral("craft"));
         }},
        {"booking",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.screen.openBooking(QStringLiteral("craft-0"));
         }},
        {"booking-line", [](Stage& s) { s.screen.openBooking(QStringLiteral("craft-0")); }},
        {"booking-made",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.lobby.listKey();
             s.screen.openBooking(QStringLiteral("craft-0"));
             s.screen.booking()->bookPair();
         }},
        {"booking-here-only",
         [](Stage& s) {
             s.lobby.leasePlaces("craft-0", 4);
             s.lobby.setPrinter(DeviceHealth::PaperOut);
             s.screen.openBooking(QStringLiteral("craft-0"));
             s.screen.booking()->bookOne();
         }},
        {"booking-waits",
         [](Stage& s) {
             s.screen.openBooking(QStringLiteral("craft-0"));
             s.screen.booking()->bookOne();
         }},
        {"booking-asking",
         [](Stage& s) {
             s.screen.openBooking(QStringLiteral("craft-0"));
             s.screen.booking()->bookOne();
             s.screen.booking()->askCancel();
         }},
        {"booking-cancelled",
         [](Stage& s) {
             s.screen.openBooking(QStringLiteral("craft-0"));
             s.screen.booking()->bookOne();
             s.screen.booking()->cancel();
         }},
        {"booking-full", [](Stage& s) { s.lobby.refuseBooking(flows::BookingRefusal::Full, "craft-0"); }},
        {"activity-near", [](Stage& s) { s.screen.openActivity(QStringLiteral("beach-walk")); }},
        {"item-old",
         [](Stage& s) {
             s.lobby.setTime(tests::demoNow() + 24h * 365);
             s.screen.openItem(QStringLiteral("elder-card"));
         }},
        {"tour", [](Stage& s) { s.screen.navigation()->open(Route::Tour); }},
        {"sites", [](Stage& s) { s.screen.navigation()->open(Route::Sites); }},
        {"settings", [](Stage& s) { s.screen.navigation()->open(Route::Settings); }},
        {"settings-read",
         [](Stage& s) {
             s.screen.voice()->setOn(true);
             s.screen.navigation()->open(Route::Settings);
         }},
        {"help", [](Stage& s) { s.screen.callHelp(); }},
        {"help-coming",
         [](Stage& s) {
             s.screen.callHelp();
             s.lobby.help(flows::HelpProgress::Coming);
         }},
        {"help-phone",
         [](Stage& s) {
             s.lobby.setLink(flows::Link::Offline);
             s.screen.callHelp();
         }},
        {"countdown",
         [](Stage& s) {
             s.lobby.touched();
             s.screen.openGuide();
             s.lobby.pass(65s);
         }},
    };
    tests::addOpinionScenes(all);
    addStaff(all);
    addOddDistricts(all);
    static constexpr std::pair<const char*, CheckInOutcome> kOutcomes[]{
        {"result-admitted", CheckInOutcome::Admitted},       {"result-used", CheckInOutcome::AlreadyUsed},
        {"result-expired", CheckInOutcome::Expired},         {"result-not-yet", CheckInOutcome::NotYet},
        {"result-wrong-site", CheckInOutcome::WrongSite},    {"result-wrong-day", CheckInOutcome::WrongDay},
        {"result-revoked", CheckInOutcome::Revoked},         {"result-forged", CheckInOutcome::Forged},
        {"result-unknown-key", CheckInOutcome::UnknownKey},  {"result-unreadable", CheckInOutcome::Unreadable},
        {"result-unknown", CheckInOutcome::UnknownActivity}, {"result-full", CheckInOutcome::Full},
        {"result-not-recorded", CheckInOutcome::NotRecorded}};
    for (const auto& [name, outcome] : kOutcomes)
        all.push_back({name, [outcome = outcome](Stage& s) { s.lobby.showCode(outcome); }});
    return all;
}

struct Variant {
    const char* name;
    QSize size;
    catalogue::Language language = catalogue::Language::ZhHans;
    bool care = false;
    bool high_contrast = false;
    bool low_reach = false;
};

constexpr QSize kPortrait{1080, 1920};
constexpr QSize kLandscape{1920, 1080};

std::vector<Variant> variants() {
    using catalogue::Language;
    return {
        {"normal", kPortrait},
        {"care", kPortrait, Language::ZhHans, true},
        {"hant", kPortrait, Language::ZhHant},
        {"english", kPortrait, Language::En},
        {"contrast", kPortrait, Language::ZhHans, false, true},
        {"low", kPortrait, Language::ZhHans, false, false, true},
        {"english-care", kPortrait, Language::En, true},
        {"landscape", kLandscape},
    };
}

int warnings = 0;

void countWarnings(QtMsgType type, const QMessageLogContext&, const QString& text) {
    std::fprintf(stderr, "%s\n", qPrintable(text));
    if (type != QtDebugMsg && type != QtInfoMsg) ++warnings;
}

void settle() {
    for (int i = 0; i < 8; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents);
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

class Walk {
public:
    Walk(QString shots, Variant variant) : shots_(std::move(shots)), variant_(variant) {}

    /// The number of faults.
    int show(const Scene& scene) {
        tests::MemoryLobby lobby;
        tests::RememberingSpeaker speaker;
        tests::MemoryInputEngine engine_of_pinyin;
        tests::MemoryDesk desk(lobby);
        viewmodels::LobbyViewModel screen(lobby, &speaker, &engine_of_pinyin, &desk);
        QQmlApplicationEngine engine;
        prepare(engine, screen.settings());
        engine.setInitialProperties({{"lobby", QVariant::fromValue(&screen)},
                                     {"pitch", 0.248},
                                     {"width", variant_.size.width()},
                                     {"height", variant_.size.height()}});
        engine.load(QStringLiteral("qrc:/qt/qml/Onestop/Shell/Main.qml"));
        auto* window =
            engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(engine.rootObjects().first());
        if (!window) {
            std::fprintf(stderr, "%s/%s: no window\n", variant_.name, scene.name.c_str());
            return 1;
        }
        Stage stage{lobby, screen, engine_of_pinyin, desk};
        lobby.touched();
        screen.settings()->setCare(variant_.care);
        screen.settings()->setHighContrast(variant_.high_contrast);
        screen.settings()->setLowReach(variant_.low_reach);
        screen.settings()->setLanguage(variant_.language);
        scene.play(stage);
        settle();
        QDir().mkpath(shots_ + QLatin1Char('/') + QLatin1String(variant_.name));
        window->grabWindow().save(QStringLiteral("%1/%2/%3.png")
                                      .arg(shots_, QLatin1String(variant_.name), QString::fromStdString(scene.name)));
        return report(*window, scene.name.c_str());
    }

private:
    int report(QQuickWindow& window, const char* scene) {
        tests::AuditRules rules;
        rules.least_text_mm = variant_.care ? 10 : 7;
        rules.highest_target = variant_.low_reach ? 0.40 : 0;
        QStringList faults = tests::audit(window, rules);
        const auto places = tests::barPlaces(window);
        for (auto each = places.begin(); each != places.end(); ++each) {
            if (places_.contains(each.key()) && (places_[each.key()] - each.value()).manhattanLength() > 2)
                faults << QStringLiteral("the place of %1 moved").arg(each.key());
            places_.insert(each.key(), each.value());
        }
        for (const QString& fault : faults)
            std::fprintf(stderr, "%s/%s: %s\n", variant_.name, scene, qPrintable(fault));
        return static_cast<int>(faults.size());
    }

    QString shots_;
    Variant variant_;
    QHash<QString, QPoint> places_;
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
        window->grabWindow().save(QStringLiteral("%1/hall/%2.png").arg(shots, QLatin1String(name)));
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
    return faults;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication application(argc, argv);
    qInstallMessageHandler(countWarnings);
    viewmodels::prepareFonts();
    QAccessible::setActive(true);

    QCommandLineParser options;
    const QCommandLineOption shots(QStringLiteral("shots"), QString(), QStringLiteral("DIR"), QStringLiteral("shots"));
    const QCommandLineOption only_variant(QStringLiteral("variant"), QString(), QStringLiteral("NAME"));
    const QCommandLineOption only_scene(QStringLiteral("scene"), QString(), QStringLiteral("NAME"));
    const QCommandLineOption live_option(QStringLiteral("live"));
    options.addOptions({shots, only_variant, only_scene, live_option});
    options.process(application);
    live = options.isSet(live_option);

    int faults = 0;
    int pictures = 0;
    for (const auto& variant : variants()) {
        if (options.isSet(only_variant) && options.value(only_variant) != QLatin1String(variant.name)) continue;
        Walk walk(options.value(shots), variant);
        const bool odd_too =
            variant.name == std::string_view("normal") || variant.name == std::string_view("english-care");
        for (const auto& scene : scenes()) {
            if (!scene.everywhere && !odd_too) continue;
            if (options.isSet(only_scene) && !QString::fromStdString(scene.name).startsWith(options.value(only_scene)))
                continue;
            faults += walk.show(scene);
            ++pictures;
        }
    }
    if (!options.isSet(only_variant) || options.value(only_variant) == QLatin1String("hall")) {
        faults += showHall(options.value(shots));
        ++pictures;
    }
    std::printf("%d pictures, %d faults, %d warnings\n", pictures, faults, warnings);
    return faults == 0 && warnings == 0 && pictures > 0 ? 0 : 1;
}
