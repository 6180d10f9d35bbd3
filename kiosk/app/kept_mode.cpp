// SPDX-License-Identifier: Apache-2.0
// Two functions of libdrm under their own names: a program's symbols go before those of the libraries that a plugin
// brings along (CMakeLists.txt exports them). Without keepMode() they hand everything on.
#include "kiosk/app/kept_mode.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#include <dlfcn.h>

namespace {

using SetCrtc = int (*)(int, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t*, int, void*);
using PageFlip = int (*)(int, std::uint32_t, std::uint32_t, std::uint32_t, void*);

/// struct drm_mode_modeinfo, of the kernel's interface, which never changes.
using ModeInfo = std::array<std::byte, 68>;

struct PutOff {
    int card;
    std::uint32_t crtc;
    std::vector<std::uint32_t> connectors;
    ModeInfo mode;
};

bool keeping = false;
std::vector<PutOff> put_off;

template <typename Function>
Function inLibdrm(const char* name) {
    static void* const library = ::dlopen("libdrm.so.2", RTLD_LAZY | RTLD_NOLOAD); // whoever calls has loaded it
    return library == nullptr ? nullptr : reinterpret_cast<Function>(::dlsym(library, name));
}

std::optional<PutOff> takePutOff(int card, std::uint32_t crtc) {
    const auto found = std::ranges::find_if(put_off, [&](const PutOff& p) { return p.card == card && p.crtc == crtc; });
    if (found == put_off.end()) return std::nullopt;
    PutOff taken = std::move(*found);
    put_off.erase(found);
    return taken;
}

} // namespace

extern "C" {

int drmModeSetCrtc(int card, std::uint32_t crtc, std::uint32_t buffer, std::uint32_t x, std::uint32_t y,
                   std::uint32_t* connectors, int count, void* mode) {
    if (keeping && buffer != 0 && mode != nullptr && count > 0) {
        PutOff later{.card = card, .crtc = crtc, .connectors = {connectors, connectors + count}, .mode = {}};
        std::memcpy(later.mode.data(), mode, later.mode.size());
        put_off.push_back(std::move(later));
        return 0;
    }
    const auto set = inLibdrm<SetCrtc>("drmModeSetCrtc");
    return set == nullptr ? -ENOSYS : set(card, crtc, buffer, x, y, connectors, count, mode);
}

int drmModePageFlip(int card, std::uint32_t crtc, std::uint32_t buffer, std::uint32_t flags, void* data) {
    const auto flip = inLibdrm<PageFlip>("drmModePageFlip");
    if (flip == nullptr) return -1;
    const bool flipped = flip(card, crtc, buffer, flags, data) == 0;
    keeping = false;
    auto later = takePutOff(card, crtc);
    if (flipped) return 0;
    // Qt takes -1 alone for a refusal; after libdrm's own -errno it waits for an event that never comes.
    constexpr int kRefused = -1;
    const auto set = inLibdrm<SetCrtc>("drmModeSetCrtc");
    if (!later || set == nullptr) return kRefused;
    const int count = static_cast<int>(later->connectors.size());
    if (set(card, crtc, buffer, 0, 0, later->connectors.data(), count, later->mode.data()) != 0) return kRefused;
    return flip(card, crtc, buffer, flags, data) == 0 ? 0 : kRefused; // whoever asked waits for the event of a flip
}

} // extern "C"

namespace onestop::app {

void keepMode() { keeping = true; }

} // namespace onestop::app
