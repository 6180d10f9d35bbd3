// SPDX-License-Identifier: Apache-2.0
// A V4L2 camera as a source of frames: memory-mapped streaming, grey, MJPEG or YUYV, about 1280×720.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "drivers/qr_scanner/camera_frame.h"
#include "drivers/qr_scanner/frame_source.h"
#include "drivers/qr_scanner/video_kernel.h"

struct v4l2_buffer;

namespace onestop::qr_scanner {

class VideoSource final : public FrameSource {
public:
    /// `device`: /dev/video0, or better a name of /dev/v4l/by-id, which does not change when a neighbour comes back.
    explicit VideoSource(std::filesystem::path device, VideoKernel& kernel = linuxVideo())
        : device_(std::move(device)), kernel_(kernel) {}
    ~VideoSource() override { stop(); }
    VideoSource(const VideoSource&) = delete;
    VideoSource& operator=(const VideoSource&) = delete;

    tl::expected<void, SourceFailure> probe() override;
    tl::expected<void, SourceFailure> start() override;
    void stop() override;
    tl::expected<raster::Picture, SourceFailure> next(std::chrono::milliseconds longest) override;
    std::string description() const override;

private:
    using Done = tl::expected<void, SourceFailure>;

    Done open();
    Done chooseFormat();
    std::optional<std::uint32_t> bestFormat();
    Done mapBuffers();
    Done give(std::uint32_t index);
    /// The oldest filled buffer; nothing when none is filled yet.
    tl::expected<std::optional<v4l2_buffer>, SourceFailure> take();
    /// As take(), but the newest, the others given back; `count`: how many were filled.
    tl::expected<std::optional<v4l2_buffer>, SourceFailure> takeNewest(std::size_t& count);

    std::filesystem::path device_;
    VideoKernel& kernel_;
    int descriptor_ = -1;
    bool streaming_ = false;
    std::string name_;
    FrameShape shape_;
    std::vector<std::span<std::uint8_t>> buffers_;
};

/// Every camera of this machine that can send frames, for lists, and every one that may not be asked.
struct CameraFound {
    std::filesystem::path device;
    std::string name; ///< what it calls itself; empty: no right to open it
};
std::vector<CameraFound> findCameras(VideoKernel& kernel = linuxVideo());

} // namespace onestop::qr_scanner
