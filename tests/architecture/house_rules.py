# SPDX-License-Identifier: Apache-2.0
"""The house's own linter: floors, file heads, words that must not appear. `house_rules.py ROOT` prints each finding as
file:line: rule: why, and ends with 1 when there is one. tests/architecture/house_rules_test.py proves every rule."""

import re
import sys
import tomllib
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
IMPORT = re.compile(r"^\s*import\s+(Onestop\.\w+)")
LITERAL = re.compile(r"\b(?:width|height|margins?|\w*[mM]argin|spacing|radius|pixelSize|x|y|padding|\w+Padding)\s*:\s*(\d+(?:\.\d+)?)\s*$")
GESTURE = re.compile(r"\b(?:(?:Drag|Pinch|Wheel)Handler|(?:Pinch|MultiPointTouch)Area|SwipeView|PathView|Drawer|SwipeDelegate|ScrollView)\b\s*\{")
SLIDING = re.compile(r"\b(?:Flickable|ListView|GridView|TableView|TreeView)\b\s*\{")  # each beside buttons that turn it
SLIDERS = {"qml/controls/ScrollArea.qml", "qml/controls/ScrollList.qml", "qml/keyboard/CandidateBar.qml"}
HELD = re.compile(r"\bHold\b\s*\{|\bon(?:LongPressed|PressAndHold)\s*:")
STAFFS_DOOR = {"qml/controls/Hold.qml", "qml/shell/Header.qml"}
BOUND = "pragma ComponentBehavior: Bound"
COMPONENT = re.compile(r"^\s*(?:delegate|sourceComponent|header|footer|highlight|section\.delegate)\s*:\s*[A-Z]\w*(?:\.\w+)?\s*\{|\bComponent\s*\{|^\s*component\s+[A-Z]")
UNTYPED = re.compile(r"\brequired property var\b")
COLOUR = re.compile(r'"#[0-9A-Fa-f]{3,8}"')
PROJECT = ("drivers", "sync", "kiosk", "qml", "deploy", "tests")
TOP = {*PROJECT, "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "build"}
SOURCES = {".cpp", ".h", ".qml", ".py", ".sql", ".toml"}


class Rules:
    def __init__(self, table, root=None):
        self.root = root
        self.uses = table["uses"]
        self.libraries = table["libraries"]
        self.qml = table["qml"]

    def floor_of(self, path):
        parts = Path(path).parts
        return "/".join(parts[:2]) if len(parts) > 2 and parts[0] in ("drivers", "sync", "kiosk") else None

    def check(self, path, text):
        """Yields (line number, rule, why) for one file, `path` relative to the root."""
        yield from self.check_head(path, text)
        if path.endswith((".cpp", ".h")):
            yield from self.check_includes(path, text)
        if path.endswith(".qml"):
            yield from self.check_qml(path, text)

    def check_head(self, path, text):
        lines = text.splitlines()
        head = [line for line in lines[:3]]
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in head):
            yield 1, "head", "the first lines name the licence: SPDX-License-Identifier: Apache-2.0"
        elif self.explains_itself(path) and not any(line.startswith("//") and "SPDX" not in line for line in lines[:4]):
            yield 2, "head", "the line after the licence says why this file exists"

    def explains_itself(self, path):
        """A header, or a source without a header of its name that would do it."""
        if path.endswith(".h"):
            return True
        return path.endswith(".cpp") and not (self.root and (self.root / path).with_suffix(".h").exists())

    def check_includes(self, path, text):
        floor = self.floor_of(path)
        if floor is None:
            return
        allowed = self.uses.get(floor)
        if allowed is None:
            yield 1, "floor", f"{floor} is not a floor: name it in tests/architecture/floors.toml"
            return
        for number, line in enumerate(text.splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            bracket, name = found.groups()
            if bracket == '"' and name.split("/")[0] in PROJECT:
                target = "/".join(name.split("/")[:2])
                if target != floor and target not in allowed:
                    yield number, "floor", f"{floor} may not use {target}: the arrow points up"
            if bracket == "<":
                for prefix, floors in self.libraries.items():
                    matches = re.match(r"Q[A-Z]", name) if prefix == "Q" else name.startswith(prefix)
                    if matches and floor not in floors:
                        yield number, "library", f"{floor} may not use <{name}>: only {', '.join(floors)}"

    def check_qml(self, path, text):
        parts = Path(path).parts
        if parts[0] != "qml" or len(parts) < 3:
            return
        allowed = self.qml.get(parts[1])
        if allowed is None:
            yield 1, "floor", f"qml/{parts[1]} is not a floor: name it in tests/architecture/floors.toml"
            return
        if BOUND not in text.splitlines():
            for number, line in enumerate(text.splitlines(), 1):
                if COMPONENT.search(line):
                    yield number, "bound", f"a file with a component inside says {BOUND}"
                    break
        for number, line in enumerate(text.splitlines(), 1):
            found = IMPORT.match(line)
            own = "Onestop." + parts[1].capitalize()
            if UNTYPED.search(line):
                yield number, "typed", "what a component requires has a type"
            if found and found.group(1) not in (*allowed, own):
                yield number, "floor", f"qml/{parts[1]} may not import {found.group(1)}"
            if parts[1] in ("keyboard", "pages", "shell"):
                size = LITERAL.search(line)
                if size and float(size.group(1)) > 1:
                    yield number, "literal", f"a size in pixels ({size.group(1)}): sizes are tokens, in millimetres"
                if COLOUR.search(line):
                    yield number, "literal", "a colour: colours are tokens"
                if re.search(r"\b(MouseArea|TapHandler|ShaderEffect)\b\s*\{", line):
                    yield number, "control", "touch and effects belong to qml/controls"
            if GESTURE.search(line) or (SLIDING.search(line) and path not in SLIDERS):
                yield number, "gesture", "no gesture but a tap: what is long stands in a ScrollArea or a ScrollList"
            if HELD.search(line) and path not in STAFFS_DOOR:
                yield number, "gesture", "no gesture but a tap: only the staff's door is held"


def litter(names):
    """What stands at the top of the tree and does not belong there: a program that was given its arguments in the wrong order, mostly."""
    return sorted(name for name in names if not name.startswith(".") and name not in TOP)


def files_of(root):
    for folder in PROJECT:
        for path in sorted((root / folder).rglob("*")):
            relative = path.relative_to(root).as_posix()
            if path.is_file() and path.suffix in SOURCES and "/fixtures/" not in relative and "/corpus/" not in relative:
                yield path, relative


def main():
    root = Path(sys.argv[1]).resolve()
    rules = Rules(tomllib.loads((Path(__file__).parent / "floors.toml").read_text()), root)
    findings = 0
    for name in litter(path.name for path in root.iterdir()):
        print(f"{name}:1: litter: the top level is {' '.join(sorted(TOP))}")
        findings += 1
    for path, relative in files_of(root):
        for number, rule, why in rules.check(relative, path.read_text(errors="replace")):
            print(f"{relative}:{number}: {rule}: {why}")
            findings += 1
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
