// SPDX-License-Identifier: Apache-2.0
// From site.toml, the one file that a technician writes, to the files that the programs and the machine read. Pure:
// text in, texts out, so that a wrong line is found at the desk (`onestop-technician check FILE`) as it is in the
// lobby.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace onestop::technician {

/// Name of the file under the folder of the running settings → what it holds.
using SettingsFiles = std::map<std::string, std::string>;

/// What this machine is, as its image says; without it (another Debian) its software is not ours to fetch.
struct Machine {
    std::string compatible; ///< kind of machine, as the installer names it
    std::string version;    ///< that it runs
};

struct SettingsFailure {
    std::string sentence; ///< "site.toml:12: what was expected"
};

/// `name` names the file in failures. The first fault by line order of the sections is told; unknown keys are faults.
tl::expected<SettingsFiles, SettingsFailure> makeSettings(std::string_view text, const std::string& name,
                                                          const std::optional<Machine>& machine = {});

} // namespace onestop::technician
