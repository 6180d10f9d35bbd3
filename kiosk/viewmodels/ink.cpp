// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/ink.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace onestop::viewmodels {

Ink::Ink(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAcceptedMouseButtons(Qt::LeftButton); // a touch that nothing takes comes as a mouse
    setAntialiasing(true);
    connect(this, &Ink::changed, this, [this] { update(); });
}

void Ink::setKept(int kept) {
    if (std::exchange(kept_, kept) == kept) return;
    if (drawing_) { // the one under the finger is the last
        const QPolygonF drawn = strokes_.takeLast();
        leave(kept);
        strokes_.push_back(drawn);
    } else {
        leave(kept);
    }
    emit changed();
}

void Ink::leave(int strokes) { strokes_.resize(std::min<qsizetype>(strokes_.size(), std::max(0, strokes))); }

void Ink::mousePressEvent(QMouseEvent* event) {
    setKeepMouseGrab(true); // what lies around does not begin to scroll
    drawing_ = true;
    strokes_.push_back({event->position()});
    emit changed();
}

void Ink::mouseMoveEvent(QMouseEvent* event) {
    if (!drawing_) return;
    strokes_.back().push_back(event->position());
    update();
}

void Ink::mouseReleaseEvent(QMouseEvent*) {
    if (!std::exchange(drawing_, false)) return;
    const qreal side = std::max(width(), height());
    QList<QPointF> stroke;
    for (const auto& point : std::as_const(strokes_.back()))
        stroke.push_back(point / side);
    emit drawn(stroke);
    leave(kept_);
    emit changed();
}

// The second of two quick taps: without it no move and no release would follow.
void Ink::mouseDoubleClickEvent(QMouseEvent* event) { mousePressEvent(event); }

void Ink::touchUngrabEvent() { mouseUngrabEvent(); }

void Ink::mouseUngrabEvent() {
    drawing_ = false;
    leave(kept_);
    emit changed();
}

void Ink::paint(QPainter* painter) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour_, nib_, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const auto& stroke : std::as_const(strokes_)) {
        if (stroke.size() == 1)
            painter->drawPoint(stroke.front());
        else
            painter->drawPolyline(stroke);
    }
}

} // namespace onestop::viewmodels
