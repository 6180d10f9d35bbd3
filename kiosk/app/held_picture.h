// SPDX-License-Identifier: Apache-2.0
// What is on a display stays there as long as somebody holds the display open: the kernel's for DRM, the server's for
// X11 and Wayland. So a picture outlives the program that drew it.
#pragma once

#include <vector>

namespace onestop::app {

/// The open descriptors through which this process shows something.
std::vector<int> displayDescriptors();
/// It is a graphics card of the kernel's, and no display server.
bool isGraphicsCard(int descriptor);

/// All others close when the next program begins in this process; these go on to it, and let it draw. One that cannot
/// be shared is closed with the rest: then the display is dark for a moment.
void leaveOpen(const std::vector<int>& displays);

} // namespace onestop::app
