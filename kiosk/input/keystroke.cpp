// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/keystroke.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace onestop::input {

namespace {

constexpr std::string_view kLetter = "letter ";
constexpr std::string_view kStroke = "stroke ";
constexpr std::string_view kErase = "erase";
constexpr std::string_view kChoose = "choose ";
constexpr std::string_view kTurn = "turn ";
constexpr std::string_view kSimplified = "script simplified";
constexpr std::string_view kTraditional = "script traditional";
constexpr std::string_view kMore = " more";
constexpr std::string_view kLast = " last";

tl::unexpected<PacketFailure> unreadable(const char* what, const char* why) {
    return tl::unexpected(PacketFailure{std::string("cannot read ") + what + ": " + why});
}

std::optional<int> numberIn(std::string_view text, int least, int most) {
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return std::nullopt;
    return number;
}

/// Takes the text up to the next line end off `rest`; nullopt after the last line.
std::optional<std::string_view> nextLine(std::optional<std::string_view>& rest) {
    if (!rest) return std::nullopt;
    const auto end = rest->find('\n');
    const auto line = rest->substr(0, end);
    if (end == std::string_view::npos)
        rest.reset();
    else
        rest->remove_prefix(end + 1);
    return line;
}

/// "12,40".
std::optional<InkPoint> pointIn(std::string_view text) {
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto x = numberIn(text.substr(0, comma), 0, kInkMost);
    const auto y = numberIn(text.substr(comma + 1), 0, kInkMost);
    if (!x || !y) return std::nullopt;
    return InkPoint{*x, *y};
}

tl::expected<Keystroke, PacketFailure> strokeIn(std::string_view points) {
    InkStroke stroke;
    for (std::size_t begin = 0; begin <= points.size();) {
        const auto end = std::min(points.find(' ', begin), points.size());
        const auto point = pointIn(points.substr(begin, end - begin));
        if (!point || stroke.size() == kPointsMost)
            return unreadable("a keystroke", "expected up to a hundred points as 12,40 after stroke");
        stroke.push_back(*point);
        begin = end + 1;
    }
    return Keystroke::ofStroke(std::move(stroke));
}

std::string formatStroke(const InkStroke& stroke) {
    std::string packet(kStroke);
    for (const auto& point : stroke)
        packet += (&point == &stroke.front() ? "" : " ") + std::to_string(point.x) + ',' + std::to_string(point.y);
    return packet;
}

} // namespace

std::string formatKeystroke(const Keystroke& keystroke) {
    switch (keystroke.kind) {
    case KeystrokeKind::Letter:
        return std::string(kLetter) + keystroke.letter;
    case KeystrokeKind::Stroke:
        return formatStroke(keystroke.stroke);
    case KeystrokeKind::Choose:
        return std::string(kChoose) + std::to_string(keystroke.number);
    case KeystrokeKind::Turn:
        return std::string(kTurn) + std::to_string(keystroke.number);
    case KeystrokeKind::Script:
        return std::string(keystroke.script == Script::Traditional ? kTraditional : kSimplified);
    case KeystrokeKind::Erase:
        break;
    }
    return std::string(kErase);
}

std::string formatComposition(const Composition& composition) {
    std::string packet = composition.written + '\n' + composition.typed + '\n' + std::to_string(composition.page);
    packet += composition.more ? kMore : kLast;
    for (const auto& candidate : composition.candidates)
        packet.append("\n").append(candidate);
    return packet;
}

tl::expected<Keystroke, PacketFailure> parseKeystroke(std::string_view packet) {
    if (packet == kErase) return Keystroke::erase();
    if (packet == kSimplified) return Keystroke::write(Script::Simplified);
    if (packet == kTraditional) return Keystroke::write(Script::Traditional);
    if (packet.starts_with(kLetter)) {
        const auto letter = packet.substr(kLetter.size());
        if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z') return Keystroke::ofLetter(letter[0]);
        return unreadable("a keystroke", "expected one letter from a to z");
    }
    if (packet.starts_with(kStroke)) return strokeIn(packet.substr(kStroke.size()));
    if (packet.starts_with(kChoose)) {
        const auto number = numberIn(packet.substr(kChoose.size()), 0, static_cast<int>(kCandidatesMost) - 1);
        if (number) return Keystroke::choose(*number);
        return unreadable("a keystroke", "expected the number of a candidate, 0 to 9");
    }
    if (packet.starts_with(kTurn)) {
        const auto direction = numberIn(packet.substr(kTurn.size()), -1, 1);
        if (direction && *direction != 0) return Keystroke::turn(*direction);
        return unreadable("a keystroke", "expected 1 or -1 after turn");
    }
    return unreadable("a keystroke", "expected letter, stroke, erase, choose, turn or script");
}

tl::expected<Composition, PacketFailure> parseComposition(std::string_view packet) {
    constexpr const char* kWhat = "a composition";
    if (packet.size() > kPacketBytesMost) return unreadable(kWhat, "it is too long");
    std::optional<std::string_view> rest = packet;
    const auto written = nextLine(rest);
    const auto typed = nextLine(rest);
    auto page = nextLine(rest);
    if (!page) return unreadable(kWhat, "expected three lines or more");
    Composition composition{std::string(*written), std::string(*typed), {}, 0, page->ends_with(kMore)};
    if (!composition.more && !page->ends_with(kLast)) return unreadable(kWhat, "expected more or last");
    page->remove_suffix(composition.more ? kMore.size() : kLast.size());
    const auto number = numberIn(*page, 0, 1000);
    if (!number) return unreadable(kWhat, "expected the number of a page");
    composition.page = *number;
    while (const auto candidate = nextLine(rest)) {
        if (candidate->empty() || composition.candidates.size() == kCandidatesMost)
            return unreadable(kWhat, "expected up to ten candidates, none empty");
        composition.candidates.emplace_back(*candidate);
    }
    return composition;
}

} // namespace onestop::input
