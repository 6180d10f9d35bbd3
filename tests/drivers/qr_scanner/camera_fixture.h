// SPDX-License-Identifier: Apache-2.0
// A V4L2 camera in memory, behind the system calls: it refuses what the kernel refuses and can be unplugged midway.
#pragma once

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include <linux/videodev2.h>

#include "drivers/qr_scanner/video_kernel.h"

namespace onestop::qr_scanner {

class CameraModel final : public VideoKernel {
public:
    // What the camera is.
    std::vector<std::uint32_t> formats{V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};
    std::uint32_t width = 1280, height = 720, row_bytes = 1280, buffer_bytes = 1280 * 720;
    std::uint32_t capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    // What happens to it.
    bool plugged = true;
    int open_error = 0;    ///< −errno of every open
    int request_error = 0; ///< −errno of VIDIOC_REQBUFS: another program streams
    // What can be seen of it.
    std::uint32_t format = 0;
    bool streams = false;
    int opens = 0, open_now = 0, mapped_now = 0;

    /// A frame arrives; it is lost when no buffer is free, as in a real driver.
    void film(const std::vector<std::uint8_t>& bytes, std::uint32_t flags = 0) {
        if (!streams || free_.empty()) return;
        const auto index = free_.front();
        free_.pop_front();
        std::copy_n(bytes.begin(), std::min(bytes.size(), buffers_[index].size()), buffers_[index].begin());
        filled_.push_back({index, static_cast<std::uint32_t>(bytes.size()), flags});
    }
    /// What the next wait() brings: a camera that was slow, or one whose buffers were all old.
    std::deque<std::vector<std::uint8_t>> to_come;

    int open(const char* path) override {
        if (std::string_view(path) != "/dev/video0" || !plugged) return -ENOENT;
        if (open_error != 0) return open_error;
        ++opens, ++open_now;
        return 7;
    }
    void close(int) override {
        --open_now;
        streams = false;
        free_.clear(), filled_.clear();
    }
    std::span<std::uint8_t> map(int, std::size_t length, std::uint32_t offset) override {
        ++mapped_now;
        return std::span(buffers_[offset]).first(length);
    }
    void unmap(std::span<std::uint8_t>) override { --mapped_now; }
    bool wait(int, std::chrono::milliseconds) override {
        if (!plugged) return true;
        if (filled_.empty() && !to_come.empty()) {
            film(to_come.front());
            to_come.pop_front();
        }
        return !filled_.empty();
    }
    int control(int, unsigned long request, void* argument) override {
        if (!plugged) return -ENODEV;
        switch (request) {
        case VIDIOC_QUERYCAP: {
            auto& answer = *static_cast<v4l2_capability*>(argument);
            std::memcpy(answer.card, "Window Camera", 14);
            answer.capabilities = V4L2_CAP_DEVICE_CAPS | capabilities | V4L2_CAP_VIDEO_OUTPUT;
            answer.device_caps = capabilities;
            return 0;
        }
        case VIDIOC_ENUM_FMT: {
            auto& answer = *static_cast<v4l2_fmtdesc*>(argument);
            if (answer.index >= formats.size()) return -EINVAL;
            answer.pixelformat = formats[answer.index];
            return 0;
        }
        case VIDIOC_S_FMT: {
            auto& pix = static_cast<v4l2_format*>(argument)->fmt.pix;
            format = pix.pixelformat;
            pix.width = width, pix.height = height, pix.bytesperline = row_bytes;
            return 0;
        }
        case VIDIOC_S_PARM:
            return -EINVAL; // as cameras do that have one rate
        case VIDIOC_REQBUFS:
            if (request_error != 0) return request_error;
            buffers_.assign(static_cast<v4l2_requestbuffers*>(argument)->count,
                            std::vector<std::uint8_t>(buffer_bytes));
            return 0;
        case VIDIOC_QUERYBUF: {
            auto& buffer = *static_cast<v4l2_buffer*>(argument);
            buffer.length = buffer_bytes;
            buffer.m.offset = buffer.index;
            return 0;
        }
        case VIDIOC_QBUF:
            free_.push_back(static_cast<v4l2_buffer*>(argument)->index);
            return 0;
        case VIDIOC_DQBUF: {
            if (filled_.empty()) return -EAGAIN;
            auto& buffer = *static_cast<v4l2_buffer*>(argument);
            buffer.index = filled_.front().index;
            buffer.bytesused = filled_.front().bytes;
            buffer.flags = filled_.front().flags;
            filled_.pop_front();
            return 0;
        }
        case VIDIOC_STREAMON:
            streams = true;
            return 0;
        case VIDIOC_STREAMOFF:
            streams = false;
            return 0;
        default:
            return -ENOTTY;
        }
    }

private:
    struct Filled {
        std::uint32_t index, bytes, flags;
    };
    std::vector<std::vector<std::uint8_t>> buffers_;
    std::deque<std::uint32_t> free_;
    std::deque<Filled> filled_;
};

} // namespace onestop::qr_scanner
