// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/text_audit.h"

#include <QAccessible>

#include <algorithm>
#include <cmath>

#include "tests/qml/shell/shown_part.h"

namespace onestop::tests {

namespace {

struct Written {
    QString words;
    QRectF rect;  ///< what is seen of it, in a list that can be turned too
    qreal height; ///< of the whole text
};

void collectTexts(const QQuickItem& item, std::vector<const QQuickItem*>& texts) {
    if (!item.isVisible()) return;
    if (isText(item)) texts.push_back(&item);
    for (const QQuickItem* child : item.childItems())
        collectTexts(*child, texts);
}

void auditPlace(const QQuickItem& text, const QQuickWindow& window, QStringList& faults) {
    const QString words = beginning(text);
    const QRectF rect = placeOf(text);
    const QRectF painted = paintedPart(text);
    if (painted.width() > rect.width() + 1)
        faults
            << QStringLiteral("“%1” is wider than its place by %2 px").arg(words).arg(painted.width() - rect.width());
    if (!isClipped(text) && (rect.right() > window.width() + 1 || rect.left() < -1 ||
                             rect.bottom() > window.height() + 1 || rect.top() < -1))
        faults << QStringLiteral("“%1” leaves the glass").arg(words);
    const QQuickItem* parent = text.parentItem();
    if (parent && parent->height() > 0 && painted.height() > placeOf(*parent).height() + 2 &&
        !parent->inherits("QQuickFlickable") && !isWritten(text))
        faults << QStringLiteral("“%1” is higher than what it stands in").arg(words);
}

// Who writes sees where the next sign comes, and whole lines above it.
void auditWritten(const QQuickItem& text, QStringList& faults) {
    const QRectF cursor = text.mapRectToScene(text.property("cursorRectangle").toRectF());
    if (!shownPart(text, cursor).adjusted(-2, -2, 2, 2).contains(cursor))
        faults << QStringLiteral("where the next sign comes in “%1” is not seen").arg(beginning(text));
    const qreal lines = shownPart(text, paintedPart(text)).height() / cursor.height();
    if (std::abs(lines - std::round(lines)) > 0.1)
        faults << QStringLiteral("of “%1” %2 lines are seen").arg(beginning(text)).arg(lines, 0, 'f', 1);
}

// What somebody types is cut at its beginning and is known to them.
bool isTyped(const QQuickItem& text) {
    for (const QQuickItem* item = &text; item; item = item->parentItem()) {
        auto* interface = QAccessible::queryAccessibleInterface(const_cast<QQuickItem*>(item));
        if (interface && interface->role() == QAccessible::EditableText) return true;
    }
    return false;
}

bool isCut(const QQuickItem& text) { return text.property("truncated").toBool(); }

void auditCut(const std::vector<const QQuickItem*>& texts, QStringList& faults) {
    for (const QQuickItem* text : texts) {
        if (!isCut(*text) || isTyped(*text)) continue;
        const QString words = text->property("text").toString();
        const bool elsewhere = std::ranges::any_of(texts, [&](const QQuickItem* other) {
            return !isCut(*other) && other->property("text").toString().contains(words);
        });
        if (!elsewhere) faults << QStringLiteral("“%1” is cut short, and is nowhere whole").arg(words);
    }
}

// Line boxes may touch a little; words over words, or a word half under a target that is not its own, may not.
void auditOverlaps(const std::vector<Written>& written, const std::vector<Target>& targets, QStringList& faults) {
    for (std::size_t i = 0; i < written.size(); ++i) {
        for (std::size_t j = i + 1; j < written.size(); ++j) {
            const QRectF both = written[i].rect & written[j].rect;
            const qreal least = std::min(written[i].height, written[j].height);
            if (both.width() > 2 && both.height() > least * 0.4)
                faults << QStringLiteral("“%1” lies on “%2”").arg(written[i].words, written[j].words);
        }
        for (const auto& target : targets) {
            const QRectF both = written[i].rect & target.rect;
            if (both.width() > 2 && both.height() > 4 && !target.rect.adjusted(-4, -4, 4, 4).contains(written[i].rect))
                faults << QStringLiteral("“%1” lies half under %2").arg(written[i].words, target.name);
        }
    }
}

} // namespace

void auditTexts(const QQuickWindow& window, const std::vector<Target>& targets, const AuditRules& rules,
                QStringList& faults) {
    std::vector<const QQuickItem*> texts;
    collectTexts(*window.contentItem(), texts);
    std::vector<Written> written;
    for (const QQuickItem* text : texts) {
        auditPlace(*text, window, faults);
        if (isWritten(*text)) auditWritten(*text, faults);
        const double em_mm = drawnPixelSize(*text) * rules.pitch_mm;
        if (em_mm < rules.least_text_mm - 0.2)
            faults << QStringLiteral("“%1” is only %2 mm").arg(beginning(*text)).arg(em_mm, 0, 'f', 1);
        const QRectF painted = paintedPart(*text);
        if (const QRectF shown = shownPart(*text, painted); !shown.isEmpty())
            written.push_back({beginning(*text), shown, painted.height()});
    }
    auditCut(texts, faults);
    auditOverlaps(written, targets, faults);
}

} // namespace onestop::tests
