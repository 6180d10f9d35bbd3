// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/shown_part.h"

#include <QFontInfo>
#include <QJSValue>

namespace onestop::tests {

QRectF placeOf(const QQuickItem& item) { return item.mapRectToScene(QRectF(0, 0, item.width(), item.height())); }

QRectF shownPart(const QQuickItem& item, QRectF rect) {
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem()) {
        if (parent->clip()) rect &= placeOf(*parent);
    }
    return rect;
}

bool isClipped(const QQuickItem& item) {
    for (const QQuickItem* parent = item.parentItem(); parent; parent = parent->parentItem()) {
        if (parent->clip()) return true;
    }
    return false;
}

bool isIcon(const QQuickItem& item) {
    return item.inherits("QQuickText") &&
           item.property("font").value<QFont>().family() == QLatin1String("Material Icons");
}

bool isWritten(const QQuickItem& item) { return item.inherits("QQuickTextEdit") || item.inherits("QQuickTextInput"); }

bool isText(const QQuickItem& item) {
    return ((item.inherits("QQuickText") && !isIcon(item)) || isWritten(item)) &&
           !item.property("text").toString().isEmpty();
}

bool isButton(const QQuickItem& item) { // as PressArea declares it
    const QMetaObject& type = *item.metaObject();
    return type.indexOfProperty("down") >= 0 && type.indexOfSignal("clicked()") >= 0;
}

qreal drawnPixelSize(const QQuickItem& text) {
    if (isWritten(text)) return QFontInfo(text.property("font").value<QFont>()).pixelSize();
    return text.property("fontInfo").value<QJSValue>().property(QStringLiteral("pixelSize")).toNumber();
}

QString beginning(const QQuickItem& text) { return text.property("text").toString().left(24); }

QRectF paintedPart(const QQuickItem& text) {
    const QRectF place = placeOf(text);
    QRectF painted(place.topLeft(),
                   QSizeF(text.property("contentWidth").toReal(), text.property("contentHeight").toReal()));
    const int across = text.property("effectiveHorizontalAlignment").toInt();
    const int down = text.property("verticalAlignment").toInt();
    if (across == Qt::AlignRight) painted.moveRight(place.right());
    if (across == Qt::AlignHCenter) painted.moveLeft(place.center().x() - painted.width() / 2);
    if (down == Qt::AlignBottom) painted.moveBottom(place.bottom());
    if (down == Qt::AlignVCenter) painted.moveTop(place.center().y() - painted.height() / 2);
    return painted;
}

} // namespace onestop::tests
