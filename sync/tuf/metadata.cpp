// SPDX-License-Identifier: Apache-2.0
// JSON to types. A small reader remembers the first thing that was wrong, so that each parser below
// reads like the format it takes in.
#include "sync/tuf/metadata.h"

#include "sync/tuf/canonical_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace onestop::tuf {
namespace {

using nlohmann::json;

// Thrown and caught in this file only: the parsers stay free of plumbing.
struct Wrong {
    std::string what;
};
[[noreturn]] void wrong(const std::string& what) { throw Wrong{what}; }

const json& member(const json& object, const char* name) {
    if (!object.is_object()) wrong(std::string("an object with \"") + name + "\" was expected");
    const auto found = object.find(name);
    if (found == object.end()) wrong(std::string("\"") + name + "\" is missing");
    return *found;
}
const json* optionalMember(const json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}
const json& object(const json& value, const char* name) {
    if (!value.is_object()) wrong(std::string("\"") + name + "\" is not an object");
    return value;
}
const json& array(const json& value, const char* name) {
    if (!value.is_array()) wrong(std::string("\"") + name + "\" is not a list");
    return value;
}
const std::string& text(const json& value, const char* name) {
    if (!value.is_string()) wrong(std::string("\"") + name + "\" is not a text");
    return value.get_ref<const std::string&>();
}
std::uint64_t count(const json& value, const char* name) {
    if (!value.is_number_unsigned()) wrong(std::string("\"") + name + "\" is not a whole number");
    return value.get<std::uint64_t>();
}
std::uint64_t positive(const json& value, const char* name) {
    const std::uint64_t number = count(value, name);
    if (number == 0) wrong(std::string("\"") + name + "\" is 0");
    return number;
}
bool boolean(const json& value, const char* name) {
    if (!value.is_boolean()) wrong(std::string("\"") + name + "\" is neither true nor false");
    return value.get<bool>();
}
std::vector<std::string> texts(const json& value, const char* name) {
    std::vector<std::string> out;
    for (const json& element : array(value, name))
        out.push_back(text(element, name));
    return out;
}

int digits(std::string_view text, std::size_t at, std::size_t n) {
    int value = 0;
    for (std::size_t i = at; i < at + n; ++i) {
        if (text[i] < '0' || text[i] > '9') wrong("\"expires\" is not YYYY-MM-DDTHH:MM:SSZ");
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::chrono::sys_seconds expiry(const std::string& value) {
    using namespace std::chrono;
    if (value.size() != 20 || value[4] != '-' || value[7] != '-' || value[10] != 'T' || value[13] != ':' ||
        value[16] != ':' || value[19] != 'Z') {
        wrong("\"expires\" is not YYYY-MM-DDTHH:MM:SSZ");
    }
    const year_month_day day{year{digits(value, 0, 4)}, month{static_cast<unsigned>(digits(value, 5, 2))},
                             std::chrono::day{static_cast<unsigned>(digits(value, 8, 2))}};
    const int h = digits(value, 11, 2);
    const int m = digits(value, 14, 2);
    const int s = digits(value, 17, 2);
    if (!day.ok() || h > 23 || m > 59 || s > 59) wrong("\"expires\" is no date");
    return sys_days{day} + hours{h} + minutes{m} + seconds{s};
}

Hashes hashes(const json& value) {
    Hashes out;
    for (const auto& [algorithm, digest] : object(value, "hashes").items())
        out[algorithm] = text(digest, "hashes");
    if (out.empty()) wrong("\"hashes\" is empty");
    return out;
}

RoleKeys roleKeys(const json& value) {
    RoleKeys out;
    out.keyids = texts(member(value, "keyids"), "keyids");
    const std::set<std::string> unique(out.keyids.begin(), out.keyids.end());
    if (unique.size() != out.keyids.size()) wrong("\"keyids\" names a key twice");
    const std::uint64_t threshold = positive(member(value, "threshold"), "threshold");
    if (threshold > 1'000'000) wrong("\"threshold\" is absurd");
    out.threshold = static_cast<std::uint32_t>(threshold);
    return out;
}

Keys keys(const json& value) {
    Keys out;
    for (const auto& [keyid, key] : object(value, "keys").items()) {
        ListedKey listed;
        const std::string& type = text(member(key, "keytype"), "keytype");
        const std::string& scheme = text(member(key, "scheme"), "scheme");
        const json& keyval = object(member(key, "keyval"), "keyval");
        // Key types of others' extensions may keep their value elsewhere: such a key never verifies.
        if (const json* publicValue = optionalMember(keyval, "public"); publicValue != nullptr) {
            listed.publicValue = text(*publicValue, "public");
            if (auto parsed = crypto::PublicKey::fromTuf(type, scheme, listed.publicValue)) listed.key = *parsed;
        }
        out.emplace(keyid, std::move(listed));
    }
    return out;
}

MetaFile metaFile(const json& value) {
    MetaFile out{positive(member(value, "version"), "version"), std::nullopt, {}};
    if (const json* length = optionalMember(value, "length")) out.length = positive(*length, "length");
    if (const json* listed = optionalMember(value, "hashes")) out.hashes = hashes(*listed);
    return out;
}

Root root(const json& value) {
    const json& roles = member(value, "roles");
    const json* consistent = optionalMember(value, "consistent_snapshot");
    Root out{
        keys(member(value, "keys")),          roleKeys(member(roles, "root")),
        roleKeys(member(roles, "timestamp")), roleKeys(member(roles, "snapshot")),
        roleKeys(member(roles, "targets")),   consistent != nullptr && boolean(*consistent, "consistent_snapshot")};
    for (const RoleKeys* role : {&out.root, &out.timestamp, &out.snapshot, &out.targets}) {
        for (const std::string& keyid : role->keyids) {
            if (!out.keys.contains(keyid)) wrong("a role names a key that is not listed");
        }
    }
    return out;
}

Timestamp timestamp(const json& value) { return {metaFile(member(member(value, "meta"), "snapshot.json"))}; }

Snapshot snapshot(const json& value) {
    Snapshot out;
    for (const auto& [name, file] : object(member(value, "meta"), "meta").items())
        out.meta.emplace(name, metaFile(file));
    return out;
}

Delegation delegation(const json& value, const Keys& listed) {
    Delegation out;
    out.name = text(member(value, "name"), "name");
    for (const char* reserved : {"root", "timestamp", "snapshot", "targets", ""}) {
        if (out.name == reserved) wrong("a delegation is named as a top-level role");
    }
    out.signers = roleKeys(value);
    for (const std::string& keyid : out.signers.keyids) {
        if (!listed.contains(keyid)) wrong("a delegation names a key that is not listed");
    }
    out.terminating = boolean(member(value, "terminating"), "terminating");
    const json* paths = optionalMember(value, "paths");
    const json* prefixes = optionalMember(value, "path_hash_prefixes");
    if ((paths == nullptr) == (prefixes == nullptr))
        wrong("a delegation has \"paths\" or \"path_hash_prefixes\", not both");
    if (paths != nullptr) out.paths = texts(*paths, "paths");
    if (prefixes != nullptr) out.pathHashPrefixes = texts(*prefixes, "path_hash_prefixes");
    return out;
}

Targets targets(const json& value) {
    Targets out;
    for (const auto& [path, file] : object(member(value, "targets"), "targets").items()) {
        out.files.emplace(path, TargetFile{count(member(file, "length"), "length"), hashes(member(file, "hashes"))});
    }
    if (const json* delegations = optionalMember(value, "delegations")) {
        out.keys = keys(member(*delegations, "keys"));
        std::set<std::string> names;
        for (const json& entry : array(member(*delegations, "roles"), "roles")) {
            out.delegations.push_back(delegation(entry, out.keys));
            if (!names.insert(out.delegations.back().name).second) wrong("two delegations have one name");
        }
    }
    return out;
}

std::vector<Signature> signatures(const json& value) {
    std::vector<Signature> out;
    std::set<std::string> keyids;
    for (const json& entry : array(value, "signatures")) {
        const std::string& keyid = text(member(entry, "keyid"), "keyid");
        if (!keyids.insert(keyid).second) wrong("\"signatures\" names a key twice");
        out.push_back({keyid, crypto::fromHex(text(member(entry, "sig"), "sig")).value_or(Bytes{})});
    }
    return out;
}

const char* typeName(RoleType type) {
    switch (type) {
    case RoleType::Root:
        return "root";
    case RoleType::Timestamp:
        return "timestamp";
    case RoleType::Snapshot:
        return "snapshot";
    case RoleType::Targets:
        return "targets";
    }
    return "";
}

std::variant<Root, Timestamp, Snapshot, Targets> role(RoleType type, const json& value) {
    switch (type) {
    case RoleType::Root:
        return root(value);
    case RoleType::Timestamp:
        return timestamp(value);
    case RoleType::Snapshot:
        return snapshot(value);
    case RoleType::Targets:
        break;
    }
    return targets(value);
}

Metadata metadata(RoleType wanted, const json& file) {
    const json& value = object(member(file, "signed"), "signed");
    if (text(member(value, "_type"), "_type") != typeName(wanted)) wrong("it is metadata of another role");
    const std::string& spec = text(member(value, "spec_version"), "spec_version");
    if (!spec.starts_with("1.")) wrong("it follows specification " + spec + ", not 1.x");
    auto canonical = canonicalJson(value);
    if (!canonical) wrong("it holds a fraction, which canonical JSON cannot");
    return {positive(member(value, "version"), "version"), expiry(text(member(value, "expires"), "expires")),
            role(wanted, value), signatures(member(file, "signatures")), std::move(*canonical)};
}

// One segment against one pattern, `*` by backtracking to the last star only.
bool segmentMatches(std::string_view text, std::string_view pattern);

// Consumes one pattern character or [set]; returns its length in the pattern, 0 when it does not match c.
std::size_t matchOne(char c, std::string_view pattern) {
    if (pattern.front() == '?') return 1;
    if (pattern.front() == '[') {
        const std::size_t close = pattern.find(']', 2);
        if (close != std::string_view::npos) {
            std::string_view set = pattern.substr(1, close - 1);
            const bool negated = set.front() == '!';
            if (negated) set.remove_prefix(1);
            bool inside = false;
            for (std::size_t i = 0; i < set.size(); ++i) {
                if (i + 2 < set.size() && set[i + 1] == '-') {
                    inside = inside || (set[i] <= c && c <= set[i + 2]);
                    i += 2;
                } else {
                    inside = inside || set[i] == c;
                }
            }
            return inside != negated ? close + 1 : 0;
        }
    }
    return pattern.front() == c ? 1 : 0;
}

bool segmentMatches(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t starAt = std::string_view::npos;
    std::size_t retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            starAt = p++;
            retry = t;
            continue;
        }
        const std::size_t used = p < pattern.size() ? matchOne(text[t], pattern.substr(p)) : 0;
        if (used > 0) {
            ++t;
            p += used;
        } else if (starAt != std::string_view::npos) {
            p = starAt + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace

const char* nameOf(TufFailureKind kind) {
    switch (kind) {
    case TufFailureKind::NoTrustedRoot:
        return "no_trusted_root";
    case TufFailureKind::Unreachable:
        return "unreachable";
    case TufFailureKind::NotFound:
        return "not_found";
    case TufFailureKind::TooLong:
        return "too_long";
    case TufFailureKind::Malformed:
        return "malformed";
    case TufFailureKind::Unsigned:
        return "unsigned";
    case TufFailureKind::Rollback:
        return "rollback";
    case TufFailureKind::Mismatch:
        return "mismatch";
    case TufFailureKind::Expired:
        return "expired";
    case TufFailureKind::NotListed:
        return "not_listed";
    case TufFailureKind::Store:
        return "store";
    }
    return "";
}

tl::expected<Metadata, TufFailure> parseMetadata(RoleType wanted, BytesView bytes) {
    const std::string beginning = std::string("cannot read ") + typeName(wanted) + " metadata: ";
    const auto file = parseStrictJson(bytes);
    if (!file) return tl::unexpected(TufFailure{TufFailureKind::Malformed, beginning + "it is not JSON"});
    try {
        return metadata(wanted, *file);
    } catch (const Wrong& reason) {
        return tl::unexpected(TufFailure{TufFailureKind::Malformed, beginning + reason.what});
    }
}

std::uint32_t countSignatures(const Metadata& metadata, const Keys& keys, const RoleKeys& signers) {
    std::set<std::string_view> counted;
    for (const Signature& signature : metadata.signatures) {
        if (std::find(signers.keyids.begin(), signers.keyids.end(), signature.keyid) == signers.keyids.end()) continue;
        const auto listed = keys.find(signature.keyid);
        if (listed == keys.end() || !listed->second.key) continue;
        if (listed->second.key->verify(crypto::bytesOf(metadata.signedBytes), signature.signature)) {
            counted.insert(listed->second.publicValue);
        }
    }
    return static_cast<std::uint32_t>(counted.size());
}

bool hashesHold(BytesView bytes, const Hashes& hashes) {
    bool anyKnown = false;
    for (const auto& [algorithm, digest] : hashes) {
        std::string actual;
        if (algorithm == "sha256") actual = crypto::toHex(crypto::sha256(bytes));
        if (algorithm == "sha512") actual = crypto::toHex(crypto::sha512(bytes));
        if (actual.empty()) continue; // an algorithm that this program does not know
        if (actual != digest) return false;
        anyKnown = true;
    }
    return anyKnown;
}

bool matchesPattern(std::string_view targetPath, std::string_view pattern) {
    for (;;) {
        const std::size_t pathSlash = targetPath.find('/');
        const std::size_t patternSlash = pattern.find('/');
        if (!segmentMatches(targetPath.substr(0, pathSlash), pattern.substr(0, patternSlash))) return false;
        const bool pathEnds = pathSlash == std::string_view::npos;
        const bool patternEnds = patternSlash == std::string_view::npos;
        if (pathEnds || patternEnds) return pathEnds && patternEnds;
        targetPath.remove_prefix(pathSlash + 1);
        pattern.remove_prefix(patternSlash + 1);
    }
}

bool Delegation::covers(std::string_view targetPath) const {
    for (const std::string& pattern : paths) {
        if (matchesPattern(targetPath, pattern)) return true;
    }
    if (pathHashPrefixes.empty()) return false;
    const std::string digest = crypto::toHex(crypto::sha256(crypto::bytesOf(targetPath)));
    return std::any_of(pathHashPrefixes.begin(), pathHashPrefixes.end(),
                       [&](const std::string& prefix) { return digest.starts_with(prefix); });
}

} // namespace onestop::tuf
