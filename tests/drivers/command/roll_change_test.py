# SPDX-License-Identifier: Apache-2.0
"""Staff change the roll with onestop-device on the emulated printer: each step is seen, the test slip is on paper, and the
printer's memory knows of a new roll. A printer that is left open is named, with what to do."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tests.fault.emulated_lobby import Emulator  # noqa: E402

BUILD = pathlib.Path(sys.argv.pop()) if len(sys.argv) > 1 else ROOT / "build"


class RollChange(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="onestop-")
        self.path = pathlib.Path(self.folder.name)
        self.emulator = Emulator(BUILD, self.path)

    def tearDown(self):
        self.emulator.close()
        self.folder.cleanup()

    def device(self, *arguments):
        return subprocess.Popen(["umockdev-wrapper", BUILD / "bin/onestop-device", *arguments], env=self.emulator.environment(),
                                stdout=subprocess.PIPE, text=True)

    def test_a_new_roll_is_followed_and_proved_by_a_test_slip(self):
        memory = self.path / "printer"
        staff = self.device("change-roll", "--memory", memory, "--timeout-s", "20")
        self.assertIn("Open the cover", staff.stdout.readline())
        for act in ("open_cover", "take_paper"):
            self.emulator.do(device="printer", do=act)
        self.assertIn("new roll", staff.stdout.readline())
        for act in ("load_paper", "close_cover"):
            self.emulator.do(device="printer", do=act)
        said, _ = staff.communicate(timeout=60)
        self.assertEqual(staff.returncode, 0, said)
        self.assertIn("test print: printed", said)
        slip = json.loads((self.path / "receipts/001.json").read_text())
        self.assertIn("Onestop test print", " ".join(slip["text"]))
        self.assertEqual(slip["violations"], [])
        (kept,) = json.loads(memory.read_text()).values()
        self.assertEqual(kept["used_slips"], 1)  # the test slip is the first of the new roll

    def test_a_printer_left_open_is_named(self):
        self.emulator.do(device="printer", do="open_cover")
        said, _ = (staff := self.device("change-roll", "--json", "--timeout-s", "1")).communicate(timeout=60)
        answer = json.loads(said)
        self.assertEqual((staff.returncode, answer["ok"], answer["step"], answer["state"]), (1, False, "close", "cover_open"))
        self.assertIn("close it", answer["advice"])


if __name__ == "__main__":
    unittest.main()
