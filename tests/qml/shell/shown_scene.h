// SPDX-License-Identifier: Apache-2.0
// A scene on a window of its own, as long as this lives: the whole screen over a lobby in memory.
#pragma once

#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include "tests/qml/shell/scene.h"
#include "tests/qml/shell/variants.h"

namespace onestop::tests {

class ShownScene {
public:
    using PrepareEngine = std::function<void(QQmlEngine&, const viewmodels::SettingsViewModel*)>;

    ShownScene(const Scene& scene, const Variant& variant, const PrepareEngine& prepare);

    /// nullptr: the screen did not load; the engine has said why.
    QQuickWindow* window() { return window_; }
    /// What the voice would read.
    QString heard() const;
    bool atHome() { return screen_.navigation()->atHome(); }

private:
    MemoryLobby lobby_;
    RememberingSpeaker speaker_;
    MemoryInputEngine pinyin_;
    MemoryDesk desk_;
    viewmodels::LobbyViewModel screen_;
    QQmlApplicationEngine engine_;
    QQuickWindow* window_ = nullptr;
};

/// What has come in meanwhile is drawn.
void settle();

} // namespace onestop::tests
