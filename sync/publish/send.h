// SPDX-License-Identifier: Apache-2.0
// Hands signed lists and their targets, bundles of software too, to the hub that holds the snapshot and timestamp keys
// (sync/hub/openapi.yaml, /v1/publish).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "sync/events/clock.h"

namespace onestop::publish {

struct HubAddress {
    std::string url;                   ///< "https://hub.example:18443", its devices door
    std::filesystem::path certificate; ///< of common name "publisher.<…>"
    std::filesystem::path key;
    std::filesystem::path authority;
};

/// Sends the newest metadata of `role` in `repository` and those of its targets that the hub lacks; the version that is
/// now published. Sending again is harmless, and goes on where a line broke. The error is a sentence for the person at
/// the desk.
tl::expected<std::uint64_t, std::string> sendRole(const std::filesystem::path& repository, const std::string& role,
                                                  const HubAddress& hub, const events::Clock& clock);

} // namespace onestop::publish
