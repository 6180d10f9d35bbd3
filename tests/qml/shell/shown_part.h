// SPDX-License-Identifier: Apache-2.0
// Where on the glass a thing is, how much of it is seen there, and what it says; for each part of the audit.
#pragma once

#include <QQuickItem>
#include <QRectF>

namespace onestop::tests {

/// All of it, in the window.
QRectF placeOf(const QQuickItem& item);
/// The part of a rectangle in the window that the item's clipping ancestors let through.
QRectF shownPart(const QQuickItem& item, QRectF rect);
bool isClipped(const QQuickItem& item);

/// A text with words in it, also one that somebody writes; not an icon.
bool isText(const QQuickItem& item);
/// One that somebody writes and that holds its own cursor.
bool isWritten(const QQuickItem& item);
bool isIcon(const QQuickItem& item);
bool isButton(const QQuickItem& item);
/// As it is drawn: a text that is fitted to its place is smaller than its font says.
qreal drawnPixelSize(const QQuickItem& text);
/// The beginning of what a text says, to name it in a fault.
QString beginning(const QQuickItem& text);
/// Where a text's letters stand in its place, as they are aligned.
QRectF paintedPart(const QQuickItem& text);

} // namespace onestop::tests
