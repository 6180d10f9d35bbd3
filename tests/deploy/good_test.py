# SPDX-License-Identifier: Apache-2.0
"""Promises of onestop-good, the very script, with systemd, RAUC and the wait played: a version is called good when what the
machine is for is up; a new one that does not get there is left, soon when a program of it only ends, and the reason stays."""

import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "deploy/units/onestop-good"
SYSTEMCTL = """#!/bin/sh
echo "systemctl $*" >> "$CALLS"
case "$1" in
  is-active) [ -e "$UP/$3" ] || [ "$(grep -c '^waits' "$CALLS")" -ge "$(cat "$UP/after" 2>/dev/null || echo 9999)" ] ;;
  show) cat "$UP/restarts" 2>/dev/null || echo 0 ;;
esac
"""


class Good(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        here = Path(folder.name)
        self.settings, self.update, self.up, self.bin = (here / name for name in ("settings", "update", "up", "bin"))
        self.answers = here / "answers"
        self.answers.write_text("store reader printer scanner\n")
        for made in (self.settings, self.update, self.up, self.bin):
            made.mkdir()
        self.calls = here / "calls"
        self.release = here / "os-release"
        self.release.write_text("ID=debian\nIMAGE_VERSION=0.3.0-202612010300\n")
        for name, text in (("systemctl", SYSTEMCTL), ("rauc", '#!/bin/sh\necho "rauc $*" >> "$CALLS"\n'), ("sleep", '#!/bin/sh\necho waits >> "$CALLS"\n')):
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)

    def is_for(self, *programs):
        for name in programs:
            (self.settings / f"{name}.toml").touch()

    def runs(self, *programs):
        for name in programs:
            (self.up / f"onestop-{name}.service").touch()

    def is_new(self, tried="0.3.0-202612010300"):
        (self.update / "trying.json").write_text(f'{{"version":"{tried}","sha256":"00"}}\n')

    def judged(self):
        subprocess.run([SCRIPT, self.settings, self.update, self.release, self.answers], capture_output=True, env={"PATH": f"{self.bin}:/usr/bin:/bin", "CALLS": str(self.calls), "UP": str(self.up)})
        calls = self.calls.read_text().splitlines()
        self.seconds = 2 * calls.count("waits")
        return {"rauc status mark-good booted": "good", "systemctl reboot": "left"}[calls[-1]]

    def why(self):
        file = self.update / "not_good"
        return file.read_text().strip() if file.exists() else None

    def test_a_machine_that_is_not_enrolled_has_nothing_to_wait_for(self):
        self.assertEqual((self.judged(), self.seconds), ("good", 0))

    def test_a_version_is_good_when_all_that_the_machine_is_for_is_up(self):
        for programs in (("syncd", "kiosk"), ("syncd", "hub", "kiosk"), ("syncd", "hall")):
            with self.subTest(programs):
                self.setUp()
                self.is_for(*programs)
                self.is_new()
                self.runs(*programs)
                self.assertEqual(self.judged(), "good")
                self.assertIsNone(self.why())

    def test_what_is_slow_is_waited_for(self):
        self.is_for("syncd", "kiosk")
        self.is_new()
        (self.up / "after").write_text("100")  # a hundred waits of two seconds
        self.assertEqual((self.judged(), self.seconds), ("good", 200))

    def test_a_new_version_that_never_gets_up_is_left_after_five_minutes_and_says_which_program(self):
        for programs, missing in ((("syncd", "hub"), "kiosk"), (("syncd", "kiosk"), "hub"), (("hub", "kiosk"), "syncd")):
            with self.subTest(missing):
                self.setUp()
                self.is_for("syncd", "hub", "kiosk")
                self.is_new()
                self.runs(*programs)
                self.assertEqual((self.judged(), self.seconds, self.why()), ("left", 300, missing))

    def test_a_new_version_whose_program_only_ends_is_left_at_once(self):
        self.is_for("syncd", "kiosk")
        self.is_new()
        self.runs("syncd")
        (self.up / "restarts").write_text("10\n")
        self.assertEqual((self.judged(), self.seconds, self.why()), ("left", 0, "kiosk"))

    def test_a_screen_without_its_store_or_a_device_that_answered_before_is_not_good(self):
        for answered, answers in (("store", ""), ("store reader printer", "store printer"), ("store reader", "store")):
            with self.subTest(answers):
                self.setUp()
                self.is_for("syncd", "kiosk")
                self.is_new()
                self.runs("syncd", "kiosk")
                (self.update / "answered").write_text(answered + "\n")
                self.answers.write_text(answers + "\n")
                self.assertEqual((self.judged(), self.seconds, self.why()), ("left", 300, "kiosk"))

    def test_a_device_that_did_not_answer_before_holds_no_version_up(self):
        self.is_for("syncd", "kiosk")
        self.is_new()
        self.runs("syncd", "kiosk")
        (self.update / "answered").write_text("store printer\n")
        self.answers.write_text("store printer\n")
        self.assertEqual((self.judged(), self.seconds), ("good", 0))

    def test_a_version_that_was_good_before_serves_without_its_store_and_without_a_device(self):
        self.is_for("syncd", "kiosk")
        self.runs("syncd", "kiosk")
        (self.update / "answered").write_text("store printer\n")
        self.answers.write_text("\n")
        self.assertEqual((self.judged(), self.seconds), ("good", 0))

    def test_a_version_that_was_good_before_gets_ten_minutes_however_often_it_ends(self):
        self.is_for("syncd", "kiosk")
        self.runs("syncd")
        (self.up / "restarts").write_text("99\n")
        self.assertEqual((self.judged(), self.seconds, self.why()), ("left", 600, None))

    def test_the_one_that_runs_again_after_a_bad_one_is_not_taken_for_new(self):
        self.is_for("syncd", "kiosk")
        self.is_new(tried="0.4.0-202701010300")
        (self.update / "not_good").write_text("hub\n")
        self.runs("syncd")
        (self.up / "restarts").write_text("99\n")
        self.assertEqual((self.judged(), self.seconds, self.why()), ("left", 600, "hub"))


if __name__ == "__main__":
    unittest.main()
