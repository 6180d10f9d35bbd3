// SPDX-License-Identifier: Apache-2.0
// Which frames are looked at and which codes are told: little while nothing moves, quickly when somebody holds
// something up, each code once. Time comes from outside. Pure.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "drivers/qr_scanner/decoder.h"

namespace onestop::qr_scanner {

using std::chrono::milliseconds;

/// What to do with one frame.
struct Look {
    bool search = false;           ///< false: it was only compared with the one before
    Effort effort = Effort::Frame; ///< for the whole frame; its middle is always searched as a Frame
};

class FramePolicy {
public:
    /// Until the next frame is worth taking, from the one taken last.
    milliseconds interval() const;
    /// A frame taken at `now`.
    Look take(milliseconds now, const raster::Picture& frame);
    /// Of the frame taken last, 0 to 255.
    int brightness() const;
    /// What was read in it; true when it is to be told: two equal reads in a row, and not the code that was told last
    /// and has been in sight ever since.
    bool read(milliseconds now, std::string_view text);
    /// The camera was away: nothing of before holds.
    void reset() { *this = {}; }

private:
    bool moved(const raster::Picture& frame);

    static constexpr int kColumns = 64, kRows = 36; ///< cells of 20 dots: a code's modules do not even out
    std::array<int, kColumns * kRows> tones_{};     ///< the last frame, small: all that is kept of it
    bool seen_ = false;
    bool awake_ = false;
    milliseconds awake_until_{}, next_hard_look_{};
    std::string candidate_;
    milliseconds candidate_at_{};
    std::string told_;
    milliseconds told_seen_at_{};
};

} // namespace onestop::qr_scanner
