// SPDX-License-Identifier: Apache-2.0
// The usb-redir back end against a guest made from the same library as QEMU's: first the protocol by direct call,
// then the bus with its sockets and its thread.
#include <random>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "drivers/emulation/emulated_lobby.h"
#include "drivers/emulation/redir_device.h"
#include "drivers/emulation/usb_redir_bus.h"
#include "tests/drivers/emulation/redir_guest.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace onestop::emulation;

namespace {

/// A device and its guest, and the wire between them.
struct Wire {
    explicit Wire(DeviceModel& of) : model(of), device(of) {}

    DeviceModel& model;
    RedirDevice device;
    RedirGuest guest;

    /// Until nobody has anything to say.
    void exchange() {
        for (;;) {
            auto asked = guest.takeOutput();
            auto told = device.takeOutput();
            if (asked.empty() && told.empty()) return;
            auto taken = device.receive(asked);
            INFO((taken ? "" : taken.error()));
            REQUIRE(taken);
            REQUIRE(guest.receive(told));
        }
    }
    void plug() {
        model.plugged();
        device.plug();
    }
    /// Comes, is seen and reset.
    void enumerate() {
        plug();
        exchange();
        guest.resetPort();
        exchange();
        REQUIRE(device.isEnumerated());
    }
    void pump() {
        device.pump();
        exchange();
    }
    bool answered(std::uint64_t id) const { return guest.answers.contains(id); }
    RedirGuest::Answer answer(std::uint64_t id) {
        exchange();
        REQUIRE(answered(id));
        return guest.answers[id];
    }
};

const Bytes kFindCard{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, 0x20, 0x01, 0x22};
const Bytes kSelectCard{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, 0x20, 0x02, 0x21};
const Bytes kReadCard{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, 0x30, 0x01, 0x32};
const SetupPacket kStartScanner{0x21, 0x09, 0x03FE, 0, 2};

CardContent zhang() {
    CardContent card;
    card.name = "张某三";
    card.number = "999999195503070029";
    return card;
}

} // namespace

TEST_CASE("a guest is told of the device when both are there", "[emulation][redir]") {
    PrinterModel printer;
    Wire wire(printer);
    wire.exchange();
    REQUIRE_FALSE(wire.guest.device);

    wire.plug();
    wire.exchange();
    REQUIRE(wire.guest.device);
    CHECK(wire.guest.device->vendor_id == 0x04b8);
    CHECK(wire.guest.device->product_id == 0x0202);
    CHECK(wire.guest.device->speed == usb_redir_speed_full);
    CHECK(wire.guest.interfaces.interface_count == 1);
    CHECK(wire.guest.interfaces.interface_class[0] == 7);
    CHECK(wire.guest.endpoints.type[0x01] == usb_redir_type_bulk);
    CHECK(wire.guest.endpoints.type[0x12] == usb_redir_type_bulk); // 82
    CHECK(wire.guest.endpoints.type[0x02] == usb_redir_type_invalid);
    CHECK(wire.guest.endpoints.max_packet_size[0x12] == 64);
}

TEST_CASE("a guest reads the descriptors, chooses the configuration and is refused what is not there",
          "[emulation][redir]") {
    ReaderModel reader(ReaderWiring::SplitPipe);
    Wire wire(reader);
    wire.enumerate();

    auto device = wire.guest.control({0x80, 6, 0x0100, 0, 18});
    auto configuration = wire.guest.control({0x80, 6, 0x0200, 0, 255});
    auto head = wire.guest.control({0x80, 6, 0x0200, 0, 9});
    auto unknown = wire.guest.control({0x80, 6, 0x0F00, 0, 64});
    auto halt = wire.guest.control({0x02, 1, 0, 0x81, 0}); // CLEAR_FEATURE, endpoint halt
    auto chosen = wire.guest.configure(1);

    auto whole = wire.answer(device).data;
    auto rest = wire.answer(configuration).data;
    CHECK(wire.answer(head).data == Bytes(rest.begin(), rest.begin() + 9));
    whole.insert(whole.end(), rest.begin(), rest.end());
    CHECK(whole == reader.descriptors());
    CHECK(wire.answer(unknown).status == usb_redir_stall);
    CHECK(wire.answer(halt).status == usb_redir_success);
    CHECK(wire.answer(chosen).data == Bytes{1});
    CHECK(wire.answer(wire.guest.in(0x87, 64)).status == usb_redir_inval);
}

