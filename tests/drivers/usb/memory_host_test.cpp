// SPDX-License-Identifier: Apache-2.0
// The promises drivers rely on, held by the bus in memory: offers, deadlines, silence after gone() and close().
#include "tests/drivers/usb/memory_host.h"
#include "tests/support/catch.h"

using namespace onestop::usb;

namespace {

struct Echo final : MemoryModel {
    bool out(std::uint8_t, std::span<const std::uint8_t> data) override {
        if (naks) return false;
        packets.emplace_back(data.begin(), data.end());
        return true;
    }
    std::optional<Bytes> in(std::uint8_t) override {
        if (packets.empty()) return std::nullopt;
        Bytes packet = packets.front();
        packets.pop_front();
        return packet;
    }
    std::deque<Bytes> packets;
    bool naks = false;
};

struct Client final : DeviceClient {
    void opened(UsbDevice& opened_device) override {
        device = &opened_device;
        ++opens;
    }
    void gone() override {
        device = nullptr;
        ++losses;
    }
    void refused(AccessFailure failure) override { refusals.push_back(failure); }
    UsbDevice* device = nullptr;
    int opens = 0;
    int losses = 0;
    std::vector<AccessFailure> refusals;
};

DeviceDescription echoAt(const std::string& port) {
    DeviceDescription description;
    description.vendor = 1;
    description.product = 2;
    description.port = port;
    return description;
}

} // namespace

TEST_CASE("a driver is offered a device plugged before or after it, and again after a replug", "[usb]") {
    MemoryHost host;
    Client client;
    host.plug(echoAt("1-1"), std::make_shared<Echo>());
    host.attach(client, {{{1, 2}}, {}, ""});

    host.advance(milliseconds(1));
    CHECK(client.opens == 1);
    host.unplug("1-1");
    CHECK(client.losses == 1);
    host.plug(echoAt("1-1"), std::make_shared<Echo>());

    CHECK(client.opens == 2);
}

TEST_CASE("every transfer ends: with data, at its deadline, or when the device goes", "[usb]") {
    MemoryHost host;
    Client client;
    const auto echo = std::make_shared<Echo>();
    host.plug(echoAt("1-1"), echo);
    host.attach(client, {{{1, 2}}, {}, ""});
    host.advance(milliseconds(1));
    std::vector<std::pair<TransferStatus, std::size_t>> ends;
    const auto note = [&](TransferResult result) { ends.emplace_back(result.status, result.count); };

    client.device->in(0x81, 64, milliseconds(100), note);
    client.device->out(0x01, {1, 2, 3}, milliseconds(100), note);
    host.advance(milliseconds(1));
    REQUIRE(ends.size() == 2);
    CHECK(ends[0] == std::pair{TransferStatus::Done, std::size_t{3}});

    client.device->in(0x81, 64, milliseconds(100), note);
    host.advance(milliseconds(99));
    CHECK(ends.size() == 2);
    host.advance(milliseconds(1));
    REQUIRE(ends.size() == 3);
    CHECK(ends[2].first == TransferStatus::TimedOut);

    client.device->in(0x81, 64, milliseconds(0), note);
    host.unplug("1-1");
    REQUIRE(ends.size() == 4);
    CHECK(ends[3].first == TransferStatus::Gone);
}

TEST_CASE("a closed device stays silent and is offered again after the delay, not before", "[usb]") {
    MemoryHost host;
    Client client;
    host.plug(echoAt("1-1"), std::make_shared<Echo>());
    host.attach(client, {{{1, 2}}, {}, ""});
    host.advance(milliseconds(1));
    int calls = 0;
    client.device->in(0x81, 64, milliseconds(50), [&](TransferResult) { ++calls; });

    client.device->close(milliseconds(1000));
    host.advance(milliseconds(999));
    CHECK(client.opens == 1);
    host.advance(milliseconds(1));

    CHECK(client.opens == 2);
    CHECK(calls == 0);
    CHECK(client.losses == 0);
}

TEST_CASE("a refused device is told and tried again by itself", "[usb]") {
    MemoryHost host;
    Client client;
    host.plug(echoAt("1-1"), std::make_shared<Echo>());
    host.refuseOpen("1-1", AccessFailure::Denied);
    host.attach(client, {{{1, 2}}, {}, ""});

    host.advance(milliseconds(500));
    CHECK(client.refusals.size() >= 2);
    host.refuseOpen("1-1", std::nullopt);
    host.advance(milliseconds(500));

    CHECK(client.opens == 1);
}
