// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/memory_return.h"

#include <malloc.h>
#include <sys/mman.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

namespace onestop::app {

static constexpr int kNever = 512 << 20;    ///< bytes free at the heap's end: more than there ever are
static constexpr int kMappedFrom = 1 << 20; ///< bytes; a picture goes back as soon as it is not needed

void keepFreedMemory() {
    mallopt(M_TRIM_THRESHOLD, kNever);
    mallopt(M_MMAP_THRESHOLD, kMappedFrom);
}

namespace {

bool isFont(std::string_view file) {
    return file.ends_with(".ttc") || file.ends_with(".ttf") || file.ends_with(".otf");
}

/// Parts of fonts' files that were read to draw letters: those that the page shows are drawn already, and what is
/// needed once more comes from the system's cache. Lines of proc(5), maps: "from-to r--p offset device inode file".
void giveFontsBack() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        if (!isFont(line) || line.find(" r--") == std::string::npos) continue;
        std::uintptr_t from = 0, to = 0;
        const char* const end = line.data() + line.size();
        const auto first = std::from_chars(line.data(), end, from, 16);
        const auto second = std::from_chars(first.ptr + 1, end, to, 16);
        if (first.ec != std::errc() || second.ec != std::errc()) continue;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): an address is what the kernel says
        ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
    }
}

} // namespace

MemoryReturn::MemoryReturn() {
    timer_.setSingleShot(true);
    timer_.setInterval(kAfter);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [] {
        malloc_trim(0);
        giveFontsBack();
    });
}

} // namespace onestop::app
