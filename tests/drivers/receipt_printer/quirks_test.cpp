// SPDX-License-Identifier: Apache-2.0
// The table of quirks and the choice of an interface: what is known of a model decides, its name never.
#include "drivers/receipt_printer/quirks.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::receipt_printer;

namespace {

const usb::Endpoint kOut{0x01, usb::EndpointKind::Bulk, 64}, kIn{0x82, usb::EndpointKind::Bulk, 64};

usb::DeviceDescription printer(std::vector<usb::Interface> interfaces) {
    return {0x1234, 0x5678, 0, 1, 2, "1-1", std::move(interfaces)};
}

} // namespace

TEST_CASE("each quirk names its source and holds for its own model only", "[receipt_printer]") {
    for (const auto& quirk : quirks()) {
        CHECK_FALSE(quirk.source.empty());
        CHECK((quirk.vendor_class || quirk.unidirectional || quirk.no_device_id));
    }
    CHECK(quirkOf(0x04b8, 0x0202).vendor_class);
    CHECK_FALSE(quirkOf(0x04b8, 0x0e15).vendor_class);
    CHECK(quirkOf(0x04b8, 0x0e03).no_device_id);
    CHECK(quirkOf(0x0519, 0x0001).unidirectional); // every Star
    CHECK_FALSE(quirkOf(0x0520, 0x0001).unidirectional);
}

TEST_CASE("an interface of vendor class is a printer's only where it is known or configured", "[receipt_printer]") {
    const auto device = printer({{0, 0, 0xff, 0, 0, {kOut, kIn}, {}}});

    CHECK_FALSE(wiringOf(device, Quirk{}, false));
    CHECK(wiringOf(device, Quirk{}, true)->out_endpoint == 0x01);
    CHECK(wiringOf(device, quirkOf(0x04b8, 0x0202), false)->in_endpoint == 0x82);
}

TEST_CASE("both ways before one way, class before vendor, packets of 1284.4 never", "[receipt_printer]") {
    const auto device = printer({{0, 0, 7, 1, 1, {kOut}, {}},
                                 {0, 1, 7, 1, 3, {kOut, kIn}, {}},
                                 {0, 2, 7, 1, 2, {kOut, kIn}, {}},
                                 {1, 0, 0xff, 0, 0, {kOut, kIn}, {}}});

    const auto wiring = wiringOf(device, Quirk{}, true);
    REQUIRE(wiring);
    CHECK((wiring->interface_number == 0 && wiring->alternate == 2 && wiring->in_endpoint == 0x82));
    const auto one_way = wiringOf(device, quirkOf(0x0519, 1), false);
    REQUIRE(one_way);
    CHECK((one_way->alternate == 0 && one_way->in_endpoint == 0));
    CHECK_FALSE(wiringOf(printer({{0, 0, 7, 1, 3, {kOut, kIn}, {}}, {1, 0, 7, 1, 2, {kIn}, {}}}), Quirk{}, true));
}
