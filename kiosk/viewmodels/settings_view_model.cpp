// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/settings_view_model.h"

#include <utility>

namespace onestop::viewmodels {

void SettingsViewModel::setCare(bool care) {
    if (std::exchange(care_, care) != care) emit changed();
}

void SettingsViewModel::setHighContrast(bool high_contrast) {
    if (std::exchange(high_contrast_, high_contrast) != high_contrast) emit changed();
}

void SettingsViewModel::setLowReach(bool low_reach) {
    if (std::exchange(low_reach_, low_reach) != low_reach) emit changed();
}

void SettingsViewModel::setLowReachOffered(bool offered) {
    if (std::exchange(low_reach_offered_, offered) != offered) emit changed();
}

void SettingsViewModel::setLanguage(catalogue::Language language) {
    if (std::exchange(language_, language) != language) emit languageChanged();
}

QString SettingsViewModel::textFamily() const {
    return language_ == catalogue::Language::ZhHant ? QStringLiteral("Noto Sans CJK TC")
                                                    : QStringLiteral("Noto Sans CJK SC");
}

void SettingsViewModel::reset() {
    setCare(false);
    setHighContrast(false);
    setLowReach(false);
    setLanguage(catalogue::Language::ZhHans);
}

} // namespace onestop::viewmodels
