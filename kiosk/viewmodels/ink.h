// SPDX-License-Identifier: Apache-2.0
// Where a finger writes: it draws what is written and tells each stroke when the finger is lifted. Which strokes stay
// is not its own decision: as many as `kept` says.
#pragma once

#include <QList>
#include <QPointF>
#include <QPolygonF>
#include <QQuickPaintedItem>
#include <QtQmlIntegration>

namespace onestop::viewmodels {

class Ink : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QColor colour MEMBER colour_ NOTIFY changed)
    Q_PROPERTY(qreal nib MEMBER nib_ NOTIFY changed)
    Q_PROPERTY(int kept READ kept WRITE setKept NOTIFY changed)
    Q_PROPERTY(int strokes READ strokes NOTIFY changed)

public:
    explicit Ink(QQuickItem* parent = nullptr);

    int kept() const { return kept_; }
    void setKept(int kept);
    /// That can be seen, the one under the finger too.
    int strokes() const { return static_cast<int>(strokes_.size()); }
    void paint(QPainter* painter) override;

signals:
    void changed();
    /// Points in the measure of the longer side, 0 to 1, from the left upper corner.
    void drawn(const QList<QPointF>& stroke);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseUngrabEvent() override;
    void touchUngrabEvent() override;

private:
    void leave(int strokes);

    QColor colour_ = Qt::black;
    qreal nib_ = 8; ///< px
    int kept_ = 0;
    bool drawing_ = false;
    QList<QPolygonF> strokes_; ///< px
};

} // namespace onestop::viewmodels
