// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/translations.h"

#include <QCoreApplication>

namespace onestop::viewmodels {

Translations::~Translations() {
    if (QCoreApplication::instance()) QCoreApplication::removeTranslator(&translator_);
}

void Translations::use(catalogue::Language language) {
    QCoreApplication::removeTranslator(&translator_);
    if (language == catalogue::Language::ZhHans) return;
    const QString name =
        language == catalogue::Language::En ? QStringLiteral("onestop_en") : QStringLiteral("onestop_zh_Hant");
    if (translator_.load(name, QStringLiteral(":/i18n"))) QCoreApplication::installTranslator(&translator_);
}

} // namespace onestop::viewmodels
