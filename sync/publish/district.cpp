// SPDX-License-Identifier: Apache-2.0
// Works on the JSON of the role that is there, so that members of newer versions stay in it.
#include "sync/publish/district.h"

#include "sync/catalogue/check_in_token.h"
#include "sync/events/clock.h"
#include "sync/tuf/canonical_json.h"
#include "sync/tuf/signing.h"

#include <algorithm>
#include <set>

namespace onestop::publish {
namespace {

using nlohmann::json;
using tuf::RoleType;

constexpr int kRootKeys = 3;
constexpr int kRootThreshold = 2;

std::chrono::sys_seconds after(Time now, std::chrono::days validity) {
    return std::chrono::floor<std::chrono::seconds>(now) + validity;
}

std::chrono::days validityOf(const std::string& role) {
    if (role == "targets") return kTargetsValidity;
    return role == "closures" ? kClosuresValidity : kSiteValidity;
}

// Keys that no role of a root names any more.
void dropUnusedKeys(json& root) {
    json used = json::object();
    for (const auto& [name, role] : root["roles"].items()) {
        for (const json& keyid : role["keyids"])
            used[keyid.get<std::string>()] = root["keys"][keyid.get<std::string>()];
    }
    root["keys"] = std::move(used);
}

void dropUnusedDelegationKeys(json& targets) {
    json used = json::object();
    json& delegations = targets["delegations"];
    for (const json& role : delegations["roles"]) {
        for (const json& keyid : role["keyids"]) {
            used[keyid.get<std::string>()] = delegations["keys"][keyid.get<std::string>()];
        }
    }
    delegations["keys"] = std::move(used);
}

json emptyTargets() { return {{"_type", "targets"}, {"spec_version", "1.0.34"}, {"targets", json::object()}}; }

} // namespace

std::string siteRole(const std::string& site) { return "site-" + site; }

bool isSiteId(std::string_view text) {
    if (text.empty() || text.size() > 40 || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

District::District(const std::filesystem::path& folder, std::string passphrase, Time now)
    : keys_(folder / "keys", std::move(passphrase)), repository_(folder / "repository"), now_(now) {}

Outcome District::init() {
    if (auto ok = repository_.prepare(); !ok) return ok;
    if (repository_.newest("root"))
        return tl::unexpected(std::string("cannot make a district: it has a root.json already"));
    json root = {
        {"_type", "root"}, {"spec_version", "1.0.34"}, {"consistent_snapshot", true}, {"keys", json::object()}};
    const auto admit = [&](const std::string& role, const std::string& key) -> Outcome {
        const auto made = keys_.make(key);
        if (!made) return tl::unexpected(made.error());
        const std::string id = tuf::keyIdOf(made->publicKey());
        root["keys"][id] = tuf::keyValue(made->publicKey());
        root["roles"][role]["keyids"].push_back(id);
        root["roles"][role]["threshold"] = role == "root" ? kRootThreshold : 1;
        return {};
    };
    for (int i = 1; i <= kRootKeys; ++i) {
        if (auto ok = admit("root", "root-" + std::to_string(i)); !ok) return ok;
    }
    for (const char* role : {"targets", "snapshot", "timestamp"}) {
        if (auto ok = admit(role, role); !ok) return ok;
    }
    if (auto ok = signRoot(std::move(root)); !ok) return ok;

    const auto closures = keys_.make("closures");
    if (!closures) return tl::unexpected(closures.error());
    json targets = emptyTargets();
    if (auto ok = delegate(targets, "closures", "closures.json", closures->publicKey()); !ok) return ok;
    if (auto ok = signWithOwnKey("targets", std::move(targets)); !ok) return ok;
    const json none = {{"issued", events::toRfc3339(now_)}, {"closures", json::array()}};
    if (auto ok = setTargets("closures", {{"closures.json", none.dump(1)}}); !ok) return ok;
    return bind();
}

Outcome District::addSite(const std::string& site) {
    if (!isSiteId(site)) return tl::unexpected("\"" + site + "\" is no site id: a-z, 0-9 and - were expected");
    if (hasSite(site)) return tl::unexpected("the site " + site + " is there already");
    auto part = signedPartOf("targets");
    if (!part) return tl::unexpected(part.error());
    const auto key = keys_.make(siteRole(site));
    if (!key) return tl::unexpected(key.error());
    if (const auto checkIn = keys_.make("check-in-" + site); !checkIn) return tl::unexpected(checkIn.error());
    if (auto ok = delegate(*part, siteRole(site), "sites/" + site + "/*", key->publicKey()); !ok) return ok;
    return signWithOwnKey("targets", std::move(*part));
}

bool District::hasSite(const std::string& site) const {
    const auto part = signedPartOf("targets");
    if (!part || !part->contains("delegations")) return false;
    const json& roles = (*part)["delegations"]["roles"];
    return std::any_of(roles.begin(), roles.end(), [&](const json& role) { return role["name"] == siteRole(site); });
}

Outcome District::setTargets(const std::string& role, const TargetChanges& changes, const TargetFiles& files) {
    auto part = signedPartOf(role);
    if (!part) part = emptyTargets();
    for (const auto& [path, bytes] : changes) {
        if (!bytes) {
            (*part)["targets"].erase(path);
            continue;
        }
        if (auto ok = repository_.addTarget(path, crypto::bytesOf(*bytes)); !ok) return ok;
        (*part)["targets"][path] = tuf::targetValue(crypto::bytesOf(*bytes));
    }
    for (const auto& [path, file] : files) {
        const auto added = repository_.addTargetFile(path, file);
        if (!added) return tl::unexpected(added.error());
        (*part)["targets"][path] = {{"length", added->length}, {"hashes", added->hashes}};
    }
    return signWithOwnKey(role, std::move(*part));
}

Outcome District::bind() {
    auto snapshot = keys_.open("snapshot");
    if (!snapshot) return tl::unexpected(snapshot.error());
    auto timestamp = keys_.open("timestamp");
    if (!timestamp) return tl::unexpected(timestamp.error());
    auto bound =
        repository_.bind({std::move(*snapshot), std::move(*timestamp)}, now_, kSnapshotValidity, kTimestampValidity);
    if (!bound) return tl::unexpected(bound.error().context);
    return {};
}

Outcome District::rotate(const std::string& key) {
    if (key.starts_with("root-")) return rotateInRoot(key, "root");
    if (key == "snapshot" || key == "timestamp") return rotateInRoot(key, key);
    if (key == "targets") {
        auto part = signedPartOf("targets");
        if (!part) return tl::unexpected(part.error());
        if (auto ok = rotateInRoot(key, key); !ok) return ok;
        return signWithOwnKey("targets", std::move(*part));
    }
    return rotateDelegated(key);
}

Outcome District::rotateInRoot(const std::string& key, const std::string& role) {
    auto root = signedPartOf("root");
    if (!root) return tl::unexpected(root.error());
    const auto old = keys_.open(key);
    if (!old) return tl::unexpected(old.error());
    const std::string oldId = tuf::keyIdOf(old->publicKey());
    json& keyids = (*root)["roles"][role]["keyids"];
    const auto listed = std::find(keyids.begin(), keyids.end(), oldId);
    if (listed == keyids.end()) return tl::unexpected("the root does not list " + key);
    // The old root keys sign too: clients walk from the old root to the new one (TUF 5.3.4).
    const auto fresh = keys_.make(key);
    if (!fresh) return tl::unexpected(fresh.error());
    const std::string id = tuf::keyIdOf(fresh->publicKey());
    *listed = id;
    (*root)["keys"][id] = tuf::keyValue(fresh->publicKey());
    dropUnusedKeys(*root);
    return signRoot(std::move(*root));
}

Outcome District::rotateDelegated(const std::string& role) {
    auto targets = signedPartOf("targets");
    if (!targets) return tl::unexpected(targets.error());
    auto content = signedPartOf(role);
    json& roles = (*targets)["delegations"]["roles"];
    const auto delegation =
        std::find_if(roles.begin(), roles.end(), [&](const json& entry) { return entry["name"] == role; });
    if (delegation == roles.end()) {
        return tl::unexpected("\"" + role +
                              "\" is no key of this district: root-1, root-2, root-3, targets, closures, "
                              "snapshot, timestamp or site-<site> were expected");
    }
    const auto fresh = keys_.make(role);
    if (!fresh) return tl::unexpected(fresh.error());
    const std::string id = tuf::keyIdOf(fresh->publicKey());
    (*delegation)["keyids"] = json::array({id});
    (*targets)["delegations"]["keys"][id] = tuf::keyValue(fresh->publicKey());
    dropUnusedDelegationKeys(*targets);
    if (auto ok = signWithOwnKey("targets", std::move(*targets)); !ok) return ok;
    return content ? signWithOwnKey(role, std::move(*content)) : Outcome();
}

tl::expected<std::string, std::string> District::checkInKeys(Time validFrom, Time validTo, std::string_view revoked) {
    json keys = json::array();
    std::set<std::string> left_out{std::string(revoked)};
    for (const std::string& name : keys_.namesBeginning("check-in-")) {
        const auto key = keys_.open(name);
        if (!key) return tl::unexpected(key.error());
        const crypto::PublicKey pub = key->publicKey();
        const auto kid = crypto::toHex(catalogue::checkInKid(pub));
        left_out.insert(kid); // listed here, with the new time
        keys.push_back({{"kid", kid},
                        {"public", crypto::toHex(pub.raw())},
                        {"site", name.substr(std::string("check-in-").size())},
                        {"valid_from", events::toRfc3339(validFrom)},
                        {"valid_to", events::toRfc3339(validTo)}});
    }
    const auto published = json::parse(target("targets", "check_in_keys.json").value_or(R"({"keys":[]})"));
    for (const auto& entry : published["keys"])
        if (!left_out.contains(entry["kid"])) keys.push_back(entry);
    return json{{"issued", events::toRfc3339(now_)}, {"keys", std::move(keys)}}.dump(1);
}

tl::expected<std::string, std::string> District::makeSealing() {
    const auto key = keys_.makeSealing("sealing");
    if (!key) return tl::unexpected(key.error());
    const auto certificate = key->certificate("Sealed records of the district", after(now_, std::chrono::days{0}),
                                              after(now_, kSealingValidity));
    return json{{"issued", events::toRfc3339(now_)}, {"certificate", certificate.toPem()}}.dump(1);
}

std::optional<std::string> District::target(const std::string& role, const std::string& path) const {
    auto all = targets(role);
    const auto found = all.find(path);
    if (found == all.end()) return std::nullopt;
    return std::move(found->second);
}

std::map<std::string, std::string> District::targets(const std::string& role) const {
    std::map<std::string, std::string> all;
    const auto stored = repository_.newest(role);
    if (!stored) return all;
    const auto metadata = tuf::parseMetadata(RoleType::Targets, stored->bytes);
    if (!metadata) return all;
    for (const auto& [path, file] : std::get<tuf::Targets>(metadata->role).files) {
        if (const auto bytes = repository_.target(path, file)) all.emplace(path, crypto::textOf(*bytes));
    }
    return all;
}

tl::expected<json, std::string> District::signedPartOf(const std::string& role) const {
    const auto stored = repository_.newest(role);
    if (!stored) return tl::unexpected("there is no " + role + " metadata: make the district with init first");
    auto file = tuf::parseStrictJson(stored->bytes);
    if (!file || !file->is_object() || !file->contains("signed")) {
        return tl::unexpected("the " + role + " metadata in the repository cannot be read");
    }
    return (*file)["signed"];
}

Outcome District::sign(const std::string& role, json part, std::chrono::days validity,
                       std::vector<crypto::PrivateKey> signers) {
    const std::uint64_t version = repository_.nextVersion(role);
    part["version"] = version;
    part["expires"] = tuf::expiryText(after(now_, validity));
    return repository_.addMetadata(role, version, tuf::signMetadata(part, signers));
}

Outcome District::signWithOwnKey(const std::string& role, json part) {
    auto key = keys_.open(role);
    if (!key) return tl::unexpected(key.error());
    return sign(role, std::move(part), validityOf(role), {std::move(*key)});
}

// By every root key at hand that the old or the new root lists.
Outcome District::signRoot(json part) {
    std::vector<crypto::PrivateKey> signers;
    const auto before = signedPartOf("root");
    for (const std::string& name : keys_.namesBeginning("root-")) {
        auto key = keys_.open(name);
        if (!key) return tl::unexpected(key.error());
        const std::string id = tuf::keyIdOf(key->publicKey());
        const auto lists = [&](const json& root) {
            const json& keyids = root["roles"]["root"]["keyids"];
            return std::find(keyids.begin(), keyids.end(), id) != keyids.end();
        };
        if (lists(part) || (before && lists(*before))) signers.push_back(std::move(*key));
    }
    return sign("root", std::move(part), kRootValidity, std::move(signers));
}

Outcome District::delegate(json& part, const std::string& role, const std::string& pattern,
                           const crypto::PublicKey& key) {
    const std::string id = tuf::keyIdOf(key);
    part["delegations"]["keys"][id] = tuf::keyValue(key);
    part["delegations"]["roles"].push_back(
        {{"name", role}, {"keyids", {id}}, {"threshold", 1}, {"terminating", true}, {"paths", {pattern}}});
    return {};
}

} // namespace onestop::publish
