# SPDX-License-Identifier: Apache-2.0
"""Promise: the schema that an editor checks site.toml by, and the program that a kiosk checks it by, mean the same settings:
every one that the schema knows, at its bounds and one beyond, both take or both refuse."""

import json
import os
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

from tests.support.json_schema import faults

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("ONESTOP_BUILD", ROOT / "build")) / "bin" / "onestop-technician"
SHIPPED = tomllib.loads((ROOT / "deploy/technician/site.toml").read_text())
SCHEMA = json.loads((ROOT / "deploy/technician/site.schema.json").read_text())
HERE = {"here": True, "lobby_interface": "enp2s0"}
TEXTS = ("", "a", "kiosk", "hall", "A b", "dapeng-kuichong", "x" * 64, "x" * 65, "https://hub.example.cn", "https://hub.example.cn/a/b", "http://hub.example.cn",
         "https://hub.example.cn:8443", "enp2s0", "2enp", "0755-0000-0001", "12", "+86 755 1234", "/dev/video0", "/etc/passwd", "time.example.cn", "-time.example.cn",
         "ab" * 16 + ":" + "cd" * 32, "ab:cd", "yue", "-yue", 'a"b', "a\nb")


def as_toml(document):
    def word(value):
        return json.dumps(value, ensure_ascii=False)  # of text, numbers, truths and lists of them TOML writes the same

    lines = [f"{key} = {word(value)}" for key, value in document.items() if not isinstance(value, dict)]
    for name, section in document.items():
        if isinstance(section, dict):
            lines += [f"[{name}]"] + [f"{key} = {word(value)}" for key, value in section.items()]
    return "\n".join(lines) + "\n"


def tried(schema):
    """Values at and beyond what the schema of one setting allows."""
    if "enum" in schema:
        return [*schema["enum"], "other" if isinstance(schema["enum"][0], str) else max(schema["enum"]) + 1]
    kind = schema["type"]
    if kind == "integer":
        return [schema["minimum"] - 1, schema["minimum"], schema["maximum"], schema["maximum"] + 1, "1"]
    if kind == "number":
        return [schema["minimum"] / 2, schema["minimum"], schema["maximum"], schema["maximum"] * 2, "1"]
    if kind == "boolean":
        return [True, False, 1]
    if kind == "array":
        return [[], *[[value] for value in TEXTS], [1], "yue"]
    return [*TEXTS, 1]


def settings():
    """(section or None, name, schema) of each."""
    for name, schema in SCHEMA["properties"].items():
        if schema.get("type") == "object":
            for key, inner in schema["properties"].items():
                yield name, key, inner
        else:
            yield None, name, schema


class Schema(unittest.TestCase):
    def takes(self, document):
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            file.write(as_toml(document))
            file.flush()
            return subprocess.run([PROGRAM, "check", file.name], capture_output=True).returncode == 0

    def with_setting(self, section, name, value):
        document = json.loads(json.dumps(SHIPPED))
        if section is None:
            return {**document, name: value}
        if section == "hub" and name in ("here", "lobby_interface", "upstream"):
            document["hub"] = {**HERE, **({"upstream": "https://district.example.cn"} if name == "upstream" else {})}
            if value is False and name == "here":
                document["hub"] = dict(SHIPPED["hub"])
        if section == "screen" and name == "top_mm":
            document["screen"] |= {"width_px": 480, "height_px": 7680, "pitch_mm": 1.0}  # a glass so tall that it bounds nothing
        document.setdefault(section, {})[name] = value
        return document

    def test_what_is_shipped_holds_by_both(self):
        self.assertTrue(self.takes(SHIPPED))

    def test_at_every_bound_and_beyond_schema_and_program_agree(self):
        seen = set()
        for section, name, schema in settings():
            for value in tried(schema):
                fits = not list(faults(value, schema))
                with self.subTest(f"{section}.{name} = {value!r}"):
                    self.assertEqual(self.takes(self.with_setting(section, name, value)), fits)
                seen.add((section, name, fits))
        for section, name, _ in settings():
            self.assertLessEqual({(section, name, True), (section, name, False)}, seen, f"{section}.{name}: tried in one way only")

    def test_a_setting_that_the_schema_does_not_know_is_refused(self):
        for section in (None, *(name for name, schema in SCHEMA["properties"].items() if schema.get("type") == "object")):
            with self.subTest(section):
                self.assertFalse(self.takes(self.with_setting(section, "unheard_of", 1)))


if __name__ == "__main__":
    unittest.main()
