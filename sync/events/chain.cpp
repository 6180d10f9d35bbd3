// SPDX-License-Identifier: Apache-2.0
// One step of the chain; the digest is named in sync/crypto.
#include "sync/events/chain.h"

namespace onestop::events {

crypto::Digest chainNext(const crypto::Digest& previous, std::span<const std::uint8_t> body) {
    crypto::Sha256 hash;
    hash.update(previous);
    hash.update(body);
    return hash.finish();
}

crypto::Digest chainNext(const crypto::Digest& previous, std::string_view body) {
    return chainNext(previous, crypto::bytesOf(body));
}

std::vector<crypto::Digest> chainOver(const crypto::Digest& previous, std::span<const std::string_view> bodies) {
    std::vector<crypto::Digest> values;
    values.reserve(bodies.size());
    crypto::Sha256 hash;
    for (const auto body : bodies) {
        hash.update(values.empty() ? previous : values.back());
        hash.update(crypto::bytesOf(body));
        values.push_back(hash.finish());
    }
    return values;
}

} // namespace onestop::events
