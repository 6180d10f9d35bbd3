// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/shown_scene.h"

#include <QCoreApplication>
#include <QQuickItem>

#include "kiosk/viewmodels/voice_view_model.h"

namespace onestop::tests {

ShownScene::ShownScene(const Scene& scene, const Variant& variant, const PrepareEngine& prepare)
    : desk_(lobby_), screen_(lobby_, &speaker_, &pinyin_, &desk_) {
    prepare(engine_, screen_.settings());
    engine_.setInitialProperties({{"lobby", QVariant::fromValue(&screen_)},
                                  {"pitch", 0.248},
                                  {"width", variant.size.width()},
                                  {"height", variant.size.height()}});
    engine_.load(QStringLiteral("qrc:/qt/qml/Onestop/Shell/Main.qml"));
    window_ = qobject_cast<QQuickWindow*>(engine_.rootObjects().value(0));
    if (!window_) return;
    lobby_.touched();
    screen_.settings()->setCare(variant.care);
    screen_.settings()->setHighContrast(variant.high_contrast);
    screen_.settings()->setLowReach(variant.low_reach);
    screen_.settings()->setLanguage(variant.language);
    Stage stage{lobby_, screen_, pinyin_, desk_, speaker_};
    scene.play(stage);
    settle();
}

namespace {

QObject* heardBelow(const QQuickItem& item) {
    if (auto* page = item.property("heard").value<QObject*>()) return page;
    for (const QQuickItem* child : item.childItems())
        if (QObject* page = heardBelow(*child)) return page;
    return nullptr;
}

} // namespace

QString ShownScene::heard() const { return viewmodels::pageText(heardBelow(*window_->contentItem())); }

void settle() {
    for (int i = 0; i < 8; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents);
}

} // namespace onestop::tests
