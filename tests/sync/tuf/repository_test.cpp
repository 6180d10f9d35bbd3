// SPDX-License-Identifier: Apache-2.0
// Guards files on disk: whole at every instant, names that stay in their folder, and a binder that
// takes in nothing its delegator did not allow.
#include "simulated_repository.h"
#include "sync/tuf/atomic_file.h"
#include "sync/tuf/file_store.h"
#include "sync/tuf/repository.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace onestop::tuf;
using namespace onestop::tuf::test;
namespace fs = std::filesystem;

namespace {

Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

} // namespace

TEST_CASE("a file is replaced whole, and what a power cut left beside it does not matter", "[tuf][fault]") {
    const onestop::tests::ScratchFolder folder;
    const fs::path file = folder.path() / "root.json";
    REQUIRE(writeFileAtomically(file, bytes("first")));
    std::ofstream(file.string() + ".new") << "half of someth";
    REQUIRE(writeFileAtomically(file, bytes("second"), 0600));
    CHECK(readFile(file) == bytes("second"));
    CHECK_FALSE(fs::exists(file.string() + ".new"));
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK_FALSE(readFile(file, 3));
    CHECK_FALSE(writeFileAtomically(folder.path() / "missing" / "x", bytes("x")));
}

TEST_CASE("role names cannot leave the store's folder", "[tuf][hostile]") {
    const onestop::tests::ScratchFolder folder;
    FileStore store(folder.path());
    for (const std::string role : {"root", "../root", "/etc/x", "?", "..", "葵"}) {
        REQUIRE(store.save(role, 1, bytes(role)));
        CHECK(store.load(role) == bytes(role));
    }
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
        files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 6);
    CHECK_FALSE(store.load("never saved"));
}

TEST_CASE("binding lists what delegators allow and refuses what they do not", "[tuf]") {
    const onestop::tests::ScratchFolder folder;
    Repository repository(folder.path());
    REQUIRE(repository.prepare());
    SimulatedRepository signer;
    signer.delegate("targets", "site-a", "sites/a/*");
    signer.delegate("targets", "site-b", "sites/b/*");
    signer.publishTargets();
    signer.publishTargets("site-a");
    const OnlineKeys keys{signer.keys_["snapshot"][0], signer.keys_["timestamp"][0]};
    const auto days = std::chrono::days{1};
    REQUIRE(repository.addMetadata("root", 1, signer.root()));
    REQUIRE(repository.addMetadata("targets", 2, signer.files_["2.targets.json"]));
    CHECK(repository.bind(keys, kNow, days, days)); // no site has published yet
    REQUIRE(repository.addMetadata("site-a", 1, signer.files_["1.site-a.json"]));
    REQUIRE(repository.bind(keys, kNow, days, days));
    const auto snapshot = parseMetadata(RoleType::Snapshot, repository.newest("snapshot")->bytes);
    CHECK(snapshot->version == 2);
    CHECK(std::get<Snapshot>(snapshot->role).meta.size() == 2);

    const auto forged = signMetadata(json::parse(signer.files_["1.site-a.json"])["signed"], signer.keys_["site-b"]);
    REQUIRE(repository.addMetadata("site-a", 2, forged));
    CHECK(repository.bind(keys, kNow, days, days).error().kind == TufFailureKind::Mismatch); // it says version 1
    json raised = json::parse(signer.files_["1.site-a.json"])["signed"];
    raised["version"] = 2;
    REQUIRE(repository.addMetadata("site-a", 2, signMetadata(raised, signer.keys_["site-b"])));
    CHECK(repository.bind(keys, kNow, days, days).error().kind == TufFailureKind::Unsigned);
    CHECK(repository.newest("timestamp")->version == 2);
}

TEST_CASE("a timestamp that cannot be read is never started again from 1", "[tuf][fault]") {
    const onestop::tests::ScratchFolder folder;
    Repository repository(folder.path());
    REQUIRE(repository.prepare());
    SimulatedRepository signer;
    REQUIRE(repository.addMetadata("root", 1, signer.root()));
    REQUIRE(repository.addMetadata("targets", 1, signer.files_["1.targets.json"]));
    REQUIRE(repository.addMetadata("timestamp", 1, bytes("{")));
    const auto bound = repository.bind({signer.keys_["snapshot"][0], signer.keys_["timestamp"][0]}, kNow,
                                       std::chrono::days{1}, std::chrono::days{1});
    REQUIRE_FALSE(bound);
    CHECK(bound.error().kind == TufFailureKind::Malformed);
}
