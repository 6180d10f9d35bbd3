// SPDX-License-Identifier: Apache-2.0
// Promises: what is sent is what is read, and nothing else is read, whatever the bytes.
#include "kiosk/input/keystroke.h"

#include <random>

#include "tests/support/catch.h"

namespace onestop::input {

TEST_CASE("each keystroke is read as it was sent") {
    for (const auto& keystroke :
         {Keystroke::ofLetter('a'), Keystroke::ofLetter('z'), Keystroke::erase(), Keystroke::choose(0),
          Keystroke::choose(9), Keystroke::turn(1), Keystroke::turn(-1), Keystroke::write(Script::Simplified),
          Keystroke::write(Script::Traditional), Keystroke::ofStroke({{0, 999}}),
          Keystroke::ofStroke({{12, 40}, {80, 38}}), Keystroke::ofStroke(InkStroke(kPointsMost, {999, 999}))}) {
        CHECK(formatKeystroke(keystroke).size() <= kPacketBytesMost);
        INFO(formatKeystroke(keystroke));
        const auto read = parseKeystroke(formatKeystroke(keystroke));
        REQUIRE(read);
        CHECK(*read == keystroke);
    }
}

TEST_CASE("a keystroke that the screen never sends is refused") {
    for (const char* packet : {"",
                               "letter",
                               "letter ",
                               "letter A",
                               "letter 1",
                               "letter ab",
                               "letter \n",
                               "erase ",
                               "choose",
                               "choose -1",
                               "choose 10",
                               "choose 1 ",
                               "turn 0",
                               "turn 2",
                               "script",
                               "clear",
                               "stroke",
                               "stroke ",
                               "stroke 1",
                               "stroke 1,",
                               "stroke ,1",
                               "stroke 1,2 ",
                               "stroke 1,2,3",
                               "stroke -1,2",
                               "stroke 1000,2",
                               "stroke 1,2  3,4"}) {
        INFO(packet);
        CHECK_FALSE(parseKeystroke(packet));
    }
}

TEST_CASE("a stroke of too many points is refused") {
    std::string packet = "stroke 1,2";
    for (std::size_t i = 0; i < kPointsMost; ++i)
        packet += " 1,2";
    CHECK_FALSE(parseKeystroke(packet));
}

TEST_CASE("a refusal does not repeat what was typed") {
    CHECK(parseKeystroke("letter password").error().sentence.find("password") == std::string::npos);
}

TEST_CASE("a composition is read as it was sent") {
    for (const auto& composition :
         {Composition{}, Composition{"大鹏", "", {}, 0, false}, Composition{"", "da peng", {"大棚", "大鹏"}, 0, true},
          Composition{"大", "peng", {"鹏"}, 12, false}}) {
        const auto read = parseComposition(formatComposition(composition));
        REQUIRE(read);
        CHECK(*read == composition);
    }
}

TEST_CASE("a composition that is not whole is refused") {
    for (const char* packet : {"", "大鹏", "大鹏\n", "\n\n", "\n\n0", "\n\nlast", "\n\n-1 last", "\n\n0 most",
                               "\n\n0 last\n", "\n\n0 last\n大\n\n鹏", "\n\n0 more\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk"}) {
        INFO(packet);
        CHECK_FALSE(parseComposition(packet));
    }
    CHECK_FALSE(parseComposition(std::string(kPacketBytesMost, 'a') + "\n\n0 last"));
}

TEST_CASE("any bytes are read or refused") {
    std::mt19937 random(20261128);
    for (int round = 0; round < 20000; ++round) {
        std::string packet = round % 3 == 0   ? formatComposition({"大鹏", "da peng", {"大棚", "大鹏"}, 0, true})
                             : round % 3 == 1 ? formatKeystroke(Keystroke::choose(3))
                                              : formatKeystroke(Keystroke::ofStroke({{12, 40}, {80, 38}}));
        for (unsigned i = 0; i < 1 + random() % 3; ++i)
            packet[random() % packet.size()] = static_cast<char>(random());
        packet.resize(random() % (packet.size() + 1));
        if (const auto read = parseComposition(packet)) {
            const auto again = parseComposition(formatComposition(*read));
            CHECK((again && *again == *read));
        }
        if (const auto read = parseKeystroke(packet)) CHECK(formatKeystroke(*read).size() <= 64);
    }
}

} // namespace onestop::input
