// SPDX-License-Identifier: Apache-2.0
// What an exported log is made of: one tar, and settings that keep the staff's secret to themselves. Pure: texts in,
// bytes out.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace onestop::technician {

struct LogFile {
    std::string name; ///< at most 99 bytes
    std::string content;
};

/// POSIX ustar, as every tar reads it; each file is of `moment`.
std::string makeTar(const std::vector<LogFile>& files, std::chrono::sys_seconds moment);

/// The settings without any PIN and without comments, where somebody may have noted one. A text that cannot be read is
/// left out: its line is named, nothing of it is quoted.
std::string settingsWithoutPin(std::string_view text, const std::string& name);

} // namespace onestop::technician
