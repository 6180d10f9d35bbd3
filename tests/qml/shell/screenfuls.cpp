// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/screenfuls.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>
#include <vector>

#include "tests/qml/shell/shown_part.h"

namespace onestop::tests {

namespace {

/// Rows of one list are alike: of ten thousand these are looked at, and the last ones; of what is no list, as many.
constexpr int kTurnsOfListMost = 6;
constexpr int kTurnsMost = 15;

const QQuickItem* clipOf(const QQuickItem& item) {
    const QQuickItem* parent = item.parentItem();
    while (parent && !parent->clip())
        parent = parent->parentItem();
    return parent;
}

/// Turned by buttons of its own: the characters over the keyboard.
bool isTurnedSideways(const QQuickItem& flick) {
    return flick.property("contentWidth").toReal() > flick.width() + 1 && flick.inherits("QQuickFlickable");
}

/// A row has another place once the rows above it have their lines, so it is known by what it says.
QString whatItIs(const QQuickItem& item) {
    const auto* interface = QAccessible::queryAccessibleInterface(const_cast<QQuickItem*>(&item));
    return interface && isButton(item) ? interface->text(QAccessible::Name) + interface->text(QAccessible::Description)
                                       : item.property("source").toString();
}

void collectTurnButtons(QQuickItem& item, std::vector<QQuickItem*>& found) {
    if (!item.isVisible()) return;
    if (item.property("flick").value<QQuickItem*>()) found.push_back(&item);
    for (QQuickItem* child : item.childItems())
        collectTurnButtons(*child, found);
}

std::vector<QQuickItem*> turnButtons(const QQuickWindow& window) {
    std::vector<QQuickItem*> found;
    collectTurnButtons(*window.contentItem(), found);
    return found;
}

/// nullptr: there is nothing more in this direction. The one that turns back stands first.
QQuickItem* buttonFor(const QQuickItem& buttons, bool onward) {
    const QList<QQuickItem*> both = buttons.childItems();
    QQuickItem* button = both.isEmpty() ? nullptr : onward ? both.last() : both.first();
    return button && isButton(*button) && button->isEnabled() ? button : nullptr;
}

qreal highestLine(const QQuickItem& item) {
    qreal highest = isText(item) ? drawnPixelSize(item) * 1.5 : 0;
    for (const QQuickItem* child : item.childItems())
        highest = std::max(highest, highestLine(*child));
    return highest;
}

/// Rows get their lines when they are first drawn, and their places in the frame after that.
void draw(QQuickWindow& window) {
    int frames = 0;
    const auto counting = QObject::connect(&window, &QQuickWindow::frameSwapped, [&] { ++frames; });
    for (int wanted = 1; wanted <= 2; ++wanted) {
        window.update();
        for (const QDeadlineTimer late(2000); frames < wanted && !late.hasExpired();)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 100);
    }
    QObject::disconnect(counting);
}

} // namespace

Screenfuls::Screenfuls(QQuickWindow& window) : window_(window) { remember(*window.contentItem()); }

void Screenfuls::remember(const QQuickItem& item) {
    if (!item.isVisible()) return;
    if (isButton(item) || item.inherits("QQuickImage")) {
        const QQuickItem* clip = clipOf(item);
        if (!clip || isTurnedSideways(*clip)) return;
        const bool whole = shownPart(item, placeOf(item)).adjusted(-1, -1, 1, 1).contains(placeOf(item));
        Thing& thing = things_[QString::number(reinterpret_cast<quintptr>(clip)) + QLatin1Char(' ') + whatItIs(item)];
        thing = {isButton(item) ? beginning(item) : QStringLiteral("a picture"), thing.seen_whole || whole};
        return;
    }
    for (const QQuickItem* child : item.childItems())
        remember(*child);
}

/// Where the walk leaves a long list, its last row may be cut.
void Screenfuls::forgetCut(const QQuickItem& flick) {
    const QString rows = QString::number(reinterpret_cast<quintptr>(&flick)) + QLatin1Char(' ');
    things_.removeIf([&](const auto& thing) { return thing.key().startsWith(rows) && !thing.value().seen_whole; });
}

bool Screenfuls::turnOne(QQuickItem& buttons) {
    QQuickItem* onward = buttonFor(buttons, true);
    if (!onward) return false;
    auto* flick = buttons.property("flick").value<QQuickItem*>();
    const int turns = ++turns_[flick];
    const int most = flick->inherits("QQuickListView") ? kTurnsOfListMost : kTurnsMost;
    if (turns > most) {
        if (turns > most + 1) return false; // how long ten thousand rows are is a guess, made anew each time
        forgetCut(*flick);
        remembers_ = false;
        flick->setProperty("contentY", buttons.property("furthest"));
        return true;
    }
    const qreal before = flick->property("contentY").toReal();
    const qreal line = highestLine(*flick);
    QMetaObject::invokeMethod(onward, "clicked");
    const qreal turned = flick->property("contentY").toReal() - before;
    if (turned < 1)
        skipped_ << QStringLiteral("%1 turns nothing").arg(beginning(*onward));
    else if (turned > flick->height() - line)
        skipped_ << QStringLiteral("a turn by %1 of %2 px cuts a line of %3 px and does not show it again")
                        .arg(turned)
                        .arg(flick->height())
                        .arg(line);
    return turned >= 1;
}

bool Screenfuls::toTop() {
    bool turned = false;
    for (QQuickItem* buttons : turnButtons(window_)) {
        const auto* flick = buttons->property("flick").value<QQuickItem*>();
        while (QQuickItem* back = buttonFor(*buttons, false)) {
            const qreal before = flick->property("contentY").toReal();
            QMetaObject::invokeMethod(back, "clicked");
            turned = true;
            if (flick->property("contentY").toReal() < before) continue;
            skipped_ << QStringLiteral("%1 turns nothing").arg(beginning(*back));
            break;
        }
    }
    return turned && see();
}

bool Screenfuls::turn() {
    bool turned = false;
    for (QQuickItem* buttons : turnButtons(window_))
        turned = turnOne(*buttons) || turned;
    return turned && see();
}

bool Screenfuls::see() {
    draw(window_);
    if (remembers_) remember(*window_.contentItem());
    return true;
}

QStringList Screenfuls::missed() const {
    QStringList faults = skipped_;
    for (const Thing& thing : things_)
        if (!thing.seen_whole)
            faults << QStringLiteral("“%1” is never seen whole, however the page is turned").arg(thing.name);
    faults.removeDuplicates();
    return faults;
}

QStringList auditBelowFold(QQuickWindow& window, const AuditRules& rules, const std::function<void(int)>& at_fault) {
    QStringList faults;
    Screenfuls screenfuls(window);
    int number = screenfuls.toTop() ? 1 : 2;
    for (bool more = number == 1 || screenfuls.turn(); more; more = screenfuls.turn()) {
        QStringList found = audit(window, rules);
        found.removeIf([&](const QString& fault) { return faults.contains(fault); });
        if (!found.isEmpty()) at_fault(number);
        faults += found;
        ++number;
    }
    return faults + screenfuls.missed();
}

} // namespace onestop::tests
