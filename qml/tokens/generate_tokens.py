#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Tokens.qml from tokens.json and refuses colours that cannot be read: the look is declared once, and checked.

usage: generate_tokens.py tokens.json Tokens.qml
"""
import json
import re
import sys


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faults(tokens: dict) -> list[str]:
    """One sentence for each colour that is malformed and each pair that cannot be read."""
    found = []
    colours = tokens["colours"]
    for name, palette in colours.items():
        for mode in ("normal", "high"):
            if not re.fullmatch(r"#[0-9A-F]{6}", palette.get(mode, "")):
                found.append(f"colour {name}.{mode}: expected #RRGGBB in capitals")
    if found:
        return found
    for kind, pairs in tokens["contrast"].items():
        for front, ground in pairs:
            for mode, least in tokens["least_contrast"][kind].items():
                measured = contrast(colours[front][mode], colours[ground][mode])
                if measured < least:
                    found.append(f"{kind} {front} on {ground} ({mode}): contrast {measured:.2f}, expected at least {least}")
    return found


def comment(entry: dict) -> str:
    return f" // {entry['about']}" if "about" in entry else ""


def size_line(name: str, entry: dict) -> str:
    value = f"(care ? {entry['care']} : {entry['normal']})" if "care" in entry else f"{entry['normal']}"
    return f"    readonly property int {name}: Math.max(1, Math.round({value} / pitch)){comment(entry)}"


def colour_line(name: str, entry: dict) -> str:
    return f'    readonly property color {name}Colour: highContrast ? "{entry["high"]}" : "{entry["normal"]}"'


def tokens_qml(tokens: dict) -> str:
    sizes = {**tokens["sizes_mm"], **tokens["hall_sizes_mm"]}
    colours = {name.removesuffix("Colour"): entry for name, entry in tokens["colours"].items()}
    lines = [
        "// SPDX-License-Identifier: Apache-2.0",
        "// Generated from qml/tokens/tokens.json by generate_tokens.py: change the data, not this file.",
        "pragma Singleton",
        "import QtQuick",
        "",
        "QtObject {",
        "    property real pitch: 0.248 // millimetres of one pixel; the program sets it once",
        "    property bool care: false",
        "    property bool highContrast: false",
        '    property string textFamily: "Noto Sans CJK SC"',
        "",
        "    // Sizes in pixels.",
        *(size_line(name, entry) for name, entry in sizes.items()),
        "",
        "    // Low reach: the part of the glass, from its upper edge, that is only read.",
        *(f"    readonly property real onlyRead{shape.capitalize()}: {tokens['low_reach'][shape]}" for shape in ("upright", "wide")),
        "",
        "    // Colours by role.",
        *(colour_line(name, entry) for name, entry in colours.items()),
        "",
        "    // Times in milliseconds.",
        *(f"    readonly property int {name}Time: {value}" for name, value in tokens["times_ms"].items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


def main(source: str, target: str) -> int:
    with open(source, encoding="utf-8") as file:
        tokens = json.load(file)
    found = faults(tokens)
    for fault in found:
        print(f"{source}: {fault}", file=sys.stderr)
    if found:
        return 2
    text = tokens_qml(tokens)
    try:
        with open(target, encoding="utf-8") as file:
            if file.read() == text:
                return 0
    except FileNotFoundError:
        pass
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
