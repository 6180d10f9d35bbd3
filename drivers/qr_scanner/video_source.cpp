// SPDX-License-Identifier: Apache-2.0
// Sources: kernel documentation, "Video for Linux API", 4.3 Streaming I/O and 7.x ioctl reference.
#include "drivers/qr_scanner/video_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include <linux/videodev2.h>

namespace onestop::qr_scanner {
namespace {

constexpr std::uint32_t kWidth = 1280, kHeight = 720;
constexpr std::uint32_t kBuffers = 4;
constexpr std::uint32_t kFramesPerSecond = 30; ///< half of them are looked at; the other half keeps them fresh
constexpr std::uint32_t kFormatsMost = 64, kDevicesMost = 64;

/// The best first: grey costs nothing; YUYV of this size is 10 frames a second on USB 2, MJPEG 30.
struct Format {
    std::uint32_t code;
    FrameCoding coding;
};
constexpr std::array kFormats{
    Format{V4L2_PIX_FMT_GREY, FrameCoding::Grey},
    Format{V4L2_PIX_FMT_MJPEG, FrameCoding::Mjpeg},
    Format{V4L2_PIX_FMT_JPEG, FrameCoding::Mjpeg},
    Format{V4L2_PIX_FMT_YUYV, FrameCoding::Yuyv},
};

tl::unexpected<SourceFailure> failed(int error) {
    switch (-error) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
        return tl::unexpected(SourceFailure::Absent);
    case EACCES:
    case EPERM:
    case EBUSY:
        return tl::unexpected(SourceFailure::Refused);
    default:
        return tl::unexpected(SourceFailure::NotAnswering);
    }
}

/// Fixed fields of the kernel's answers need not end with a zero.
template <std::size_t Size>
std::string textOf(const __u8 (&field)[Size]) {
    std::string text(std::begin(field), std::find(std::begin(field), std::end(field), 0));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
    return text;
}

/// What the device calls itself, when it can stream frames.
tl::expected<std::string, SourceFailure> nameOf(VideoKernel& kernel, int descriptor) {
    v4l2_capability capability{};
    if (const int error = kernel.control(descriptor, VIDIOC_QUERYCAP, &capability); error != 0) return failed(error);
    const auto can =
        (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? capability.device_caps : capability.capabilities;
    constexpr std::uint32_t kNeeded = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    if ((can & kNeeded) != kNeeded) return tl::unexpected(SourceFailure::NotAnswering); // metadata, or an output
    return textOf(capability.card);
}

v4l2_buffer bufferAt(std::uint32_t index) {
    v4l2_buffer buffer{};
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    buffer.index = index;
    return buffer;
}

} // namespace

VideoSource::Done VideoSource::open() {
    const int opened = kernel_.open(device_.c_str());
    if (opened < 0) return failed(opened);
    descriptor_ = opened;
    auto name = nameOf(kernel_, descriptor_);
    if (!name) return tl::unexpected(name.error());
    name_ = std::move(*name);
    return {};
}

VideoSource::Done VideoSource::probe() {
    const auto opened = open();
    stop();
    return opened;
}

VideoSource::Done VideoSource::start() {
    stop();
    auto done = open().and_then([this] { return chooseFormat(); }).and_then([this] { return mapBuffers(); });
    for (std::uint32_t i = 0; done && i < buffers_.size(); ++i)
        done = give(i);
    if (done) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        const int error = kernel_.control(descriptor_, VIDIOC_STREAMON, &type);
        if (error != 0) done = failed(error);
        streaming_ = error == 0;
    }
    if (!done) stop();
    return done;
}

void VideoSource::stop() {
    if (descriptor_ < 0) return;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (std::exchange(streaming_, false)) kernel_.control(descriptor_, VIDIOC_STREAMOFF, &type);
    for (const auto buffer : std::exchange(buffers_, {}))
        kernel_.unmap(buffer);
    kernel_.close(std::exchange(descriptor_, -1));
}

std::optional<std::uint32_t> VideoSource::bestFormat() {
    std::size_t best = kFormats.size();
    for (std::uint32_t index = 0; index < kFormatsMost; ++index) {
        v4l2_fmtdesc offered{};
        offered.index = index;
        offered.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (kernel_.control(descriptor_, VIDIOC_ENUM_FMT, &offered) != 0) break;
        for (std::size_t i = 0; i < best; ++i)
            if (kFormats[i].code == offered.pixelformat) best = i;
    }
    if (best == kFormats.size()) return std::nullopt;
    return kFormats[best].code;
}

