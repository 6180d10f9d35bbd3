// SPDX-License-Identifier: Apache-2.0
// What another program says on its standard output. No shell reads the words, so none of them can be anything else.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace onestop::technician {

struct Told {
    int exit_code = 1;
    std::string out;
};

/// `words`: the program, sought in PATH, and its arguments. From `limit_bytes` on it is no longer listened to, which is
/// no fault of its own (exit code 0). Absent when it cannot be started.
std::optional<Told> toldBy(const std::vector<std::string>& words, std::size_t limit_bytes);

} // namespace onestop::technician
