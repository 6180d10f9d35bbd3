// SPDX-License-Identifier: Apache-2.0
// A site hub in a folder, and back: database, repository, online keys and the key of codes for staff, with SHA256SUMS
// that `sha256sum -c` reads too. The hub may run while the backup is made. What came in after it is not lost: kiosks
// keep what was acknowledged for 35 days, are told the lower sequence, and send it again (DESIGN 5).
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include <tl/expected.hpp>

#include "sync/events/clock.h"

namespace onestop::hub {

/// What belongs to a hub on this machine, as hub.toml names it. Empty: it has none.
struct HubPlaces {
    std::string site;
    std::filesystem::path database;
    std::filesystem::path repository;
    std::filesystem::path online_keys;
};

/// Makes `folder`, which must not exist, whole or not at all. How many files it has.
tl::expected<std::size_t, std::string> makeBackup(const HubPlaces& places, const std::filesystem::path& folder);

/// Puts a backup in its place, for a hub that does not run. What stands there is moved aside by name first; a
/// repository that is there stays, for kiosks refuse an older one than they know. Afterwards the hub's log has a new
/// epoch that names the former, and it leases no more numbers for today and tomorrow: which ones were given away since
/// the backup nobody knows, and kiosks out of lease have ranges of their own (DESIGN 4.2).
tl::expected<void, std::string> restoreBackup(const HubPlaces& places, const std::filesystem::path& folder,
                                              const events::Clock& clock,
                                              const std::function<void(std::span<std::uint8_t>)>& random);

} // namespace onestop::hub
