// SPDX-License-Identifier: Apache-2.0
// Qt's linuxfb on a graphics card shows an empty, black picture as soon as it starts, and its first one when the window
// is drawn (qlinuxfbdrmscreen.cpp, QLinuxFbDevice::setMode). A fresh process finds the mode set and the picture of the
// former one on the display: there it has to be left alone until it has a picture of its own.
#pragma once

namespace onestop::app {

/// The next time that a mode is set on a graphics card, by whoever calls libdrm, it is left as it is; the first flip
/// to a drawn picture is what changes the display. Should the card refuse that flip, the mode is set with that picture.
/// Any flip that is refused is told so that Qt understands it.
void keepMode();

} // namespace onestop::app
