// SPDX-License-Identifier: Apache-2.0
// Promises of the scanner at the counter: what it reads arrives once and checked, whichever way it is wired;
// a mute or lost scanner is named and comes back by itself.
#include "drivers/qr_scanner/qr_scanner.h"

#include "tests/drivers/qr_scanner/scanner_fixture.h"
#include "tests/support/catch.h"

using namespace onestop::qr_scanner;
using onestop::usb::MemoryHost;
using onestop::usb::milliseconds;

namespace {

struct Listener final : ScannerListener {
    void scannerStateChanged(ScannerState state) override { states.push_back(state); }
    void scanned(const ScanPayload& payload) override { scans.push_back(payload.text); }
    void scanRefused(ScanRefusal refusal) override { refusals.push_back(refusal); }
    ScannerState state() const { return states.empty() ? ScannerState::Absent : states.back(); }
    std::vector<ScannerState> states;
    std::vector<std::string> scans;
    std::vector<ScanRefusal> refusals;
};

struct Lobby {
    explicit Lobby(std::vector<onestop::usb::Interface> interfaces) : scanner(host, {}, listener) {
        plug(std::move(interfaces));
    }
    void plug(std::vector<onestop::usb::Interface> interfaces) {
        host.plug(scannerDescription(std::move(interfaces)), model);
        host.advance(milliseconds(10));
    }
    void send(Bytes packet) {
        model->packets.push_back(std::move(packet));
        host.advance(milliseconds(1));
    }
    MemoryHost host;
    Listener listener;
    std::shared_ptr<ScannerModel> model = std::make_shared<ScannerModel>();
    QrScanner scanner;
};

} // namespace

TEST_CASE("a POS scanner is started, and its codes arrive once and checked", "[qr_scanner]") {
    Lobby lobby({posInterface()});
    CHECK(lobby.listener.state() == ScannerState::Ready);
    CHECK(lobby.model->started);

    const std::string code = "OS1:" + std::string(180, 'Z');
    for (auto& report : posReports(code))
        lobby.send(report);
    for (auto& report : posReports("https://example.org"))
        lobby.send(report);

    CHECK(lobby.listener.scans == std::vector{code});
    CHECK(lobby.listener.refusals == std::vector{ScanRefusal::ForeignScheme});
}

TEST_CASE("the POS interface is taken also when a keyboard stands before it", "[qr_scanner]") {
    auto pos = posInterface();
    pos.number = 1;
    Lobby lobby({keyboardInterface(), pos});
    CHECK(lobby.listener.state() == ScannerState::Ready);
}

TEST_CASE("half a scan is refused after a silence and does not spoil the next one", "[qr_scanner][fault]") {
    Lobby lobby({posInterface()});
    lobby.send(posReports("OS1:" + std::string(100, 'A'))[0]);
    lobby.host.advance(milliseconds(1000));
    CHECK(lobby.listener.refusals == std::vector{ScanRefusal::Interrupted});

    lobby.send(posReports("OS1:NEXT")[0]);
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:NEXT"});
}

TEST_CASE("a serial scanner's lines are scans, with or without a line end", "[qr_scanner]") {
    Lobby lobby(serialInterfaces());
    CHECK(lobby.listener.state() == ScannerState::Ready);
    lobby.send({'O', 'S', '1', ':', 'A', '\r', '\n', 'O', 'S'});
    lobby.send({'1', ':', 'B'});
    lobby.host.advance(milliseconds(1000));
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:A", "OS1:B"});
}

TEST_CASE("a keyboard-only scanner is claimed, decoded and reported to be set up", "[qr_scanner]") {
    Lobby lobby({keyboardInterface()});
    CHECK(lobby.listener.state() == ScannerState::KeyboardOnly);
    for (const auto& [modifiers, key] :
         std::vector<std::pair<int, int>>{{2, 0x12}, {2, 0x16}, {0, 0x1E}, {2, 0x33}, {0, 0x04}, {0, 0x28}}) {
        lobby.send({static_cast<std::uint8_t>(modifiers), 0, static_cast<std::uint8_t>(key), 0, 0, 0, 0, 0});
        lobby.send(Bytes(8));
    }
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:a"});
}

TEST_CASE("a scanner that falls mute is NotAnswering, quietly, and reads again when it answers",
          "[qr_scanner][fault]") {
    Lobby lobby({posInterface()});
    lobby.model->answers = false;
    lobby.host.advance(milliseconds(60'000));
    CHECK(lobby.listener.states == std::vector{ScannerState::Ready, ScannerState::NotAnswering});

    lobby.model->answers = true;
    lobby.host.advance(milliseconds(12'000));
    CHECK(lobby.listener.state() == ScannerState::Ready);
    lobby.send(posReports("OS1:AGAIN")[0]);
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:AGAIN"});
}

TEST_CASE("a scanner unplugged midway is Absent and works when plugged again", "[qr_scanner][fault]") {
    Lobby lobby({posInterface()});
    lobby.send(posReports("OS1:" + std::string(100, 'A'))[0]);
    lobby.host.unplug("1-3");
    CHECK(lobby.listener.state() == ScannerState::Absent);
    lobby.host.advance(milliseconds(5000));

    lobby.plug({posInterface()});
    lobby.send(posReports("OS1:BACK")[0]);
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:BACK"});
    CHECK(lobby.listener.refusals.empty());
}

TEST_CASE("a device of the same maker that is no scanner is left alone", "[qr_scanner]") {
    auto other = posInterface();
    other.class_code = 0xFF;
    Lobby lobby({other});
    CHECK(lobby.listener.state() == ScannerState::NotAnswering);
    CHECK(lobby.model->requests.empty());
}