VideoSource::Done VideoSource::chooseFormat() {
    const auto wanted = bestFormat();
    if (!wanted) return tl::unexpected(SourceFailure::NotAnswering);
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.width = kWidth;
    format.fmt.pix.height = kHeight;
    format.fmt.pix.pixelformat = *wanted;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    if (const int error = kernel_.control(descriptor_, VIDIOC_S_FMT, &format); error != 0) return failed(error);
    // The driver answers with what it will really do: the nearest size, perhaps another format.
    const auto& given = format.fmt.pix;
    const auto* known =
        std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& f) { return f.code == given.pixelformat; });
    if (known == kFormats.end() || given.width == 0 || given.width > kFrameDotsMost || given.height == 0 ||
        given.height > kFrameDotsMost)
        return tl::unexpected(SourceFailure::NotAnswering);
    shape_ = {known->coding, static_cast<int>(given.width), static_cast<int>(given.height), given.bytesperline};
    v4l2_streamparm rate{};
    rate.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    rate.parm.capture.timeperframe = {1, kFramesPerSecond};
    kernel_.control(descriptor_, VIDIOC_S_PARM, &rate); // not every camera lets itself be asked
    return {};
}

VideoSource::Done VideoSource::mapBuffers() {
    v4l2_requestbuffers request{};
    request.count = kBuffers;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int error = kernel_.control(descriptor_, VIDIOC_REQBUFS, &request); error != 0) return failed(error);
    if (request.count < 2) return tl::unexpected(SourceFailure::NotAnswering); // one to fill while one is read
    for (std::uint32_t i = 0; i < request.count; ++i) {
        auto buffer = bufferAt(i);
        if (const int error = kernel_.control(descriptor_, VIDIOC_QUERYBUF, &buffer); error != 0) return failed(error);
        const auto memory = kernel_.map(descriptor_, buffer.length, buffer.m.offset);
        if (memory.empty()) return tl::unexpected(SourceFailure::NotAnswering);
        buffers_.push_back(memory);
    }
    return {};
}

VideoSource::Done VideoSource::give(std::uint32_t index) {
    auto buffer = bufferAt(index);
    if (const int error = kernel_.control(descriptor_, VIDIOC_QBUF, &buffer); error != 0) return failed(error);
    return {};
}

tl::expected<std::optional<v4l2_buffer>, SourceFailure> VideoSource::take() {
    auto buffer = bufferAt(0);
    const int error = kernel_.control(descriptor_, VIDIOC_DQBUF, &buffer);
    if (error == -EAGAIN) return std::nullopt;
    if (error != 0) return failed(error);
    if (buffer.index >= buffers_.size()) return tl::unexpected(SourceFailure::NotAnswering);
    return buffer;
}

tl::expected<std::optional<v4l2_buffer>, SourceFailure> VideoSource::takeNewest(std::size_t& count) {
    std::optional<v4l2_buffer> newest;
    for (count = 0; count < buffers_.size(); ++count) {
        const auto taken = take();
        if (!taken) return taken;
        if (!*taken) break;
        if (newest)
            if (const auto given = give(newest->index); !given) return tl::unexpected(given.error());
        newest = *taken;
    }
    return newest;
}

tl::expected<raster::Picture, SourceFailure> VideoSource::next(std::chrono::milliseconds longest) {
    if (!streaming_) return tl::unexpected(SourceFailure::Absent);
    std::size_t count = 0;
    auto taken = takeNewest(count);
    // All full: the camera has long had no room, so even the newest is old.
    if (taken && count == buffers_.size()) {
        if (const auto given = give((*taken)->index); !given) return tl::unexpected(given.error());
        taken->reset();
    }
    if (taken && !*taken) {
        if (!kernel_.wait(descriptor_, longest)) return tl::unexpected(SourceFailure::NotAnswering);
        taken = take();
        if (taken && !*taken) return tl::unexpected(SourceFailure::NotAnswering);
    }
    if (!taken) return tl::unexpected(taken.error());
    const v4l2_buffer& buffer = **taken;
    const auto memory = buffers_[buffer.index];
    const auto bytes = memory.first(std::min<std::size_t>(buffer.bytesused, memory.size()));
    tl::expected<raster::Picture, BrokenFrame> picture = tl::unexpected(BrokenFrame::TooShort);
    if ((buffer.flags & V4L2_BUF_FLAG_ERROR) == 0) picture = pictureOf(shape_, bytes);
    if (const auto given = give(buffer.index); !given) return tl::unexpected(given.error());
    if (!picture) return tl::unexpected(SourceFailure::BrokenFrame);
    return std::move(*picture);
}

std::string VideoSource::description() const {
    std::string_view coding = "grey";
    if (shape_.coding == FrameCoding::Mjpeg) coding = "MJPEG";
    if (shape_.coding == FrameCoding::Yuyv) coding = "YUYV";
    return name_ + ", " + std::to_string(shape_.width) + "x" + std::to_string(shape_.height) + " " +
           std::string(coding);
}

std::vector<CameraFound> findCameras(VideoKernel& kernel) {
    std::vector<CameraFound> found;
    for (std::uint32_t i = 0; i < kDevicesMost; ++i) {
        const std::filesystem::path device = "/dev/video" + std::to_string(i);
        const int descriptor = kernel.open(device.c_str());
        if (descriptor < 0) {
            if (failed(descriptor).value() == SourceFailure::Refused) found.push_back({device, ""});
            continue;
        }
        if (auto name = nameOf(kernel, descriptor)) found.push_back({device, std::move(*name)});
        kernel.close(descriptor);
    }
    return found;
}

} // namespace onestop::qr_scanner
