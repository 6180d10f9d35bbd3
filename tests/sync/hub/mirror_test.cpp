// SPDX-License-Identifier: Apache-2.0
// Promises: a site's kiosks find at their hub what the district published, byte for byte; whenever the hub is killed
// they can pull from it; what is forged, older or too large never gets there, and the last good state stays; the disk
// does not fill up.
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"
#include "tests/sync/hub/simulated_mirror.h"

#include <array>
#include <random>

#include "sync/hub/mirror_metadata.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
using namespace std::chrono_literals;
using pull::PullOutcome;

namespace {

/// Everything that the mirror names stands there as it stands above.
bool isSame(const MirrorSite& site) {
    const auto& above = site.district.repository;
    const auto named_files = namedFiles(site.disk);
    if (!named_files) return false;
    for (const auto& name : *named_files) {
        const auto& files = name.starts_with("metadata/") ? above.files_ : above.targetFiles_;
        const auto found = files.find(name.substr(name.find('/') + 1));
        if (found == files.end() || site.disk.read(name) != found->second) return false;
    }
    return true;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// What a fault must not change. Where the mirror keeps its own things does not count.
struct Untouched {
    explicit Untouched(const MirrorSite& watched) : site(watched), before(watched.disk.shown()) {}
    ~Untouched() { CHECK(site.disk.shown() == before); }
    const MirrorSite& site;
    Files before;
};

} // namespace

TEST_CASE("what the district published stands at the site, byte for byte, with its packed forms", "[hub][mirror]") {
    Publisher district;
    MirrorSite site(district);
    PullingKiosk kiosk(site.root);

    const auto first = site.pull();
    CHECK(first.outcome == PullOutcome::Applied);
    CHECK(first.left_out.empty());
    CHECK(isSame(site));
    CHECK(site.pull().outcome == PullOutcome::Unchanged);
    district.publishGuide("second");
    CHECK(site.pull().outcome == PullOutcome::Applied);

    const auto guide = named("targets", Publisher::guideFile(district.guides[1]));
    const auto delta = tuf::deltaEnding(crypto::sha256(crypto::bytesOf(district.guides[0])));
    for (const auto& form : {std::string(), std::string(".zst"), delta})
        CHECK(site.disk.read(guide + form) == district.repository.targetFiles_[guide.substr(8) + form]);
    Shown shown(site.disk);
    CHECK(kiosk.pull(shown).value() == district.published.rbegin()->second);
}

TEST_CASE("killed at any write, a mirror is one that kiosks can pull from", "[hub][mirror][fault]") {
    Publisher district;
    MirrorSite site(district);
    REQUIRE(site.pull().reached());
    district.publishGuide("second");
    district.publishMonth("the second month");
    district.rotate("timestamp"); // the old timestamp is worth nothing under the new root
    district.rotate("root");

    int kills = 0;
    for (bool whole = false; !whole; ++kills) {
        MirrorSite killed(district);
        killed.disk.files = site.disk.files;
        whole = killed.pullUntil(kills);
        for (int again = 0; !killed.begin(); ++again) // killed while it recovers, too
            killed.disk.changes_left = again;
        Shown shown(killed.disk);
        PullingKiosk fresh(site.root);
        const auto pulled = fresh.pull(shown);
        INFO("killed after " << kills << " changes");
        REQUIRE(pulled);
        CHECK(pulled.value() == district.published.at(fresh.version));
        killed.disk.changes_left = 1'000'000;
        CHECK(killed.pull().reached());
        CHECK(isSame(killed));
        CHECK(killed.disk.list(".mirror").empty());
    }
    CHECK(kills > 10);
}

TEST_CASE("killed while it recovers, it recovers the next time", "[hub][mirror][fault]") {
    Publisher district;
    MirrorSite site(district);
    REQUIRE(site.pull().reached());
    district.rotate("timestamp");
    const auto before = site.disk.files;
    for (int first = 0; first < 12; ++first)
        for (int second = 0; second < 6; ++second) {
            MirrorSite killed(district);
            killed.disk.files = before;
            if (killed.pullUntil(first)) continue;
            killed.disk.changes_left = second;
            if (!killed.begin()) {
                killed.disk.changes_left = 1'000'000;
                REQUIRE(killed.begin());
            }
            Shown shown(killed.disk);
            PullingKiosk fresh(site.root);
            CHECK(fresh.pull(shown));
        }
}

TEST_CASE("whatever happens above and to the hub, a kiosk sees one published state after the other",
          "[hub][mirror][property]") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        INFO("seed " << seed);
        std::mt19937 chance(seed);
        const auto below = [&chance](int most) { return std::uniform_int_distribution<>(0, most - 1)(chance); };
        Publisher district;
        MirrorSite site(district);
        REQUIRE(site.pull().reached());
        PullingKiosk kiosk(site.root);
        bool in_the_middle = false;
        const auto happen = [&] {
            const auto count = std::to_string(district.published.size());
            switch (below(7)) {
            case 0:
                return district.publishMonth("month " + count);
            case 1:
                return district.close("closed " + count);
            case 2:
                if (below(4) == 0) district.publishGuide("edition " + count);
                return;
            case 3:
                if (below(3) != 0) return;
                return district.rotate(std::array{"root", "timestamp", "snapshot", "targets"}.at(below(4)));
            case 4:
                site.above.answers_left = below(8);
                break;
            default:
                break;
            }
            if (!in_the_middle) site.monotonic += std::chrono::minutes(below(50)); // a pull takes less than the grace
            const bool whole = site.pullUntil(below(3) == 0 ? below(12) : 1'000'000);
            site.above.answers_left = 1'000'000;
            if (!whole) REQUIRE(site.begin());
        };
        for (int step = 0; step < 30; ++step) {
            in_the_middle = false;
            happen();
            in_the_middle = true;
            Shown changing(site.disk, [&] {
                if (below(4) == 0) happen();
            });
            const auto before = kiosk.version;
            auto pulled = kiosk.pull(changing);
            // The district's keys changed under its hands: it takes nothing, and comes again.
            if (!pulled && pulled.error().kind == tuf::TufFailureKind::Unsigned) {
                Shown still(site.disk);
                pulled = kiosk.pull(still);
            }
            INFO("step " << step << ": " << (pulled ? "" : pulled.error().context));
            REQUIRE(pulled);
            CHECK(pulled.value() == district.published.at(kiosk.version));
            CHECK(kiosk.version >= before);
        }
        REQUIRE(site.pull().reached());
        CHECK(isSame(site));
        site.monotonic += 2h;
        site.pull();
        site.monotonic += 2h;
        site.pull();
        const auto named_files = namedFiles(site.disk).value();
        for (const auto& [name, bytes] : site.disk.files)
            CHECK((named_files.contains(name) || named_files.contains(unpackedName(name))));
    }
}

