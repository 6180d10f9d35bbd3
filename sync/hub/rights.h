// SPDX-License-Identifier: Apache-2.0
// What the hub gives up at start (DESIGN 2): it never touches USB, starts no program and loads nothing into the kernel.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace onestop::hub {

/// For this thread and all that it starts later; cannot be taken back. Refused calls fail with EPERM.
tl::expected<void, std::string> dropRights();

} // namespace onestop::hub
