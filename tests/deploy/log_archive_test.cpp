// SPDX-License-Identifier: Apache-2.0
// Promises: no PIN leaves the machine with its log, wherever somebody wrote it; the archive is one that any tar reads.
#include "deploy/technician/log_archive.h"
#include "tests/support/catch.h"

using namespace onestop::technician;

namespace {

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("the settings go along without the PIN, wherever it stands", "[log]") {
    const auto taken =
        settingsWithoutPin("site = \"a\" # the PIN is 271828\npin = \"271828\"\n[staff]\npin = "
                           "\"271828\"\n[hub]\nurl = \"https://hub.example\"\n[staff.more]\npin = 271828\n",
                           "site.toml");
    CHECK(says(taken, "https://hub.example"));
    CHECK(says(taken, "site = "));
    CHECK_FALSE(says(taken, "271828"));
    CHECK_FALSE(says(settingsWithoutPin("staff = { pin = \"271828\" }\n", "site.toml"), "271828"));
}

TEST_CASE("of settings that cannot be read only the line goes along", "[log]") {
    CHECK(settingsWithoutPin("site = \"a\"\npin = 27182,8\n", "site.toml") ==
          "# site.toml:2: cannot be read, left out\n");
}

TEST_CASE("the archive holds each file whole, in blocks of 512 bytes, and ends with two empty ones", "[log]") {
    const auto tar = makeTar({{"a.txt", "one\n"}, {"b.json", std::string(513, 'x')}}, std::chrono::sys_seconds{});
    REQUIRE(tar.size() == 512 * (2 + 3 + 2));
    CHECK(tar.substr(0, 6) == std::string("a.txt\0", 6));
    CHECK(tar.substr(124, 12) == std::string("00000000004\0", 12));
    CHECK(tar.substr(257, 8) == std::string("ustar\00000", 8));
    CHECK(tar.substr(512, 5) == std::string("one\n\0", 5));
    CHECK(tar.substr(1024, 6) == "b.json");
    CHECK(tar.substr(tar.size() - 1024) == std::string(1024, '\0'));
}
