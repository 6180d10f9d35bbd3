// SPDX-License-Identifier: Apache-2.0
// A camera as a QR scanner: the same states, payloads and refusals as a scanner on the bus. A frame is looked at and
// forgotten; no picture is kept, stored or sent.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "drivers/qr_scanner/frame_policy.h"
#include "drivers/qr_scanner/frame_source.h"
#include "drivers/qr_scanner/qr_scanner.h"

namespace onestop::qr_scanner {

/// What a technician wants to know of a camera.
struct CameraReport {
    std::string description;       ///< "Window Camera, 1280x720 MJPEG"; empty: it has not started
    std::optional<int> brightness; ///< of the last frame, 0 to 255
};

/// What the camera does, one step after the other, without a thread or a clock of its own.
class CameraWatch {
public:
    /// `schemes`: as in ScannerConfig.
    CameraWatch(std::unique_ptr<FrameSource> source, std::vector<std::string> schemes, ScannerListener& listener)
        : source_(std::move(source)), schemes_(std::move(schemes)), listener_(listener) {}

    /// False: nobody is there. The camera is shut and only asked now and then whether it is still plugged in.
    void attend(bool somebody);
    /// Does what is due at `now` (monotonic) and says how long nothing else is.
    milliseconds step(milliseconds now);
    const CameraReport& report() const { return report_; }

private:
    milliseconds ask();
    milliseconds watch(milliseconds now);
    void search(milliseconds now, const raster::Picture& frame);
    milliseconds fail(SourceFailure failure);
    void become(ScannerState state);

    std::unique_ptr<FrameSource> source_;
    std::vector<std::string> schemes_;
    ScannerListener& listener_;
    FramePolicy policy_;
    ScannerState state_ = ScannerState::Absent;
    bool attends_ = true;
    bool started_ = false;
    int broken_ = 0; ///< frames in a row
    milliseconds back_off_{};
    CameraReport report_;
};

/// The above in a thread of its own, from its construction to its destruction. The listener is called on that thread.
class CameraScanner {
public:
    CameraScanner(std::unique_ptr<FrameSource> source, std::vector<std::string> schemes, ScannerListener& listener);
    ~CameraScanner();

    /// From any thread; never blocks for longer than a decision.
    void attend(bool somebody);
    CameraReport report();

private:
    void run();

    CameraWatch watch_; ///< of the thread alone
    std::mutex mutex_;
    std::condition_variable changed_;
    bool attends_ = true;
    bool ends_ = false;
    CameraReport report_;
    std::thread thread_;
};

} // namespace onestop::qr_scanner
