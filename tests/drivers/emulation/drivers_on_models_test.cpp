// SPDX-License-Identifier: Apache-2.0
// The real reader and scanner drivers against the emulator's models, which know nothing of them: what the whole
// programs will meet, without processes and with a clock that the test turns.
// Promises: every kind of card on both wirings; each fault ends in a named state and is over when the fault is.
#include "drivers/emulation/emulated_lobby.h"
#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/qr_scanner/qr_scanner.h"
#include "tests/drivers/emulation/direct_bus.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::emulation;
using namespace std::chrono_literals;
using id_card_reader::ReaderState;

namespace {

CardContent person(const std::string& name) {
    CardContent card;
    card.name = name;
    card.number = "999999195503070029";
    card.sex = "2";
    card.birth = "19550307";
    card.address = "演示地址一号";
    card.authority = "演示公安局";
    card.valid_from = "20150101";
    card.valid_to = "长期";
    return card;
}

struct Counter final : id_card_reader::ReaderListener {
    void readerStateChanged(ReaderState now) override { state = now; }
    void cardRead(id_card_reader::IdCard&& card) override {
        names.emplace_back(card.name.view());
        kind = card.kind;
        added_address = card.added_address.view();
    }
    void cardRemoved() override { ++removals; }
    void readFailed(id_card_reader::ReadFailure) override { ++failures; }

    ReaderState state = ReaderState::Absent;
    std::vector<std::string> names;
    id_card_reader::CardKind kind{};
    std::string added_address;
    int removals = 0;
    int failures = 0;
};

struct Desk {
    explicit Desk(ReaderWiring wiring = ReaderWiring::SinglePipe, bool added_address = false)
        : model(wiring), driver(bus.host, config(added_address), counter) {
        bus.plug(model);
        REQUIRE(becomes(ReaderState::Ready));
    }
    static id_card_reader::ReaderConfig config(bool added_address) {
        id_card_reader::ReaderConfig config;
        config.polling.added_address = added_address;
        return config;
    }
    bool becomes(ReaderState state) {
        return bus.advanceUntil([&] { return counter.state == state; }, 60s);
    }
    bool reads(std::size_t cards) {
        return bus.advanceUntil([&] { return counter.names.size() == cards; }, 60s);
    }

    DirectBus bus;
    ReaderModel model;
    Counter counter;
    id_card_reader::IdCardReader driver;
};

} // namespace

TEST_CASE("every kind of card is read on both wirings", "[emulation][id_card_reader]") {
    Desk desk(GENERATE(ReaderWiring::SinglePipe, ReaderWiring::SplitPipe), true);
    CHECK(desk.driver.samId() == "05.01-20199823-0000000042-0123456789");

    auto resident = person("王某\u4DAE");
    resident.added_address = "演示地址二号";
    desk.model.layCard(resident);
    REQUIRE(desk.reads(1));
    CHECK(desk.counter.names[0] == "王某\u4DAE");
    CHECK(desk.counter.added_address == "演示地址二号");
    CHECK(desk.becomes(ReaderState::CardLeft));
    desk.model.liftCard();
    REQUIRE(desk.becomes(ReaderState::Ready));
    CHECK(desk.counter.removals == 1);

    auto permit = person("陈某");
    permit.kind = CardKind::HongKongMacaoTaiwan;
    permit.permit_number = "C00000000";
    desk.model.layCard(permit);
    REQUIRE(desk.reads(2));
    CHECK(desk.counter.kind == id_card_reader::CardKind::HkMacaoTaiwan);
    desk.model.liftCard();
    REQUIRE(desk.becomes(ReaderState::Ready));

    auto foreign = person("某某");
    foreign.kind = CardKind::Foreign2017;
    foreign.english_name = "DEMO, PERSON";
    foreign.nationality = "FRA";
    foreign.number = "FRA999955030799";
    foreign.valid_to = "20300101";
    desk.model.layCard(foreign);
    REQUIRE(desk.bus.advanceUntil([&] { return desk.counter.names.size() == 3 || desk.counter.failures > 0; }, 60s));
    CHECK(desk.model.status()["reads"] == 3);
}

TEST_CASE("each fault of the reader is over when the fault is", "[emulation][id_card_reader][fault]") {
    Desk desk(GENERATE(ReaderWiring::SinglePipe, ReaderWiring::SplitPipe));
    auto fault = GENERATE(Fault::NoAnswer, Fault::WrongChecksum, Fault::HalfFrame, Fault::DropBytes, Fault::DoubleBytes,
                          Fault::Slow, Fault::Nak);
    INFO(faultName(fault));

    desk.model.faults().set(fault, 4, std::nullopt);
    desk.model.layCard(person("张某三"));
    desk.bus.advanceUntil([&] { return desk.counter.state == ReaderState::NotAnswering; }, 30s);
    CHECK(desk.counter.state == ReaderState::NotAnswering);
    CHECK(desk.counter.names.empty());
    desk.model.faults().clear();
    desk.model.release();
    REQUIRE(desk.reads(1));
    CHECK(desk.counter.names[0] == "张某三");
}

