// SPDX-License-Identifier: Apache-2.0
// Promises: the bytes of the vendor's table; any cut, loss or doubling of the stream costs answers, never truth.
#include "drivers/id_card_reader/sam_frame.h"

#include <random>

#include "tests/drivers/id_card_reader/card_fixture.h"
#include "tests/support/catch.h"

using namespace onestop::id_card_reader;

TEST_CASE("each command is the bytes of the published table", "[id_card_reader]") {
    const auto body = [](Command command) {
        const auto frame = encodeCommand(command);
        return Bytes(frame.begin() + 5, frame.end());
    };
    CHECK(encodeCommand(Command::Find) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x01, 0x22});
    CHECK(body(Command::Status) == Bytes{0x00, 0x03, 0x11, 0xFF, 0xED});
    CHECK(body(Command::SamId) == Bytes{0x00, 0x03, 0x12, 0xFF, 0xEE});
    CHECK(body(Command::Select) == Bytes{0x00, 0x03, 0x20, 0x02, 0x21});
    CHECK(body(Command::ReadText) == Bytes{0x00, 0x03, 0x30, 0x01, 0x32});
    CHECK(body(Command::ReadAddedAddress) == Bytes{0x00, 0x03, 0x30, 0x03, 0x30});
}

TEST_CASE("published answers parse to their status and data", "[id_card_reader]") {
    const auto parse = [](Bytes after_preamble) {
        FrameParser parser;
        Bytes frame{0xAA, 0xAA, 0xAA, 0x96, 0x69};
        frame.insert(frame.end(), after_preamble.begin(), after_preamble.end());
        parser.feed(frame);
        const auto answer = parser.next();
        REQUIRE(answer);
        return std::pair{answer->status, answer->data.size()};
    };
    CHECK(parse({0, 4, 0, 0, 0x90, 0x94}) == std::pair{SamStatus::Ok, std::size_t{0}});
    CHECK(parse({0, 8, 0, 0, 0x9F, 0, 0, 0, 0, 0x97}) == std::pair{SamStatus::CardFound, std::size_t{4}});
    CHECK(parse({0, 12, 0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0x9C}) == std::pair{SamStatus::Ok, std::size_t{8}});
    CHECK(parse({0, 4, 0, 0, 0x80, 0x84}) == std::pair{SamStatus::NoCard, std::size_t{0}});
    CHECK(parse({0, 4, 0, 0, 0x81, 0x85}) == std::pair{SamStatus::SelectFailed, std::size_t{0}});
    CHECK(parse({0, 4, 0, 0, 0x66, 0x62}) == std::pair{SamStatus::NotAuthorised, std::size_t{0}});
    CHECK(readAnswer(residentBlock()).size() == 1295);
}

TEST_CASE("an answer is found after garbage, in any cut of the stream", "[id_card_reader]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 300; ++round) {
        Bytes stream;
        for (unsigned i = random() % 60; i > 0; --i)
            stream.push_back(random() % 3 == 0 ? 0xAA : random() & 0xFF);
        const auto frame = readAnswer(residentBlock());
        stream.insert(stream.end(), frame.begin(), frame.end());
        // A false preamble before the frame may swallow it; the sender would then be asked again.
        const bool false_preamble =
            std::search(stream.begin(), stream.end() - 1290, frame.begin(), frame.begin() + 5) < stream.end() - 1295;
        FrameParser parser;
        int found = 0;
        for (std::size_t at = 0; at < stream.size();) {
            const auto part = std::min<std::size_t>(1 + random() % 100, stream.size() - at);
            parser.feed(std::span(stream).subspan(at, part));
            at += part;
            while (const auto answer = parser.next()) {
                CHECK(answer->status == SamStatus::Ok);
                CHECK(answer->data.size() == 1284);
                ++found;
            }
        }
        CHECK(found == (false_preamble ? found : 1));
    }
}

TEST_CASE("one changed, lost or doubled byte never passes as an answer of another content", "[id_card_reader]") {
    const auto good = answerFrame(SamStatus::CardFound, {1, 2, 3, 4});
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int kind = 0; kind < 3; ++kind) {
            Bytes broken = good;
            const auto place = broken.begin() + static_cast<std::ptrdiff_t>(at);
            if (kind == 0) *place ^= 0x40;
            if (kind == 1) broken.erase(place);
            if (kind == 2) broken.insert(place, *place);
            FrameParser parser;
            parser.feed(broken);
            const auto answer = parser.next();
            if (answer) CHECK(Bytes(answer->data.begin(), answer->data.end()) == Bytes{1, 2, 3, 4});
        }
    }
}

TEST_CASE("after a broken frame the next whole one is found, and nothing piles up", "[id_card_reader]") {
    FrameParser parser;
    auto broken = answerFrame(SamStatus::CardFound, Bytes(4));
    broken.back() ^= 1;
    for (int i = 0; i < 2000; ++i)
        parser.feed(broken);
    while (parser.next())
        FAIL("a broken frame passed");

    parser.feed(answerFrame(SamStatus::NoCard));

    const auto answer = parser.next();
    REQUIRE(answer);
    CHECK(answer->status == SamStatus::NoCard);
}

TEST_CASE("a late answer of another command is not taken for this one's", "[id_card_reader]") {
    Bytes four(4), eight(8), long_data(1284);
    CHECK(answers(Command::Find, {SamStatus::CardFound, four}));
    CHECK(answers(Command::Find, {SamStatus::NoCard, {}}));
    CHECK_FALSE(answers(Command::Find, {SamStatus::Ok, long_data}));
    CHECK_FALSE(answers(Command::Find, {SamStatus::Ok, eight}));
    CHECK_FALSE(answers(Command::Select, {SamStatus::CardFound, four}));
    CHECK_FALSE(answers(Command::Select, {SamStatus::Ok, long_data}));
    CHECK_FALSE(answers(Command::ReadText, {SamStatus::Ok, eight}));
    CHECK_FALSE(answers(Command::ReadText, {SamStatus::NoCard, {}}));
    CHECK(answers(Command::ReadText, {SamStatus::ReadFailed, {}}));
    CHECK(answers(Command::Find, {SamStatus::NotAuthorised, {}}));
    CHECK_FALSE(answers(Command::Find, {static_cast<SamStatus>(0x55), {}}));
}

TEST_CASE("the technician sees the SAM's number as it is printed on the module", "[id_card_reader]") {
    const Bytes data{0x05, 0, 0x03, 0, 0xD7, 0xAD, 0x34, 0x01, 0x87, 0xD6, 0x12, 0, 0x15, 0xCD, 0x5B, 0x07};
    CHECK(samIdText(data) == "05.03-20229591-0001234567-0123456789");
    CHECK(samIdText(Bytes(15)).empty());
}