TEST_CASE("a card is read in one transfer or in packets", "[emulation][redir]") {
    ReaderModel reader;
    Wire wire(reader);
    wire.enumerate();
    reader.layCard(zhang());
    for (const auto& frame : {kFindCard, kSelectCard}) {
        wire.guest.out(0x02, frame);
        wire.answer(wire.guest.in(0x81, 4096));
    }

    // The answer is asked for before the question, as a driver does that always listens.
    auto first = wire.guest.in(0x81, 64);
    auto rest = wire.guest.in(0x81, 1 << 17);
    wire.exchange();
    CHECK_FALSE(wire.answered(first));
    auto asked = wire.guest.out(0x02, kReadCard);
    CHECK(wire.answer(asked).length == kReadCard.size());
    CHECK(wire.answer(first).data.size() == 64);
    CHECK(wire.answer(rest).data.size() == 1295 - 64);
}

TEST_CASE("what a guest gives up ends, and its answer goes to the next transfer", "[emulation][redir]") {
    ReaderModel reader;
    Wire wire(reader);
    wire.enumerate();

    auto given_up = wire.guest.in(0x81, 64);
    wire.exchange();
    wire.guest.cancel(given_up);
    CHECK(wire.answer(given_up).status == usb_redir_cancelled);
    auto next = wire.guest.in(0x81, 64);
    wire.guest.out(0x02, kFindCard);
    CHECK(wire.answer(next).data.size() == 11);
    wire.guest.answers.clear();
    wire.guest.cancel(next); // too late: it has been answered
    wire.exchange();
    CHECK(wire.guest.answers.empty());
}

TEST_CASE("a printer that takes nothing keeps the transfers, in their order", "[emulation][redir]") {
    PrinterModel printer;
    Wire wire(printer);
    wire.enumerate();
    printer.faults().set(Fault::Nak, 0, std::nullopt);

    auto first = wire.guest.out(0x01, {'1', '2'});
    auto second = wire.guest.out(0x01, {'3', '\n', 0x1D, 'V', 0});
    wire.exchange();
    CHECK_FALSE(wire.answered(first));
    printer.clearFaults();
    wire.pump();
    CHECK(wire.answer(first).status == usb_redir_success);
    CHECK(wire.answer(second).length == 5);
    CHECK(printer.interpreter().lastSlip().text == std::vector<std::string>{"123"});
}

TEST_CASE("a scan reaches the guest that listens", "[emulation][redir]") {
    ScannerModel scanner;
    Wire wire(scanner);
    wire.enumerate();
    CHECK(wire.answer(wire.guest.control(kStartScanner, {0xFE, 1})).status == usb_redir_success);
    CHECK(wire.answer(wire.guest.listenTo(0x81)).status == usb_redir_success);
    CHECK(wire.answer(wire.guest.listenTo(0x83)).status == usb_redir_inval);

    REQUIRE(scanner.show(std::string(100, 'Q')));
    wire.pump();
    REQUIRE(wire.guest.interrupts.size() == 2);
    CHECK(wire.guest.interrupts[0].size() == 64);
    CHECK(wire.guest.interrupts[1][1] == 44);

    wire.answer(wire.guest.stopListening(0x81));
    scanner.show("Q");
    wire.pump();
    CHECK(wire.guest.interrupts.size() == 2);
}

TEST_CASE("a device that leaves ends what was pending; what was meant for it does not reach its successor",
          "[emulation][redir]") {
    PrinterModel printer;
    Wire wire(printer);
    wire.enumerate();
    auto pending = wire.guest.in(0x82, 64);
    wire.exchange();

    wire.device.unplug();
    wire.plug();
    wire.guest.out(0x01, {'o', 'l', 'd', '\n', 0x1D, 'V', 0}); // sent before the guest saw any of it
    wire.exchange();
    CHECK(wire.guest.departures == 1);
    CHECK(wire.guest.device);
    CHECK(printer.status()["receipts"] == 0);
    CHECK_FALSE(wire.answered(pending));

    wire.guest.resetPort();
    auto state = wire.guest.in(0x82, 64);
    wire.guest.out(0x01, {0x10, 0x04, 1});
    CHECK(wire.answer(state).data == Bytes{0x12});
}

TEST_CASE("a fault that pulls the cable leaves the transfer without an end of its own", "[emulation][redir]") {
    PrinterModel printer;
    Wire wire(printer);
    wire.enumerate();
    printer.faults().set(Fault::UnplugAt, 2, 1);

    auto job = wire.guest.out(0x01, {'a', 'b', 'c'});
    auto next = wire.guest.out(0x01, {'d'});
    wire.exchange();
    CHECK(printer.status()["bytes_taken"] == 2);
    CHECK_FALSE(wire.answered(job));
    CHECK_FALSE(wire.answered(next));
    REQUIRE(printer.takeUnplugRequest());
    wire.device.unplug();
    wire.exchange();
    CHECK(wire.guest.departures == 1);
}

