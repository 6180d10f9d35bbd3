// SPDX-License-Identifier: Apache-2.0
// Guards the edge: what is metadata and what is not, canonical bytes, path patterns.
#include "simulated_repository.h"
#include "sync/tuf/canonical_json.h"
#include "tests/support/catch.h"

using namespace onestop::tuf;
using namespace onestop::tuf::test;
using onestop::crypto::bytesOf;

TEST_CASE("canonical JSON sorts keys, escapes only quote and backslash, and refuses fractions", "[tuf]") {
    CHECK(canonicalJson(json::parse(R"({"b":[1,-2,true,null],"a":"\n\"\\葵"})")) ==
          "{\"a\":\"\n\\\"\\\\葵\",\"b\":[1,-2,true,null]}");
    CHECK_FALSE(canonicalJson(json::parse(R"({"a":1.5})")));
    CHECK(canonicalJson(json::parse(R"({"a":18446744073709551615})")) == R"({"a":18446744073709551615})");
}

TEST_CASE("JSON from strangers is bounded in depth and strict in form", "[tuf][hostile]") {
    CHECK(parseStrictJson(bytesOf(std::string(30, '[') + std::string(30, ']'))));
    CHECK_FALSE(parseStrictJson(bytesOf(std::string(100'000, '['))));
    CHECK(parseStrictJson(bytesOf(R"({"a":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})")));
    CHECK_FALSE(parseStrictJson(bytesOf("{\"a\":\"\xff\"}")));
    CHECK_FALSE(parseStrictJson(bytesOf("{} x")));
    CHECK_FALSE(parseStrictJson({}));
}

TEST_CASE("metadata without any one of its members is malformed, and says which", "[tuf][hostile]") {
    SimulatedRepository repository;
    const json genuine = json::parse(repository.root());
    REQUIRE(parseMetadata(RoleType::Root, repository.root()));
    for (const auto& [name, value] : genuine["signed"].items()) {
        if (name == "consistent_snapshot") continue; // may be absent: then it is false
        json without = genuine;
        without["signed"].erase(name);
        const auto parsed = parseMetadata(RoleType::Root, bytesOf(without.dump()));
        INFO(name);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().kind == TufFailureKind::Malformed);
        CHECK(parsed.error().context.find(name) != std::string::npos);
    }
}

TEST_CASE("members of the wrong kind are malformed, each of them", "[tuf][hostile]") {
    SimulatedRepository repository;
    const json genuine = json::parse(repository.root());
    for (const char* path : {"/signed/version", "/signed/expires", "/signed/spec_version", "/signed/_type",
                             "/signed/keys", "/signed/roles", "/signed/roles/root/threshold",
                             "/signed/roles/root/keyids", "/signatures", "/signatures/0/sig", "/signed"}) {
        for (const json& wrong :
             {json(), json(-1), json(1.5), json("text"), json::array({json::object()}), json::object()}) {
            json changed = genuine;
            changed[json::json_pointer(path)] = wrong;
            if (std::string(path) == "/signatures/0/sig" && wrong.is_string()) continue; // a text: verifies nothing
            if (std::string(path) == "/signed/spec_version" && wrong == "1.5") continue;
            INFO(path << " = " << wrong.dump());
            const auto parsed = parseMetadata(RoleType::Root, bytesOf(changed.dump()));
            CHECK_FALSE(parsed);
        }
    }
}

TEST_CASE("a date that does not exist, version 0 and a threshold of 0 are malformed", "[tuf][hostile]") {
    SimulatedRepository repository;
    const auto refuses = [&](const char* pointer, const json& value) {
        json changed = json::parse(repository.root());
        changed[json::json_pointer(pointer)] = value;
        return !parseMetadata(RoleType::Root, bytesOf(changed.dump()));
    };
    CHECK(refuses("/signed/expires", "2026-02-30T00:00:00Z"));
    CHECK(refuses("/signed/expires", "2026-11-30T24:00:00Z"));
    CHECK(refuses("/signed/expires", "2026-11-30 00:00:00Z"));
    CHECK(refuses("/signed/version", 0));
    CHECK(refuses("/signed/roles/root/threshold", 0));
    CHECK(refuses("/signed/spec_version", "2.0.0"));
    CHECK_FALSE(refuses("/signed/expires", "2028-02-29T23:59:59Z"));
}

TEST_CASE("unknown members are kept under the signature and otherwise ignored", "[tuf]") {
    SimulatedRepository repository;
    json part = json::parse(repository.root())["signed"];
    part["future"] = {{"a", 1}};
    const auto parsed = parseMetadata(RoleType::Root, signMetadata(part, repository.keys_["root"]));
    REQUIRE(parsed);
    const auto& root = std::get<Root>(parsed->role);
    CHECK(countSignatures(*parsed, root.keys, root.root) == 1);
    CHECK(parsed->signedBytes.find("\"future\":{\"a\":1}") != std::string::npos);
}

TEST_CASE("path patterns match like a shell's within one segment", "[tuf]") {
    struct Row {
        const char* path;
        const char* pattern;
        bool matches;
    };
    const Row rows[] = {
        {"closures.json", "closures.json", true},
        {"closures_json", "closures.json", false},
        {"sites/a/2026-11.json", "sites/a/*", true},
        {"sites/a/x/y.json", "sites/a/*", false},
        {"sites/ab/x.json", "sites/a/*", false},
        {"sites/a", "sites/a/*", false},
        {"foo-1.tgz", "foo-?.tgz", true},
        {"foo-12.tgz", "foo-?.tgz", false},
        {"README.MD", "*.md", false},
        {"a", "*", true},
        {"a/b", "*", false},
        {"aXbXc", "a*X*c", true},
        {"aXbXd", "a*X*c", false},
        {"x3", "x[0-9]", true},
        {"xa", "x[!0-9]", true},
        {"x3", "x[!0-9]", false},
        {"x[", "x[", true},
        {"", "*", true},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*c", false},
    };
    for (const Row& row : rows) {
        INFO(row.path << " against " << row.pattern);
        CHECK(matchesPattern(row.path, row.pattern) == row.matches);
    }
}

TEST_CASE("delegations by hash prefix cover exactly the paths whose hash begins so", "[tuf]") {
    const std::string digest = onestop::crypto::toHex(onestop::crypto::sha256(bytesOf("sites/a/x.json")));
    const Delegation covering{"bin", {{}, 1}, false, {}, {digest.substr(0, 3)}};
    const Delegation other{"bin", {{}, 1}, false, {}, {digest[0] == '0' ? "1" : "0"}};
    CHECK(covering.covers("sites/a/x.json"));
    CHECK_FALSE(other.covers("sites/a/x.json"));
}

TEST_CASE("hashes hold only when a known algorithm is listed and every known one agrees", "[tuf]") {
    const auto bytes = bytesOf("guide");
    const std::string sha256 = onestop::crypto::toHex(onestop::crypto::sha256(bytes));
    const std::string sha512 = onestop::crypto::toHex(onestop::crypto::sha512(bytes));
    CHECK(hashesHold(bytes, {{"sha256", sha256}}));
    CHECK(hashesHold(bytes, {{"sha256", sha256}, {"sha512", sha512}, {"sm3", "00"}}));
    CHECK_FALSE(hashesHold(bytes, {{"sha256", sha256}, {"sha512", sha256}}));
    CHECK_FALSE(hashesHold(bytes, {{"sm3", "00"}}));
    CHECK_FALSE(hashesHold(bytes, {}));
}
