// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/screen_audit.h"

#include <QAccessible>
#include <QColor>
#include <QFont>
#include <QQuickItem>

namespace onestop::tests {

namespace {

struct Target {
    QString name;
    QRectF rect; ///< in the window
};

bool isOperable(QAccessible::Role role) {
    return role == QAccessible::Button || role == QAccessible::CheckBox || role == QAccessible::RadioButton;
}

// The part of a rectangle in the window that the item's clipping ancestors let through.
QRectF shownPart(const QQuickItem& item, QRectF rect) {
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem()) {
        if (parent->clip()) rect &= parent->mapRectToScene(QRectF(0, 0, parent->width(), parent->height()));
    }
    return rect;
}

bool isClipped(const QQuickItem& item) {
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem()) {
        if (parent->clip()) return true;
    }
    return false;
}

void collectTargets(QAccessibleInterface* interface, std::vector<Target>& targets, QStringList& faults) {
    if (!interface || interface->state().invisible) return;
    if (isOperable(interface->role())) {
        const auto* item = qobject_cast<QQuickItem*>(interface->object());
        if (item && item->isVisible()) {
            const QString name = interface->text(QAccessible::Name);
            if (name.isEmpty())
                faults << QStringLiteral("a target without a name at %1,%2")
                              .arg(item->mapToScene({}).x())
                              .arg(item->mapToScene({}).y());
            const auto* actions = interface->actionInterface();
            if (!actions || !actions->actionNames().contains(QAccessibleActionInterface::pressAction()))
                faults << QStringLiteral("%1: assistive technology cannot press it").arg(name);
            const QRectF rect = shownPart(*item, item->mapRectToScene(QRectF(0, 0, item->width(), item->height())));
            const bool scrolled_away =
                isClipped(*item) && (rect.height() < item->height() - 1 || rect.width() < item->width() - 1);
            if (!scrolled_away) targets.push_back({name, rect});
        }
        return;
    }
    for (int i = 0; i < interface->childCount(); ++i)
        collectTargets(interface->child(i), targets, faults);
}

struct Written {
    QString words;
    QRectF rect;  ///< what is seen of it, in a list that can be turned too
    qreal height; ///< of the whole text
};

/// Where in its item's rectangle a text really stands, as it is aligned.
QRectF paintedRect(const QQuickItem& text, const QRectF& rect) {
    QRectF painted(rect.topLeft(),
                   QSizeF(text.property("paintedWidth").toReal(), text.property("paintedHeight").toReal()));
    const int across = text.property("effectiveHorizontalAlignment").toInt();
    const int down = text.property("verticalAlignment").toInt();
    if (across == Qt::AlignRight) painted.moveRight(rect.right());
    if (across == Qt::AlignHCenter) painted.moveLeft(rect.center().x() - painted.width() / 2);
    if (down == Qt::AlignBottom) painted.moveBottom(rect.bottom());
    if (down == Qt::AlignVCenter) painted.moveTop(rect.center().y() - painted.height() / 2);
    return painted;
}

void auditTexts(const QQuickItem& item, const QQuickWindow& window, const AuditRules& rules,
                std::vector<Written>& written, QStringList& faults) {
    if (!item.isVisible()) return;
    const bool text = item.inherits("QQuickText");
    const bool icon = text && item.property("font").value<QFont>().family() == QLatin1String("Material Icons");
    if (text && !icon && !item.property("text").toString().isEmpty()) {
        const QString words = item.property("text").toString().left(24);
        const QRectF rect = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()));
        const QRectF painted = paintedRect(item, rect);
        if (const QRectF shown = shownPart(item, painted); !shown.isEmpty())
            written.push_back({words, shown, painted.height()});
        if (item.property("truncated").toBool() && item.property("elide").toInt() == Qt::ElideNone)
            faults << QStringLiteral("“%1” is cut off").arg(words);
        if (painted.width() > rect.width() + 1)
            faults << QStringLiteral("“%1” is wider than its place by %2 px")
                          .arg(words)
                          .arg(painted.width() - rect.width());
        if (!isClipped(item) && (rect.right() > window.width() + 1 || rect.left() < -1 ||
                                 rect.bottom() > window.height() + 1 || rect.top() < -1))
            faults << QStringLiteral("“%1” leaves the glass").arg(words);
        const double em_mm = item.property("font").value<QFont>().pixelSize() * rules.pitch_mm;
        if (em_mm < rules.least_text_mm - 0.2)
            faults << QStringLiteral("“%1” is only %2 mm").arg(words).arg(em_mm, 0, 'f', 1);
        const QQuickItem* parent = item.parentItem();
        const QRectF around = parent ? parent->mapRectToScene(QRectF(0, 0, parent->width(), parent->height())) : rect;
        if (parent && parent->height() > 0 && painted.height() > around.height() + 2 &&
            !parent->inherits("QQuickFlickable"))
            faults << QStringLiteral("“%1” is higher than what it stands in").arg(words);
    }
    for (const QQuickItem* child : item.childItems())
        auditTexts(*child, window, rules, written, faults);
}

} // namespace

