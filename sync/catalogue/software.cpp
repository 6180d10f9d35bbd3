// SPDX-License-Identifier: Apache-2.0
#include "sync/catalogue/software.h"

#include <algorithm>
#include <charconv>

namespace onestop::catalogue {

/// Takes the digits in front; absent: there are none, more than 18, or a zero that says nothing.
static std::optional<std::uint64_t> takeNumber(std::string_view& text) {
    const auto size = std::min(text.find_first_not_of("0123456789"), text.size());
    if (size == 0 || size > 18 || (size > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + size, value);
    text.remove_prefix(size);
    return value;
}

std::optional<SoftwareVersion> parseVersion(std::string_view text) {
    SoftwareVersion version;
    for (std::size_t i = 0; i < version.numbers.size(); ++i) {
        if (i > 0) {
            if (!text.starts_with('.')) return std::nullopt;
            text.remove_prefix(1);
        }
        const auto number = takeNumber(text);
        if (!number) return std::nullopt;
        version.numbers[i] = *number;
    }
    if (text.empty()) return version;
    if (!text.starts_with('-')) return std::nullopt;
    text.remove_prefix(1);
    const auto made_at = takeNumber(text);
    if (!made_at || !text.empty()) return std::nullopt;
    version.made_at = *made_at;
    return version;
}

static bool holds(const std::vector<std::string>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool SoftwareStage::covers(std::string_view kiosk) const {
    const auto dot = kiosk.find('.');
    const auto site = dot == kiosk.npos ? std::string_view() : kiosk.substr(dot + 1);
    return all || holds(kiosks, kiosk) || (!site.empty() && holds(sites, site));
}

bool SoftwareStage::reaches(std::string_view site) const {
    const auto is_there = [site](std::string_view kiosk) {
        const auto dot = kiosk.find('.');
        return dot != kiosk.npos && kiosk.substr(dot + 1) == site;
    };
    return all || holds(sites, site) || std::any_of(kiosks.begin(), kiosks.end(), is_there);
}

const SoftwareRelease* wantedRelease(std::string_view running, std::string_view compatible, std::string_view kiosk,
                                     std::span<const SoftwareRelease> releases) {
    const auto has = parseVersion(running);
    if (!has) return nullptr;
    const SoftwareRelease* wanted = nullptr;
    for (const auto& release : releases) {
        if (release.compatible != compatible || !release.stage.covers(kiosk)) continue;
        if (release.version > (wanted ? wanted->version : *has)) wanted = &release;
    }
    return wanted;
}

} // namespace onestop::catalogue
