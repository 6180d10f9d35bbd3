// SPDX-License-Identifier: Apache-2.0
// 办事指南 with 500 cards, turned by 2,000 px a second for ten seconds on whatever display it is given. A line when it
// begins; at the end one JSON line: how long between two frames, the process's time for each, and the cards with their
// places.
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>
#include <QVariantAnimation>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "kiosk/app/screen_modules.h"
#include "kiosk/viewmodels/lobby_view_model.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"

namespace {

using namespace onestop;
using Clock = std::chrono::steady_clock;

constexpr int kCards = 500;
constexpr int kSeconds = 10;
constexpr int kPixelsPerMs = 2;

std::shared_ptr<const catalogue::Catalogue> fiveHundredCards() {
    static const std::vector<std::string> kNames{
        "老年人优待证办理", "居住证签注",         "城乡居民基本医疗保险参保登记",
        "公租房申请受理",   "退役军人优待证申领", "残疾人两项补贴资格年度复核认证"};
    auto made = std::make_shared<catalogue::Catalogue>(*tests::demoCatalogue());
    const auto pattern = made->items.front();
    made->items.clear();
    for (int i = 0; i < kCards; ++i) {
        auto item = pattern;
        item.item_id = "item-" + std::to_string(i);
        item.name = {kNames[static_cast<std::size_t>(i) % kNames.size()] + std::to_string(i + 1), {}, {}};
        made->items.push_back(std::move(item));
    }
    return made;
}

double processMs() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

QQuickItem* listIn(QQuickItem* item) {
    if (!item->isVisible()) return nullptr;
    if (item->inherits("QQuickListView") && item->property("count").toInt() == kCards) return item;
    for (QQuickItem* child : item->childItems())
        if (QQuickItem* found = listIn(child)) return found;
    return nullptr;
}

/// From its first frame on; `end` once the list stands still.
class Turn {
public:
    Turn(QQuickWindow& window, QQuickItem& list, std::function<void()> end) : end_(std::move(end)) {
        QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [this] { frame(); });
        motion_.setStartValue(0.0);
        motion_.setEndValue(1000.0 * kSeconds * kPixelsPerMs);
        motion_.setDuration(1000 * kSeconds);
        QObject::connect(&motion_, &QVariantAnimation::valueChanged, &list,
                         [&list](const QVariant& y) { list.setProperty("contentY", y); });
        QObject::connect(&motion_, &QVariantAnimation::finished, &list, [this] {
            spent_ = processMs() - begun_;
            end_();
        });
    }

    void begin() {
        std::puts("scrolling");
        std::fflush(stdout);
        begun_ = processMs();
        motion_.start();
    }

    nlohmann::json told() {
        std::sort(between_.begin(), between_.end());
        const auto at = [this](std::size_t percent) { return between_.at(between_.size() * percent / 100); };
        return {{"frames", between_.size()},
                {"interval_ms_p50", at(50)},
                {"interval_ms_p95", at(95)},
                {"interval_ms_p99", at(99)},
                {"interval_ms_max", between_.back()},
                {"cpu_ms_per_frame", spent_ / static_cast<double>(between_.size())},
                {"seconds", kSeconds},
                {"px_per_ms", kPixelsPerMs}};
    }

private:
    void frame() {
        const auto now = Clock::now();
        if (motion_.state() == QAbstractAnimation::Running && last_)
            between_.push_back(std::chrono::duration<double, std::milli>(now - *last_).count());
        last_ = now;
    }

    QVariantAnimation motion_;
    std::function<void()> end_;
    std::optional<Clock::time_point> last_;
    std::vector<double> between_;
    double begun_ = 0;
    double spent_ = 0;
};

void addCards(nlohmann::json& told, viewmodels::LobbyViewModel& screen, QQuickItem& list) {
    const QRectF place = list.mapRectToScene({0, 0, list.width(), list.height()});
    told["list"] = {place.x(), place.y(), place.width(), place.height()};
    told["card_height"] = list.property("contentHeight").toReal() / kCards - list.property("spacing").toReal();
    for (const auto& row : screen.guide()->items()->rows())
        told["cards"].push_back(
            {row[1].toString().toStdString(), row[2].toString().toStdString(), row[3].toString().toStdString()});
}

} // namespace

int main(int argc, char** argv) {
    viewmodels::lookAtOurFontsOnly();
    QGuiApplication application(argc, argv);
    viewmodels::prepareFonts();
    tests::MemoryLobby lobby;
    lobby.useCatalogue(fiveHundredCards());
    viewmodels::LobbyViewModel screen(lobby);
    QQmlApplicationEngine engine;
    viewmodels::prepareEngine(engine, screen.settings());
    engine.setInitialProperties(
        {{"lobby", QVariant::fromValue(&screen)}, {"locked", true}, {"width", 1080}, {"height", 1920}});
    engine.load(QStringLiteral("qrc:/qt/qml/Onestop/Shell/Main.qml"));
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
    if (!window) return 1;
    lobby.touched();
    screen.openGuide();
    std::optional<Turn> turn;
    int code = 1;
    QTimer::singleShot(2000, window, [&] {
        QQuickItem* list = listIn(window->contentItem());
        if (!list) return application.exit(1);
        turn.emplace(*window, *list, [&, list] {
            auto told = turn->told();
            addCards(told, screen, *list);
            std::printf("%s\n", told.dump().c_str());
            code = 0;
            QCoreApplication::exit(0);
        });
        turn->begin();
    });
    application.exec();
    return code;
}
