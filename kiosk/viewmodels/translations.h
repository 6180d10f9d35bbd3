// SPDX-License-Identifier: Apache-2.0
// The three languages: the sources are simplified Chinese, the other two come from qml/translations.
#pragma once

#include <QTranslator>

#include "sync/catalogue/localized.h"

namespace onestop::viewmodels {

class Translations {
public:
    Translations() = default;
    ~Translations();
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;

    /// Every tr() and qsTr() answers in that language from now on. A language without its file answers in Chinese.
    void use(catalogue::Language language);

private:
    QTranslator translator_;
};

} // namespace onestop::viewmodels