TEST_CASE("what is not the protocol, or asks for what no device has, is refused with a sentence",
          "[emulation][redir]") {
    ReaderModel reader;
    {
        Wire wire(reader);
        auto read = wire.device.receive(Bytes(64, 0xEE));
        REQUIRE_FALSE(read);
        CHECK_FALSE(read.error().empty());
    }
    {
        Wire wire(reader);
        wire.enumerate();
        wire.guest.askForStream(0x81);
        auto read = wire.device.receive(wire.guest.takeOutput());
        REQUIRE_FALSE(read);
        CHECK(read.error() == "the guest asks for an isochronous stream, which no device has");
    }
}

TEST_CASE("damaged words of a guest harm nobody", "[emulation][redir]") {
    std::mt19937 random(20261128);
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        PrinterModel printer;
        Wire wire(printer);
        wire.enumerate();
        wire.guest.control({0x80, 6, 0x0100, 0, 18});
        wire.guest.in(0x82, 64);
        wire.guest.out(0x01, {0x10, 0x04, 1});
        wire.guest.configure(1);
        auto words = wire.guest.takeOutput();
        for (int damages = 1 + static_cast<int>(random() % 4); damages > 0; --damages)
            words[random() % words.size()] = static_cast<std::uint8_t>(random());
        refused += !wire.device.receive(words);
        wire.device.takeOutput();
    }
    CHECK(refused > 50);
}

namespace {

/// A guest behind a socket.
class Visitor {
public:
    explicit Visitor(const std::filesystem::path& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.native().copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    ~Visitor() { ::close(socket_); }
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

    RedirGuest guest;

    void send(const Bytes& bytes) const {
        REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    }
    bool isHungUpOn() const {
        std::uint8_t byte = 0;
        ssize_t count = 0;
        while ((count = ::recv(socket_, &byte, 1, 0)) > 0) {
        }
        return count == 0 || errno == ECONNRESET;
    }
    /// Speaks and listens until it is so; false after ten seconds, or when the other side has hung up.
    template <typename Done>
    bool until(Done done) {
        for (;;) {
            if (auto bytes = guest.takeOutput(); !bytes.empty()) send(bytes);
            if (done()) return true;
            pollfd ready{socket_, POLLIN, 0};
            if (::poll(&ready, 1, 10'000) != 1) return false;
            std::uint8_t part[4096];
            auto count = ::recv(socket_, part, sizeof part, 0);
            if (count <= 0) return false;
            REQUIRE(guest.receive(std::span(part, static_cast<std::size_t>(count))));
        }
    }

private:
    int socket_;
};

} // namespace

TEST_CASE("guests come and go at the socket; the cable is pulled and put in again", "[emulation][redir]") {
    const onestop::tests::ScratchFolder folder;
    auto socket = folder.path() / "reader.sock";
    std::mutex models;
    ReaderModel reader;
    {
        UsbRedirBus bus(models, [] {});
        bus.add(reader, socket);
        bus.plug(0);
        {
            Visitor stranger(socket);
            stranger.send(Bytes(100, 'G'));
            CHECK(stranger.isHungUpOn());
        }
        Visitor visitor(socket);
        for (int cycle = 0; cycle < 50; ++cycle) {
            REQUIRE(visitor.until([&] { return visitor.guest.device.has_value(); }));
            visitor.guest.resetPort();
            auto found = visitor.guest.in(0x81, 64);
            visitor.guest.out(0x02, kFindCard);
            REQUIRE(visitor.until([&] { return visitor.guest.answers.contains(found); }));
            visitor.guest.in(0x81, 64);
            bus.unplug(0);
            REQUIRE(visitor.until([&] { return visitor.guest.departures == cycle + 1; }));
            bus.plug(0);
        }
        Visitor second(socket); // waits for the first to go
        CHECK(visitor.until([&] { return visitor.guest.device.has_value(); }));
    }
    CHECK_FALSE(std::filesystem::exists(socket));
}

TEST_CASE("what a script does reaches a guest that waits", "[emulation][redir]") {
    const onestop::tests::ScratchFolder folder;
    std::mutex models;
    ScannerModel scanner;
    UsbRedirBus bus(models, [] {});
    bus.add(scanner, folder.path() / "scanner.sock");
    bus.plug(0);
    Visitor visitor(folder.path() / "scanner.sock");
    REQUIRE(visitor.until([&] { return visitor.guest.device.has_value(); }));
    visitor.guest.resetPort();
    visitor.guest.control(kStartScanner, {0xFE, 1});
    auto listens = visitor.guest.listenTo(0x81);
    REQUIRE(visitor.until([&] { return visitor.guest.answers.contains(listens); }));
    {
        std::lock_guard lock(models);
        CHECK(bus.claims(0) == 1);
        REQUIRE(scanner.show("OS1:A"));
        bus.pump(0);
    }
    CHECK(visitor.until([&] { return visitor.guest.interrupts.size() == 1; }));
}
