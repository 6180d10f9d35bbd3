// SPDX-License-Identifier: Apache-2.0
// Guards what a hostile repository must never achieve: forged, older, mixed, frozen or endless
// metadata in the lobby; and that a kiosk which lost power at any instant goes on.
#include "simulated_repository.h"
#include "tests/support/catch.h"

#include <random>

using namespace onestop::tuf;
using namespace onestop::tuf::test;

namespace {

TufFailureKind kindOf(const tl::expected<void, TufFailure>& outcome) {
    REQUIRE_FALSE(outcome);
    return outcome.error().kind;
}

} // namespace

TEST_CASE("a first refresh asks for exactly what it needs, a second for nothing that is unchanged", "[tuf]") {
    SimulatedRepository repository;
    MemoryStore store;
    REQUIRE(refreshOnce(repository, store));
    CHECK(repository.requests ==
          std::vector<std::string>{"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"});
    repository.requests.clear();
    REQUIRE(refreshOnce(repository, store));
    CHECK(repository.requests == std::vector<std::string>{"2.root.json", "timestamp.json"});
}

TEST_CASE("no changed byte of any metadata file is ever trusted", "[tuf][hostile]") {
    SimulatedRepository repository;
    for (const std::string name : {"timestamp.json", "1.snapshot.json", "1.targets.json"}) {
        const Bytes genuine = repository.files_[name];
        const std::string role = name == "timestamp.json"    ? "timestamp"
                                 : name == "1.snapshot.json" ? "snapshot"
                                                             : "targets";
        for (std::size_t i = 0; i < genuine.size(); ++i) {
            Bytes forged = genuine;
            forged[i] ^= static_cast<std::uint8_t>(1U << (i % 7));
            repository.put(name, forged);
            MemoryStore store;
            const bool taken = refreshOnce(repository, store).has_value();
            INFO(name << " byte " << i);
            // The timestamp alone has no hash over it: a change that leaves its signed part and one good signature
            // as they were (a letter's case in hexadecimal) is harmless.
            const auto kept = store.load(role);
            const auto type = role == "timestamp"  ? RoleType::Timestamp
                              : role == "snapshot" ? RoleType::Snapshot
                                                   : RoleType::Targets;
            if (taken || kept) {
                REQUIRE(parseMetadata(type, *kept)->signedBytes == parseMetadata(type, genuine)->signedBytes);
            }
        }
        repository.put(name, genuine);
    }
}

TEST_CASE("no metadata cut short is ever trusted", "[tuf][hostile]") {
    SimulatedRepository repository;
    for (const std::string name : {"timestamp.json", "1.snapshot.json", "1.targets.json"}) {
        const Bytes genuine = repository.files_[name];
        for (std::size_t length = 0; length < genuine.size(); length += 7) {
            repository.put(name, Bytes(genuine.begin(), genuine.begin() + static_cast<std::ptrdiff_t>(length)));
            MemoryStore store;
            REQUIRE_FALSE(refreshOnce(repository, store));
        }
        repository.put(name, genuine);
    }
}

TEST_CASE("metadata signed by anyone else is refused as unsigned", "[tuf][hostile]") {
    for (const std::string role : {"root", "timestamp", "snapshot", "targets"}) {
        SimulatedRepository repository;
        const Bytes trusted = repository.root();
        repository.keys_[role] = {onestop::crypto::PrivateKey::generate()}; // a thief without the real key
        if (role == "root") repository.publishRoot();
        repository.publishAll();
        MemoryStore store;
        INFO(role);
        CHECK(kindOf(Refresh(repository, store, kNow, trusted).run()) == TufFailureKind::Unsigned);
    }
}

TEST_CASE("a role with too few signatures for its threshold is refused", "[tuf][hostile]") {
    SimulatedRepository repository;
    repository.keys_["targets"].push_back(onestop::crypto::PrivateKey::generate());
    repository.thresholds_["targets"] = 2;
    repository.publishRoot();
    repository.publishAll();
    MemoryStore store;
    REQUIRE(refreshOnce(repository, store));
    repository.keys_["targets"].pop_back();
    repository.publishAll();
    CHECK(kindOf(refreshOnce(repository, store)) == TufFailureKind::Unsigned);
    CHECK(store.version("targets", RoleType::Targets) == 2);
}

