// SPDX-License-Identifier: Apache-2.0
// The visible items of a window as an assistive device would be told of them, walked inside the process (which works
// under the offscreen platform, where AT-SPI does not).
#pragma once

#include <optional>
#include <vector>

#include <QQuickWindow>
#include <QRect>
#include <QString>

namespace onestop::rehearsal {

struct AccessibleItem {
    QString name;
    QString role; ///< as QAccessible::Role names it: "Button"
    QRect part;   ///< in window pixels, without what an ancestor or the window clips away
    bool enabled = true;
};

/// Every visible item with a name, in the order of the tree.
std::vector<AccessibleItem> visibleItems(QQuickWindow& window);

/// The item of this name: exact before prefix, enabled before disabled. An empty role means any.
std::optional<AccessibleItem> findItem(const std::vector<AccessibleItem>& items, const QString& name,
                                       const QString& role);

} // namespace onestop::rehearsal
