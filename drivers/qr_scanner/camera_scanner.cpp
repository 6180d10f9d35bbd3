// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/camera_scanner.h"

#include <algorithm>
#include <utility>

namespace onestop::qr_scanner {
namespace {

constexpr milliseconds kFrameDeadline{1500}; ///< cameras take up to a second for their first frame
constexpr milliseconds kBackOffFirst{1000}, kBackOffMost{10'000};
constexpr milliseconds kAskEvery{5000}; ///< while nobody is there
constexpr int kBrokenMost = 30;         ///< frames in a row: the cable or the camera, not a spark

/// The square in the middle, where the sign says to hold the code.
raster::Picture middleOf(const raster::Picture& frame) {
    const int side = std::min(frame.width(), frame.height());
    return frame.crop((frame.width() - side) / 2, (frame.height() - side) / 2, side, side);
}

} // namespace

void CameraWatch::attend(bool somebody) {
    if (std::exchange(attends_, somebody) == somebody || somebody) return;
    source_->stop();
    started_ = false;
}

milliseconds CameraWatch::step(milliseconds now) { return attends_ ? watch(now) : ask(); }

milliseconds CameraWatch::ask() {
    if (const auto there = source_->probe(); !there) return fail(there.error());
    back_off_ = {};
    become(ScannerState::Ready);
    return kAskEvery;
}

milliseconds CameraWatch::watch(milliseconds now) {
    if (!started_) {
        if (const auto started = source_->start(); !started) return fail(started.error());
        started_ = true;
        broken_ = 0;
        policy_.reset();
        report_ = {source_->description(), {}};
    }
    const auto frame = source_->next(kFrameDeadline);
    if (!frame && frame.error() != SourceFailure::BrokenFrame) return fail(frame.error());
    if (!frame) return ++broken_ < kBrokenMost ? policy_.interval() : fail(SourceFailure::NotAnswering);
    broken_ = 0;
    back_off_ = {};
    become(ScannerState::Ready); // a camera that opens and sends nothing is not ready
    search(now, *frame);
    return policy_.interval();
}

void CameraWatch::search(milliseconds now, const raster::Picture& frame) {
    const auto look = policy_.take(now, frame);
    report_.brightness = policy_.brightness();
    if (!look.search) return;
    auto read = decodeQr(middleOf(frame), Effort::Frame);
    if (read.empty()) read = decodeQr(frame, look.effort);
    if (read.empty() || !policy_.read(now, read.front().text)) return;
    const auto& text = read.front().text;
    const auto payload = checkPayload({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, schemes_);
    if (payload)
        listener_.scanned(*payload);
    else
        listener_.scanRefused(payload.error());
}

milliseconds CameraWatch::fail(SourceFailure failure) {
    source_->stop();
    started_ = false;
    report_ = {};
    const bool absent = failure == SourceFailure::Absent;
    const auto state = failure == SourceFailure::Refused ? ScannerState::Refused : ScannerState::NotAnswering;
    become(absent ? ScannerState::Absent : state);
    // What is not there costs nothing to ask for; what does not answer is left in peace for longer and longer.
    back_off_ = absent ? kBackOffFirst : std::clamp(back_off_ * 2, kBackOffFirst, kBackOffMost);
    return back_off_;
}

void CameraWatch::become(ScannerState state) {
    if (std::exchange(state_, state) != state) listener_.scannerStateChanged(state);
}

CameraScanner::CameraScanner(std::unique_ptr<FrameSource> source, std::vector<std::string> schemes,
                             ScannerListener& listener)
    : watch_(std::move(source), std::move(schemes), listener), thread_([this] { run(); }) {}

CameraScanner::~CameraScanner() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void CameraScanner::attend(bool somebody) {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(attends_, somebody) == somebody) return;
    }
    changed_.notify_one();
}

CameraReport CameraScanner::report() {
    const std::lock_guard lock(mutex_);
    return report_;
}

void CameraScanner::run() {
    using Clock = std::chrono::steady_clock;
    const auto now = [] { return std::chrono::duration_cast<milliseconds>(Clock::now().time_since_epoch()); };
    std::unique_lock lock(mutex_);
    while (!ends_) {
        const bool attends = attends_;
        lock.unlock();
        watch_.attend(attends);
        // From the beginning of this step, so that what it costs does not slow the next one.
        const auto begun = Clock::now();
        const auto rest = watch_.step(now());
        lock.lock();
        report_ = watch_.report();
        changed_.wait_until(lock, begun + rest, [&] { return ends_ || attends_ != attends; });
    }
}

} // namespace onestop::qr_scanner
