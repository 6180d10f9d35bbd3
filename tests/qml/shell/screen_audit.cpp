// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/screen_audit.h"

#include <QAccessible>
#include <QQuickItem>

#include "tests/qml/shell/contrast_audit.h"
#include "tests/qml/shell/shown_part.h"
#include "tests/qml/shell/target_audit.h"
#include "tests/qml/shell/text_audit.h"

namespace onestop::tests {

QStringList audit(QQuickWindow& window, const AuditRules& rules) {
    QStringList faults;
    const std::vector<Target> targets = collectTargets(window, faults);
    auditTargets(targets, window, rules, faults);
    auditTexts(window, targets, rules, faults);
    auditContrast(window, rules, faults);
    return faults;
}

namespace {

/// The page's own room: what reaches beyond it lies behind the head or the bar.
QRectF roomOf(const QQuickItem& item) {
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem()) {
        if (parent->inherits("QQuickLoader")) return placeOf(*parent);
    }
    return placeOf(item);
}

/// The number of such things.
int checkFirstSeen(const QQuickItem& item, const QRectF& glass, QStringList& faults) {
    if (!item.isVisible()) return 0;
    int found = 0;
    if (item.property("firstSeen").toBool() && item.width() > 0) {
        const QRectF whole = placeOf(item);
        const QRectF shown = shownPart(item, whole) & glass & roomOf(item);
        const auto* interface = QAccessible::queryAccessibleInterface(const_cast<QQuickItem*>(&item));
        const QString name = interface ? interface->text(QAccessible::Name) : QString();
        ++found;
        if (!shown.adjusted(-1, -1, 1, 1).contains(whole))
            faults << QStringLiteral("“%1” has to be scrolled for: %2 of its %3 px are seen")
                          .arg(name.isEmpty() ? item.property("caption").toString() : name)
                          .arg(shown.height())
                          .arg(whole.height());
    }
    for (const QQuickItem* child : item.childItems())
        found += checkFirstSeen(*child, glass, faults);
    return found;
}

} // namespace

QStringList auditFirstSeen(const QQuickWindow& window) {
    QStringList faults;
    if (checkFirstSeen(*window.contentItem(), QRectF(0, 0, window.width(), window.height()), faults) == 0)
        faults << QStringLiteral("nothing says that it has to be seen first");
    return faults;
}

QStringList BarAudit::audit(QQuickWindow& window, const QStringList& wanted) {
    QStringList faults;
    QStringList found;
    QStringList seen_before; // by audit()
    for (const auto& target : collectTargets(window, seen_before)) {
        const qreal above_foot = window.height() - target.rect.center().y();
        if (above_foot < 16 / pitch_mm_ || above_foot > 28 / pitch_mm_) continue;
        const QPoint place = target.rect.center().toPoint();
        if (places_.contains(target.name) && (places_[target.name] - place).manhattanLength() > 2)
            faults << QStringLiteral("the place of %1 moved").arg(target.name);
        places_.insert(target.name, place);
        found << target.name;
    }
    for (const QString& name : wanted)
        if (!found.contains(name)) faults << QStringLiteral("%1 is missing from the bar").arg(name);
    return faults;
}

} // namespace onestop::tests
