// SPDX-License-Identifier: Apache-2.0
// Where frames come from: a camera or a folder of pictures. All calls from one thread.
#pragma once

#include <chrono>
#include <string>

#include <tl/expected.hpp>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

enum class SourceFailure {
    Absent,       ///< not there, or left
    Refused,      ///< no right to it, or another program has it
    NotAnswering, ///< there, and sends nothing, or is no camera
    BrokenFrame,  ///< this frame alone; the next may be whole
};

/// After any failure but BrokenFrame: stop(), and start() again later.
class FrameSource {
public:
    virtual ~FrameSource() = default;

    /// Whether it is there and may be opened. Starts nothing: no lamp lights.
    virtual tl::expected<void, SourceFailure> probe() = 0;
    virtual tl::expected<void, SourceFailure> start() = 0;
    virtual void stop() = 0;
    /// The newest frame; waits for one at most this long.
    virtual tl::expected<raster::Picture, SourceFailure> next(std::chrono::milliseconds longest) = 0;
    /// For technicians, after start(): "USB Camera, 1280x720 MJPEG".
    virtual std::string description() const = 0;
};

} // namespace onestop::qr_scanner
