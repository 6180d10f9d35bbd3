// SPDX-License-Identifier: Apache-2.0
// Promises of staged software: a machine is only ever offered something newer, made for its kind, whose stage has
// reached it; widening a stage takes it from nobody; of several the newest.
#include <random>

#include "sync/catalogue/target_parser.h"
#include "tests/support/catch.h"

using namespace onestop::catalogue;

namespace {

constexpr const char* kMachine = "onestop-x86_64";

SoftwareRelease release(const std::string& version, SoftwareStage stage, const std::string& compatible = kMachine) {
    return {version, parseVersion(version).value(), compatible, "software/x.raucb", 1, std::move(stage)};
}

std::string wantedBy(const std::string& kiosk, const std::string& running,
                     const std::vector<SoftwareRelease>& releases) {
    const auto* wanted = wantedRelease(running, kMachine, kiosk, releases);
    return wanted ? wanted->version_text : "";
}

/// Everything that may be random is drawn from here: a failure names its seed.
struct Draw {
    std::mt19937 chance;
    int upTo(int most) { return static_cast<int>(chance() % static_cast<unsigned>(most + 1)); }
    std::string version() {
        const auto numbers =
            "0." + std::to_string(upTo(2)) + '.' + std::to_string(upTo(11)); // 10 and 11: not ordered as text
        return upTo(1) == 0 ? numbers : numbers + '-' + std::to_string(9 + upTo(2));
    }
    std::string kiosk() { return "kiosk-" + std::to_string(1 + upTo(2)) + ".site-" + std::to_string(upTo(2)); }
    SoftwareStage stage() {
        switch (upTo(3)) {
        case 0:
            return {true, {}, {}};
        case 1:
            return {false, {"site-" + std::to_string(upTo(2))}, {}};
        case 2:
            return {false, {}, {kiosk(), kiosk()}};
        default:
            return {};
        }
    }
    std::vector<SoftwareRelease> releases() {
        std::vector<SoftwareRelease> all;
        for (int left = upTo(4); left > 0; --left)
            all.push_back(release(version(), stage(), upTo(4) == 0 ? "onestop-other" : kMachine));
        return all;
    }
};

} // namespace

TEST_CASE("versions are ordered as the installer orders them", "[software]") {
    const std::vector<std::string> oldest_first{
        "0.1.0-202611291200", "0.1.0-202611291201", "0.1.0", "0.2.0-1", "0.9.0", "0.10.0", "1.0.0"};
    for (std::size_t i = 1; i < oldest_first.size(); ++i)
        CHECK(parseVersion(oldest_first[i - 1]) < parseVersion(oldest_first[i]));
    for (const char* odd : {"", "1", "1.0", "1.0.0-", "1.0.0-rc1", "v1.0.0", "1.0.0.0", "1.00.0", "1.0.0+5", " 1.0.0",
                            "1.0.0-1-2", "9999999999999999999.0.0"})
        CHECK_FALSE(parseVersion(odd));
}

TEST_CASE("a version reaches one kiosk, then one site, then all", "[software]") {
    std::vector<SoftwareRelease> list{release("0.2.0", {false, {}, {"kiosk-1.a"}})};
    CHECK(wantedBy("kiosk-1.a", "0.1.0", list) == "0.2.0");
    CHECK(wantedBy("kiosk-2.a", "0.1.0", list).empty());
    list[0].stage = {false, {"a"}, {}};
    CHECK(wantedBy("kiosk-2.a", "0.1.0", list) == "0.2.0");
    CHECK(wantedBy("kiosk-1.b", "0.1.0", list).empty());
    list[0].stage = {true, {}, {}};
    CHECK(wantedBy("kiosk-1.b", "0.1.0", list) == "0.2.0");
    list[0].stage = {};
    CHECK(wantedBy("kiosk-1.a", "0.1.0", list).empty()); // held back
}

