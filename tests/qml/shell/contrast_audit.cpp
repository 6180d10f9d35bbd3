// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/contrast_audit.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/qml/shell/shown_part.h"

namespace onestop::tests {

namespace {

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

// Relative luminance, WCAG 2.2.
double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& first, const QColor& second) {
    const auto [dark, light] = std::minmax({luminance(first), luminance(second)});
    return (light + 0.05) / (dark + 0.05);
}

QColor laidOver(const QColor& front, const QColor& ground, double opacity) {
    const double share = front.alphaF() * opacity;
    const auto mixed = [share](double over, double under) { return over * share + under * (1 - share); };
    return QColor::fromRgbF(mixed(front.redF(), ground.redF()), mixed(front.greenF(), ground.greenF()),
                            mixed(front.blueF(), ground.blueF()));
}

/// Goes over the glass in the order in which it is painted, and remembers what lies where.
class Painted {
public:
    /// `pressed`: only what stands on a button.
    Painted(const QQuickWindow& window, const AuditRules& rules, bool pressed, QStringList& faults)
        : window_(window), rules_(rules), pressed_(pressed), faults_(faults) {}

    void audit() { paint(*window_.contentItem(), 1, false); }

private:
    struct Ground {
        QRectF rect;
        QColor colour;
        double opacity;
    };

    void paint(const QQuickItem& item, double opacity, bool on_button) {
        opacity *= item.opacity();
        on_button = on_button || isButton(item);
        if (!item.isVisible() || opacity == 0) return;
        QList<QQuickItem*> children = item.childItems();
        std::ranges::stable_sort(children, {}, &QQuickItem::z);
        const auto above = std::ranges::find_if(children, [](const QQuickItem* child) { return child->z() >= 0; });
        for (auto child = children.begin(); child != above; ++child)
            paint(**child, opacity, on_button);
        paintSelf(item, opacity, on_button);
        for (auto child = above; child != children.end(); ++child)
            paint(**child, opacity, on_button);
    }

    void paintSelf(const QQuickItem& item, double opacity, bool on_button) {
        if (item.inherits("QQuickRectangle"))
            grounds_.push_back({shownPart(item, placeOf(item)), item.property("color").value<QColor>(), opacity});
        else if ((isText(item) || isIcon(item)) && (on_button || !pressed_))
            check(item, opacity);
    }

    void check(const QQuickItem& text, double opacity) {
        const QRectF shown = shownPart(text, isIcon(text) ? placeOf(text) : paintedPart(text));
        if (shown.isEmpty()) return;
        const double least = isIcon(text) ? rules_.least_sign_contrast : rules_.least_contrast;
        const QColor ink = text.property("color").value<QColor>();
        const qreal left = shown.left() + 1, right = shown.right() - 1;
        for (const qreal x : {shown.center().x(), left, right}) {
            const QColor ground = groundAt({x, shown.center().y()});
            const QColor front = laidOver(ink, ground, opacity);
            const double measured = contrast(front, ground);
            if (measured >= least) continue;
            faults_ << QStringLiteral("“%1”%2 stands out only %3 to 1, at least %4: %5 on %6")
                           .arg(beginning(text), pressed_ ? QStringLiteral(" under a finger") : QString())
                           .arg(measured, 0, 'f', 2)
                           .arg(least)
                           .arg(front.name(), ground.name());
            return;
        }
    }

    QColor groundAt(const QPointF& point) const {
        QColor seen = window_.color();
        for (const Ground& ground : grounds_)
            if (ground.rect.contains(point)) seen = laidOver(ground.colour, seen, ground.opacity);
        return seen;
    }

    const QQuickWindow& window_;
    const AuditRules& rules_;
    bool pressed_;
    QStringList& faults_;
    std::vector<Ground> grounds_;
};

void collectButtons(QQuickItem& item, std::vector<QQuickItem*>& buttons) {
    if (!item.isVisible()) return;
    if (isButton(item) && item.isEnabled()) buttons.push_back(&item);
    for (QQuickItem* child : item.childItems())
        collectButtons(*child, buttons);
}

} // namespace

void auditContrast(QQuickWindow& window, const AuditRules& rules, QStringList& faults) {
    Painted(window, rules, false, faults).audit();
    std::vector<QQuickItem*> buttons;
    collectButtons(*window.contentItem(), buttons);
    for (QQuickItem* button : buttons)
        button->setProperty("down", true);
    Painted(window, rules, true, faults).audit();
    for (QQuickItem* button : buttons)
        button->setProperty("down", false);
}

} // namespace onestop::tests
