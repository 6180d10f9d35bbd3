// SPDX-License-Identifier: Apache-2.0
// From what is written to what is said: A001 as letter and figures, 10:30 as a time, 8–15 as a range, a telephone
// number figure by figure. Pure.
#pragma once

#include <string>
#include <string_view>

#include "sync/catalogue/localized.h"

namespace onestop::speech {

/// `written`: UTF-8; bytes that are none pass as they are. Asterisks of a masked name are not said.
std::string spokenText(std::string_view written, catalogue::Language language);

} // namespace onestop::speech
