// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/screen_setup.h"

#include <QFont>
#include <QGuiApplication>
#include <QQmlEngine>
#include <fontconfig/fontconfig.h>

#include "kiosk/viewmodels/settings_view_model.h"

namespace onestop::viewmodels {

void lookAtOurFontsOnly() {
    static constexpr char kRule[] = R"(<fontconfig>
        <dir>/usr/share/fonts/opentype/noto</dir>
        <dir>/usr/share/fonts/truetype</dir>
        <cachedir>/var/cache/fontconfig</cachedir>
        <selectfont><rejectfont><glob>*/NotoSerif*</glob></rejectfont></selectfont>
        <match target="pattern">
            <edit name="antialias" mode="append"><bool>true</bool></edit>
            <edit name="hintstyle" mode="append"><const>hintslight</const></edit>
        </match>
    </fontconfig>)";
    FcConfig* config = FcConfigCreate();
    if (config == nullptr) return; // what Qt finds then is no worse
    if (FcConfigParseAndLoadFromMemory(config, reinterpret_cast<const FcChar8*>(kRule), FcFalse) == FcTrue &&
        FcConfigBuildFonts(config) == FcTrue)
        FcConfigSetCurrent(config);
    FcConfigDestroy(config); // the current one is held
}

void prepareFonts() {
    const QStringList rare{QStringLiteral("HanaMinA"), QStringLiteral("HanaMinB"), QStringLiteral("BabelStone Han")};
    for (const QString& family : {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans CJK TC")})
        QFont::insertSubstitutions(family, rare);
    QGuiApplication::setFont(QFont(QStringLiteral("Noto Sans CJK SC")));
}

void prepareEngine(QQmlEngine& engine, const SettingsViewModel* settings) {
    engine.addImportPath(QStringLiteral(":/qt/qml"));
    if (settings) QObject::connect(settings, &SettingsViewModel::languageChanged, &engine, &QQmlEngine::retranslate);
}

} // namespace onestop::viewmodels
