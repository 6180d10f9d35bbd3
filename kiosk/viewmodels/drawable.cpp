// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/drawable.h"

#include <QFontMetrics>
#include <QGuiApplication>

namespace onestop::viewmodels {

namespace {

/// Of the basic plane the fonts have every ideograph; what may be missing begins beyond it or is somebody's own. A
/// variation selector is no character of its own.
bool mayBeMissing(char32_t character) {
    const bool selector = character >= 0xE0100 && character <= 0xE01EF;
    return (character > 0xFFFF && !selector) || (character >= 0xE000 && character <= 0xF8FF);
}

/// Holds such a character at all? In UTF-8 it is four bytes long, or EE 80 80 to EF A3 BF.
bool mayHoldRare(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool own = byte == 0xEF && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA4;
        if (byte >= 0xF0 || byte == 0xEE || own) return true;
    }
    return false;
}

} // namespace

QString drawable(std::string_view text) {
    QString plain = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    if (!mayHoldRare(text)) return plain; // nearly always
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) return plain;
    const QFontMetrics metrics{QGuiApplication::font()};
    QString shown;
    for (const char32_t character : plain.toUcs4()) {
        if (mayBeMissing(character) && !metrics.inFontUcs4(character))
            shown += QStringLiteral("〖U+%1〗").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
        else
            shown += QString::fromUcs4(&character, 1);
    }
    return shown;
}

} // namespace onestop::viewmodels
