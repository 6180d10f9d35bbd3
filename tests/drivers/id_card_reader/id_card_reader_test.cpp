// SPDX-License-Identifier: Apache-2.0
// Promises of the reader at the counter: a laid card is read once, whatever the reader does it comes back by itself,
// and no answer is taken for another.
#include "drivers/id_card_reader/id_card_reader.h"

#include <algorithm>
#include <random>

#include "tests/drivers/id_card_reader/card_fixture.h"
#include "tests/support/catch.h"

using namespace onestop::id_card_reader;
using onestop::usb::MemoryHost;
using Fault = SamModel::Fault;

namespace {

struct Listener final : ReaderListener {
    void readerStateChanged(ReaderState state) override { states.push_back(state); }
    void cardRead(IdCard&& card) override { names.emplace_back(card.name.view()), address = card.added_address.view(); }
    void cardRemoved() override { ++removals; }
    void readFailed(ReadFailure failure) override { failures.push_back(failure); }
    ReaderState state() const { return states.empty() ? ReaderState::Absent : states.back(); }

    std::vector<ReaderState> states;
    std::vector<std::string> names;
    std::string address;
    std::vector<ReadFailure> failures;
    int removals = 0;
};

struct Lobby {
    explicit Lobby(bool split = false, ReaderConfig config = {}) : reader(host, config, listener) {
        sam->split = split;
        host.plug(readerDescription(split), sam);
        host.advance(milliseconds(1000));
        reader.expectCard();
    }
    /// How often the reader was asked for a card while this time passed.
    std::ptrdiff_t looks(milliseconds length) {
        const auto before = finds();
        host.advance(length);
        return finds() - before;
    }
    std::ptrdiff_t finds() const { return std::count(sam->commands.begin(), sam->commands.end(), 0x2001); }

    MemoryHost host;
    Listener listener;
    std::shared_ptr<SamModel> sam = std::make_shared<SamModel>();
    IdCardReader reader;
};

} // namespace

TEST_CASE("a laid card is read once, on both wirings, until it is lifted and laid again", "[id_card_reader]") {
    Lobby lobby(GENERATE(false, true));
    CHECK(lobby.listener.state() == ReaderState::Ready);
    CHECK(lobby.reader.samId() == "05.03-1-0000000002-0000000003");

    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(5000));
    CHECK(lobby.listener.names == std::vector<std::string>{"张某三"});
    CHECK(lobby.listener.state() == ReaderState::CardLeft);
    CHECK(lobby.listener.removals == 0);

    lobby.sam->liftCard();
    lobby.host.advance(milliseconds(1000));
    CHECK(lobby.listener.removals == 1);
    CHECK(lobby.listener.state() == ReaderState::Ready);

    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(1000));
    CHECK(lobby.listener.names.size() == 2);
    CHECK(lobby.listener.failures.empty());
}

