// SPDX-License-Identifier: Apache-2.0
// The files of pages/, embedded in the program by embed_pages.py.
#pragma once

#include <string_view>

namespace onestop::hub {

/// The bytes of one page file; empty when there is none of that name.
std::string_view pageBytes(std::string_view name);

} // namespace onestop::hub
