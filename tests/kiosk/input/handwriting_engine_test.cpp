// SPDX-License-Identifier: Apache-2.0
// What a finger that writes is promised: a character written as it is taught is among the ten that are offered,
// wherever on the pad and however small; and what is offered follows each stroke.
#include "kiosk/input/handwriting_engine.h"

#include <algorithm>
#include <random>

#include "tests/kiosk/input/written_characters.h"
#include "tests/support/catch.h"

namespace onestop::input {

namespace {

HandwritingEngine opened() {
    auto engine = HandwritingEngine::open();
    REQUIRE(engine);
    return std::move(*engine);
}

Composition write(HandwritingEngine& engine, const std::vector<InkStroke>& strokes) {
    Composition composition;
    for (const auto& stroke : strokes)
        composition = engine.press(Keystroke::ofStroke(stroke));
    return composition;
}

bool isOffered(const Composition& composition, const std::string& character) {
    return std::ranges::find(composition.candidates, character) != composition.candidates.end();
}

std::vector<InkStroke> moved(std::vector<InkStroke> strokes, double size, int x, int y) {
    for (auto& stroke : strokes) {
        for (auto& point : stroke)
            point = {x + static_cast<int>(point.x * size), y + static_cast<int>(point.y * size)};
    }
    return strokes;
}

} // namespace

TEST_CASE("a character written as it is taught is offered, and written when it is chosen") {
    auto engine = opened();
    for (const auto& [character, strokes] : tests::writtenCharacters()) {
        INFO(character);
        const auto offered = write(engine, strokes);
        REQUIRE(isOffered(offered, character));
        CHECK(offered.candidates.size() <= kCandidatesMost);
        const auto place = std::ranges::find(offered.candidates, character) - offered.candidates.begin();
        const auto chosen = engine.press(Keystroke::choose(static_cast<int>(place)));
        CHECK(chosen.written == character);
        CHECK(chosen.typed.empty());
        CHECK_FALSE(engine.isWriting());
    }
}

TEST_CASE("it may stand anywhere on the pad, large or small") {
    auto engine = opened();
    std::mt19937 random(20261130);
    for (const auto& [character, strokes] : tests::writtenCharacters()) {
        const double size = 0.2 + 0.01 * (random() % 60);
        const int room = static_cast<int>(kInkMost * (1 - size));
        const int x = static_cast<int>(random() % static_cast<unsigned>(room)),
                  y = static_cast<int>(random() % static_cast<unsigned>(room));
        INFO(character << " of " << size << " at " << x << "," << y);
        CHECK(isOffered(write(engine, moved(strokes, size, x, y)), character));
        for (std::size_t i = 0; i < strokes.size(); ++i)
            engine.press(Keystroke::erase());
    }
}

TEST_CASE("a stroke taken back is as if it had not been drawn") {
    auto engine = opened();
    const InkStroke across = tests::finger({{150, 450}, {850, 440}}), down = tests::finger({{500, 120}, {500, 880}});
    const auto one = engine.press(Keystroke::ofStroke(across));
    const auto two = engine.press(Keystroke::ofStroke(down));
    CHECK(two.candidates != one.candidates);
    CHECK(engine.press(Keystroke::erase()) == one);
    const auto none = engine.press(Keystroke::erase());
    CHECK(none == Composition{});
    CHECK_FALSE(engine.isWriting());
}

TEST_CASE("whatever is scribbled, the engine answers") {
    auto engine = opened();
    std::mt19937 random(20261130);
    for (int round = 0; round < 200; ++round) {
        InkStroke stroke(1 + random() % kPointsMost);
        for (auto& point : stroke)
            point = {static_cast<int>(random() % (kInkMost + 1)), static_cast<int>(random() % (kInkMost + 1))};
        const auto composition = engine.press(random() % 8 == 0 ? Keystroke::choose(static_cast<int>(random() % 10))
                                                                : Keystroke::ofStroke(stroke));
        CHECK(composition.candidates.size() <= kCandidatesMost);
        CHECK(composition.typed.size() <= kStrokesMost * std::string("·").size());
    }
}

TEST_CASE("without its model the reason names the file") {
    const auto engine = HandwritingEngine::open("/nowhere/handwriting.model");
    REQUIRE_FALSE(engine);
    CHECK(engine.error().sentence == "zinnia cannot read its model /nowhere/handwriting.model");
}

} // namespace onestop::input
