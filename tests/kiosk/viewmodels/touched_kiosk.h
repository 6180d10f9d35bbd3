// SPDX-License-Identifier: Apache-2.0
// A kiosk that somebody has just touched, with its lobby in memory: where most tests of a screen begin.
#pragma once

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"
#include "tests/kiosk/viewmodels/qt_program.h"

namespace onestop::tests {

struct TouchedKiosk : QtProgram {
    MemoryLobby lobby;
    viewmodels::LobbyViewModel screen{lobby};

    TouchedKiosk() { lobby.touched(); }
    void takeNumber(const char* item = "elder-card") {
        screen.openItem(QString::fromLatin1(item));
        screen.takeNumber();
    }
};

} // namespace onestop::tests
