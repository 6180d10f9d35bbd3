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
#include "tests/kiosk/viewmodels/remembering_speaker.h"

namespace onestop::tests {

struct Stage {
    MemoryLobby& lobby;
    viewmodels::LobbyViewModel& screen;
    MemoryInputEngine& engine;
    MemoryDesk& desk;
    RememberingSpeaker& speaker;
};

struct Scene {
    std::string name;
    std::function<void(Stage&)> play;
    bool everywhere = true; ///< false: only in the plain, the low and the tightest variant
    bool answers = false;   ///< what it says is seen at once: walked in every mode, language and orientation
};

/// All of them, in the order of the walk.
std::vector<Scene> scenes();

/// 意见心愿, its answers, and the call back after a bad rating.
void addOpinionScenes(std::vector<Scene>& scenes);
/// The posters, the pages of the staff, the closed kiosk.
void addStaff(std::vector<Scene>& all);
/// A kiosk at a post without counters.
void addStation(std::vector<Scene>& all);
/// Items that are done in several houses, or elsewhere only.
void addPlaces(std::vector<Scene>& all);
/// The lists with far too much, with nothing, with what is not due yet, and with a clock that is out of its mind.
void addOddDistricts(std::vector<Scene>& all);

} // namespace onestop::tests
