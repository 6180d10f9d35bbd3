// SPDX-License-Identifier: Apache-2.0
// What a technician is told of hub.toml: each fault with its line, and what a hub with a district above it needs.
#include "sync/hub/config.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

TEST_CASE("a fault in hub.toml is named with its line", "[hub][config]") {
    Folder folder;
    const std::string door = "certificate = \"c\"\nkey = \"k\"\n";
    const auto fault = [&](const std::string& text) {
        const auto config = readHubConfig(folder.write("hub.toml", text));
        REQUIRE_FALSE(config);
        return config.error().substr(config.error().find("hub.toml"));
    };
    const std::string head = "site = \"s\"\ndatabase = \"d\"\n[devices]\n";

    CHECK(fault("site = \"s\"\n") == "hub.toml:1: database: expected the path of a file, or postgresql://…");
    CHECK(fault("site = 7\ndatabase = \"d\"\n").find("hub.toml:1: site: expected") == 0);
    CHECK(fault(head + "listen = \"nowhere\"\n" + door + "authority = \"a\"\n") ==
          "hub.toml:4: listen: expected address:port");
    CHECK(fault(head + "listen = \"127.0.0.1:1\"\n" + door) == "hub.toml:3: authority: expected a file name");
    CHECK(fault(head + "listen = \"127.0.0.1:1\"\n" + door + "authority = \"a\"\ncolour = 1\n") ==
          "hub.toml:8: unknown option colour");
    CHECK(fault("site = \n").find("hub.toml:1: ") == 0);
    const auto good =
        readHubConfig(folder.write("hub.toml", head + "listen = \"127.0.0.1:1\"\n" + door + "authority = \"a\"\n"));
    REQUIRE(good);
    CHECK(good->database == folder.path() / "d");
    CHECK_FALSE(good->upstream);

    const auto whole = head + "listen = \"127.0.0.1:1\"\n" + door + "authority = \"a\"\n[upstream]\n" + door;
    CHECK(fault(whole + "authority = \"a\"\n") == "hub.toml:8: url: expected an https:// address");
    CHECK(fault(whole + "authority = \"a\"\nurl = \"http://x\"\n").find("hub.toml:12: url: expected") == 0);
    CHECK(fault(whole + "url = \"https://x\"\n") == "hub.toml:8: authority: expected a file name");
    const auto site =
        readHubConfig(folder.write("hub.toml", whole + "authority = \"a\"\nurl = \"https://district:18443\"\n"));
    REQUIRE(site);
    REQUIRE(site->upstream);
    CHECK(site->upstream->url.port == 18443);
    CHECK(site->upstream->identity_settings.certificate == folder.path() / "c");
    CHECK(site->upstream->identity_settings.name == "hub.s");

    const auto by_code = head + "listen = \"127.0.0.1:1\"\n" + door +
                         "authority = \"a\"\n[upstream]\nurl = \"https://d\"\nenrolment = \"https://d:18446\"\n";
    const auto enrolled = readHubConfig(folder.write("hub.toml", by_code));
    REQUIRE(enrolled);
    CHECK(enrolled->upstream->identity_settings.enrolment->port == 18446);
    CHECK(enrolled->upstream->identity_settings.certificate.empty());
    CHECK(fault(by_code + "key = \"k\"\n") == "hub.toml:8: certificate: expected a file name");
}

TEST_CASE("a hub that mirrors another's repository names its root of trust, and signs nothing", "[hub][config]") {
    const Folder folder;
    const std::string head = "site = \"s\"\ndatabase = \"d\"\n", door = "certificate = \"c\"\nkey = \"k\"\n";
    const std::string doors = "[devices]\nlisten = \"127.0.0.1:1\"\n" + door + "authority = \"a\"\n";
    const std::string mirror = "[mirror]\nurl = \"https://district/repository\"\nauthority = \"a\"\n";
    const auto read = [&](const std::string& text) { return readHubConfig(folder.write("hub.toml", text)); };
    const auto fault = [&](const std::string& text) { return read(text).error(); };

    const auto site = read(head + "repository = \"r\"\nroot = \"root.json\"\n" + doors + mirror);
    REQUIRE(site);
    CHECK(site->mirror->url.path == "/repository/");
    CHECK(site->mirror->authority == folder.path() / "a");
    CHECK(fault(head + "repository = \"r\"\n" + doors + mirror).ends_with("root: expected beside [mirror]"));
    CHECK(fault(head + "root = \"r\"\n" + doors + mirror).ends_with("repository: expected beside [mirror]"));
    CHECK(fault(head + "repository = \"r\"\nroot = \"root.json\"\nonline_keys = \"k\"\n" + doors + mirror)
              .ends_with("online_keys: expected none beside [mirror]: the hub above signs"));
}
