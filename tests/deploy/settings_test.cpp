// SPDX-License-Identifier: Apache-2.0
// Promises: one commented file becomes what every program reads; a wrong line is named with its number and what was
// expected; nothing that a technician may type ends up as something else in another program's file.
#include <fstream>
#include <sstream>

#include "deploy/technician/settings.h"
#include "tests/support/catch.h"

using namespace onestop::technician;

namespace {

std::string textOf(const std::string& file) {
    std::ifstream in(ONESTOP_SOURCE_DIR "/" + file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string shipped() { return textOf("deploy/technician/site.toml"); }

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string faultOf(const std::string& text) {
    const auto made = makeSettings(text, "site.toml");
    REQUIRE_FALSE(made);
    return made.error().sentence;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("the file that is shipped holds, and gives each program its own", "[settings]") {
    const auto files = makeSettings(shipped(), "site.toml");
    REQUIRE(files);
    CHECK(files->count("kiosk.toml") == 1);
    CHECK(holds(files->at("kiosk.toml"), "site = \"dapeng-kuichong\""));
    CHECK(holds(files->at("kiosk.toml"), "log_answer = \"/run/onestop/export/answer\""));
    CHECK(holds(files->at("syncd.toml"), "url = \"https://hub.example.cn\""));
    CHECK(files->at("hosts") == "https hub.example.cn\nhttps catalogue.example.cn\ntime nts.example.cn\n");
    CHECK(files->at("time.sources") == "server nts.example.cn iburst nts\n");
    CHECK(files->at("doctor.env") == "ONESTOP_DEVICES=\"--paper-mm 80\"\n");
    CHECK(holds(makeSettings(with(shipped(), "raster = false", "raster = true"), "site.toml")->at("doctor.env"),
                " --raster"));
    CHECK(files->count("hub.toml") == 0);
    CHECK(files->count("lobby.nft") == 0);
}

TEST_CASE("a wrong line is named, with what was expected", "[settings]") {
    CHECK(faultOf(with(shipped(), "kiosk = 1 ", "kiosk = 7 ")) == "site.toml:7: kiosk: expected 1 to 6");
    CHECK(faultOf(with(shipped(), "width_px = 1080", "widht_px = 1080")) ==
          "site.toml:11: screen.widht_px: there is no such setting");
    CHECK(faultOf(with(shipped(), "paper_mm = 80", "paper_mm = 60")) ==
          "site.toml:18: printer.paper_mm: expected 58 or 80");
    CHECK(holds(faultOf(with(shipped(), "[hub]", "[hub")), "site.toml:21: "));
    CHECK(holds(faultOf("site = \"a\"\nkiosk = 1\n"), "a section [hub] is missing"));
    CHECK(holds(faultOf("site = \"a\"\nkiosk = 1\nhub = 3\n"), "site.toml:3: hub: expected a section [hub]"));
}

TEST_CASE("a panel that hangs turned is told to its program, by quarters only", "[settings]") {
    const auto turned = with(shipped(), "# turned = 90 ", "turned = 90 ");
    CHECK(holds(makeSettings(turned, "site.toml")->at("kiosk.toml"), "\nturned = 90\n"));
    CHECK(holds(makeSettings(shipped(), "site.toml")->at("kiosk.toml"), "\nturned = 0\n"));
    CHECK(faultOf(with(turned, "turned = 90 ", "turned = 45 ")) ==
          "site.toml:15: screen.turned: expected 0, 90, 180 or 270");
}

TEST_CASE("a glass that hangs out of reach of a wheelchair is refused, with the height that would do", "[settings]") {
    const auto hung = [](int top_mm) {
        return with(shipped(), "# top_mm = 1400 ", "top_mm = " + std::to_string(top_mm) + " ");
    };
    CHECK(makeSettings(hung(1419), "site.toml"));
    CHECK(faultOf(hung(1420)) == "site.toml:14: screen.top_mm: expected at most 1419: from a wheelchair nobody reaches "
                                 "higher; hang it lower");
    const auto wide =
        with(with(hung(1300), "width_px = 1080", "width_px = 1920"), "height_px = 1920", "height_px = 1080");
    CHECK(holds(faultOf(wide), "expected at most 1273")); // 1220 and a fifth of the glass
    CHECK(
        makeSettings(with(hung(2200), "display = \"kiosk\"", "display = \"hall\""), "site.toml")); // nobody touches it
}

TEST_CASE("the kiosk is told how high its glass hangs, where somebody has measured it", "[settings]") {
    const auto measured = with(shipped(), "# top_mm = 1400 ", "top_mm = 1400 ");
    CHECK(holds(makeSettings(measured, "site.toml")->at("kiosk.toml"), "\ntop_mm = 1400\n"));
    CHECK_FALSE(holds(makeSettings(shipped(), "site.toml")->at("kiosk.toml"), "top_mm"));
}

TEST_CASE("a camera in place of a scanner reaches the kiosk, and only a device can be one", "[settings]") {
    const std::string camera = "/dev/v4l/by-id/usb-Maker_Camera-video-index0";
    const auto asked = with(with(shipped(), "# [scanner]", "[scanner]"), "# camera", "camera");
    const auto files = makeSettings(asked, "site.toml");
    REQUIRE(files);
    CHECK(holds(files->at("kiosk.toml"), "\n[scanner]\ncamera = \"" + camera + "\"\n"));
    CHECK(holds(files->at("doctor.env"), " --camera " + camera));
    CHECK_FALSE(holds(makeSettings(shipped(), "site.toml")->at("kiosk.toml"), "scanner"));
    CHECK(holds(faultOf(with(asked, camera, "/etc/shadow")), "scanner.camera: expected a camera's path"));
    CHECK(holds(faultOf(with(asked, camera, "/dev/a\\nrun=/x")), "scanner.camera: expected a camera's path"));
}

TEST_CASE("nothing typed here can say something else in another program's file", "[settings]") {
    for (const char* const address :
         {"http://hub.example.cn", "https://hub.example.cn:8443", "https://a\\\"\\nroot=\\\"x", "https://a b", ""})
        CHECK(holds(faultOf(with(shipped(), "https://hub.example.cn", address)), "hub.url: expected an https://"));
    CHECK(holds(faultOf(with(shipped(), "nts.example.cn", "a iburst\\ncmdport 323")), "time.nts: expected host names"));
    CHECK(holds(faultOf(with(shipped(), "dapeng-kuichong", "../x")), "site: expected the id"));
}

TEST_CASE("only a machine that is the hub opens a port, on the lobby's interface", "[settings]") {
    const std::string text = "site = \"a\"\nkiosk = 2\n[hub]\nhere = true\nlobby_interface = \"enp2s0\"\n";
    const auto files = makeSettings(text, "site.toml");
    REQUIRE(files);
    CHECK(files->at("lobby.nft") == "add rule inet onestop lobby iifname \"enp2s0\" tcp dport 443 accept\n");
    CHECK(holds(files->at("hub.toml"), "[staff]\nlisten = \"0.0.0.0:443\""));
    CHECK(holds(files->at("syncd.toml"), "url = \"https://127.0.0.1:18443\""));
    CHECK(files->at("hosts").empty()); // and nothing of the network may be reached
    CHECK(holds(faultOf(with(text, "enp2s0", "lo\\\" accept")), "hub.lobby_interface: expected the interface"));
}

TEST_CASE("a site's hub reaches the district's with a certificate of its own, and nothing else", "[settings]") {
    const std::string text = "site = \"a\"\nkiosk = 2\n[hub]\nhere = true\nlobby_interface = \"enp2s0\"\n";
    const auto files = makeSettings(text + "upstream = \"https://district.example.cn\"\n", "site.toml");
    REQUIRE(files);
    CHECK(holds(files->at("hub.toml"), "\n[upstream]\nurl = \"https://district.example.cn\"\n"
                                       "certificate = \"/data/onestop/identity/upstream.crt\"\n"));
    CHECK(files->at("hosts") == "https district.example.cn\n");
    CHECK_FALSE(holds(makeSettings(text, "site.toml")->at("hub.toml"), "upstream"));
    CHECK(holds(faultOf(text + "upstream = \"https://district.example.cn:8443\"\n"),
                "hub.upstream: expected an https://"));
}

TEST_CASE("a site's hub passes the district's catalogue on when it is told where that is", "[settings]") {
    const std::string text = "site = \"a\"\nkiosk = 2\n[hub]\nhere = true\nlobby_interface = \"enp2s0\"\n";
    const auto files = makeSettings(text + "repository = \"https://catalogue.example.cn/repository/\"\n", "site.toml");
    REQUIRE(files);
    CHECK(holds(files->at("hub.toml"), "\n[mirror]\nurl = \"https://catalogue.example.cn/repository/\"\n"
                                       "authority = \"/data/onestop/identity/ca.crt\"\n"));
    CHECK(files->at("hosts") == "https catalogue.example.cn\n");
    CHECK(
        holds(files->at("syncd.toml"), "url = \"https://127.0.0.1:18445/repository/\"")); // of its own hub all the same
    CHECK_FALSE(holds(makeSettings(text, "site.toml")->at("hub.toml"), "mirror"));
}

TEST_CASE("a certificate that a stick brought renews itself where the site says", "[settings]") {
    const std::string line = "enrolment = \"https://enrolment.example.cn\"\n";
    const auto kiosk = makeSettings(with(shipped(), "[hub]\n", "[hub]\n" + line), "site.toml");
    REQUIRE(kiosk);
    CHECK(holds(kiosk->at("syncd.toml"), line + "\n[repository]"));
    CHECK(holds(kiosk->at("hosts"), "https enrolment.example.cn\n"));
    CHECK_FALSE(holds(makeSettings(shipped(), "site.toml")->at("syncd.toml"), "enrolment"));

    const std::string here = "site = \"a\"\nkiosk = 2\n[hub]\nhere = true\nlobby_interface = \"enp2s0\"\n" + line;
    const auto hub = makeSettings(here + "upstream = \"https://district.example.cn\"\n", "site.toml");
    REQUIRE(hub);
    CHECK(hub->at("hub.toml").ends_with("identity/ca.crt\"\n" + line));
    CHECK_FALSE(holds(hub->at("syncd.toml"), "enrolment"));
    CHECK(faultOf(here) == "site.toml:6: hub.enrolment: expected only beside hub.upstream");
}

TEST_CASE("the voices that a site recorded reach the speaker by name, and nothing else does", "[settings]") {
    const auto asked = with(with(shipped(), "# [voice]", "[voice]"), "# recorded", "recorded");
    const auto files = makeSettings(asked, "site.toml");
    REQUIRE(files);
    CHECK(files->at("speaker.env") == "ONESTOP_VOICES=\"--voice yue --voice hak\"\n");
    CHECK(makeSettings(shipped(), "site.toml")->count("speaker.env") == 0);
    for (const char* const name : {"../yue", "", "yue --device null", "--device"})
        CHECK(holds(faultOf(with(asked, "\"yue\"", '"' + std::string(name) + '"')),
                    "voice.recorded: expected names of voices' folders"));
    CHECK(holds(faultOf(with(asked, "[\"yue\", \"hak\"]", "\"yue\"")), "voice.recorded: expected a list of names"));
}

TEST_CASE("for how long opinions are kept is one number for the screen that says it and the hub that does it",
          "[settings]") {
    const std::string line = "\n[sealed]\nretention_days = 90\n";
    const auto asked = with(with(shipped(), "# [sealed]", "[sealed]"), "# retention_days = 180", "retention_days = 90");
    const auto files = makeSettings(asked, "site.toml");
    REQUIRE(files);
    CHECK(holds(files->at("kiosk.toml"), line));
    CHECK_FALSE(holds(makeSettings(shipped(), "site.toml")->at("kiosk.toml"), "sealed"));
    const auto hub = makeSettings(
        "site = \"a\"\nkiosk = 2\n[hub]\nhere = true\nlobby_interface = \"enp2s0\"\n" + line.substr(1), "site.toml");
    REQUIRE(hub);
    CHECK(holds(hub->at("hub.toml"), line));
    CHECK(faultOf(with(asked, "days = 90", "days = 0")) == "site.toml:40: sealed.retention_days: expected 1 to 3650");
}

TEST_CASE("a hall display is another program on the same store", "[settings]") {
    const auto files = makeSettings(with(shipped(), "display = \"kiosk\"", "display = \"hall\""), "site.toml");
    REQUIRE(files);
    CHECK(files->count("hall.toml") == 1);
    CHECK(files->count("kiosk.toml") == 0);
}

TEST_CASE("the staff's PIN reaches the kiosk hashed, and never as digits", "[settings]") {
    const std::string word = std::string(32, 'a') + ':' + std::string(64, 'b');
    const auto asked = with(with(shipped(), "# [staff]", "[staff]"), "# pin = \"…\"", "pin = \"" + word + "\"");
    const auto files = makeSettings(asked, "site.toml");
    REQUIRE(files);
    CHECK(holds(files->at("kiosk.toml"), "\n[staff]\npin = \"" + word + "\"\n"));
    CHECK(holds(faultOf(with(asked, word, "271828")), "staff.pin: expected what onestop-technician pin prints"));
}
