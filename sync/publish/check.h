// SPDX-License-Identifier: Apache-2.0
// Explains every fault of a signed repository before residents meet it: the kiosk's own client walks
// the signatures, the kiosk's own parser reads the targets, and the district's rules are applied.
#pragma once
#include "sync/tuf/metadata.h"

#include <filesystem>
#include <string>
#include <vector>

namespace onestop::publish {

/// Sentences, one a fault: "sites/a/2026-11.json:12: activities[3].place: expected …". Empty: all is well.
/// `trustedRoot`: the root.json shipped with the images, from which the walk starts.
std::vector<std::string> checkRepository(const std::filesystem::path& repository,
                                         const std::filesystem::path& trustedRoot, tuf::Time now);

} // namespace onestop::publish
