// SPDX-License-Identifier: Apache-2.0
// What the keyboard asks the input engine, what the engine answers, and how both travel: one packet on a Unix socket
// each way, one answer for each keystroke. "letter d", "stroke 12,40 80,38", "erase", "choose 2", "turn 1", "script
// traditional"; back come lines: what is written, what is being typed, "0 more" or "0 last" for the page, and a line
// for each candidate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace onestop::input {

enum class KeystrokeKind : std::uint8_t {
    Letter, ///< one more letter of pinyin
    Stroke, ///< one more stroke of a character that a finger writes
    Erase,  ///< the last letter or stroke, or the last choice
    Choose, ///< a candidate of the page that is shown
    Turn,   ///< to the next page of candidates, or back
    Script, ///< simplified or traditional characters from here on
};

enum class Script : std::uint8_t { Simplified, Traditional };

/// From the left upper corner of where the finger writes, in thousandths of its longer side.
struct InkPoint {
    int x = 0, y = 0; ///< 0 to kInkMost

    bool operator==(const InkPoint&) const = default;
};
using InkStroke = std::vector<InkPoint>;

inline constexpr int kInkMost = 999;
inline constexpr std::size_t kPointsMost = 100; ///< of a stroke
inline constexpr std::size_t kStrokesMost = 48; ///< of a character

struct Keystroke {
    KeystrokeKind kind = KeystrokeKind::Erase;
    char letter = 0;                    ///< Letter: a to z
    int number = 0;                     ///< Choose: 0 for the first; Turn: 1 or -1
    Script script = Script::Simplified; ///< Script
    InkStroke stroke = {};              ///< Stroke: 1 to kPointsMost

    bool operator==(const Keystroke&) const = default;

    static Keystroke ofLetter(char letter) { return {KeystrokeKind::Letter, letter}; }
    static Keystroke ofStroke(InkStroke stroke) {
        return {KeystrokeKind::Stroke, 0, 0, Script::Simplified, std::move(stroke)};
    }
    static Keystroke erase() { return {}; }
    static Keystroke choose(int number) { return {KeystrokeKind::Choose, 0, number}; }
    static Keystroke turn(int direction) { return {KeystrokeKind::Turn, 0, direction}; }
    static Keystroke write(Script script) { return {KeystrokeKind::Script, 0, 0, script}; }
};

/// What stands over the keyboard after a keystroke.
struct Composition {
    std::string written; ///< finished by this keystroke: it goes into the text
    std::string typed;   ///< "da peng", or a dot for each stroke; empty: nothing is being typed
    std::vector<std::string> candidates;
    int page = 0;      ///< of the candidates, 0 for the first
    bool more = false; ///< there is a page after this one

    bool operator==(const Composition&) const = default;
};

inline constexpr std::size_t kCandidatesMost = 10;
inline constexpr std::size_t kLettersMost = 40; ///< of one composition: some twelve characters
inline constexpr std::size_t kPacketBytesMost = 4096;

struct PacketFailure {
    std::string sentence; ///< "cannot read a keystroke: …", without what was typed
};

std::string formatKeystroke(const Keystroke& keystroke);
std::string formatComposition(const Composition& composition);
/// Never throw, whatever the bytes.
tl::expected<Keystroke, PacketFailure> parseKeystroke(std::string_view packet);
tl::expected<Composition, PacketFailure> parseComposition(std::string_view packet);

} // namespace onestop::input
