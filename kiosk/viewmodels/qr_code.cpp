// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/qr_code.h"

#include <QPainter>

#include <algorithm>

#include "drivers/raster/qr.h"

namespace onestop::viewmodels {

namespace {
constexpr int kQuietModules = 4; ///< ISO/IEC 18004 asks for four on every side
} // namespace

void QrCode::setText(const QString& text) {
    if (text == text_) return;
    text_ = text;
    modules_ = text.isEmpty() ? raster::Picture() : raster::qrModules(text.toStdString());
    emit textChanged();
    update();
}

void QrCode::setInk(const QColor& ink) {
    if (ink == ink_) return;
    ink_ = ink;
    emit inkChanged();
    update();
}

void QrCode::paint(QPainter* painter) {
    if (modules_.empty()) return;
    const int across = modules_.width() + 2 * kQuietModules;
    const int module = std::max(1, static_cast<int>(std::min(width(), height())) / across);
    const int left = (static_cast<int>(width()) - module * modules_.width()) / 2;
    const int top = (static_cast<int>(height()) - module * modules_.height()) / 2;
    for (int y = 0; y < modules_.height(); ++y) {
        for (int x = 0; x < modules_.width(); ++x) {
            if (modules_.at(x, y) == raster::kBlack)
                painter->fillRect(left + x * module, top + y * module, module, module, ink_);
        }
    }
}

} // namespace onestop::viewmodels
