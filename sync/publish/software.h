// SPDX-License-Identifier: Apache-2.0
// The desk's way with new software: a bundle among the targets, and in software.json who may take it already.
#pragma once
#include "sync/catalogue/software.h"
#include "sync/publish/district.h"

namespace onestop::publish {

/// Adds the bundle (named as deploy/image/build names it, "onestop-<version>-<machine>.raucb") and its entry. Refuses a
/// version that is listed already for that machine, and one that is older than what everybody may take: it would be
/// gone again at once.
Outcome addSoftware(District& district, const std::filesystem::path& bundle, const catalogue::SoftwareStage& stage);

/// Who may take that version from now on, for each machine that it was made for. Once it is everybody's, older ones for
/// the same machine leave the list.
Outcome stageSoftware(District& district, const std::string& version, const catalogue::SoftwareStage& stage);

} // namespace onestop::publish
