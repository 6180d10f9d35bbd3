// SPDX-License-Identifier: Apache-2.0
// Why there is no engine, for the log.
#pragma once

#include <string>

namespace onestop::input {

struct EngineFailure {
    std::string sentence;
};

} // namespace onestop::input
