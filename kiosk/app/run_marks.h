// SPDX-License-Identifier: Apache-2.0
// What the screen tells who installs software on this machine (deploy/units/onestop-update, onestop-good), as files in
// its run folder: whether somebody is here, and what works.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/flows/lobby.h"

namespace onestop::app {

class RunMarks {
public:
    /// `run`: a folder in memory that is this program's alone.
    explicit RunMarks(std::filesystem::path run) : run_(std::move(run)) {}

    /// "in_use" is there while somebody is.
    void tellWhetherInUse(bool in_use);
    /// "answers": words, of "store" (it is open) and the devices that answer: "reader", "printer", "scanner".
    void tellWhatAnswers(bool store_open, const flows::LobbyState& state);

private:
    std::filesystem::path run_;
    std::optional<bool> in_use_; ///< as told
    std::optional<std::string> answers_;
};

} // namespace onestop::app