TEST_CASE("a site knows which releases are for machines of its own", "[software]") {
    CHECK(SoftwareStage{true, {}, {}}.reaches("a"));
    CHECK(SoftwareStage{false, {"b", "a"}, {}}.reaches("a"));
    CHECK(SoftwareStage{false, {}, {"kiosk-1.b", "kiosk-2.a"}}.reaches("a"));
    CHECK_FALSE(SoftwareStage{false, {"b"}, {}}.reaches("a"));
    CHECK_FALSE(SoftwareStage{false, {}, {"kiosk-1.ba", "kiosk-1.a.b"}}.reaches("a"));
    CHECK_FALSE(SoftwareStage{}.reaches("a"));
}

TEST_CASE("whatever is listed, a machine is offered something newer for its kind and its stage, or nothing",
          "[software]") {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        INFO("seed " << seed);
        Draw draw{std::mt19937(seed)};
        const auto list = draw.releases();
        const auto kiosk = draw.kiosk();
        const auto running = draw.version();
        const auto* wanted = wantedRelease(running, kMachine, kiosk, list);
        for (const auto& each : list) {
            const bool may =
                each.compatible == kMachine && each.stage.covers(kiosk) && each.version > parseVersion(running).value();
            if (may) REQUIRE(wanted != nullptr);               // who may have something gets something
            if (may) REQUIRE(wanted->version >= each.version); // and nothing newer is held from it
            if (&each == wanted) REQUIRE(may);                 // and never anything else
        }
        // What it was offered and then runs, it is not offered again: no circle.
        if (wanted) REQUIRE(wantedRelease(wanted->version_text, kMachine, kiosk, list) == nullptr);
    }
}

TEST_CASE("widening a stage takes nothing from anybody", "[software]") {
    for (unsigned seed = 0; seed < 1000; ++seed) {
        INFO("seed " << seed);
        Draw draw{std::mt19937(seed)};
        auto list = draw.releases();
        if (list.empty()) continue;
        const auto kiosk = draw.kiosk();
        const auto running = draw.version();
        const auto before = parseVersion(wantedBy(kiosk, running, list));
        list[static_cast<std::size_t>(draw.upTo(static_cast<int>(list.size()) - 1))].stage = {true, {}, {}};
        const auto after = parseVersion(wantedBy(kiosk, running, list));
        REQUIRE((!before || (after && *after >= *before)));
    }
}

TEST_CASE("who cannot say what it runs is offered nothing", "[software]") {
    CHECK(wantedBy("kiosk-1.a", "", {release("9.0.0", {true, {}, {}})}).empty());
    CHECK(wantedBy("kiosk-1.a", "unknown", {release("9.0.0", {true, {}, {}})}).empty());
}

TEST_CASE("the list is read, and what does not fit is left out and named", "[software]") {
    Catalogue catalogue;
    const auto good =
        R"({"version":"0.2.0-7","compatible":"onestop-x86_64","bundle":"software/a.raucb","length":350000000,"stage":"all"})";
    CHECK(readTarget("software.json", std::string(R"({"issued":"2026-11-29T00:00:00Z","releases":[)") + good + "]}",
                     catalogue)
              .empty());
    REQUIRE(catalogue.releases.size() == 1);
    CHECK(catalogue.releases[0].length_bytes == 350'000'000);

    const std::vector<std::pair<std::string, std::string>> spoiled{{R"("0.2.0-7")", R"("next")"},
                                                                   {"software/a.raucb", "software/../a.raucb"},
                                                                   {"software/a.raucb", "sites/a.raucb"},
                                                                   {"software/a.raucb", "software/.raucb"},
                                                                   {"software/a.raucb", "software/a"},
                                                                   {"350000000", "0"},
                                                                   {"350000000", "-5"},
                                                                   {R"("all")", R"("everybody")"},
                                                                   {R"("all")", R"({"sites":["a"],"kiosks":[]})"},
                                                                   {R"("all")", R"({"kiosks":["kiosk-7.a"]})"},
                                                                   {R"("all")", R"({"kiosks":["kiosk-1"]})"},
                                                                   {R"("all")", "{}"}};
    for (const auto& [from, to] : spoiled) {
        std::string broken = good;
        broken.replace(broken.find(from), from.size(), to);
        Catalogue into;
        const auto faults =
            readTarget("software.json", R"({"issued":"2026-11-29T00:00:00Z","releases":[)" + broken + "]}", into);
        INFO(broken);
        CHECK(faults.size() == 1);
        CHECK(into.releases.empty());
    }
}
