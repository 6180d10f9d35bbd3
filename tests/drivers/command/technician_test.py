# SPDX-License-Identifier: Apache-2.0
"""onestop-device on the emulated bus, as a technician runs it: the list has every device that is plugged in, however slowly
the bus starts; the doctor says on screen, on paper and to machines what works, what does not and what to do, in a minute."""

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


class Technician(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="onestop-")
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.emulator = Emulator(BUILD, self.path)
        self.addCleanup(self.emulator.close)

    def device(self, *arguments):
        done = subprocess.run(["umockdev-wrapper", BUILD / "bin/onestop-device", *arguments], timeout=60,
                              env=self.emulator.environment(), capture_output=True, text=True)
        return done.returncode, done.stdout

    def listed(self):
        code, said = self.device("list", "--json")
        self.assertEqual(code, 0)
        return sorted(device["id"] for device in json.loads(said)["devices"])

    def test_what_is_plugged_in_is_listed_every_time(self):
        for _ in range(5):
            self.assertEqual(self.listed(), ["0400:c35a", "04b8:0202", "0c2e:0b81"])
        self.emulator.do(device="printer", do="unplug")
        self.assertEqual(self.listed(), ["0400:c35a", "0c2e:0b81"])

    def test_a_well_lobby_is_well_on_screen_and_on_paper(self):
        code, said = self.device("doctor", "--paper")
        self.assertEqual((code, said.count("  ok  "), said.count(" FAIL ")), (0, 3, 0), said)
        self.assertIn("on paper: printed", said)
        slip = json.loads((self.path / "receipts/001.json").read_text())
        self.assertEqual(slip["violations"], [])
        self.assertGreater(slip["rasters"] + len(slip["text"]), 5)

    def test_what_does_not_work_is_named_with_what_to_do(self):
        self.emulator.do(device="reader", do="fault", fault="no_answer")
        self.emulator.do(device="scanner", do="unplug")
        code, said = self.device("doctor", "--json", "--paper")
        answer = json.loads(said)
        self.assertEqual((code, answer["ok"], answer["paper"]), (1, False, "printed"))
        states = {finding["device"]: (finding["state"], bool(finding["advice"])) for finding in answer["findings"]}
        self.assertEqual(states, {"ID-card reader": ("not_answering", True), "receipt printer": ("ready", True),
                                  "QR scanner": ("absent", True)})


if __name__ == "__main__":
    unittest.main()
