// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/target_audit.h"

#include <QAccessible>
#include <QColor>

#include <algorithm>
#include <cmath>

#include "tests/qml/shell/shown_part.h"

namespace onestop::tests {

namespace {

bool isOperable(QAccessible::Role role) {
    return role == QAccessible::Button || role == QAccessible::CheckBox || role == QAccessible::RadioButton;
}

void collectBelow(QAccessibleInterface* interface, std::vector<Target>& targets, QStringList& faults) {
    if (!interface || interface->state().invisible) return;
    if (isOperable(interface->role())) {
        const auto* item = qobject_cast<QQuickItem*>(interface->object());
        if (item && item->isVisible()) {
            const QString name = interface->text(QAccessible::Name);
            if (name.isEmpty())
                faults << QStringLiteral("a target without a name at %1,%2")
                              .arg(item->mapToScene({}).x())
                              .arg(item->mapToScene({}).y());
            const QRectF rect = shownPart(*item, placeOf(*item));
            const bool scrolled_away =
                isClipped(*item) && (rect.height() < item->height() - 1 || rect.width() < item->width() - 1);
            if (!scrolled_away) targets.push_back({name, rect, item->property("main").toBool()});
        }
        return;
    }
    for (int i = 0; i < interface->childCount(); ++i)
        collectBelow(interface->child(i), targets, faults);
}

// From edge to edge.
qreal distance(const QRectF& first, const QRectF& second) {
    const qreal across = std::max({first.left() - second.right(), second.left() - first.right(), 0.0});
    const qreal down = std::max({first.top() - second.bottom(), second.top() - first.bottom(), 0.0});
    return std::hypot(across, down);
}

void auditPair(const Target& first, const Target& second, const AuditRules& rules, QStringList& faults) {
    const QRectF both = first.rect & second.rect;
    const qreal apart = distance(first.rect, second.rect);
    if (both.width() > 1 && both.height() > 1)
        faults << QStringLiteral("%1 and %2 overlap").arg(first.name, second.name);
    else if (apart < rules.least_gap_mm / rules.pitch_mm - 1)
        faults << QStringLiteral("%1 and %2 are only %3 mm apart")
                      .arg(first.name, second.name)
                      .arg(apart * rules.pitch_mm, 0, 'f', 1);
}

// What is seen of cards and lines, each in the window.
void collectFaces(const QQuickItem& item, std::vector<QRectF>& faces) {
    if (!item.isVisible()) return;
    if (item.inherits("QQuickRectangle") && item.property("color").value<QColor>().alpha() > 0)
        faces.push_back(shownPart(item, placeOf(item)));
    for (const QQuickItem* child : item.childItems())
        collectFaces(*child, faces);
}

// A target stands on a card or beside it, never across its edge.
void auditFaces(const std::vector<QRectF>& faces, const std::vector<Target>& targets, QStringList& faults) {
    for (const QRectF& face : faces) {
        for (const auto& target : targets) {
            const QRectF both = face & target.rect;
            const bool across = both.width() > 4 && both.height() > 4 &&
                                !face.adjusted(-4, -4, 4, 4).contains(target.rect) &&
                                !target.rect.adjusted(-4, -4, 4, 4).contains(face);
            if (across)
                faults << QStringLiteral("%1 stands across the edge of the card at %2,%3")
                              .arg(target.name)
                              .arg(face.left())
                              .arg(face.top());
        }
    }
}

} // namespace

std::vector<Target> collectTargets(QQuickWindow& window, QStringList& faults) {
    std::vector<Target> targets;
    collectBelow(QAccessible::queryAccessibleInterface(&window), targets, faults);
    return targets;
}

void auditTargets(const std::vector<Target>& targets, const QQuickWindow& window, const AuditRules& rules,
                  QStringList& faults) {
    const QRectF glass(0, 0, window.width(), window.height());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto& [name, rect, main] = targets[i];
        const double least_px = (main ? rules.least_main_target_mm : rules.least_target_mm) / rules.pitch_mm - 1;
        if (rect.width() < least_px || rect.height() < least_px)
            faults << QStringLiteral("%1: %2 × %3 px, at least %4%5")
                          .arg(name)
                          .arg(rect.width())
                          .arg(rect.height())
                          .arg(least_px)
                          .arg(main ? QStringLiteral(" for a main action") : QString());
        if (!glass.adjusted(-1, -1, 1, 1).contains(rect)) faults << QStringLiteral("%1 leaves the glass").arg(name);
        if (rect.top() < rules.highest_target * window.height() - 1)
            faults << QStringLiteral("%1 is out of reach at %2 px").arg(name).arg(rect.top());
        for (std::size_t j = i + 1; j < targets.size(); ++j)
            auditPair(targets[i], targets[j], rules, faults);
    }
    std::vector<QRectF> faces;
    collectFaces(*window.contentItem(), faces);
    auditFaces(faces, targets, faults);
}

} // namespace onestop::tests
