// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/screen_setup.h"

#include <QFont>
#include <QGuiApplication>
#include <QQmlEngine>
#include <fontconfig/fontconfig.h>

#include "kiosk/viewmodels/settings_view_model.h"

namespace onestop::viewmodels {

void leavePackedFonts() {
    static constexpr char kRule[] =
        "<fontconfig><selectfont><rejectfont><glob>*.woff*</glob></rejectfont></selectfont></fontconfig>";
    FcConfig* config = FcInitLoadConfig();
    if (config == nullptr) return; // what Qt finds then is no worse
    FcConfigParseAndLoadFromMemory(config, reinterpret_cast<const FcChar8*>(kRule), FcFalse);
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
