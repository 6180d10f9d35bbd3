// SPDX-License-Identifier: Apache-2.0
// Text from outside as this screen can draw it: a character that no font has stands there as its code, 〖U+31353〗, so
// that nobody's name is shown with a hole in it (DESIGN 7; on paper: drivers/raster/code_box.h).
#pragma once

#include <QString>

#include <string_view>

namespace onestop::viewmodels {

/// `text`: UTF-8. Without a screen (a program that draws nothing) every character is taken for drawable.
QString drawable(std::string_view text);

} // namespace onestop::viewmodels
