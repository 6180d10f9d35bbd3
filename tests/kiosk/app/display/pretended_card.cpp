// SPDX-License-Identifier: Apache-2.0
// A graphics card that is the file $PRETENDED_CARD: libdrm's functions as Qt's linuxfb calls them (one panel of
// 320×240), loaded in libdrm's place, and what the kernel would do where the program speaks to it. What would be on the
// panel after each change is written, a line each, to $PRETENDED_PANEL: dark or drawn. With $PRETENDED_REFUSAL the
// first flip of each process is refused.
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

// The kernel's and libdrm's structures, as far as they are looked at.
struct ModeInfo {
    std::uint32_t clock;
    std::uint16_t hdisplay, hsync_start, hsync_end, htotal, hskew, vdisplay, vsync_start, vsync_end, vtotal, vscan;
    std::uint32_t vrefresh, flags, type;
    char name[32];
};
static_assert(sizeof(ModeInfo) == 68);
struct Resources {
    int count_fbs;
    std::uint32_t* fbs;
    int count_crtcs;
    std::uint32_t* crtcs;
    int count_connectors;
    std::uint32_t* connectors;
    int count_encoders;
    std::uint32_t* encoders;
    std::uint32_t min_width, max_width, min_height, max_height;
};
struct Connector {
    std::uint32_t connector_id, encoder_id, connector_type, connector_type_id;
    int connection;
    std::uint32_t mm_width, mm_height;
    int subpixel;
    int count_modes;
    ModeInfo* modes;
    int count_props;
    std::uint32_t* props;
    std::uint64_t* prop_values;
    int count_encoders;
    std::uint32_t* encoders;
};
struct Encoder {
    std::uint32_t encoder_id, encoder_type, crtc_id, possible_crtcs, possible_clones;
};
struct Crtc {
    std::uint32_t crtc_id, buffer_id, x, y, width, height;
    int mode_valid;
    ModeInfo mode;
    int gamma_size;
};
struct CreateDumb {
    std::uint32_t height, width, bpp, flags, handle, pitch;
    std::uint64_t size;
};
struct MapDumb {
    std::uint32_t handle, pad;
    std::uint64_t offset;
};
struct EventContext {
    int version;
    void (*vblank_handler)(int, unsigned, unsigned, unsigned, void*);
    void (*page_flip_handler)(int, unsigned, unsigned, unsigned, void*);
};

namespace {

constexpr const char* kCard = "/dev/dri/card0";
constexpr std::uint32_t kWidth = 320, kHeight = 240;
std::map<std::uint32_t, off_t> offsets; ///< buffers of this process, in the file
void* flipped = nullptr;
ModeInfo mode{.clock = 6000,
              .hdisplay = kWidth,
              .hsync_start = 330,
              .hsync_end = 340,
              .htotal = 350,
              .hskew = 0,
              .vdisplay = kHeight,
              .vsync_start = 243,
              .vsync_end = 246,
              .vtotal = 250,
              .vscan = 0,
              .vrefresh = 60,
              .flags = 0,
              .type = 8,
              .name = "320x240"};

void show(int card, std::uint32_t buffer, const char* by) {
    std::vector<char> pixels(kWidth * kHeight * 4);
    const auto read = ::pread(card, pixels.data(), pixels.size(), offsets.at(buffer));
    bool dark = read != static_cast<ssize_t>(pixels.size());
    std::size_t lit = 0;
    for (std::size_t i = 0; i < pixels.size(); i += 4)
        lit += (pixels[i] | pixels[i + 1] | pixels[i + 2]) != 0;
    dark |= lit < kWidth * kHeight / 2;
    std::ofstream(std::getenv("PRETENDED_PANEL"), std::ios::app) << by << (dark ? " dark" : " drawn") << std::endl;
}

} // namespace