TEST_CASE("a reader that leaves at any byte is back when it is plugged", "[emulation][id_card_reader][fault]") {
    Desk desk;
    for (std::size_t at = 0; at < 30; ++at) {
        desk.model.faults().set(Fault::UnplugAt, at, 1);
        REQUIRE(desk.becomes(ReaderState::Absent));
        desk.bus.plug(desk.model);
        REQUIRE(desk.becomes(ReaderState::Ready));
    }
}

namespace {

struct Door final : qr_scanner::ScannerListener {
    void scannerStateChanged(qr_scanner::ScannerState now) override { state = now; }
    void scanned(const qr_scanner::ScanPayload& payload) override { texts.emplace_back(payload.text); }
    void scanRefused(qr_scanner::ScanRefusal) override { ++refusals; }

    qr_scanner::ScannerState state = qr_scanner::ScannerState::Absent;
    std::vector<std::string> texts;
    int refusals = 0;
};

} // namespace

// What a damaged scan says is for the code's signature to judge; HID reports carry no check of their own.
TEST_CASE("a damaged scan spoils at most itself", "[emulation][qr_scanner][fault]") {
    const auto fault = GENERATE(Fault::DropBytes, Fault::DoubleBytes, Fault::Slow, Fault::NoAnswer);
    for (std::size_t at = 0; at < 130; at += 3) {
        DirectBus bus;
        ScannerModel model;
        Door door;
        qr_scanner::QrScanner driver(bus.host, {}, door);
        bus.plug(model);
        REQUIRE(bus.advanceUntil([&] { return door.state == qr_scanner::ScannerState::Ready; }, 30s));
        const std::string first = "OS1:" + std::string(100, 'A'), second = "OS1:" + std::string(100, 'B');
        model.faults().set(fault, at, 1);
        REQUIRE(model.show(first));
        bus.host.advance(2s);
        model.faults().clear();
        model.release();
        bus.host.advance(2s);
        REQUIRE(model.show(second));

        INFO(faultName(fault) << " at " << at);
        CHECK(bus.advanceUntil([&] { return !door.texts.empty() && door.texts.back() == second; }, 5s));
        CHECK(door.texts.size() <= 2);
        CHECK(door.state == qr_scanner::ScannerState::Ready);
    }
}

TEST_CASE("a neighbour that is enumerated anew disturbs no read", "[emulation][id_card_reader][fault]") {
    for (int after_ms = 0; after_ms < 600; after_ms += 25) {
        Desk desk;
        ScannerModel model;
        Door door;
        qr_scanner::QrScanner scanner(desk.bus.host, {}, door);
        desk.bus.plug(model);
        desk.model.layCard(person("张某三"));
        desk.bus.host.advance(std::chrono::milliseconds(after_ms));
        desk.bus.unplug(model);
        desk.bus.plug(model);

        CHECK(desk.reads(1));
        CHECK(desk.counter.failures == 0);
        CHECK(desk.counter.state != ReaderState::Absent);
        CHECK(desk.bus.advanceUntil([&] { return door.state == qr_scanner::ScannerState::Ready; }, 30s));
    }
}

TEST_CASE("codes of every length up to 512 bytes arrive whole, and again after a replug", "[emulation][qr_scanner]") {
    DirectBus bus;
    ScannerModel model;
    Door door;
    qr_scanner::QrScanner driver(bus.host, {}, door);
    bus.plug(model);
    REQUIRE(bus.advanceUntil([&] { return door.state == qr_scanner::ScannerState::Ready; }, 30s));

    std::vector<std::string> shown;
    for (std::size_t length : {5, 55, 56, 57, 111, 112, 113, 250, 511, 512}) {
        shown.push_back("OS1:" + std::string(length - 4, 'A'));
        REQUIRE(model.show(shown.back()));
        REQUIRE(bus.advanceUntil([&] { return door.texts.size() == shown.size(); }, 5s));
    }
    CHECK(door.texts == shown);
    REQUIRE(model.show("OS1:" + std::string(509, 'A')));
    REQUIRE(bus.advanceUntil([&] { return door.refusals == 1; }, 5s));
    REQUIRE(model.show("https://example.invalid/"));
    REQUIRE(bus.advanceUntil([&] { return door.refusals == 2; }, 5s));

    bus.unplug(model);
    CHECK(bus.advanceUntil([&] { return door.state == qr_scanner::ScannerState::Absent; }, 5s));
    bus.plug(model);
    REQUIRE(bus.advanceUntil([&] { return door.state == qr_scanner::ScannerState::Ready; }, 30s));
    REQUIRE(model.show(shown[0]));
    CHECK(bus.advanceUntil([&] { return door.texts.size() == shown.size() + 1; }, 5s));
}