TEST_CASE("a repository above that is away, older, forged or endless changes nothing", "[hub][mirror][hostile]") {
    Publisher district;
    MirrorSite site(district);
    REQUIRE(site.pull().reached());
    const auto former = district.repository.files_;
    district.close("closed");
    REQUIRE(site.pull().reached());
    district.publishMonth("the second month");
    const auto& files = district.repository.files_;
    const auto snapshot = district.repository.versioned("snapshot"), targets = district.repository.versioned("targets");
    const Untouched untouched(site);

    SECTION("away, at whatever answer") {
        for (int answers = 0; answers < 5; ++answers) {
            site.above.answers_left = answers;
            CHECK(site.pull().outcome == PullOutcome::NotReached);
        }
        return;
    }
    SECTION("an older timestamp") { site.above.instead["metadata/timestamp.json"] = former.at("timestamp.json"); }
    SECTION("a timestamp of somebody else") {
        Publisher other;
        for (int i = 0; i < 5; ++i)
            other.close(std::to_string(i));
        site.above.instead["metadata/timestamp.json"] = other.repository.files_["timestamp.json"];
    }
    SECTION("a snapshot of another time") { site.above.instead["metadata/" + snapshot] = former.at("2.snapshot.json"); }
    SECTION("no snapshot") { site.above.instead["metadata/" + snapshot] = {}; }
    SECTION("an endless timestamp") { site.above.instead["metadata/timestamp.json"] = crypto::Bytes(100'000, 'x'); }
    SECTION("a root of somebody else") {
        Publisher other;
        other.rotate("root");
        site.above.instead["metadata/2.root.json"] = other.repository.root(2);
    }
    SECTION("a page that asks to log in") { site.above.instead["metadata/timestamp.json"] = crypto::Bytes(300, '<'); }
    SECTION("more than a site's hub can hold") {
        site.limits.all_bytes = 10'000;
        REQUIRE(site.begin());
    }
    SECTION("a full disk") { site.disk.full = true; }

    const auto pulled = site.pull();
    CHECK(pulled.outcome == PullOutcome::Rejected);
    CHECK_FALSE(pulled.sentence.empty());
    CHECK(files.contains(targets));
}

TEST_CASE("a role or a target that cannot be had stops only itself, and is named", "[hub][mirror][hostile]") {
    Publisher district;
    MirrorSite site(district);
    REQUIRE(site.pull().reached());
    district.publishMonth("the second month");
    district.close("closed for a typhoon");
    const auto month = district.repository.versioned("site-a");
    const std::string file =
        "targets/sites/a/" + crypto::toHex(crypto::sha256(crypto::bytesOf("the second month"))) + ".month.json";

    std::string bad = "metadata/" + month;
    SECTION("a forged role") { site.above.instead[bad] = crypto::Bytes(200, 'x'); }
    SECTION("a missing role") { site.above.instead[bad] = {}; }
    SECTION("a forged target") { site.above.instead[bad = file] = crypto::Bytes(16, 'x'); }
    SECTION("a missing target") { site.above.instead[bad = file] = {}; }
    SECTION("an endless target") { site.above.instead[bad = file] = crypto::Bytes(5000, 'x'); }

    const auto pulled = site.pull();
    CHECK(pulled.outcome == PullOutcome::Applied);
    REQUIRE(pulled.left_out.size() == 1);
    CHECK((holds(pulled.left_out[0], "site-a") || holds(pulled.left_out[0], "sites/a/month.json")));
    CHECK_FALSE(site.disk.read(bad));
    Shown shown(site.disk);
    PullingKiosk kiosk(site.root);
    CHECK(kiosk.pull(shown, {"closures/now.json"}).value().at("closures/now.json") == "closed for a typhoon");

    site.above.instead.clear();
    const auto mended = site.pull();
    CHECK(mended.outcome == PullOutcome::Applied);
    CHECK(mended.left_out.empty());
    CHECK(kiosk.pull(shown).value() == district.published.rbegin()->second);
}

TEST_CASE("a role that ran out is shown as it is above, and holds nobody up", "[hub][mirror]") {
    Publisher district;
    district.repository.expiries_["closures"] = std::chrono::floor<std::chrono::seconds>(tuf::test::kNow) - 1h;
    district.close("closed");
    MirrorSite site(district);

    const auto pulled = site.pull();

    CHECK(pulled.outcome == PullOutcome::Applied);
    CHECK(pulled.left_out.empty());
    const auto role = district.repository.versioned("closures");
    CHECK(site.disk.read("metadata/" + role) == district.repository.files_[role]);
    CHECK(site.pull().outcome == PullOutcome::Unchanged);
    Shown shown(site.disk);
    PullingKiosk kiosk(site.root);
    CHECK(kiosk.pull(shown, {"sites/a/month.json"}));
    CHECK(kiosk.pull(shown, {"closures/now.json"}).error().kind == tuf::TufFailureKind::Expired);
}

TEST_CASE("a packed form that makes something else is not shown; the file itself is enough", "[hub][mirror][hostile]") {
    Publisher district;
    const auto guide = Publisher::guideFile(district.guides[0]);
    MirrorSite site(district);
    std::string forged_text(district.guides[0].size(), 'x');
    site.above.instead["targets/" + guide + ".zst"] = tuf::packWhole(crypto::bytesOf(forged_text)).value();

    CHECK(site.pull().left_out.empty());

    CHECK_FALSE(site.disk.read("targets/" + guide + ".zst"));
    CHECK(site.disk.read("targets/" + guide) == district.repository.targetFiles_[guide]);
}

TEST_CASE("a kiosk with an older root of trust than the hub's finds the whole chain", "[hub][mirror]") {
    Publisher district;
    district.rotate("root");
    district.rotate("timestamp");
    MirrorSite site(district);
    site.root = district.repository.root(3);
    REQUIRE(site.pull().reached());

    Shown shown(site.disk);
    PullingKiosk old(district.repository.root(1));
    CHECK(old.pull(shown));
    CHECK(site.disk.read("metadata/1.root.json") == district.repository.root(1));

    Publisher other;
    MirrorSite deceived(district);
    deceived.root = district.repository.root(3);
    deceived.above.instead["metadata/2.root.json"] = other.repository.root(1);
    const Untouched untouched(deceived);
    CHECK(deceived.pull().outcome == PullOutcome::Rejected);
}

TEST_CASE("trust begins at the settings' root: what a stick brought from elsewhere is replaced", "[hub][mirror]") {
    Publisher district, other;
    other.rotate("timestamp");
    MirrorSite elsewhere(other);
    REQUIRE(elsewhere.pull().reached());
    MirrorSite site(district);
    site.disk.files = elsewhere.disk.files;

    CHECK(site.pull().outcome == PullOutcome::Applied);

    Shown shown(site.disk);
    PullingKiosk kiosk(site.root);
    CHECK(kiosk.pull(shown));
}

TEST_CASE("a damaged file is noticed and fetched again", "[hub][mirror][fault]") {
    Publisher district;
    MirrorSite site(district);
    REQUIRE(site.pull().reached());
    const auto names = namedFiles(site.disk).value();
    for (const auto& name : names) {
        auto& bytes = site.disk.files.at(name);
        bytes[bytes.size() / 2] ^= 1;
        INFO(name);
        CHECK(site.pull().reached());
        CHECK(isSame(site));
    }
}

TEST_CASE("what nothing names any more goes, but not from under a kiosk that is pulling", "[hub][mirror]") {
    Publisher district;
    MirrorSite site(district);
    REQUIRE(site.pull().reached());
    const auto old_guide = "targets/" + Publisher::guideFile(district.guides[0]);
    district.publishGuide("second");
    const auto forms = [&] { return std::pair(site.disk.read(old_guide), site.disk.read(old_guide + ".zst")); };
    site.pull();
    site.monotonic += 59min;
    site.pull();
    CHECK((forms().first && forms().second));
    site.monotonic += 2min;
    site.pull();
    CHECK_FALSE((forms().first || forms().second));
    CHECK(isSame(site));
    CHECK(site.disk.read("metadata/timestamp.json") == district.repository.files_["timestamp.json"]);
}

TEST_CASE("no signature makes a mirror write outside of its folder", "[hub][mirror][hostile]") {
    Publisher district;
    district.repository.addTarget("targets", "../../etc/passwd", "root::0:0");
    district.repository.addTarget("targets", ".mirror/next/timestamp.json", "{}");
    district.repository.publishTargets();
    district.bind();
    MirrorSite site(district);

    const auto pulled = site.pull();

    CHECK(pulled.left_out.size() == 2);
    for (const auto& [name, bytes] : site.disk.files)
        CHECK((name.starts_with("metadata/") || (name.starts_with("targets/") && !holds(name, "/."))));
}

TEST_CASE("a folder is a mirror's disk", "[hub][mirror]") {
    const tests::ScratchFolder scratch;
    Publisher district;
    Above above(district.repository);
    FolderDisk disk(scratch.path());
    Mirror mirror(disk);
    REQUIRE(mirror.recover());

    CHECK(mirror.pull(above, district.repository.root(), tuf::test::kNow, 0ms).outcome == PullOutcome::Applied);
    CHECK(mirror.pull(above, district.repository.root(), tuf::test::kNow, 0ms).outcome == PullOutcome::Unchanged);

    const auto names = namedFiles(disk).value();
    for (const auto& name : names)
        CHECK(disk.read(name));
    for (const auto& name : disk.list("."))
        CHECK_FALSE(holds(name, ".new"));
    disk.remove("metadata/timestamp.json");
    CHECK_FALSE(disk.read("metadata/timestamp.json"));
    CHECK(disk.list("no such folder").empty());
}
