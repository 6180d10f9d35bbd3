// SPDX-License-Identifier: Apache-2.0
// A QR code on the glass: painted dot by dot without smoothing, whole pixels a module, quiet zone included.
#pragma once

#include <QQuickPaintedItem>
#include <QtQmlIntegration>

#include "drivers/raster/picture.h"

namespace onestop::viewmodels {

class QrCode : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(QColor ink READ ink WRITE setInk NOTIFY inkChanged)

public:
    explicit QrCode(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) {}

    QString text() const { return text_; }
    void setText(const QString& text);
    QColor ink() const { return ink_; }
    void setInk(const QColor& ink);
    void paint(QPainter* painter) override;

signals:
    void textChanged();
    void inkChanged();

private:
    QString text_;
    QColor ink_;
    raster::Picture modules_;
};

} // namespace onestop::viewmodels