TEST_CASE("a sleeping lobby is looked at seldom, an awake one so often that nobody waits", "[id_card_reader]") {
    Lobby lobby;
    CHECK(lobby.looks(milliseconds(10'000)) >= 38);
    lobby.host.advance(milliseconds(300'000));
    CHECK(lobby.looks(milliseconds(60'000)) <= 24);

    lobby.host.advance(milliseconds(100)); // somewhere within the long pause
    lobby.reader.expectCard();
    CHECK(lobby.looks(milliseconds(1)) == 1);
    lobby.host.advance(milliseconds(400'000));
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(3000));
    CHECK(lobby.listener.names.size() == 1); // also seen by a sleeping lobby …
    lobby.sam->liftCard();
    lobby.host.advance(milliseconds(2000));
    CHECK(lobby.looks(milliseconds(10'000)) >= 38); // … which is awake from then on
}

TEST_CASE("the next person's card is read although nobody saw the first one lifted", "[id_card_reader]") {
    Lobby lobby;
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(1000));
    auto second = residentBlock();
    put(second, 0, u"李某四");

    lobby.sam->layCard(second); // swapped between two polls
    lobby.host.advance(milliseconds(1000));

    CHECK(lobby.listener.names == std::vector<std::string>{"张某三", "李某四"});
    CHECK(lobby.listener.removals == 1);
}

TEST_CASE("the added address comes with the card only where it is asked for", "[id_card_reader]") {
    ReaderConfig config;
    config.polling.added_address = true;
    Lobby lobby(false, config);
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(1000));
    CHECK(lobby.listener.names.size() == 1);
    CHECK(lobby.listener.address == "新地址2号");
}

TEST_CASE("a card that cannot be read is told once, in its own words, and a good one works after it",
          "[id_card_reader]") {
    const auto [status, failure] = GENERATE(table<SamStatus, ReadFailure>({
        {SamStatus::WrongCardType, ReadFailure::WrongCard},
        {SamStatus::DataNotAuthentic, ReadFailure::NotAuthentic},
        {SamStatus::SamRejectsCard, ReadFailure::NotAuthentic},
        {SamStatus::ReadFailed, ReadFailure::MovedAway},
        {SamStatus::RandomFailed, ReadFailure::MovedAway},
    }));
    Lobby lobby;
    lobby.sam->read_status = status;
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(20'000));
    CHECK(lobby.listener.failures == std::vector{failure});
    CHECK(lobby.listener.names.empty());

    lobby.sam->liftCard();
    lobby.host.advance(milliseconds(2000));
    CHECK(lobby.listener.removals == 1);
    lobby.sam->read_status = SamStatus::Ok;
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(2000));

    CHECK(lobby.listener.names.size() == 1);
}

TEST_CASE("a card with data that break the standard is refused, not half understood", "[id_card_reader]") {
    Lobby lobby;
    auto block = residentBlock();
    put(block, 122, u"110101199003077572");
    lobby.sam->layCard(block);
    lobby.host.advance(milliseconds(5000));
    CHECK(lobby.listener.failures == std::vector{ReadFailure::Unreadable});
    CHECK(lobby.listener.names.empty());
}

TEST_CASE("a card pulled away while it is read is told so", "[id_card_reader]") {
    Lobby lobby;
    lobby.sam->read_status = SamStatus::ReadFailed;
    lobby.sam->layCard(residentBlock());
    REQUIRE(
        lobby.host.advanceUntil([&] { return lobby.listener.state() == ReaderState::Reading; }, milliseconds(2000)));
    lobby.sam->liftCard();
    lobby.host.advance(milliseconds(2000));
    CHECK(lobby.listener.failures == std::vector{ReadFailure::MovedAway});
    CHECK(lobby.listener.state() == ReaderState::Ready);
}

TEST_CASE("a reader that misbehaves is NotAnswering and comes back by itself", "[id_card_reader][fault]") {
    const auto fault = GENERATE(Fault::Silent, Fault::Garbage, Fault::WrongChecksum, Fault::HalfFrame);
    const bool split = GENERATE(false, true);
    Lobby lobby(split);
    lobby.sam->fault = fault;
    lobby.host.advance(milliseconds(60'000));
    CHECK(lobby.listener.state() == ReaderState::NotAnswering);
    const auto told = lobby.listener.states.size();

    lobby.host.advance(milliseconds(60'000));
    CHECK(lobby.listener.states.size() == told); // quiet: no flicker at each try

    lobby.sam->fault = Fault::None;
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(15'000));
    CHECK(lobby.listener.names == std::vector<std::string>{"张某三"});
}

TEST_CASE("an answer that ends late is taken, an answer after its deadline is drained", "[id_card_reader][fault]") {
    Lobby lobby;
    lobby.sam->layCard(residentBlock());
    lobby.sam->fault = GENERATE(Fault::LastByteLate, Fault::HoldBack);
    const int late_ms = GENERATE(100, 599, 700, 2900, 3100);
    for (int i = 0; i < 40; ++i) {
        lobby.host.advance(milliseconds(late_ms));
        lobby.sam->release();
    }
    CHECK(lobby.listener.names.size() <= 1);
    lobby.sam->fault = Fault::None;
    lobby.sam->liftCard();
    lobby.host.advance(milliseconds(20'000));
    const auto before = lobby.listener.names.size();
    lobby.sam->layCard(residentBlock());
    lobby.host.advance(milliseconds(2000));
    CHECK(lobby.listener.names.size() == before + 1);
}

TEST_CASE("a card whose answer was lost is read at the second try", "[id_card_reader][fault]") {
    Lobby lobby(GENERATE(false, true));
    lobby.sam->layCard(residentBlock());
    REQUIRE(lobby.host.advanceUntil(
        [&] {
            // The read itself is spoiled, find and select are not.
            lobby.sam->fault = lobby.sam->commands.back() == 0x2002 ? Fault::WrongChecksum : Fault::None;
            return lobby.sam->card_was_read;
        },
        milliseconds(2000)));
    lobby.sam->fault = Fault::None;
    lobby.host.advance(milliseconds(10'000));
    CHECK(lobby.listener.names == std::vector<std::string>{"张某三"});
    CHECK(lobby.listener.failures.empty());
}

TEST_CASE("a reader unplugged in any moment is Absent at once and works again when plugged",
          "[id_card_reader][fault]") {
    Lobby lobby(GENERATE(false, true));
    lobby.sam->layCard(residentBlock());
    lobby.sam->fault = GENERATE(Fault::None, Fault::HoldBack, Fault::Silent);
    lobby.host.advance(milliseconds(GENERATE(0, 100, 260, 700, 3000, 9000)));

    lobby.host.unplug("1-1");
    CHECK(lobby.listener.state() == ReaderState::Absent);
    lobby.host.advance(milliseconds(10'000));
    CHECK(lobby.listener.state() == ReaderState::Absent);

    lobby.sam->fault = Fault::None;
    lobby.sam->held_back.clear();
    lobby.sam->layCard(residentBlock());
    const auto before = lobby.listener.names.size();
    lobby.host.plug(readerDescription(lobby.sam->split), lobby.sam);
    lobby.host.advance(milliseconds(2000));
    CHECK(lobby.listener.names.size() == before + 1);
}

TEST_CASE("missing rights, a foreign device and firmware mode have their own states", "[id_card_reader]") {
    MemoryHost host;
    Listener listener;
    IdCardReader reader(host, {}, listener);
    SECTION("no right to open") {
        host.plug(readerDescription(false), std::make_shared<SamModel>());
        host.unplug("1-1");
        auto sam = std::make_shared<SamModel>();
        sam->fault = Fault::Silent;
        host.plug(readerDescription(false), sam);
        host.refuseOpen("1-1", onestop::usb::AccessFailure::Denied);
        host.advance(milliseconds(5000));
        CHECK(listener.state() == ReaderState::Refused);
        host.unplug("1-1");
        CHECK(listener.state() == ReaderState::Absent);
    }
    SECTION("an id that readers share, on something else") {
        auto description = readerDescription(false);
        description.interfaces[0].endpoints.clear();
        host.plug(description, std::make_shared<SamModel>());
        host.advance(milliseconds(5000));
        CHECK(listener.state() == ReaderState::NotAnswering);
    }
    SECTION("a reader after a failed update") {
        onestop::usb::DeviceDescription dfu;
        dfu.vendor = 0x0483;
        dfu.product = 0xdf11;
        dfu.port = "1-1";
        host.plug(dfu, std::make_shared<SamModel>());
        host.advance(milliseconds(100));
        CHECK(listener.state() == ReaderState::FirmwareMode);
        host.unplug("1-1");
        CHECK(listener.state() == ReaderState::Absent);
    }
}

TEST_CASE("in any order of events: each laid card is told at most once, and the reader is never stuck",
          "[id_card_reader][sequence]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 40; ++round) {
        Lobby lobby(random() % 2 == 0);
        bool plugged = true;
        std::size_t laid = 0;
        for (int step = 0; step < 60; ++step) {
            switch (random() % 8) {
            case 0:
                lobby.sam->layCard(residentBlock()), ++laid;
                break;
            case 1:
                lobby.sam->liftCard();
                break;
            case 2:
                lobby.sam->fault = static_cast<Fault>(random() % 7);
                break;
            case 3:
                lobby.sam->release();
                break;
            case 4:
                if (plugged) lobby.host.unplug("1-1");
                if (!plugged) lobby.host.plug(readerDescription(lobby.sam->split), lobby.sam);
                plugged = !plugged;
                break;
            case 5:
                lobby.sam->read_status = random() % 2 == 0 ? SamStatus::Ok : SamStatus::ReadFailed;
                break;
            default:
                lobby.host.advance(milliseconds(random() % 2000));
            }
            CHECK(lobby.listener.names.size() <= laid);
            CHECK((lobby.listener.state() == ReaderState::Absent) == !plugged);
        }
        lobby.sam->fault = Fault::None;
        lobby.sam->read_status = SamStatus::Ok;
        lobby.sam->release();
        lobby.sam->liftCard();
        if (!plugged) lobby.host.plug(readerDescription(lobby.sam->split), lobby.sam);
        lobby.host.advance(milliseconds(20'000));
        REQUIRE(lobby.listener.state() == ReaderState::Ready);
        const auto before = lobby.listener.names.size();
        lobby.sam->layCard(residentBlock());
        lobby.host.advance(milliseconds(2000));
        REQUIRE(lobby.listener.names.size() == before + 1);
    }
}
