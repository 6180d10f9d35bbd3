// SPDX-License-Identifier: Apache-2.0
// One situation of the page walk: what has happened in the lobby before the picture is taken.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_desk.h"
#include "tests/kiosk/viewmodels/memory_input_engine.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"

namespace onestop::tests {

struct Stage {
    MemoryLobby& lobby;
    viewmodels::LobbyViewModel& screen;
    MemoryInputEngine& engine;
    MemoryDesk& desk;
};

struct Scene {
    std::string name;
    std::function<void(Stage&)> play;
    bool everywhere = true; ///< false: only in the plain and in the tightest variant
};

/// 意见心愿, its answers, and the call back after a bad rating.
void addOpinionScenes(std::vector<Scene>& scenes);

} // namespace onestop::tests
