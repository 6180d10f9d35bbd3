// SPDX-License-Identifier: Apache-2.0
// The signing half of TUF: metadata files from their signed part. Pure; keys come from outside.
#pragma once
#include "sync/tuf/metadata.h"

#include <nlohmann/json.hpp>
#include <span>

namespace onestop::tuf {

/// The key as metadata lists it: {"keytype","scheme","keyval":{"public"}}. Ed25519 only.
nlohmann::json keyValue(const crypto::PublicKey& key);
/// SHA-256 of the canonical JSON of keyValue(), hexadecimal.
std::string keyIdOf(const crypto::PublicKey& key);

/// "2026-11-30T00:00:00Z"
std::string expiryText(std::chrono::sys_seconds time);

/// {"_type","spec_version","version","expires"}, to which the caller adds the role's own members.
nlohmann::json signedPart(RoleType type, std::uint64_t version, std::chrono::sys_seconds expires);

/// The whole metadata file, one signature for each signer. Deterministic for the same keys.
Bytes signMetadata(const nlohmann::json& signedPart, std::span<const crypto::PrivateKey> signers);

/// {"length","hashes":{"sha256"}} of a target.
nlohmann::json targetValue(BytesView bytes);
/// The same with a version, as timestamp and snapshot list metadata.
nlohmann::json metaFileValue(std::uint64_t version, BytesView bytes);

} // namespace onestop::tuf
