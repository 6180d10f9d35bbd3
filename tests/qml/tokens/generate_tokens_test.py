#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A colour that cannot be read, or is not one, stops the build and is named.

usage: generate_tokens_test.py ROOT
"""
import copy
import importlib.util
import json
import pathlib
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop())
SPEC = importlib.util.spec_from_file_location("generate_tokens", ROOT / "qml/tokens/generate_tokens.py")
generate_tokens = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate_tokens)
TOKENS = json.loads((ROOT / "qml/tokens/tokens.json").read_text(encoding="utf-8"))


class Tokens(unittest.TestCase):
    def test_contrast_is_that_of_the_standard(self):
        self.assertAlmostEqual(generate_tokens.contrast("#000000", "#FFFFFF"), 21.0)
        self.assertAlmostEqual(generate_tokens.contrast("#777777", "#FFFFFF"), 4.48, places=2)

    def test_the_look_can_be_read(self):
        self.assertEqual(generate_tokens.faults(TOKENS), [])

    def test_a_pale_ink_is_named(self):
        pale = copy.deepcopy(TOKENS)
        pale["colours"]["secondInk"]["normal"] = "#B0A898"
        self.assertIn("text secondInk on paper (normal)", generate_tokens.faults(pale)[0])

    def test_a_colour_by_name_is_refused(self):
        named = copy.deepcopy(TOKENS)
        named["colours"]["red"]["high"] = "red"
        self.assertEqual(generate_tokens.faults(named), ["colour red.high: expected #RRGGBB in capitals"])

    def test_every_text_colour_has_its_ground_checked(self):
        checked = {name for pair in TOKENS["contrast"]["text"] for name in pair}
        for name in ("ink", "secondInk", "brightInk", "red", "goldText", "sea", "ok", "amber", "hallInk", "hallSecondInk", "hallNumberColour"):
            self.assertIn(name, checked)


unittest.main()
