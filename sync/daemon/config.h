// SPDX-License-Identifier: Apache-2.0
// syncd.toml, checked at start: file, line and what was expected.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "sync/identity/identity_folder.h"
#include "sync/pull/repository_fetcher.h"
#include "sync/transport/url.h"

namespace onestop::daemon {

struct SyncdConfig {
    std::string site;
    int kiosk = 1; ///< 1…6 within the site
    std::filesystem::path store;

    struct Hub {
        transport::Url url;
        std::filesystem::path certificate, key;  ///< what was brought on a stick; both empty: enrolled with a code
        std::filesystem::path authority;         ///< empty: the one that the code named
        std::optional<transport::Url> enrolment; ///< where codes are taken and certificates renewed
    } hub;

    pull::RepositoryAddress repository;
    std::filesystem::path root; ///< the root of trust shipped with the image

    struct Update {
        std::filesystem::path folder;
        std::string compatible, version; ///< kind of machine, and what it runs
    };
    std::optional<Update> update; ///< absent: the software of this machine is not ours to fetch

    /// Who this machine is to the hub.
    identity::IdentitySettings identitySettings() const {
        return {node() + '.' + site, store.string() + ".identity", hub.certificate, hub.key, hub.authority,
                hub.enrolment};
    }
    std::string node() const { return "kiosk-" + std::to_string(kiosk); }
};

/// The error is one line: "syncd.toml:7: hub.url: expected an https:// address". Paths are taken from the file's
/// folder.
tl::expected<SyncdConfig, std::string> readConfig(const std::filesystem::path& file);

} // namespace onestop::daemon
