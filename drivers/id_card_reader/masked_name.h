// SPDX-License-Identifier: Apache-2.0
// The only form of a name that may be shown, logged or kept: 张*三 for 张某三, 欧*三 for 欧阳某三, 张* for 张三.
#pragma once

#include <string>
#include <string_view>

namespace onestop::id_card_reader {

/// The first and the last character with one * for everything between; of two characters the first and a *.
/// Characters are code points with their variation selectors, never bytes. One character, nothing, or what is not
/// UTF-8 becomes "*".
std::string maskedName(std::string_view name_utf8);

} // namespace onestop::id_card_reader