extern "C" {

int drmGetCap(int, std::uint64_t, std::uint64_t* value) {
    *value = 1;
    return 0;
}
int drmSetClientCap(int, std::uint64_t, std::uint64_t) { return -EINVAL; }
Resources* drmModeGetResources(int) {
    static std::uint32_t crtc = 1, connector = 2, encoder = 3;
    static Resources resources{0, nullptr, 1, &crtc, 1, &connector, 1, &encoder, 0, 4096, 0, 4096};
    return &resources;
}
void drmModeFreeResources(void*) {}
Connector* drmModeGetConnector(int, std::uint32_t) {
    static std::uint32_t encoder = 3;
    static Connector connector{2, 3, 11, 1, 1, 80, 60, 1, 1, &mode, 0, nullptr, nullptr, 1, &encoder};
    return &connector;
}
void drmModeFreeConnector(void*) {}
Encoder* drmModeGetEncoder(int, std::uint32_t id) {
    static Encoder encoder{3, 0, 1, 1, 0};
    return id == 3 ? &encoder : nullptr;
}
void drmModeFreeEncoder(void*) {}
Crtc* drmModeGetCrtc(int, std::uint32_t) {
    static Crtc crtc{1, 0, 0, 0, kWidth, kHeight, 1, mode, 0};
    return &crtc;
}
void drmModeFreeCrtc(void*) {}
int drmIoctl(int card, unsigned long request, void* argument) {
    const auto what = request & 0xff;
    if (what == 0xb2) { // create a dumb buffer
        auto& create = *static_cast<CreateDumb*>(argument);
        struct stat file {};
        ::fstat(card, &file);
        const off_t begin = (file.st_size + 4095) / 4096 * 4096;
        create.pitch = create.width * create.bpp / 8;
        create.size = (std::uint64_t{create.pitch} * create.height + 4095) / 4096 * 4096;
        create.handle = static_cast<std::uint32_t>(offsets.size()) + 1;
        offsets[create.handle] = begin;
        return ::ftruncate(card, begin + static_cast<off_t>(create.size));
    }
    if (what == 0xb3) static_cast<MapDumb*>(argument)->offset = offsets.at(static_cast<MapDumb*>(argument)->handle);
    return 0;
}
int drmModeAddFB2(int, std::uint32_t, std::uint32_t, std::uint32_t, const std::uint32_t handles[4],
                  const std::uint32_t*, const std::uint32_t*, std::uint32_t* buffer, std::uint32_t) {
    *buffer = handles[0];
    return 0;
}
int drmModeRmFB(int, std::uint32_t) { return 0; }
int drmModeSetCrtc(int card, std::uint32_t, std::uint32_t buffer, std::uint32_t, std::uint32_t, std::uint32_t*, int,
                   void*) {
    if (buffer != 0) show(card, buffer, "set");
    return 0;
}
int drmModePageFlip(int card, std::uint32_t, std::uint32_t buffer, std::uint32_t, void* data) {
    if (std::getenv("PRETENDED_REFUSAL") && flipped == nullptr) {
        flipped = &flipped;
        return -EINVAL;
    }
    show(card, buffer, "flip");
    flipped = data;
    return 0;
}
int drmHandleEvent(int card, EventContext* context) {
    context->page_flip_handler(card, 0, 0, 0, flipped);
    return 0;
}
int drmModeConnectorSetProperty(int, std::uint32_t, std::uint32_t, std::uint64_t) { return 0; }
int drmModeCreatePropertyBlob(int, const void*, std::size_t, std::uint32_t*) { return -EINVAL; }
void drmModeAtomicFree(void*) {}
void* drmModeGetProperty(int, std::uint32_t) { return nullptr; }
void* drmModeGetPropertyBlob(int, std::uint32_t) { return nullptr; }
void* drmModeGetPlaneResources(int) { return nullptr; }
void* drmModeGetPlane(int, std::uint32_t) { return nullptr; }
void* drmModeObjectGetProperties(int, std::uint32_t, std::uint32_t) { return nullptr; }
void drmModeFreePlaneResources(void*) {}
void drmModeFreePlane(void*) {}
void drmModeFreeProperty(void*) {}
void drmModeFreePropertyBlob(void*) {}
void drmModeFreeObjectProperties(void*) {}

/// Under the card's own name there is the file, and the other way round.
int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const auto rights = va_arg(rest, unsigned);
    va_end(rest);
    static const auto real = reinterpret_cast<int (*)(const char*, int, ...)>(::dlsym(RTLD_NEXT, "open64"));
    return real(std::strcmp(path, kCard) == 0 ? std::getenv("PRETENDED_CARD") : path, flags, rights);
}
ssize_t readlink(const char* path, char* buffer, std::size_t size) {
    static const auto real =
        reinterpret_cast<ssize_t (*)(const char*, char*, std::size_t)>(::dlsym(RTLD_NEXT, "readlink"));
    const ssize_t length = real(path, buffer, size);
    const bool card =
        length > 0 && std::string(buffer, static_cast<std::size_t>(length)) == std::getenv("PRETENDED_CARD");
    if (!card || size < std::strlen(kCard)) return length;
    std::memcpy(buffer, kCard, std::strlen(kCard));
    return static_cast<ssize_t>(std::strlen(kCard));
}
/// Only the master of a card may give that up, and a file has none.
int ioctl(int descriptor, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void* const argument = va_arg(rest, void*);
    va_end(rest);
    if (request == _IO('d', 0x1f)) return 0;
    static const auto real = reinterpret_cast<int (*)(int, unsigned long, ...)>(::dlsym(RTLD_NEXT, "ioctl"));
    return real(descriptor, request, argument);
}

} // extern "C"
