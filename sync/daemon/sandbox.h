// SPDX-License-Identifier: Apache-2.0
// What the process that reaches the network gives up for good: USB, other programs, the kernel's doors (DESIGN 2).
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace onestop::daemon {

/// Installs the filter for all threads that come after; refused calls fail with EPERM.
tl::expected<void, std::string> enterSandbox();

} // namespace onestop::daemon
