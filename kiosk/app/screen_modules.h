// SPDX-License-Identifier: Apache-2.0
// The screen's QML modules, which are linked in and must be named once in each program that draws: included by the file
// with main(), and by no other.
#pragma once

#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Onestop_TokensPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_KeyboardPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_PagesPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_ShellPlugin)
Q_IMPORT_QML_PLUGIN(Onestop_ViewModelsPlugin)
