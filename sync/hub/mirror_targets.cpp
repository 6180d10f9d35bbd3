// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/mirror_targets.h"

#include <algorithm>
#include <string_view>

#include "sync/hub/static_files.h"
#include "sync/tuf/packing.h"

namespace onestop::hub {

using tuf::FetchFailureKind;
using tuf::TufFailure;
using tuf::TufFailureKind;

namespace {

constexpr std::string_view kTargetsFolder = "targets/";
constexpr std::size_t kHashDigits = 64;
/// A packed file that is longer than its document is no help to anyone.
constexpr std::size_t kPackedOverhead = 1024;
/// The publisher makes at most three.
constexpr std::size_t kMostOlder = 8;

/// The document, if the packed bytes make it.
std::optional<tuf::Bytes> documentOf(tuf::BytesView packed, tuf::BytesView older, const tuf::TargetFile& file) {
    auto unpacker = tuf::Unpacker::make(older, static_cast<std::size_t>(file.length));
    if (!unpacker) return std::nullopt;
    tuf::Bytes document;
    const auto keep = [&document](std::span<const std::uint8_t> piece) {
        document.insert(document.end(), piece.begin(), piece.end());
        return true;
    };
    if (!unpacker->feed(packed, keep) || !unpacker->isWhole() || !tuf::isTarget(document, file)) return std::nullopt;
    return document;
}

/// The SHA-256 in "sites/<64 hex>.guide.json", when the rest is the same as that of `name`.
std::optional<crypto::Digest> olderVersionOf(const std::string& name, std::string_view other) {
    const auto folder = name.rfind('/') + 1;
    if (other.size() != name.size() || other == name || name.size() < folder + kHashDigits) return std::nullopt;
    if (other.substr(0, folder) != name.substr(0, folder)) return std::nullopt;
    if (other.substr(folder + kHashDigits) != name.substr(folder + kHashDigits)) return std::nullopt;
    const auto bytes = crypto::fromHex(other.substr(folder, kHashDigits));
    crypto::Digest digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    return digest;
}

} // namespace

TufFailureKind kindOf(FetchFailureKind kind) {
    switch (kind) {
    case FetchFailureKind::NotFound:
        return TufFailureKind::NotFound;
    case FetchFailureKind::TooLong:
        return TufFailureKind::TooLong;
    case FetchFailureKind::Unreachable:
        break;
    }
    return TufFailureKind::Unreachable;
}

MirrorTargets::MirrorTargets(MirrorDisk& disk, tuf::MetadataFetcher& above, std::uint64_t most_bytes)
    : disk_(disk), above_(above), most_bytes_(most_bytes), here_(disk.list("targets")) {}

tl::expected<void, TufFailure> MirrorTargets::take(const tuf::TargetInfo& target) {
    const auto refuse = [&target](TufFailureKind kind, const std::string& why) {
        return tl::unexpected(TufFailure{kind, "cannot take " + target.path + ": " + why});
    };
    const auto name = tuf::targetFileName(target, true);
    if (!staysBelow(name)) return refuse(TufFailureKind::Malformed, "that is no name of a file");
    if (target.file.length > most_bytes_)
        return refuse(TufFailureKind::TooLong, "it is larger than " + std::to_string(most_bytes_) + " bytes");
    const auto shown = std::string(kTargetsFolder) + name;
    if (const auto here = disk_.read(shown); here && tuf::isTarget(*here, target.file)) return {};

    std::optional<tuf::Bytes> document;
    if (target.file.length >= tuf::kPackedFromBytes) {
        auto whole = packedWhole(target, name);
        if (!whole) return tl::unexpected(whole.error());
        document = std::move(*whole);
    }
    if (!document) {
        auto bytes = plain(target, name);
        if (!bytes) return tl::unexpected(bytes.error());
        document = std::move(*bytes);
    }
    if (target.file.length >= tuf::kPackedFromBytes)
        if (auto ok = takeDeltas(target, name); !ok) return ok;
    return write(shown, *document);
}

tl::expected<tuf::Bytes, TufFailure> MirrorTargets::plain(const tuf::TargetInfo& target, const std::string& name) {
    auto bytes = above_.fetchTarget(name, static_cast<std::size_t>(target.file.length));
    if (!bytes)
        return tl::unexpected(
            TufFailure{kindOf(bytes.error().kind), "cannot take " + target.path + ": " + bytes.error().context});
    if (!tuf::isTarget(*bytes, target.file))
        return tl::unexpected(TufFailure{TufFailureKind::Mismatch,
                                         "cannot take " + target.path + ": length or hash is not the signed one"});
    return std::move(*bytes);
}

/// One packed form, kept when it is good. Nothing: it is not there, or makes something else.
tl::expected<std::optional<tuf::Bytes>, TufFailure>
MirrorTargets::unpackedForm(const tuf::TargetInfo& target, const std::string& name, tuf::BytesView older) {
    const auto packed = above_.fetchTarget(name, static_cast<std::size_t>(target.file.length) + kPackedOverhead);
    if (!packed && packed.error().kind == FetchFailureKind::Unreachable)
        return tl::unexpected(TufFailure{TufFailureKind::Unreachable, packed.error().context});
    if (!packed) return std::nullopt;
    auto document = documentOf(*packed, older, target.file);
    if (!document) return std::nullopt;
    if (auto ok = write(std::string(kTargetsFolder) + name, *packed); !ok) return tl::unexpected(ok.error());
    return document;
}

tl::expected<std::optional<tuf::Bytes>, TufFailure> MirrorTargets::packedWhole(const tuf::TargetInfo& target,
                                                                               const std::string& name) {
    return unpackedForm(target, name + std::string(tuf::kZstdEnding), {});
}

/// Against each older version that was shown here: a kiosk has no other.
tl::expected<void, TufFailure> MirrorTargets::takeDeltas(const tuf::TargetInfo& target, const std::string& name) {
    const auto shown = std::string(kTargetsFolder) + name;
    std::size_t tried = 0;
    for (const auto& other : here_) {
        const auto hash = olderVersionOf(shown, other);
        if (!hash || tried == kMostOlder) continue;
        const auto older = disk_.read(other);
        if (!older || crypto::sha256(*older) != *hash) continue;
        ++tried;
        if (auto taken = unpackedForm(target, name + tuf::deltaEnding(*hash), *older); !taken)
            return tl::unexpected(taken.error());
    }
    return {};
}

tl::expected<void, TufFailure> MirrorTargets::write(const std::string& name, tuf::BytesView bytes) {
    if (auto ok = disk_.write(name, bytes); !ok) return tl::unexpected(TufFailure{TufFailureKind::Store, ok.error()});
    ++files_;
    return {};
}

} // namespace onestop::hub
