// SPDX-License-Identifier: Apache-2.0
// A page that is longer than the glass, turned to its end as a resident turns it: by the button under it.
#pragma once

#include <QHash>
#include <QQuickItem>
#include <QQuickWindow>
#include <QStringList>

#include <functional>

#include "tests/qml/shell/screen_audit.h"

namespace onestop::tests {

class Screenfuls {
public:
    /// What is on the glass has been seen.
    explicit Screenfuls(QQuickWindow& window);

    /// Presses what turns back, for a page that opens at what it asks. False: it is at its top.
    bool toTop();
    /// Presses each button that turns on. False: all of the page has been on the glass.
    bool turn();
    /// What was never on the glass whole, and lines that a turn skips. One sentence for each fault; after the last
    /// turn.
    QStringList missed() const;

private:
    struct Thing {
        QString name;
        bool seen_whole;
    };

    void remember(const QQuickItem& item);
    void forgetCut(const QQuickItem& flick);
    bool turnOne(QQuickItem& buttons);
    bool see();

    QQuickWindow& window_;
    QHash<QString, Thing> things_; ///< by what they are, and where they are clipped
    QStringList skipped_;
    QHash<const QQuickItem*, int> turns_;
    bool remembers_ = true;
};

/// audit() of each screenful but the one that is on the glass, and what none of them shows. `at_fault`: told the number
/// of a screenful with a new fault while it is on the glass.
QStringList auditBelowFold(QQuickWindow& window, const AuditRules& rules, const std::function<void(int)>& at_fault);

} // namespace onestop::tests
