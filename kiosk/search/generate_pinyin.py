#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Readings of every Chinese character, without tones, as a table in C++.

usage: generate_pinyin.py UNIHAN_READINGS OUT.cpp
UNIHAN_READINGS is Unihan_Readings.txt, plain or .bz2 (Debian: unicode-data). All readings of a character are kept, so that
重 is found under zhong and under chong: the most usual first (kHanyuPinlu, kMandarin), then those of the two dictionaries
(kTGHZ2013, kXHC1983). ü is v, as it is typed.
"""
import bz2
import pathlib
import re
import sys
import unicodedata

FIELDS = ("kHanyuPinlu", "kMandarin", "kTGHZ2013", "kXHC1983")
FIRST, LAST = 0x3400, 0x9FFF


def plain(syllable: str) -> str:
    """lǜ → lv: without tone marks, in letters a-z."""
    letters = unicodedata.normalize("NFD", syllable.lower())
    letters = letters.replace("u\u0308", "v").replace("e\u0302", "e")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def readings_of(text: str) -> dict[int, list[str]]:
    found: dict[int, dict[str, list[str]]] = {}
    for line in text.splitlines():
        if line.startswith("U+"):
            code, field, value = line.split("\t", 2)
            if field in FIELDS:
                parts = [part.split(":")[-1] for part in value.split(" ")]
                spoken = [plain(re.sub(r"\(\d+\)$", "", word)) for part in parts for word in part.split(",")]
                found.setdefault(int(code[2:], 16), {})[field] = spoken
    return {code: list(dict.fromkeys(word for field in FIELDS for word in fields.get(field, []) if word))
            for code, fields in found.items()}


def rows(values, width: int = 24) -> str:
    values = [str(value) for value in values]
    return "\n".join("    " + ", ".join(values[i:i + width]) + "," for i in range(0, len(values), width))


def table(readings: dict[int, list[str]]) -> str:
    syllables = sorted({word for words in readings.values() for word in words})
    number = {word: index for index, word in enumerate(syllables)}
    pool: list[int] = []
    sets: dict[tuple[int, ...], int] = {(): 0}
    begins = [0]
    for words in readings.values():
        key = tuple(number[word] for word in words)
        if key not in sets:
            sets[key] = len(sets)
            begins.append(len(pool))
            pool.extend(key)
    begins.append(len(pool))
    set_of = {code: sets[tuple(number[word] for word in words)] for code, words in readings.items()}
    others = sorted(code for code in set_of if not FIRST <= code <= LAST)
    quoted = [f'"{word}"' for word in syllables]
    return f"""// SPDX-License-Identifier: Apache-2.0
// Made by kiosk/search/generate_pinyin.py from the Unicode Han database; do not edit.
#include "kiosk/search/pinyin.h"

namespace onestop::search::table {{

const std::string_view kSyllables[] = {{
{rows(quoted, 12)}
}};
const std::size_t kSyllableCount = {len(syllables)};
const std::uint16_t kPool[] = {{
{rows(pool)}
}};
const std::uint16_t kSetBegins[] = {{
{rows(begins)}
}};
const std::uint16_t kCommon[kCommonLast - kCommonFirst + 1] = {{
{rows(set_of.get(code, 0) for code in range(FIRST, LAST + 1))}
}};
const RareCharacter kRare[] = {{
{rows((f"{{0x{code:X}, {set_of[code]}}}" for code in others), 8)}
}};
const std::size_t kRareCount = {len(others)};

}} // namespace onestop::search::table
"""


def main(source: pathlib.Path, target: pathlib.Path) -> int:
    data = source.read_bytes()
    text = (bz2.decompress(data) if source.suffix == ".bz2" else data).decode("utf-8")
    readings = readings_of(text)
    if len(readings) < 20000:
        print(f"onestop: {source}: expected the readings of more than 20,000 characters, found {len(readings)}", file=sys.stderr)
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(table(readings), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
