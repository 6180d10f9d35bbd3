// SPDX-License-Identifier: Apache-2.0
// See accessible_items.h.
#include "tests/e2e/demo/rehearsal/accessible_items.h"

#include <QAccessible>
#include <QMetaEnum>
#include <QQuickItem>

namespace onestop::rehearsal {

namespace {

QString roleName(QAccessible::Role role) {
    const char* key = QMetaEnum::fromType<QAccessible::Role>().valueToKey(role);
    return QString::fromLatin1(key ? key : "");
}

/// What of the item no clipping ancestor hides.
QRect shownPart(const QQuickItem& item, const QQuickWindow& window) {
    QRectF part = item.mapRectToScene({0, 0, item.width(), item.height()});
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem())
        if (parent->clip()) part &= parent->mapRectToScene({0, 0, parent->width(), parent->height()});
    return (part & QRectF(0, 0, window.width(), window.height())).toAlignedRect();
}

void walk(QAccessibleInterface& from, const QQuickWindow& window, std::vector<AccessibleItem>& into) {
    for (int i = 0; i < from.childCount(); ++i) {
        QAccessibleInterface* child = from.child(i);
        if (!child || !child->isValid()) continue;
        auto state = child->state();
        if (state.invisible) continue;
        const auto* item = qobject_cast<const QQuickItem*>(child->object());
        auto name = child->text(QAccessible::Name);
        if (item && !name.isEmpty())
            if (QRect part = shownPart(*item, window); !part.isEmpty())
                into.push_back({name, roleName(child->role()), part, !state.disabled});
        walk(*child, window, into);
    }
}

} // namespace

std::vector<AccessibleItem> visibleItems(QQuickWindow& window) {
    QAccessible::setActive(true);
    std::vector<AccessibleItem> items;
    if (auto* root = QAccessible::queryAccessibleInterface(&window)) walk(*root, window, items);
    return items;
}

std::optional<AccessibleItem> findItem(const std::vector<AccessibleItem>& items, const QString& name,
                                       const QString& role) {
    const AccessibleItem* best = nullptr;
    int best_rank = 0;
    for (const auto& item : items) {
        if (!role.isEmpty() && item.role != role) continue;
        int rank = item.name == name ? 4 : item.name.startsWith(name) ? 2 : 0;
        if (rank == 0) continue;
        rank += item.enabled ? 1 : 0;
        if (rank > best_rank) {
            best = &item;
            best_rank = rank;
        }
    }
    return best ? std::optional(*best) : std::nullopt;
}

} // namespace onestop::rehearsal
