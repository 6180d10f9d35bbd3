// SPDX-License-Identifier: Apache-2.0
// The program begins again in its own place: execve(2), so that the kernel takes back all memory, while the process's
// number, its supervisor, its rights and the picture on the display stay.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/legacy.h"

namespace onestop::app {

/// One for each program, made first in main: before the environment is changed and the display opened.
class FreshProcess {
public:
    explicit FreshProcess(char** arguments);
    FreshProcess(const FreshProcess&) = delete;
    FreshProcess& operator=(const FreshProcess&) = delete;

    /// What the process left whose place this one has taken; nullopt: there was none.
    const std::optional<Legacy>& legacy() const { return legacy_; }
    /// Our own first frame is on the display: the picture of the process before is let go of.
    void letFormerPictureGo();

    /// Begins again, with the arguments and the environment that the program was started with and nothing else but
    /// the legacy. No thread may be at work that has something to lose. Returns only when it failed, and says why.
    std::string begin(const Legacy& legacy) const;

private:
    std::vector<std::string> arguments_;
    std::vector<std::string> environment_;
    std::optional<Legacy> legacy_;
    std::vector<int> former_picture_; ///< descriptors
};

} // namespace onestop::app
