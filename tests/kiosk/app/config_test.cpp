// SPDX-License-Identifier: Apache-2.0
// Promises: a fault in kiosk.toml is told with its file, its line and what was expected.
#include "kiosk/app/config.h"
#include "tests/support/catch.h"

using namespace onestop::app;

namespace {

const std::string kLeast =
    "site = \"dapeng-kuichong\"\nkiosk = 2\nstore = \"store.sqlite\"\nstate = \"state\"\nrun = \"/run/onestop\"\n";

std::string faultOf(const std::string& text) {
    const auto config = parseKioskConfig(text, "demo/kiosk.toml");
    return config ? "none" : config.error().sentence;
}

} // namespace

TEST_CASE("paths are taken from the folder of the file", "[config]") {
    const auto config = parseKioskConfig(kLeast, "demo/kiosk.toml");
    REQUIRE(config);
    CHECK(config->kiosk == 2);
    CHECK(config->store == "demo/store.sqlite");
    CHECK(config->run == "/run/onestop");
    CHECK(config->camera.empty());
    CHECK(config->input.empty());
    CHECK(config->log_answer.empty());
    CHECK(config->public_url.empty());
    CHECK(config->screen.width_px == 1080);
}

TEST_CASE("everything that may be set is taken", "[config]") {
    const auto config = parseKioskConfig(
        kLeast + "input = \"run/input.sock\"\nlog_answer = \"/run/onestop/export/answer\"\n[screen]\nwidth_px = "
                 "1920\nheight_px = 1080\npitch_mm = 0.5\ntop_mm = 1273\nturned = 270\n"
                 "[printer]\npaper_mm = 58\nraster = true\n"
                 "[scanner]\ncamera = \"/dev/v4l/by-id/window\"\n"
                 "[public]\nurl = \"https://queue.example/\"\n[help]\nphone = \"12345\"\n"
                 "[sealed]\nretention_days = 90\n",
        "kiosk.toml");
    REQUIRE(config);
    CHECK(config->screen.pitch_mm == Approx(0.5));
    CHECK(config->screen.top_mm == 1273);
    CHECK(config->screen.turned == 270);
    CHECK(config->paper_mm == 58);
    CHECK(config->sealed_retention == std::chrono::days(90));
    CHECK(config->printer_raster);
    CHECK(config->camera == "/dev/v4l/by-id/window");
    CHECK(config->public_url == "https://queue.example");
    CHECK(config->help_phone == "12345");
    CHECK(config->input == "run/input.sock");
    CHECK(config->log_answer == "/run/onestop/export/answer");
}

TEST_CASE("low reach is of no use on a glass that hangs within reach, and nowhere else", "[config]") {
    const auto isInReach = [](const std::string& screen) {
        return parseKioskConfig(kLeast + "[screen]\n" + screen, "kiosk.toml")->screen.isInReach();
    };
    CHECK(isInReach("top_mm = 1220\n"));
    CHECK_FALSE(isInReach("top_mm = 1221\n"));
    CHECK_FALSE(isInReach("")); // nobody has measured it
}

TEST_CASE("each fault names file, line and what was expected", "[config]") {
    CHECK(faultOf("site = \"a\"\nkiosk = 7\n") == "demo/kiosk.toml:2: kiosk must be 1 to 6");
    CHECK(faultOf("site = \"a\"\n") == "demo/kiosk.toml:1: missing kiosk, expected 1 to 6");
    CHECK(faultOf(kLeast + "colour = 1\n") == "demo/kiosk.toml:6: unknown key colour");
    CHECK(faultOf(kLeast + "[screen]\nturned = 45\n") == "demo/kiosk.toml:7: screen.turned must be 0, 90, 180 or 270");
    CHECK(faultOf(kLeast + "[screen]\ntop_mm = 200\n") == "demo/kiosk.toml:7: screen.top_mm must be 300 to 3000");
    CHECK(faultOf(kLeast + "[printer]\npaper_mm = 70\n") == "demo/kiosk.toml:7: printer.paper_mm must be 58 or 80");
    CHECK(faultOf(kLeast + "[scanner]\ncamera = \"http://10.0.0.9/\"\n") ==
          "demo/kiosk.toml:7: scanner.camera must be the path of a camera under /dev");
    CHECK(faultOf(kLeast + "[public]\nurl = \"http://queue.example\"\n") ==
          "demo/kiosk.toml:7: public.url must be an https:// address");
    CHECK(
        faultOf(kLeast + "[screen]\npitch_mm = \"fine\"\n").starts_with("demo/kiosk.toml:7: screen.pitch_mm must be"));
    CHECK(faultOf(kLeast + "[staff]\npin = \"123456\"\n") ==
          "demo/kiosk.toml:7: staff.pin must be what onestop-technician pin makes of a PIN");
    CHECK(faultOf("site = \n").starts_with("demo/kiosk.toml:1: "));
    CHECK(faultOf(kLeast + "printer = 3\n") == "demo/kiosk.toml:6: printer must be a table");
}

TEST_CASE("a file that is not there is told in the same form", "[config]") {
    const auto config = readKioskConfig("no/such/kiosk.toml");
    REQUIRE_FALSE(config);
    CHECK(config.error().sentence == "no/such/kiosk.toml:1: expected a readable configuration file");
}
