// SPDX-License-Identifier: Apache-2.0
// The system calls behind a V4L2 camera, so that tests can put a camera of their own behind them: this machine's
// kernel need not have one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

namespace onestop::qr_scanner {

class VideoKernel {
public:
    virtual ~VideoKernel() = default;

    /// Opens without blocking. A descriptor, or −errno.
    virtual int open(const char* path) = 0;
    virtual void close(int descriptor) = 0;
    /// ioctl, repeated when a signal interrupts it. 0, or −errno.
    virtual int control(int descriptor, unsigned long request, void* argument) = 0;
    /// Empty when it cannot be mapped.
    virtual std::span<std::uint8_t> map(int descriptor, std::size_t length_bytes, std::uint32_t offset) = 0;
    virtual void unmap(std::span<std::uint8_t> memory) = 0;
    /// False when nothing came in time; true also for an error, which the next call will name.
    virtual bool wait(int descriptor, std::chrono::milliseconds longest) = 0;
};

/// The real one.
VideoKernel& linuxVideo();

} // namespace onestop::qr_scanner
