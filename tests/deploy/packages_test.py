# SPDX-License-Identifier: Apache-2.0
"""Promises: every file is of one package; what the screen loads by name when it runs comes with its package. A linker does not see it: without the icons'
font the booted image showed their names."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = [line for line in (ROOT / "deploy/packages.txt").read_text().split() if re.match("fonts-|qml6-module-|librime-data|rime-data-|tegaki-", line)]
FOR_TESTS = {"qml6-module-qttest"}


class Packages(unittest.TestCase):
    def test_no_package_takes_a_folder_of_which_another_has_a_part(self):
        lines = [line for file in (ROOT / "deploy/packages").glob("*.list") for line in file.read_text().splitlines() if line and not line.startswith("#")]
        within = [(line, other) for line in lines for other in lines if line != other and line.startswith(f"{other}/")]
        self.assertEqual(within, [])
        self.assertEqual(len(lines), len(set(lines)))

    def test_fonts_modules_and_dictionaries_come_with_the_screen(self):
        depends = re.search("^# depends: (.*)$", (ROOT / "deploy/packages/onestop-kiosk.list").read_text(), re.M).group(1).split(", ")
        self.assertGreater(len(NEEDED), 10)
        self.assertEqual(sorted(set(NEEDED) - FOR_TESTS - set(depends)), [])


if __name__ == "__main__":
    unittest.main()
