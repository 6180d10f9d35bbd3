// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/frame_policy.h"

#include <cstdlib>
#include <numeric>
#include <utility>

namespace onestop::qr_scanner {
namespace {

constexpr milliseconds kAwakeInterval{66}; ///< 15 frames a second
constexpr milliseconds kIdleInterval{400};
constexpr milliseconds kAwakeFor{10'000};    ///< after the last movement or code
constexpr milliseconds kHardLookEvery{1000}; ///< all passes: some 100 ms, for cracked and blurred screens
constexpr milliseconds kInARow{1500};        ///< two reads farther apart are not in a row
constexpr milliseconds kOutOfSight{3000};    ///< then the same code may be told again
constexpr int kToneStep = 14;                ///< a cell that changed by more, beyond the whole picture's change
constexpr int kCellsMoved = 16;              ///< of 2304: a telephone at arm's length covers 80 and more

} // namespace

milliseconds FramePolicy::interval() const { return awake_ ? kAwakeInterval : kIdleInterval; }

bool FramePolicy::moved(const raster::Picture& frame) {
    std::array<int, kColumns * kRows> now{};
    int change = 0;
    for (int row = 0; row < kRows; ++row)
        for (int column = 0; column < kColumns; ++column) {
            // Every fourth dot of a cell is enough and keeps this far below a millisecond.
            const int left = column * frame.width() / kColumns, right = (column + 1) * frame.width() / kColumns;
            const int top = row * frame.height() / kRows, bottom = (row + 1) * frame.height() / kRows;
            int sum = 0, count = 0;
            for (int y = top; y < bottom; y += 4)
                for (int x = left; x < right; x += 4, ++count)
                    sum += frame.at(x, y);
            const int at = row * kColumns + column;
            const auto cell = static_cast<std::size_t>(at);
            now[cell] = count > 0 ? sum / count : 0;
            change += now[cell] - tones_[cell];
        }
    change /= kColumns * kRows; // the camera's own exposure: not a movement
    int cells = 0;
    for (std::size_t cell = 0; cell < now.size(); ++cell)
        cells += std::abs(now[cell] - tones_[cell] - change) > kToneStep;
    tones_ = now;
    return std::exchange(seen_, true) && cells >= kCellsMoved;
}

Look FramePolicy::take(milliseconds now, const raster::Picture& frame) {
    const bool first = !seen_; // may already show somebody
    if (moved(frame) || first) {
        if (!awake_) next_hard_look_ = now + kHardLookEvery;
        awake_ = true;
        awake_until_ = now + kAwakeFor;
    }
    if (awake_ && now >= awake_until_) awake_ = false;
    if (!awake_) return {};
    if (now < next_hard_look_) return {true, Effort::Frame};
    next_hard_look_ = now + kHardLookEvery;
    return {true, Effort::Photograph};
}

int FramePolicy::brightness() const {
    return std::accumulate(tones_.begin(), tones_.end(), 0) / static_cast<int>(tones_.size());
}

bool FramePolicy::read(milliseconds now, std::string_view text) {
    awake_until_ = now + kAwakeFor;
    next_hard_look_ = now + kHardLookEvery; // what is read needs no harder look
    const bool in_a_row = candidate_ == text && now - candidate_at_ <= kInARow;
    candidate_ = text;
    candidate_at_ = now;
    if (told_ == text && now - told_seen_at_ <= kOutOfSight) {
        told_seen_at_ = now;
        return false;
    }
    if (!in_a_row) return false;
    told_ = text;
    told_seen_at_ = now;
    return true;
}

} // namespace onestop::qr_scanner