TEST_CASE("one key under two ids counts as one signature", "[tuf][hostile]") {
    SimulatedRepository repository;
    const auto key = repository.keys_["timestamp"][0];
    auto root = json::parse(repository.root());
    const std::string id = keyIdOf(key.publicKey());
    root["signed"]["keys"]["another-id"] = root["signed"]["keys"][id];
    root["signed"]["roles"]["timestamp"] = {{"keyids", {id, "another-id"}}, {"threshold", 2}};
    const Bytes trusted = signMetadata(root["signed"], repository.keys_["root"]);
    auto timestamp = json::parse(repository.files_["timestamp.json"]);
    auto doubled = timestamp["signatures"][0];
    doubled["keyid"] = "another-id";
    timestamp["signatures"].push_back(doubled);
    const std::string text = timestamp.dump();
    repository.put("timestamp.json", Bytes(text.begin(), text.end()));
    MemoryStore store;
    CHECK(kindOf(Refresh(repository, store, kNow, trusted).run()) == TufFailureKind::Unsigned);
}

TEST_CASE("an older repository replayed whole or in parts is refused and changes nothing", "[tuf][hostile]") {
    SimulatedRepository repository;
    const auto old = repository.files_;
    repository.publishAll();
    MemoryStore store;
    REQUIRE(refreshOnce(repository, store));
    const auto trusted = store.roles;
    const auto fresh = repository.files_;
    SECTION("whole") { repository.files_ = old; }
    SECTION("only the timestamp") { repository.files_["timestamp.json"] = old.at("timestamp.json"); }
    CHECK(kindOf(refreshOnce(repository, store)) == TufFailureKind::Rollback);
    CHECK(store.roles == trusted);
    repository.files_ = fresh;
    CHECK(refreshOnce(repository, store));
}

TEST_CASE("a snapshot or targets file of another moment does not mix in", "[tuf][hostile]") {
    SimulatedRepository repository;
    const auto old = repository.files_;
    repository.publishAll();
    SECTION("snapshot") { repository.put("2.snapshot.json", old.at("1.snapshot.json")); }
    SECTION("targets") { repository.put("2.targets.json", old.at("1.targets.json")); }
    MemoryStore store;
    CHECK(kindOf(refreshOnce(repository, store)) == TufFailureKind::Mismatch);
}

TEST_CASE("each role that has expired is refused, and a newer one is taken again", "[tuf][hostile]") {
    for (const std::string role : {"root", "timestamp", "snapshot", "targets"}) {
        SimulatedRepository repository;
        repository.expiries_[role] = std::chrono::floor<std::chrono::seconds>(kNow);
        if (role == "root") repository.publishRoot();
        repository.publishAll();
        MemoryStore store;
        INFO(role);
        CHECK(kindOf(refreshOnce(repository, store)) == TufFailureKind::Expired);
        CHECK(refreshOnce(repository, store, kNow - 1s)); // the very second before it still held
        repository.expiries_.clear();
        if (role == "root") repository.publishRoot();
        repository.publishAll();
        CHECK(refreshOnce(repository, store));
    }
}

TEST_CASE("endless metadata is stopped at its limit", "[tuf][hostile]") {
    for (const std::string name : {"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"}) {
        SimulatedRepository repository;
        repository.put(name, Bytes(6'000'000, ' '));
        MemoryStore store;
        INFO(name);
        CHECK(kindOf(refreshOnce(repository, store)) == TufFailureKind::TooLong);
    }
}

TEST_CASE("a chain of root rotations is walked to its end, and rotated keys sign no more", "[tuf]") {
    SimulatedRepository repository;
    const auto oldTimestampKey = repository.keys_["timestamp"];
    const Bytes shipped = repository.root();
    for (int i = 0; i < 5; ++i) {
        repository.rotate("root");
        repository.rotate("timestamp");
    }
    repository.publishTimestamp();
    MemoryStore store;
    REQUIRE(Refresh(repository, store, kNow, shipped).run());
    CHECK(store.version("root", RoleType::Root) == 11);
    repository.keys_["timestamp"] = oldTimestampKey;
    repository.publishTimestamp();
    CHECK(kindOf(refreshOnce(repository, store)) == TufFailureKind::Unsigned);
}