namespace {

// Line boxes may touch a little; words over words, or a word half under a target that is not its own, may not.
void auditOverlaps(const std::vector<Written>& written, const std::vector<Target>& targets, QStringList& faults) {
    for (std::size_t i = 0; i < written.size(); ++i) {
        for (std::size_t j = i + 1; j < written.size(); ++j) {
            const QRectF both = written[i].rect & written[j].rect;
            const qreal least = std::min(written[i].height, written[j].height);
            if (both.width() > 2 && both.height() > least * 0.4)
                faults << QStringLiteral("“%1” lies on “%2”").arg(written[i].words, written[j].words);
        }
        for (const auto& [name, rect] : targets) {
            const QRectF both = written[i].rect & rect;
            if (both.width() > 2 && both.height() > 4 && !rect.adjusted(-4, -4, 4, 4).contains(written[i].rect))
                faults << QStringLiteral("“%1” lies half under %2").arg(written[i].words, name);
        }
    }
}

// What is seen of cards and lines, each in the window.
void collectFaces(const QQuickItem& item, std::vector<QRectF>& faces) {
    if (!item.isVisible()) return;
    if (item.inherits("QQuickRectangle") && item.property("color").value<QColor>().alpha() > 0)
        faces.push_back(shownPart(item, item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))));
    for (const QQuickItem* child : item.childItems())
        collectFaces(*child, faces);
}

// A target stands on a card or beside it, never across its edge.
void auditFaces(const std::vector<QRectF>& faces, const std::vector<Target>& targets, QStringList& faults) {
    for (const QRectF& face : faces) {
        for (const auto& [name, rect] : targets) {
            const QRectF both = face & rect;
            const bool across = both.width() > 4 && both.height() > 4 && !face.adjusted(-4, -4, 4, 4).contains(rect) &&
                                !rect.adjusted(-4, -4, 4, 4).contains(face);
            if (across)
                faults << QStringLiteral("%1 stands across the edge of the card at %2,%3")
                              .arg(name)
                              .arg(face.left())
                              .arg(face.top());
        }
    }
}

} // namespace

QStringList audit(QQuickWindow& window, const AuditRules& rules) {
    QStringList faults;
    std::vector<Target> targets;
    collectTargets(QAccessible::queryAccessibleInterface(&window), targets, faults);
    const double least_px = rules.least_target_mm / rules.pitch_mm - 1;
    const QRectF glass(0, 0, window.width(), window.height());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto& [name, rect] = targets[i];
        if (rect.width() < least_px || rect.height() < least_px)
            faults << QStringLiteral("%1: %2 × %3 px, at least %4")
                          .arg(name)
                          .arg(rect.width())
                          .arg(rect.height())
                          .arg(least_px);
        if (!glass.adjusted(-1, -1, 1, 1).contains(rect)) faults << QStringLiteral("%1 leaves the glass").arg(name);
        if (rect.top() < rules.highest_target * window.height())
            faults << QStringLiteral("%1 is out of reach at %2 px").arg(name).arg(rect.top());
        for (std::size_t j = i + 1; j < targets.size(); ++j) {
            const QRectF both = rect & targets[j].rect;
            if (both.width() > 1 && both.height() > 1)
                faults << QStringLiteral("%1 and %2 overlap").arg(name, targets[j].name);
        }
    }
    std::vector<Written> written;
    auditTexts(*window.contentItem(), window, rules, written, faults);
    auditOverlaps(written, targets, faults);
    std::vector<QRectF> faces;
    collectFaces(*window.contentItem(), faces);
    auditFaces(faces, targets, faults);
    return faults;
}

namespace {

/// The page's own room: what reaches beyond it lies behind the head or the bar.
QRectF roomOf(const QQuickItem& item) {
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem()) {
        if (parent->inherits("QQuickLoader"))
            return parent->mapRectToScene(QRectF(0, 0, parent->width(), parent->height()));
    }
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()));
}

/// The number of such things.
int checkFirstSeen(const QQuickItem& item, const QRectF& glass, QStringList& faults) {
    if (!item.isVisible()) return 0;
    int found = 0;
    if (item.property("firstSeen").toBool() && item.width() > 0) {
        const QRectF whole = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()));
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

QHash<QString, QPoint> barPlaces(QQuickWindow& window) {
    std::vector<Target> targets;
    QStringList faults;
    collectTargets(QAccessible::queryAccessibleInterface(&window), targets, faults);
    QHash<QString, QPoint> places;
    for (const auto& [name, rect] : targets) {
        if (rect.center().y() > window.height() - 28 / 0.248 && rect.center().y() < window.height() - 16 / 0.248)
            places[name] = rect.center().toPoint();
    }
    return places;
}

} // namespace onestop::tests
