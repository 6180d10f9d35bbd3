// SPDX-License-Identifier: Apache-2.0
// Checks like a client, then writes so that a kill at any line leaves the old month or the new.
#include "sync/hub/publishing.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "sync/tuf/atomic_file.h"
#include "sync/tuf/metadata.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

namespace {

constexpr std::chrono::days kSnapshotValidity{7};
constexpr std::chrono::days kTimestampValidity{2}; // signed anew each day, also without changes
constexpr std::size_t kMaxTargets = 64;
/// From here on a target is a bundle: it is packed already, and whole since it was put in its place.
constexpr std::uint64_t kBundleBytes = 16 * 1024 * 1024;

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

/// Who may sign a role: for the district's own by the root, for all others by the targets role that the root's keys
/// vouch for.
struct Authority {
    tuf::Keys keys;
    tuf::RoleKeys signers;
    std::optional<tuf::Delegation> delegation; ///< nothing: it may say everything
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
    if (role == "targets") return Authority{root_role.keys, root_role.targets, std::nullopt};
    const auto& targets_role = std::get<tuf::Targets>(targets->role);
    const auto found = std::find_if(targets_role.delegations.begin(), targets_role.delegations.end(),
                                    [&](const auto& delegation) { return delegation.name == role; });
    if (found == targets_role.delegations.end())
        return refuse(OfferFault::UnknownRole, "nobody is delegated to as " + role);
    return Authority{targets_role.keys, found->signers, *found};
}

/// What the offer delegates. Only the district may, and not so that a list which is published would lose its signature:
/// nothing could be bound any more.
tl::expected<void, OfferFailure> checkDelegations(const tuf::Repository& repository, const Authority& authority,
                                                  const tuf::Targets& listed) {
    // A site may not hand its right on: a delegation of a delegation would escape the check of paths here.
    if (authority.delegation && !listed.delegations.empty())
        return refuse(OfferFault::Outside, "a site's role may not delegate");
    for (const auto& delegation : listed.delegations) {
        const auto stored = repository.newest(delegation.name);
        if (!stored) continue;
        const auto published = tuf::parseMetadata(tuf::RoleType::Targets, stored->bytes);
        if (!published ||
            tuf::countSignatures(*published, listed.keys, delegation.signers) < delegation.signers.threshold)
            return refuse(OfferFault::ShutsOut, delegation.name + " is published with another key");
    }
    return {};
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

/// Each file that was sent is as described and allowed.
tl::expected<void, OfferFailure> checkTargets(const std::optional<tuf::Delegation>& delegation,
                                              const tuf::Targets& listed, const Offer& offer) {
    for (const auto& [path, file] : listed.files) {
        if (delegation && !delegation->covers(path))
            return refuse(OfferFault::Outside, path + " is not for " + delegation->name + " to say");
        const auto sent = offer.targets.find(path);
        if (sent != offer.targets.end() && !tuf::isTarget(sent->second, file))
            return refuse(OfferFault::WrongTarget, path + " is not as described");
    }
    for (const auto& [path, bytes] : offer.targets) {
        if (!listed.files.contains(path)) return refuse(OfferFault::WrongTarget, path + " is not listed");
    }
    return {};
}

std::filesystem::path placeOf(const std::filesystem::path& folder, const std::string& path,
                              const tuf::TargetFile& file) {
    return folder / "targets" / tuf::targetFileName({path, file, {}}, true);
}

bool isThere(const tuf::Repository& repository, const std::filesystem::path& folder, const std::string& path,
             const tuf::TargetFile& file) {
    if (file.length < kBundleBytes) return repository.target(path, file).has_value();
    std::error_code missing;
    return std::filesystem::file_size(placeOf(folder, path, file), missing) == file.length && !missing;
}

/// Puts a file that came in pieces where the repository shows it, if its bytes are those that were signed.
tl::expected<void, OfferFailure> takeWhole(tuf::Repository& repository, const std::filesystem::path& folder,
                                           const std::filesystem::path& part, const std::string& path,
                                           const tuf::TargetFile& file) {
    std::error_code error;
    if (!tuf::isTargetFile(part, file)) {
        std::filesystem::remove(part, error);
        return refuse(OfferFault::WrongTarget, path + " is not as described: send it again");
    }
    tl::expected<void, std::string> added;
    if (file.length >= kBundleBytes) {
        const auto place = placeOf(folder, path, file);
        std::filesystem::create_directories(place.parent_path(), error);
        added = tuf::putInPlace(part, place);
    } else {
        const auto bytes = tuf::readFile(part);
        added = bytes ? repository.addTarget(path, *bytes) : tl::unexpected("cannot read " + part.string());
        if (added) std::filesystem::remove(part, error);
    }
    if (!added) return refuse(OfferFault::NotStored, added.error());
    return {};
}

/// Takes in what has come whole; what is still missing of all that is listed.
tl::expected<std::vector<MissingFile>, OfferFailure> gather(tuf::Repository& repository,
                                                            const std::filesystem::path& folder,
                                                            const OfferedFiles& offered, const tuf::Targets& listed,
                                                            const Offer& offer) {
    std::vector<MissingFile> missing;
    for (const auto& [path, file] : listed.files) {
        if (offer.targets.contains(path) || isThere(repository, folder, path, file)) continue;
        const auto hash = file.hashes.find("sha256");
        if (hash == file.hashes.end()) return refuse(OfferFault::WrongTarget, path + " is missing, without a SHA-256");
        const auto held = offered.held(hash->second);
        if (held < file.length) {
            missing.push_back({path, hash->second, held});
        } else if (const auto taken = takeWhole(repository, folder, offered.part(hash->second), path, file); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    return missing;
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
    case OfferFault::ShutsOut:
        return "shuts-out";
    case OfferFault::WrongTarget:
        return "wrong-target";
    case OfferFault::NotAsked:
        return "not-asked";
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

/// Signed by whom the role is given to, and newer than what is published. `again`: the published one itself, whole.
static tl::expected<tuf::Metadata, OfferFailure> checkOffer(const tuf::Repository& repository,
                                                            const Authority& authority, const Offer& offer,
                                                            events::WallTime now, bool& again) {
    auto metadata = tuf::parseMetadata(tuf::RoleType::Targets, offer.metadata);
    if (!metadata) return refuse(OfferFault::NotAnOffer, metadata.error().context);
    if (tuf::countSignatures(*metadata, authority.keys, authority.signers) < authority.signers.threshold)
        return refuse(OfferFault::NotSigned, "not signed by the keys of " + offer.role);
    if (metadata->isExpired(now)) return refuse(OfferFault::Expired, "it has expired");
    const auto published = repository.newest(offer.role);
    const bool same = published && published->bytes == offer.metadata;
    if (published && !same && metadata->version <= published->version)
        return refuse(OfferFault::Older, "version " + std::to_string(published->version) + " is published");
    again = same && isBound(repository, offer.role, metadata->version);
    return std::move(*metadata);
}

tl::expected<Taken, OfferFailure> takeOffer(const std::filesystem::path& folder, const tuf::OnlineKeys& keys,
                                            const Offer& offer, events::WallTime now) {
    const SigningTurn turn(folder);
    tuf::Repository repository(folder);
    const auto authority = authorityOf(repository, offer.role);
    if (!authority) return tl::unexpected(authority.error());
    bool again = false;
    const auto metadata = checkOffer(repository, *authority, offer, now, again);
    if (!metadata) return tl::unexpected(metadata.error());
    if (again) return Taken{metadata->version, {}}; // a lost answer
    const auto& listed = std::get<tuf::Targets>(metadata->role);
    if (const auto checked = checkDelegations(repository, *authority, listed); !checked)
        return tl::unexpected(checked.error());
    if (const auto checked = checkTargets(authority->delegation, listed, offer); !checked)
        return tl::unexpected(checked.error());
    // Targets first, the role next, snapshot and timestamp last: a kill on the way leaves the old month whole.
    OfferedFiles offered(folder);
    auto missing = gather(repository, folder, offered, listed, offer);
    if (!missing) return tl::unexpected(missing.error());
    for (const auto& [path, bytes] : offer.targets) {
        if (const auto added = repository.addTarget(path, bytes); !added)
            return refuse(OfferFault::NotStored, added.error());
    }
    if (!missing->empty()) {
        if (const auto waits = offered.await(offer.role, offer.metadata); !waits)
            return refuse(OfferFault::NotStored, waits.error());
        return Taken{metadata->version, std::move(*missing)};
    }
    if (const auto added = repository.addMetadata(offer.role, metadata->version, offer.metadata); !added) {
        return refuse(OfferFault::NotStored, added.error());
    }
    if (const auto bound = repository.bind(keys, now, kSnapshotValidity, kTimestampValidity); !bound) {
        return refuse(OfferFault::NotStored, bound.error().context);
    }
    offered.forget(offer.role);
    return Taken{metadata->version, {}};
}

/// "bytes 0-524287/25165824": the first byte; nothing unless it fits a file of `length` and a body of `size`.
static std::optional<std::uint64_t> firstByte(std::string_view range, std::uint64_t length, std::size_t size) {
    constexpr std::string_view kUnit = "bytes ";
    std::uint64_t first = 0;
    if (!range.starts_with(kUnit)) return std::nullopt;
    const auto* begin = range.data() + kUnit.size();
    const auto [end, error] = std::from_chars(begin, range.data() + range.size(), first);
    if (error != std::errc() || size == 0 || first > length || size > length - first) return std::nullopt;
    const std::string expected = std::string(kUnit) + std::to_string(first) + '-' + std::to_string(first + size - 1) +
                                 '/' + std::to_string(length);
    return range == expected ? std::optional(first) : std::nullopt;
}

tl::expected<std::uint64_t, OfferFailure> takePiece(const std::filesystem::path& folder, std::string_view sha256,
                                                    std::string_view range, std::string_view bytes) {
    const SigningTurn turn(folder);
    OfferedFiles offered(folder);
    const auto file = offered.awaited(sha256);
    if (!file) return refuse(OfferFault::NotAsked, "no offer waits for a file of this hash");
    const auto first = firstByte(range, file->length, bytes.size());
    if (!first)
        return refuse(OfferFault::NotAnOffer,
                      "Content-Range: expected the bytes sent, of " + std::to_string(file->length) + " in all");
    const auto held = offered.held(sha256);
    if (*first != held) return held;
    if (const auto added = offered.append(sha256, *file, held, bytes); !added)
        return refuse(OfferFault::NotStored, added.error());
    return held + bytes.size();
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