TEST_CASE("a root that skips a version or that the old keys did not sign is refused", "[tuf][hostile]") {
    SimulatedRepository repository;
    const Bytes shipped = repository.root();
    SECTION("skipped") {
        repository.publishRoot();
        repository.publishRoot();
        repository.put("2.root.json", repository.root(3));
        MemoryStore store;
        CHECK(kindOf(Refresh(repository, store, kNow, shipped).run()) == TufFailureKind::Rollback);
    }
    SECTION("not signed by the old keys") {
        repository.keys_["root"] = {onestop::crypto::PrivateKey::generate()};
        repository.publishRoot();
        MemoryStore store;
        CHECK(kindOf(Refresh(repository, store, kNow, shipped).run()) == TufFailureKind::Unsigned);
        CHECK(store.version("root", RoleType::Root) == 1);
    }
}

TEST_CASE("a power cut after any save leaves a state from which the next refresh succeeds", "[tuf][fault]") {
    SimulatedRepository repository;
    repository.rotate("root");
    repository.rotate("snapshot");
    repository.publishAll();
    for (int saves = 0; saves <= 6; ++saves) {
        MemoryStore store;
        store.savesLeft = saves;
        const auto cut = refreshOnce(repository, store);
        if (!cut) CHECK(cut.error().kind == TufFailureKind::Store);
        store.savesLeft = 1'000;
        INFO("power cut after save " << saves);
        REQUIRE(refreshOnce(repository, store));
        CHECK(store.version("targets", RoleType::Targets) == 2);
    }
}

TEST_CASE("whatever the publisher and a replaying network do, trusted versions only rise", "[tuf][property]") {
    std::mt19937 random(20261123); // a fixed story each run
    for (int story = 0; story < 12; ++story) {
        SimulatedRepository repository;
        MemoryStore store;
        std::vector<std::map<std::string, Bytes>> past;
        std::uint64_t trusted = 0;
        REQUIRE(refreshOnce(repository, store));
        for (int step = 0; step < 25; ++step) {
            past.push_back(repository.files_);
            const auto honest = repository.files_;
            bool hostile = false;
            switch (random() % 5) {
            case 0:
                repository.publishAll();
                break;
            case 1:
                repository.publishTimestamp();
                break;
            case 2:
                repository.rotate("root");
                break;
            case 3:
                hostile = true;
                repository.files_ = past[random() % past.size()];
                break; // the network replays the past
            default: { // one file of the past among those of today
                hostile = true;
                const auto& then = past[random() % past.size()];
                auto some = then.begin();
                std::advance(some, random() % then.size());
                repository.files_[some->first] = some->second;
            }
            }
            (void)refreshOnce(repository, store);
            const auto now = store.version("timestamp", RoleType::Timestamp);
            REQUIRE(now >= trusted);
            trusted = now;
            if (hostile) {
                repository.files_ = honest;
                continue;
            }
            REQUIRE(refreshOnce(repository, store)); // honest again: nothing of the attack is left
            REQUIRE(store.version("timestamp", RoleType::Timestamp) == repository.versions_["timestamp"]);
        }
        repository.publishAll();
        MemoryStore fresh;
        CHECK(refreshOnce(repository, fresh));
    }
}

TEST_CASE("a stored root that was damaged gives way to the shipped one", "[tuf][fault]") {
    SimulatedRepository repository;
    MemoryStore store;
    REQUIRE(refreshOnce(repository, store));
    store.roles["root"] = Bytes{'{'};
    CHECK(refreshOnce(repository, store));
    MemoryStore empty;
    CHECK(kindOf(Refresh(repository, empty, kNow, {}).run()) == TufFailureKind::NoTrustedRoot);
    CHECK(empty.roles.empty());
}
