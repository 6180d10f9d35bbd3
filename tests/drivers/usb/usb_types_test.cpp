// SPDX-License-Identifier: Apache-2.0
// Which devices a driver is offered.
#include "drivers/usb/usb_types.h"
#include "tests/support/catch.h"

using namespace onestop::usb;

TEST_CASE("a configured id is vendor:product or a vendor alone, and nothing else", "[usb]") {
    CHECK(parseDeviceId("0400:c35a") == DeviceId{0x0400, 0xc35a});
    CHECK(parseDeviceId("0C2E") == DeviceId{0x0c2e, std::nullopt});
    for (const auto* wrong : {"", "400:c35a", "0400:c35", "0400-c35a", "0400:c35a ", "0x00:1234", "zzzz:0000", "0400:"})
        CHECK_FALSE(parseDeviceId(wrong));
}

TEST_CASE("a device is offered by id, by interface class, and only in the configured socket", "[usb]") {
    DeviceDescription printer;
    printer.vendor = 0x04b8;
    printer.product = 0x0202;
    printer.port = "1-2";
    printer.interfaces.push_back({0, 0, 7, 1, 2, {}, {}});

    CHECK(DeviceMatcher{{{0x04b8, 0x0202}}, {}, ""}.matches(printer));
    CHECK(DeviceMatcher{{{0x04b8, std::nullopt}}, {}, ""}.matches(printer));
    CHECK_FALSE(DeviceMatcher{{{0x04b8, 0x0203}}, {}, ""}.matches(printer));
    CHECK(DeviceMatcher{{}, {{7, 1, std::nullopt}}, ""}.matches(printer));
    CHECK_FALSE(DeviceMatcher{{}, {{7, 1, 3}}, ""}.matches(printer));
    CHECK(DeviceMatcher{{{0x04b8, 0x0202}}, {}, "1-2"}.matches(printer));
    CHECK_FALSE(DeviceMatcher{{{0x04b8, 0x0202}}, {}, "1-3"}.matches(printer));
    CHECK_FALSE(DeviceMatcher{}.matches(printer));
}
