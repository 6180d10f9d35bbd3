// SPDX-License-Identifier: Apache-2.0
// Members in canonical order, so that the same content and keys give the same file.
#include "sync/tuf/signing.h"

#include "sync/crypto/algorithms.h"
#include "sync/tuf/canonical_json.h"

#include <cstdio>

namespace onestop::tuf {

using nlohmann::json;

json keyValue(const crypto::PublicKey& key) {
    return {{"keytype", std::string(crypto::kSchemeEd25519)},
            {"scheme", std::string(crypto::kSchemeEd25519)},
            {"keyval", {{"public", crypto::toHex(key.raw())}}}};
}

std::string keyIdOf(const crypto::PublicKey& key) {
    return crypto::toHex(crypto::sha256(crypto::bytesOf(canonicalJson(keyValue(key)).value())));
}

std::string expiryText(std::chrono::sys_seconds time) {
    using namespace std::chrono;
    const sys_days days = floor<std::chrono::days>(time);
    const year_month_day date{days};
    const hh_mm_ss clock{time - days};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

json signedPart(RoleType type, std::uint64_t version, std::chrono::sys_seconds expires) {
    static constexpr const char* kNames[] = {"root", "timestamp", "snapshot", "targets"};
    return {{"_type", kNames[static_cast<int>(type)]},
            {"spec_version", "1.0.34"},
            {"version", version},
            {"expires", expiryText(expires)}};
}

Bytes signMetadata(const json& signedPart, std::span<const crypto::PrivateKey> signers) {
    const std::string message = canonicalJson(signedPart).value();
    json signatures = json::array();
    for (const crypto::PrivateKey& signer : signers) {
        signatures.push_back(
            {{"keyid", keyIdOf(signer.publicKey())}, {"sig", crypto::toHex(signer.sign(crypto::bytesOf(message)))}});
    }
    const std::string file = json{{"signatures", std::move(signatures)}, {"signed", signedPart}}.dump();
    return {file.begin(), file.end()};
}

json targetValue(BytesView bytes) {
    return {{"length", bytes.size()}, {"hashes", {{"sha256", crypto::toHex(crypto::sha256(bytes))}}}};
}

json metaFileValue(std::uint64_t version, BytesView bytes) {
    json value = targetValue(bytes);
    value["version"] = version;
    return value;
}

} // namespace onestop::tuf
