// SPDX-License-Identifier: Apache-2.0
// What a program does once before its first window: fonts, the look of text, where the QML modules are.
#pragma once

class QQmlEngine;

namespace onestop::viewmodels {

class SettingsViewModel;

/// Before QGuiApplication: of all fonts of the system only those that are drawn are looked at, by a rule of our own
/// instead of forty files'. Of the icons' font there is a packed one (WOFF) beside the plain file; unpacking it and
/// reading those files costs a start a tenth of its time. The look of letters is as Debian's files have it.
void lookAtOurFontsOnly();

/// After QGuiApplication, before the engine: Noto Sans CJK with Hanazono behind it for rare characters.
void prepareFonts();

/// Before the first page is loaded: the modules' path, and texts that follow the language.
void prepareEngine(QQmlEngine& engine, const SettingsViewModel* settings = nullptr);

} // namespace onestop::viewmodels
