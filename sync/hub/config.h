// SPDX-License-Identifier: Apache-2.0
// hub.toml, checked at start: file, line and what was expected.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "sync/hub/sealed.h"
#include "sync/identity/identity_folder.h"
#include "sync/pull/repository_fetcher.h"
#include "sync/transport/https_server.h"
#include "sync/transport/url.h"

namespace onestop::hub {

struct HubConfig {
    std::string site;                  ///< the site whose lobby this hub serves
    std::string database;              ///< path of a file, or "postgresql://…" of a district's server
    std::filesystem::path repository;  ///< TUF repository shown at /repository/
    std::filesystem::path online_keys; ///< folder of snapshot.pem and timestamp.pem; empty: this hub publishes nothing
    std::filesystem::path root;        ///< root of trust for reading it; by default its metadata/1.root.json
    transport::DoorConfig devices;     ///< mutual TLS 1.3
    std::optional<transport::DoorConfig> enrolment; ///< of [devices].authority, whose key is:
    std::filesystem::path authority_key;
    std::optional<transport::DoorConfig> staff;
    std::optional<transport::DoorConfig> public_door;
    std::chrono::days sealed_retention = kSealedRetention;
    /// The hub of the district, to which all logs of this site go.
    struct Upstream {
        transport::Url url;
        identity::IdentitySettings identity_settings; ///< who this hub is there: hub.<site>
    };
    std::optional<Upstream> upstream;
    /// The repository of which this hub's is a mirror; `root` is then outside of it.
    std::optional<pull::RepositoryAddress> mirror;
    std::string public_name; ///< "https://…" printed in QRs; empty: none
};

/// "hub.toml:12: listen: expected address:port". Paths are relative to the file's folder.
tl::expected<HubConfig, std::string> readHubConfig(const std::filesystem::path& file);

} // namespace onestop::hub
