// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/video_kernel.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace onestop::qr_scanner {
namespace {

class LinuxVideo final : public VideoKernel {
public:
    int open(const char* path) override {
        // umockdev's preload keeps a socket for each node that is not there, and ends the program at the fiftieth.
        if (::access(path, F_OK) != 0) return -errno;
        const int descriptor = ::open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
        return descriptor < 0 ? -errno : descriptor;
    }
    void close(int descriptor) override { ::close(descriptor); }
    int control(int descriptor, unsigned long request, void* argument) override {
        int result = 0;
        do
            result = ::ioctl(descriptor, request, argument);
        while (result < 0 && errno == EINTR);
        return result < 0 ? -errno : 0;
    }
    std::span<std::uint8_t> map(int descriptor, std::size_t length, std::uint32_t offset) override {
        void* memory = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset);
        if (memory == MAP_FAILED) return {};
        return {static_cast<std::uint8_t*>(memory), length};
    }
    void unmap(std::span<std::uint8_t> memory) override { ::munmap(memory.data(), memory.size()); }
    bool wait(int descriptor, std::chrono::milliseconds longest) override {
        pollfd ready{descriptor, POLLIN, 0};
        return ::poll(&ready, 1, static_cast<int>(longest.count())) != 0;
    }
};

} // namespace

VideoKernel& linuxVideo() {
    static LinuxVideo kernel;
    return kernel;
}

} // namespace onestop::qr_scanner
