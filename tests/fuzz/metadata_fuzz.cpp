// SPDX-License-Identifier: Apache-2.0
// Metadata from a hostile server: whatever the bytes, parsing ends, and what it accepts is canonical.
#include "sync/tuf/canonical_json.h"
#include "sync/tuf/metadata.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace onestop::tuf;
    const BytesView bytes(data, size);
    for (const RoleType type : {RoleType::Root, RoleType::Timestamp, RoleType::Snapshot, RoleType::Targets}) {
        const auto metadata = parseMetadata(type, bytes);
        if (!metadata) continue;
        // What was signed must read as itself again.
        const auto again = parseStrictJson(onestop::crypto::bytesOf(metadata->signedBytes));
        if (metadata->version == 0) std::abort();
        if (again && canonicalJson(*again) != metadata->signedBytes) std::abort();
        if (const auto* root = std::get_if<Root>(&metadata->role)) {
            if (countSignatures(*metadata, root->keys, root->root) > root->root.keyids.size()) std::abort();
        }
        if (const auto* targets = std::get_if<Targets>(&metadata->role)) {
            for (const Delegation& delegation : targets->delegations)
                (void)delegation.covers("sites/a/2026-11.json");
        }
    }
    return 0;
}
