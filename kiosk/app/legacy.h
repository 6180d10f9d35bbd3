// SPDX-License-Identifier: Apache-2.0
// What a process leaves to the fresh one that takes its place: how its devices were, and how often a wrong PIN or
// unknown figures were tried. Nothing of a person: figures only, so that nothing else can pass.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/flows/lobby.h"
#include "kiosk/flows/pin_brake.h"

namespace onestop::app {

struct Legacy {
    flows::PinBrake brake = {};      ///< else every visit would give whoever guesses three tries more
    flows::PinBrake code_brake = {}; ///< the same for the figures of check-in codes
    flows::DeviceView reader = {};
    flows::DeviceView printer = {};
    flows::DeviceView scanner = {};
};

std::string textOf(const Legacy& legacy);
/// nullopt: not a whole one.
std::optional<Legacy> parseLegacy(std::string_view text);

} // namespace onestop::app
