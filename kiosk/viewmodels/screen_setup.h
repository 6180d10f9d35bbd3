// SPDX-License-Identifier: Apache-2.0
// What a program does once before its first window: fonts, the look of text, where the QML modules are.
#pragma once

class QQmlEngine;

namespace onestop::viewmodels {

class SettingsViewModel;

/// Before QGuiApplication: packed fonts (WOFF) are not taken. Of the icons' font there is one beside the plain file,
/// and unpacking it costs a start a twentieth of its time.
void leavePackedFonts();

/// After QGuiApplication, before the engine: Noto Sans CJK with Hanazono behind it for rare characters.
void prepareFonts();

/// Before the first page is loaded: the modules' path, and texts that follow the language.
void prepareEngine(QQmlEngine& engine, const SettingsViewModel* settings = nullptr);

} // namespace onestop::viewmodels
