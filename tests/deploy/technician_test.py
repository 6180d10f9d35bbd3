# SPDX-License-Identifier: Apache-2.0
"""Promises of onestop-technician: what was right stays in force when a line turns wrong, also over a new start,
and a hub that is no longer here leaves nothing behind."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("ONESTOP_BUILD", ROOT / "build")) / "bin" / "onestop-technician"
SHIPPED = (ROOT / "deploy/technician/site.toml").read_text()
HUB_HERE = 'site = "a"\nkiosk = 1\n[hub]\nhere = true\nlobby_interface = "enp2s0"\n'


class Settings(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.kept, self.running = Path(folder.name) / "kept", Path(folder.name) / "running"
        self.kept.mkdir()
        self.running.mkdir()

    def settings(self, text):
        (self.kept / "site.toml").write_text(text)
        return subprocess.run([PROGRAM, "settings", self.kept, self.running], capture_output=True, text=True)

    def test_the_last_settings_that_held_stay_in_force(self):
        self.assertEqual(self.settings(SHIPPED).returncode, 0)
        held = (self.running / "kiosk.toml").read_text()
        for file in self.running.iterdir():
            file.unlink()  # a new start: /run is empty
        told = self.settings(SHIPPED.replace("kiosk = 1 ", "kiosk = 9 "))
        self.assertEqual(told.returncode, 0)
        self.assertIn("site.toml:7: kiosk: expected 1 to 6", told.stderr)
        self.assertEqual((self.running / "kiosk.toml").read_text(), held)

    def test_a_first_file_that_is_wrong_is_refused(self):
        told = self.settings("site = 3\n")
        self.assertEqual(told.returncode, 2)
        self.assertIn("site.toml:1: site: expected the id of the site", told.stderr)
        self.assertEqual(list(self.running.iterdir()), [])

    def test_a_hub_that_moved_away_leaves_nothing(self):
        self.assertEqual(self.settings(HUB_HERE).returncode, 0)
        self.assertTrue((self.running / "hub.toml").exists() and (self.running / "lobby.nft").exists())
        self.assertEqual(self.settings(SHIPPED).returncode, 0)
        self.assertFalse((self.running / "hub.toml").exists() or (self.running / "lobby.nft").exists())

    def test_an_image_says_itself_what_it_is_and_another_machine_is_left_alone(self):
        (self.kept / "site.toml").write_text(SHIPPED)
        release, rauc = self.kept.parent / "os-release", self.kept.parent / "system.conf"
        rauc.write_text("[system]\ncompatible=onestop-x86_64\nbootloader=grub\n")
        for told, expected in (("IMAGE_VERSION=0.2.0-202612010300", True), ("VERSION_ID=13", False), ('IMAGE_VERSION=1"\n[x]', False)):
            release.write_text(f"NAME=x\n{told}\n")
            self.assertEqual(subprocess.run([PROGRAM, "settings", self.kept, self.running, release, rauc]).returncode, 0)
            written = (self.running / "syncd.toml").read_text()
            update = '[update]\nfolder = "/data/onestop/update"\ncompatible = "onestop-x86_64"\nversion = "0.2.0-202612010300"\n'
            self.assertEqual(update in written, expected, told)
            self.assertEqual("[update]" in written, expected, told)

    def pin(self, digits):
        return subprocess.run([PROGRAM, "pin"], input=digits, capture_output=True, text=True)

    def test_a_pin_goes_into_the_settings_hashed_and_differently_each_time(self):
        first, second = self.pin("271828\n"), self.pin("271828\n")
        self.assertEqual(first.returncode, 0)
        self.assertNotIn("271828", first.stdout)
        self.assertNotEqual(first.stdout, second.stdout)
        self.assertEqual(self.settings(SHIPPED + first.stdout).returncode, 0)
        self.assertIn(first.stdout, (self.running / "kiosk.toml").read_text())

    def test_a_pin_that_the_pad_cannot_type_or_that_is_short_is_refused(self):
        for digits in ("", "12345\n", "12345a\n", "1234567890123\n"):
            told = self.pin(digits)
            self.assertEqual((told.returncode, told.stdout), (2, ""))

    def test_an_unknown_verb_is_one_line_and_changes_nothing(self):
        told = subprocess.run([PROGRAM, "format", "/dev/sda"], capture_output=True, text=True)
        self.assertEqual(told.returncode, 2)
        self.assertEqual(len(told.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
