// SPDX-License-Identifier: Apache-2.0
// What the district wants its machines to run, and which of them already.
#include <algorithm>

#include "sync/catalogue/target_elements.h"

namespace onestop::catalogue {

namespace {

constexpr int kMostBundleBytes = 2'000'000'000;

/// A name of a file, safe as one.
bool isName(std::string_view text) {
    return !text.empty() && text.size() <= 100 && text.front() != '.' && text.front() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == '_' || c == '-';
           });
}

std::string kioskName(const TargetNode& node) {
    const std::string_view name = node.text();
    const bool fits = name.starts_with("kiosk-") && name.size() > 8 && name[6] >= '1' && name[6] <= '6' &&
                      name[7] == '.' && isId(name.substr(8));
    if (!fits) node.misfit("a kiosk like kiosk-1.dapeng-kuichong");
    return std::string(name);
}

SoftwareStage readStage(const TargetNode& node) {
    constexpr const char* kExpected = R"("all", {"sites": […]} or {"kiosks": […]})";
    SoftwareStage stage;
    if (node.isText()) {
        if (node.text() != "all") node.misfit(kExpected);
        stage.all = true;
    } else if (node.has("sites") == node.has("kiosks")) {
        node.misfit(kExpected);
    } else if (node.has("sites")) {
        stage.sites = node.at("sites").ids();
    } else {
        for (const auto& kiosk : node.at("kiosks").list())
            stage.kiosks.push_back(kioskName(kiosk));
    }
    return stage;
}

} // namespace

bool isBundlePath(std::string_view path) {
    constexpr std::string_view kFolder = "software/", kEnding = ".raucb";
    if (!path.starts_with(kFolder) || !path.ends_with(kEnding)) return false;
    path.remove_prefix(kFolder.size());
    return path.size() > kEnding.size() && isName(path);
}

SoftwareRelease readRelease(const TargetNode& node) {
    SoftwareRelease release;
    release.version_text = node.at("version").text();
    const auto version = parseVersion(release.version_text);
    if (!version) node.at("version").misfit("a version like 0.1.0-202611291200");
    release.version = *version;
    release.compatible = node.at("compatible").text();
    if (!isName(release.compatible)) node.at("compatible").misfit("a kind of machine like onestop-x86_64");
    release.bundle = node.at("bundle").text();
    if (!isBundlePath(release.bundle)) node.at("bundle").misfit("a path like software/onestop-0.1.0.raucb");
    release.length_bytes = static_cast<std::uint64_t>(node.at("length").number(1, kMostBundleBytes));
    release.stage = readStage(node.at("stage"));
    return release;
}

} // namespace onestop::catalogue
