// SPDX-License-Identifier: Apache-2.0
// The real bus thread without any device: order of calls, timers, and an end that does not wait for anything.
// Transfers are proved against emulated devices in tests/drivers/emulation.
#include "drivers/usb/libusb_host.h"

#include <algorithm>
#include <future>
#include <thread>

#include "tests/support/catch.h"

using namespace onestop::usb;

TEST_CASE("posted calls run in order on the one USB thread", "[usb]") {
    LibusbHost host;
    std::vector<int> order;
    std::thread::id usb_thread;

    for (int i = 0; i < 100; ++i)
        host.post([&order, i] { order.push_back(i); });
    host.run([&] { usb_thread = std::this_thread::get_id(); });

    REQUIRE(order.size() == 100);
    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK((usb_thread != std::this_thread::get_id()));
}

TEST_CASE("a call that waits may itself ask for calls and timers", "[usb]") {
    LibusbHost host;
    std::promise<bool> fired;

    host.run([&] {
        host.run([&] { host.after(milliseconds(1), [&] { fired.set_value(true); }); });
        const auto cancelled = host.after(milliseconds(0), [] { FAIL("a cancelled timer fired"); });
        host.cancelTimer(cancelled);
    });

    CHECK(fired.get_future().get());
}

TEST_CASE("a bus that starts and ends at once leaves nothing behind, many times over", "[usb]") {
    for (int i = 0; i < 20; ++i)
        LibusbHost{};
    for (int i = 0; i < 20; ++i) {
        LibusbHost host;
        host.run([] {});
        CHECK_NOTHROW(host.devices());
    }
}
