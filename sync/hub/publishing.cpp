// SPDX-License-Identifier: Apache-2.0
// Checks like a client, then writes so that a kill at any line leaves the old month or the new.
#include "sync/hub/publishing.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "sync/tuf/metadata.h"

namespace onestop::hub {

namespace {

constexpr std::chrono::days kSnapshotValidity{7};
constexpr std::chrono::days kTimestampValidity{2}; // signed anew each day, also without changes
constexpr std::size_t kMaxTargets = 64;

tl::unexpected<OfferFailure> refuse(OfferFault fault, std::string context) {
    return tl::unexpected(OfferFailure{fault, std::move(context)});
}

int digitOf(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/// RFC 4648 section 5 without padding, strictly: no other characters, no loose bits.
std::optional<crypto::Bytes> fromBase64Url(std::string_view text) {
    crypto::Bytes out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const int digit = digitOf(c);
        if (digit < 0) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out.push_back(static_cast<std::uint8_t>(bits >> count));
        }
    }
    const bool loose = count >= 6 || (bits & ((1U << count) - 1)) != 0;
    return loose ? std::nullopt : std::optional(std::move(out));
}

/// Who may sign `role`, by the targets role, which the root's keys vouch for.
struct Authority {
    tuf::Keys keys;
    tuf::Delegation delegation;
};

tl::expected<Authority, OfferFailure> authorityOf(const tuf::Repository& repository, const std::string& role) {
    const auto stored_root = repository.newest("root");
    const auto stored_targets = repository.newest("targets");
    if (!stored_root || !stored_targets)
        return refuse(OfferFault::NotStored, "the repository has no root or targets role");
    const auto root = tuf::parseMetadata(tuf::RoleType::Root, stored_root->bytes);
    const auto targets = tuf::parseMetadata(tuf::RoleType::Targets, stored_targets->bytes);
    if (!root || !targets) return refuse(OfferFault::NotStored, "the repository's root or targets role cannot be read");
    const auto& root_role = std::get<tuf::Root>(root->role);
    if (tuf::countSignatures(*targets, root_role.keys, root_role.targets) < root_role.targets.threshold) {
        return refuse(OfferFault::NotStored, "the repository's targets role is not signed by its root's keys");
    }
    const auto& targets_role = std::get<tuf::Targets>(targets->role);
    const auto found = std::find_if(targets_role.delegations.begin(), targets_role.delegations.end(),
                                    [&](const auto& delegation) { return delegation.name == role; });
    if (found == targets_role.delegations.end())
        return refuse(OfferFault::UnknownRole, "nobody is delegated to as " + role);
    return Authority{targets_role.keys, *found};
}

/// The newest snapshot lists this version; false after a kill between the role and the snapshot.
bool isBound(const tuf::Repository& repository, const std::string& role, std::uint64_t version) {
    const auto stored = repository.newest("snapshot");
    if (!stored) return false;
    const auto snapshot = tuf::parseMetadata(tuf::RoleType::Snapshot, stored->bytes);
    if (!snapshot) return false;
    const auto& meta = std::get<tuf::Snapshot>(snapshot->role).meta;
    const auto listed = meta.find(role + ".json");
    return listed != meta.end() && listed->second.version == version;
}

tl::expected<void, OfferFailure> checkTargets(const tuf::Repository& repository, const tuf::Delegation& delegation,
                                              const tuf::Targets& listed, const Offer& offer) {
    for (const auto& [path, file] : listed.files) {
        if (!delegation.covers(path))
            return refuse(OfferFault::Outside, path + " is not for " + delegation.name + " to say");
        const auto sent = offer.targets.find(path);
        const bool right = sent != offer.targets.end()
                               ? sent->second.size() == file.length && tuf::hashesHold(sent->second, file.hashes)
                               : repository.target(path, file).has_value();
        if (!right) return refuse(OfferFault::WrongTarget, path + " is missing or not as described");
    }
    for (const auto& [path, bytes] : offer.targets) {
        if (!listed.files.contains(path)) return refuse(OfferFault::WrongTarget, path + " is not listed");
    }
    return {};
}

/// Hubs that share a repository sign one after the other: two months in the same second both appear.
class SigningTurn {
public:
    explicit SigningTurn(const std::filesystem::path& folder)
        : file_(::open((folder / ".signing").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (file_ >= 0) ::flock(file_, LOCK_EX);
    }
    ~SigningTurn() {
        if (file_ >= 0) ::close(file_);
    }
    SigningTurn(const SigningTurn&) = delete;
    SigningTurn& operator=(const SigningTurn&) = delete;

private:
    int file_;
};

} // namespace

std::string_view problemOf(OfferFault fault) {
    switch (fault) {
    case OfferFault::NotAnOffer:
        return "not-an-offer";
    case OfferFault::UnknownRole:
        return "unknown-role";
    case OfferFault::NotSigned:
        return "not-signed";
    case OfferFault::Expired:
        return "expired";
    case OfferFault::Older:
        return "older";
    case OfferFault::Outside:
        return "outside";
    case OfferFault::WrongTarget:
        return "wrong-target";
    case OfferFault::NotStored:
        return "not-stored";
    }
    return "not-an-offer";
}

unsigned statusOf(OfferFault fault) {
    switch (fault) {
    case OfferFault::NotAnOffer:
        return 400;
    case OfferFault::NotSigned:
    case OfferFault::Outside:
    case OfferFault::UnknownRole:
        return 403;
    case OfferFault::NotStored:
        return 503;
    default:
        return 409;
    }
}

tl::expected<Offer, OfferFailure> parseOffer(std::string_view json) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) return refuse(OfferFault::NotAnOffer, "expected a JSON object");
    const auto role = document.find("role");
    const auto metadata = document.find("metadata");
    const auto targets = document.find("targets");
    if (role == document.end() || !role->is_string()) return refuse(OfferFault::NotAnOffer, "role: expected a name");
    Offer offer{role->get<std::string>(), {}, {}};
    const auto bytes = metadata != document.end() && metadata->is_string()
                           ? fromBase64Url(metadata->get_ref<const std::string&>())
                           : std::nullopt;
    if (!bytes) return refuse(OfferFault::NotAnOffer, "metadata: expected base64url");
    offer.metadata = *bytes;
    if (targets == document.end() || !targets->is_object() || targets->size() > kMaxTargets) {
        return refuse(OfferFault::NotAnOffer, "targets: expected an object of at most 64 files");
    }
    for (const auto& [path, text] : targets->items()) {
        auto target = text.is_string() ? fromBase64Url(text.get_ref<const std::string&>()) : std::nullopt;
        if (!target) return refuse(OfferFault::NotAnOffer, "targets: " + path + ": expected base64url");
        offer.targets.emplace(path, std::move(*target));
    }
    return offer;
}

