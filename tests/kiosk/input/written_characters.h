// SPDX-License-Identifier: Apache-2.0
// Characters as a hand writes them: each stroke by its corners, in the order that is taught.
#pragma once

#include <string>
#include <vector>

#include "kiosk/input/keystroke.h"

namespace onestop::tests {

struct WrittenCharacter {
    std::string character;
    std::vector<input::InkStroke> strokes;
};

/// A finger goes from corner to corner and is seen a dozen times on its way.
inline input::InkStroke finger(const input::InkStroke& corners) {
    constexpr int kSeen = 12;
    input::InkStroke stroke{corners.front()};
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const auto &from = corners[i - 1], &to = corners[i];
        for (int step = 1; step <= kSeen; ++step)
            stroke.push_back({from.x + (to.x - from.x) * step / kSeen, from.y + (to.y - from.y) * step / kSeen});
    }
    return stroke;
}

inline std::vector<WrittenCharacter> writtenCharacters() {
    std::vector<WrittenCharacter> all{
        {"二", {{{300, 300}, {700, 290}}, {{150, 750}, {850, 740}}}},
        {"三", {{{250, 200}, {750, 190}}, {{320, 480}, {680, 470}}, {{150, 800}, {850, 790}}}},
        {"十", {{{150, 450}, {850, 440}}, {{500, 120}, {500, 880}}}},
        {"人", {{{520, 150}, {430, 520}, {150, 860}}, {{470, 420}, {620, 680}, {870, 860}}}},
        {"大", {{{150, 380}, {850, 360}}, {{500, 120}, {450, 500}, {160, 880}}, {{510, 400}, {650, 680}, {880, 880}}}},
        {"小", {{{500, 120}, {500, 850}, {420, 780}}, {{300, 380}, {150, 680}}, {{690, 360}, {860, 640}}}},
        {"口", {{{220, 230}, {240, 800}}, {{220, 240}, {780, 230}, {750, 790}}, {{240, 770}, {750, 760}}}},
        {"中",
         {{{180, 300}, {200, 640}},
          {{180, 310}, {820, 300}, {790, 620}},
          {{200, 620}, {790, 600}},
          {{500, 80}, {500, 930}}}},
        {"日",
         {{{260, 150}, {260, 880}},
          {{260, 160}, {740, 150}, {740, 880}},
          {{260, 500}, {740, 490}},
          {{260, 850}, {740, 840}}}},
        {"工", {{{220, 220}, {780, 210}}, {{500, 220}, {500, 780}}, {{120, 800}, {880, 790}}}},
        {"上", {{{480, 130}, {480, 800}}, {{490, 430}, {760, 420}}, {{130, 820}, {870, 800}}}},
        {"下", {{{130, 200}, {870, 190}}, {{480, 210}, {480, 900}}, {{520, 400}, {700, 540}}}},
        {"王",
         {{{220, 180}, {780, 170}}, {{260, 480}, {740, 470}}, {{500, 180}, {500, 820}}, {{140, 840}, {860, 830}}}},
        {"木",
         {{{150, 340}, {850, 330}},
          {{500, 100}, {500, 920}},
          {{490, 350}, {360, 600}, {140, 760}},
          {{510, 350}, {660, 590}, {870, 750}}}},
        {"天",
         {{{260, 200}, {740, 190}},
          {{150, 460}, {850, 440}},
          {{500, 200}, {440, 560}, {150, 900}},
          {{510, 470}, {650, 720}, {880, 900}}}},
    };
    for (auto& each : all) {
        for (auto& stroke : each.strokes)
            stroke = finger(stroke);
    }
    return all;
}

} // namespace onestop::tests
