// SPDX-License-Identifier: Apache-2.0
// Where the resident is, and the way back. Routes are data: a page never names another page's file.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include <vector>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

class NavigationViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(int current READ currentIndex NOTIFY changed)
    Q_PROPERTY(bool atHome READ atHome NOTIFY changed)

public:
    explicit NavigationViewModel(QObject* parent = nullptr) : QObject(parent) {}

    Route current() const { return trail_.back(); }
    int currentIndex() const { return current(); }
    bool atHome() const { return trail_.size() == 1; }

    /// Opens a page; one that is already on the way here becomes the last again, so that a visit is never a circle.
    Q_INVOKABLE void open(int route);
    Q_INVOKABLE void back();
    Q_INVOKABLE void home();
    /// Opens it in the place of the current page (an answer that was read is not a place to go back to).
    void replace(Route route);

    static QString name(Route route);

signals:
    void changed();

private:
    void setTrail(std::vector<Route> trail);
    std::vector<Route> trail_{Route::Home};
};

} // namespace onestop::viewmodels
