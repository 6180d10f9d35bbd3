// SPDX-License-Identifier: Apache-2.0
// A whole TUF repository in memory that can be honest or hostile, and a store that can lose power:
// what the client's tests play against.
#pragma once
#include "sync/tuf/refresh.h"
#include "sync/tuf/signing.h"

#include <functional>
#include <map>
#include <set>

namespace onestop::tuf::test {

using nlohmann::json;
using namespace std::chrono_literals;

inline const Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h;

class SimulatedRepository : public MetadataFetcher {
public:
    SimulatedRepository() {
        for (const char* role : {"root", "timestamp", "snapshot", "targets"})
            keys_[role] = {crypto::PrivateKey::generate()};
        publishAll();
    }

    // --- what the publisher does -----------------------------------------------------------------
    void publishRoot(std::vector<crypto::PrivateKey> alsoSignedBy = {}) {
        json part = signedPart(RoleType::Root, ++versions_["root"], expiryOf("root"));
        part["consistent_snapshot"] = true;
        for (const char* role : {"root", "timestamp", "snapshot", "targets"})
            listKeys(part["keys"], part["roles"][role], role);
        std::vector<crypto::PrivateKey> signers = keys_["root"];
        signers.insert(signers.end(), alsoSignedBy.begin(), alsoSignedBy.end());
        put(std::to_string(versions_["root"]) + ".root.json", signMetadata(part, signers));
    }
    void publishTargets(const std::string& role = "targets") {
        json part = signedPart(RoleType::Targets, ++versions_[role], expiryOf(role));
        part["targets"] = json::object();
        for (const auto& [path, bytes] : targets_[role]) {
            part["targets"][path] = targetValue(bytes);
            targetFiles_[targetFileName({path, {bytes.size(), {{"sha256", crypto::toHex(crypto::sha256(bytes))}}}, {}},
                                        true)] = bytes;
        }
        if (delegations_.contains(role)) {
            part["delegations"]["keys"] = json::object();
            for (json entry : delegations_[role]) {
                listKeys(part["delegations"]["keys"], entry, entry["name"]);
                part["delegations"]["roles"].push_back(entry);
            }
        }
        put(versioned(role), signMetadata(part, keys_[role]));
    }
    void publishSnapshot() {
        json part = signedPart(RoleType::Snapshot, ++versions_["snapshot"], expiryOf("snapshot"));
        part["meta"] = json::object();
        for (const auto& [role, version] : versions_) {
            if (role == "root" || role == "timestamp" || role == "snapshot") continue;
            part["meta"][role + ".json"] = metaFileValue(version, files_[versioned(role)]);
        }
        put(versioned("snapshot"), signMetadata(part, keys_["snapshot"]));
    }
    void publishTimestamp() {
        json part = signedPart(RoleType::Timestamp, ++versions_["timestamp"], expiryOf("timestamp"));
        part["meta"]["snapshot.json"] = metaFileValue(versions_["snapshot"], files_[versioned("snapshot")]);
        put("timestamp.json", signMetadata(part, keys_["timestamp"]));
    }
    void publishAll() {
        if (versions_["root"] == 0) publishRoot();
        publishTargets();
        publishSnapshot();
        publishTimestamp();
    }
    void addTarget(const std::string& role, const std::string& path, const std::string& text) {
        targets_[role][path] = Bytes(text.begin(), text.end());
    }
    void delegate(const std::string& from, const std::string& role, const std::string& pattern,
                  bool terminating = true) {
        if (!keys_.contains(role)) keys_[role] = {crypto::PrivateKey::generate()};
        delegations_[from].push_back({{"name", role}, {"terminating", terminating}, {"paths", {pattern}}});
    }
    void rotate(const std::string& role) {
        auto old = std::exchange(keys_[role], {crypto::PrivateKey::generate()});
        publishRoot(role == "root" ? old : std::vector<crypto::PrivateKey>{});
    }

    // --- what the network does ---------------------------------------------------------------------
    tl::expected<Bytes, FetchFailure> fetchMetadata(const std::string& name, std::size_t maxLength) override {
        requests.push_back(name);
        return serve(files_, name, maxLength);
    }
    tl::expected<Bytes, FetchFailure> fetchTarget(const std::string& name, std::size_t maxLength) override {
        requests.push_back(name);
        return serve(targetFiles_, name, maxLength);
    }

    Bytes root(std::uint64_t version = 1) { return files_.at(std::to_string(version) + ".root.json"); }
    std::string versioned(const std::string& role) {
        return role == "timestamp" ? "timestamp.json"
                                   : std::to_string(versions_[role]) + "." + percentEncode(role, false) + ".json";
    }
    void put(const std::string& name, Bytes bytes) { files_[name] = std::move(bytes); }

    std::map<std::string, Bytes> files_;
    std::map<std::string, Bytes> targetFiles_;
    std::map<std::string, std::uint64_t> versions_;
    std::map<std::string, std::vector<crypto::PrivateKey>> keys_;
    std::map<std::string, std::uint32_t> thresholds_;
    std::map<std::string, std::chrono::sys_seconds> expiries_;
    std::map<std::string, std::map<std::string, Bytes>> targets_;
    std::map<std::string, std::vector<json>> delegations_;
    std::vector<std::string> requests;

private:
    std::chrono::sys_seconds expiryOf(const std::string& role) {
        const auto found = expiries_.find(role);
        return found == expiries_.end() ? std::chrono::floor<std::chrono::seconds>(kNow) + std::chrono::days{30}
                                        : found->second;
    }
    void listKeys(json& keys, json& role, const std::string& name) {
        role["keyids"] = json::array();
        role["threshold"] = thresholds_.contains(name) ? thresholds_[name] : 1;
        for (const crypto::PrivateKey& key : keys_[name]) {
            const std::string id = keyIdOf(key.publicKey());
            keys[id] = keyValue(key.publicKey());
            role["keyids"].push_back(id);
        }
    }
    static tl::expected<Bytes, FetchFailure> serve(const std::map<std::string, Bytes>& files, const std::string& name,
                                                   std::size_t maxLength) {
        const auto found = files.find(name);
        if (found == files.end()) return tl::unexpected(FetchFailure{FetchFailureKind::NotFound, name});
        if (found->second.size() > maxLength) return tl::unexpected(FetchFailure{FetchFailureKind::TooLong, name});
        return found->second;
    }
};

/// Remembers in memory; after `savesLeft` saves the power is gone and nothing is kept any more.
class MemoryStore : public MetadataStore {
public:
    std::optional<Bytes> load(const std::string& role) override {
        const auto found = roles.find(role);
        if (found == roles.end()) return std::nullopt;
        return found->second;
    }
    tl::expected<void, std::string> save(const std::string& role, std::uint64_t, BytesView bytes) override {
        if (savesLeft == 0) return tl::unexpected(std::string("power cut"));
        --savesLeft;
        roles[role] = Bytes(bytes.begin(), bytes.end());
        return {};
    }
    std::uint64_t version(const std::string& role, RoleType type) {
        const auto bytes = load(role);
        return bytes ? parseMetadata(type, *bytes)->version : 0;
    }

    std::map<std::string, Bytes> roles;
    int savesLeft = 1'000'000;
};

inline tl::expected<void, TufFailure> refreshOnce(SimulatedRepository& repository, MemoryStore& store,
                                                  Time now = kNow) {
    return Refresh(repository, store, now, repository.root()).run();
}

} // namespace onestop::tuf::test