tl::expected<std::uint64_t, OfferFailure> takeOffer(const std::filesystem::path& folder, const tuf::OnlineKeys& keys,
                                                    const Offer& offer, events::WallTime now) {
    const SigningTurn turn(folder);
    tuf::Repository repository(folder);
    const auto authority = authorityOf(repository, offer.role);
    if (!authority) return tl::unexpected(authority.error());
    const auto metadata = tuf::parseMetadata(tuf::RoleType::Targets, offer.metadata);
    if (!metadata) return refuse(OfferFault::NotAnOffer, metadata.error().context);
    if (tuf::countSignatures(*metadata, authority->keys, authority->delegation.signers) <
        authority->delegation.signers.threshold) {
        return refuse(OfferFault::NotSigned, "not signed by the keys of " + offer.role);
    }
    if (metadata->isExpired(now)) return refuse(OfferFault::Expired, "it has expired");
    if (const auto published = repository.newest(offer.role)) {
        const bool again = published->bytes == offer.metadata;
        if (again && isBound(repository, offer.role, metadata->version)) return metadata->version; // a lost answer
        if (!again && metadata->version <= published->version) {
            return refuse(OfferFault::Older, "version " + std::to_string(published->version) + " is published");
        }
    }
    const auto& listed = std::get<tuf::Targets>(metadata->role);
    // A site may not hand its right on: a delegation of a delegation would escape the check of paths here.
    if (!listed.delegations.empty()) return refuse(OfferFault::Outside, "a site's role may not delegate");
    if (const auto checked = checkTargets(repository, authority->delegation, listed, offer); !checked) {
        return tl::unexpected(checked.error());
    }
    // Targets first, the role next, snapshot and timestamp last: a kill on the way leaves the old month whole.
    for (const auto& [path, bytes] : offer.targets) {
        if (const auto added = repository.addTarget(path, bytes); !added)
            return refuse(OfferFault::NotStored, added.error());
    }
    if (const auto added = repository.addMetadata(offer.role, metadata->version, offer.metadata); !added) {
        return refuse(OfferFault::NotStored, added.error());
    }
    if (const auto bound = repository.bind(keys, now, kSnapshotValidity, kTimestampValidity); !bound) {
        return refuse(OfferFault::NotStored, bound.error().context);
    }
    return metadata->version;
}

tl::expected<tuf::OnlineKeys, std::string> readOnlineKeys(const std::filesystem::path& folder) {
    const auto read = [&](const char* name) -> tl::expected<crypto::PrivateKey, std::string> {
        const auto file = folder / name;
        std::ifstream in(file, std::ios::binary);
        if (!in) return tl::unexpected("cannot read " + file.string());
        std::string pem{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        auto key = crypto::PrivateKey::fromPem(pem, "");
        crypto::wipe(pem);
        if (!key) return tl::unexpected(file.string() + ": expected an unencrypted PKCS#8 key");
        return *key;
    };
    auto snapshot = read("snapshot.pem");
    if (!snapshot) return tl::unexpected(snapshot.error());
    auto timestamp = read("timestamp.pem");
    if (!timestamp) return tl::unexpected(timestamp.error());
    return tuf::OnlineKeys{std::move(*snapshot), std::move(*timestamp)};
}

tl::expected<bool, std::string> renewTimestamp(const std::filesystem::path& folder, const tuf::OnlineKeys& keys,
                                               events::WallTime now) {
    const SigningTurn turn(folder);
    tuf::Repository repository(folder);
    const auto stored = repository.newest("timestamp");
    if (!stored) return false;
    const auto timestamp = tuf::parseMetadata(tuf::RoleType::Timestamp, stored->bytes);
    if (!timestamp) return tl::unexpected(timestamp.error().context);
    if (timestamp->expires - now > kTimestampValidity / 2) return false;
    if (const auto bound = repository.bind(keys, now, kSnapshotValidity, kTimestampValidity); !bound) {
        return tl::unexpected(bound.error().context);
    }
    return true;
}

} // namespace onestop::hub
