// SPDX-License-Identifier: Apache-2.0
// What a view-model derives its words from: the lobby as it is, and the language.
#pragma once

#include "kiosk/flows/lobby.h"
#include "kiosk/viewmodels/words.h"

namespace onestop::viewmodels {

struct Snapshot {
    const flows::LobbyState& state;
    Words words;

    const catalogue::Catalogue* catalogue() const { return state.catalogue.get(); }
    bool canPrint() const {
        const auto printer = state.printer.health;
        return printer == flows::DeviceHealth::Ready || printer == flows::DeviceHealth::PaperNearEnd;
    }
    /// Somebody serves at a counter of this house; so it is said as long as the house is not known.
    bool hasCounters() const { return !catalogue() || catalogue()->hasCounters(); }
};

} // namespace onestop::viewmodels
