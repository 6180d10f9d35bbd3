// SPDX-License-Identifier: Apache-2.0
// syncd.toml, checked at start: file, line and what was expected.
#pragma once

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "sync/transport/url.h"

namespace onestop::daemon {

struct SyncdConfig {
    std::string site;
    int kiosk = 1; ///< 1…6 within the site
    std::filesystem::path store;

    struct Hub {
        transport::Url url;
        std::filesystem::path certificate, key, authority;
    } hub;

    struct Repository {
        transport::Url url; ///< its path ends with a slash
        std::filesystem::path authority;
        std::filesystem::path root; ///< the root of trust shipped with the image
    } repository;

    std::string node() const { return "kiosk-" + std::to_string(kiosk); }
};

/// The error is one line: "syncd.toml:7: hub.url: expected an https:// address". Paths are taken from the file's
/// folder.
tl::expected<SyncdConfig, std::string> readConfig(const std::filesystem::path& file);

} // namespace onestop::daemon
