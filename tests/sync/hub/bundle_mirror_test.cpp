// SPDX-License-Identifier: Apache-2.0
// Promises of a site's bundles: those of its own machines come, the newest first; one that cannot be had keeps no other
// away, and is named; what is not what was signed is never shown.
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"
#include "tests/sync/tuf/simulated_repository.h"

#include <algorithm>

#include "sync/hub/bundle_mirror.h"
#include "sync/tuf/atomic_file.h"

using namespace onestop;
using namespace onestop::hub;
using namespace std::chrono_literals;
using nlohmann::json;
using pull::PullOutcome;

namespace {

constexpr const char* kSite = "dapeng-kuichong";

std::string bundlePath(const std::string& version) { return "software/onestop-" + version + "-x86_64.raucb"; }
std::string bundleText(const std::string& version) { return "bundle of " + version; }

/// A district's releases as a mirror has taken them: all but the bundles.
struct TakenMirror {
    TakenMirror() {
        // As an editor may have left it: not in order.
        release("0.2.0", {{"sites", {kSite}}});
        release("0.4.0", {{"kiosks", {std::string("kiosk-1.") + kSite}}});
        release("0.5.0", {{"sites", {"nanao"}}});
        release("0.6.0", {{"kiosks", {"kiosk-1.nanao"}}});
        release("0.7.0", {{"sites", json::array()}}); // held back
        release("0.3.0", "all");
        repository.addTarget("targets", "software.json",
                             json{{"issued", "2026-11-23T08:00:00+08:00"}, {"releases", releases}}.dump());
        repository.publishAll();
        for (const auto& [name, bytes] : repository.files_)
            write("repository/metadata/" + name, bytes);
        for (const auto& [name, bytes] : repository.targetFiles_)
            if (!name.ends_with(".raucb")) write("repository/targets/" + name, bytes);
        write("root.json", repository.root());
    }
    std::vector<ListedBundle> listed() const {
        return listedBundles(shown(), folder.path() / "root.json", kSite, tuf::test::kNow).value();
    }
    pull::Pulled bring() {
        return bringBundles(listed(), shown(),
                            [this](const auto& name, auto most, const auto& file) { return fetch(name, most, file); });
    }
    bool shows(const std::string& version) const {
        for (const auto& bundle : listed())
            if (bundle.target.path == bundlePath(version))
                return tuf::isTargetFile(shown() / "targets" / bundle.name, bundle.target.file);
        return false;
    }
    std::filesystem::path shown() const { return folder.path() / "repository"; }

    tuf::test::SimulatedRepository repository;
    std::string spoilt, missing; ///< versions; above they are so
    int answers_left = 100;      ///< then nothing answers
    std::vector<std::string> asked;
    tests::ScratchFolder folder;

private:
    void release(const std::string& version, const json& stage) {
        repository.addTarget("targets", bundlePath(version), bundleText(version));
        releases.push_back({{"version", version},
                            {"compatible", "onestop-x86_64"},
                            {"bundle", bundlePath(version)},
                            {"length", bundleText(version).size()},
                            {"stage", stage}});
    }
    void write(const std::string& name, const tuf::Bytes& bytes) const {
        const auto file = folder.path() / name;
        std::filesystem::create_directories(file.parent_path());
        REQUIRE(tuf::writeFileAtomically(file, bytes));
    }
    tl::expected<void, tuf::FetchFailure> fetch(const std::string& name, std::size_t most,
                                                const std::filesystem::path& file) {
        if (answers_left-- == 0)
            return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::Unreachable, "nobody answers"});
        const auto is_of = [&name](const std::string& version) {
            return !version.empty() && name.ends_with("onestop-" + version + "-x86_64.raucb");
        };
        asked.push_back(name.substr(name.find("onestop-") + 8, 5));
        if (is_of(missing))
            return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::NotFound, missing + " is not there"});
        auto bytes = repository.fetchTarget(name, most);
        if (!bytes) return tl::unexpected(bytes.error());
        if (is_of(spoilt)) bytes->front() ^= 1;
        REQUIRE(tuf::writeFileAtomically(file, *bytes));
        return {};
    }

    json releases = json::array();
};

using Versions = std::vector<std::string>;

} // namespace

TEST_CASE("a site brings what its own machines may take, the newest first", "[hub][mirror][software]") {
    TakenMirror mirror;
    const auto pulled = mirror.bring();
    CHECK(pulled.outcome == PullOutcome::Applied);
    CHECK(mirror.asked == Versions{"0.4.0", "0.3.0", "0.2.0"});
    for (const auto& version : mirror.asked)
        CHECK(mirror.shows(version));
    CHECK_FALSE(std::filesystem::exists(mirror.shown() / ".mirror/bundles"));
    CHECK(mirror.bring().outcome == PullOutcome::Unchanged);
    CHECK(mirror.asked.size() == 3);
}

TEST_CASE("a bundle that is not what was signed keeps no other away, and is left alone for an hour",
          "[hub][mirror][software][hostile]") {
    TakenMirror mirror;
    mirror.missing = "0.4.0";
    mirror.spoilt = "0.3.0";
    const auto pulled = mirror.bring();
    CHECK(pulled.outcome == PullOutcome::Rejected);
    CHECK(pulled.sentence.find("0.4.0 is not there") != std::string::npos); // the first fault
    CHECK(pulled.sentence.find(bundlePath("0.2.0") + ": here") != std::string::npos);
    CHECK(pulled.retry_after == 1h); // the longest pause
    CHECK(mirror.shows("0.2.0"));
    CHECK_FALSE(mirror.shows("0.3.0"));
    mirror.missing.clear();
    mirror.spoilt.clear();
    CHECK(mirror.bring().outcome == PullOutcome::Applied);
    CHECK(mirror.shows("0.3.0"));
    CHECK(mirror.shows("0.4.0"));
}

TEST_CASE("when nobody answers above, not every bundle is asked for in vain", "[hub][mirror][software]") {
    TakenMirror mirror;
    mirror.answers_left = 1;
    const auto pulled = mirror.bring();
    CHECK(pulled.outcome == PullOutcome::NotReached);
    CHECK(mirror.asked == Versions{"0.4.0"});
    CHECK(mirror.shows("0.4.0"));
}
