// SPDX-License-Identifier: Apache-2.0
// What the process that knows what a resident types may do: nothing but read its dictionaries and answer (DESIGN 2).
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace onestop::input {

struct RightsFailure {
    std::string sentence;
};

/// From here on, for this process and its children: no socket of any family can be made or connected, no program
/// started, no other process read; what is open stays open.
tl::expected<void, RightsFailure> dropSocketsAndPrograms();

/// And no file can be opened for writing, made, renamed or removed: what is typed cannot reach a disk. No core dump.
tl::expected<void, RightsFailure> dropWriting();

} // namespace onestop::input
