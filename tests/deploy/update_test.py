# SPDX-License-Identifier: Apache-2.0
"""Promises of onestop-update, the very script, with RAUC and the power switch played: software that was fetched is installed
when nobody is there, what a stick brings at once, and neither twice when it failed; whenever the power goes, the next start knows what to say; what runs
in the end is what the hub hears."""

import json
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SCRIPT = DEPLOY / "units/onestop-update"
RAUC = """#!/bin/sh
if [ "$1" = info ]; then . "$INFO"; exit; fi
echo "$@" >> "$CALLS"
cat <<'LINES'
installing
  0% Installing
 20% Verifying signature
LINES
tries=0
until grep -qx 20 "$PROGRESS" || [ "$tries" = 500 ]; do sleep 0.01; tries=$((tries + 1)); done
cp -p "$PROGRESS" "$SEEN"
{ending}
"""
GOOD = 'echo "100% Installing done."; echo idle; echo "Installing succeeded"'
REFUSED = 'echo "100% Installing failed."; echo "LastError: {}"; echo "Installing failed"; exit 1'
OLD, NEW, NEWER = "0.1.0-202611010300", "0.2.0-202612010300", "0.2.1-202612050300"
SHA256 = "ab" * 32


class Update(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        here = Path(folder.name)
        self.state, self.run_folder, self.bin, self.in_use, self.release = (here / name for name in ("update", "run", "bin", "in_use", "os-release"))
        self.fetched = self.state / "fetched"
        for made in (self.fetched, self.run_folder, self.bin):
            made.mkdir(parents=True)
        self.calls, self.seen = here / "calls", here / "seen"
        self.plays("rauc", RAUC.replace("{ending}", GOOD))
        self.plays("systemctl", '#!/bin/sh\necho "systemctl $*" >> "$CALLS"\n')
        self.runs(OLD)
        self.fetch()
        self.stick, self.trust = here / "stick", here / "trust"
        self.stick.mkdir()
        self.bring(NEW)

    def bring(self, version):
        (self.stick / "bundle.raucb").write_bytes(version.encode())
        (self.stick / "info").write_text(f"echo RAUC_MF_COMPATIBLE=\\'onestop-x86_64\\'\necho RAUC_MF_VERSION=\\'{version}\\'\n")

    def plays(self, name, text):
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def runs(self, version):
        self.release.write_text(f"ID=debian\nIMAGE_VERSION={version}\n")

    def fetch(self, version=NEW, sha256=SHA256):
        (self.fetched / "bundle.raucb").write_bytes(b"bundle")
        (self.fetched / "wanted.json").write_text(json.dumps({"version": version, "sha256": sha256}, separators=(",", ":")) + "\n")

    def script(self, verb, start, **options):
        words = [verb, self.stick / "bundle.raucb"] if verb == "stick" else [verb]
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "CALLS": str(self.calls), "PROGRESS": str(self.run_folder / "progress"),
                       "SEEN": str(self.seen), "INFO": str(self.stick / "info")}
        return start(["sh", "-c", 'umask 077; exec "$@"', "sh", SCRIPT, *words, self.state, self.run_folder, self.in_use, self.release, self.trust], env=environment, **options)

    def update(self, verb, fails=False):
        return self.script(verb, subprocess.run, capture_output=True, text=True, check=not fails)

    def called(self):
        return self.calls.read_text().splitlines() if self.calls.exists() else []

    def outcome(self):
        file = self.state / "outcome.json"
        return json.loads(file.read_text()) if file.exists() else None

    def left(self):
        return sorted(path.name for path in self.state.rglob("*") if path.is_file() and path.name != "outcome.json")

    def test_what_was_fetched_is_installed_and_started(self):
        (self.in_use.parent / "answers").write_text("store reader printer\n")
        self.update("install")
        self.assertEqual((self.state / "answered").read_text(), "store reader printer\n")  # what the new version must reach
        self.assertEqual(self.called(), [f"install {self.fetched}/bundle.raucb", "systemctl reboot"])
        self.assertEqual(self.seen.read_text().strip(), "20")  # the screen is told while RAUC works
        self.assertIsNone(self.outcome())  # nobody knows yet
        self.assertNotIn("bundle.raucb", self.left())
        self.runs(NEW)
        self.update("settle")
        self.assertEqual(self.outcome(), {"version": NEW, "sha256": SHA256, "outcome": "installed", "reason": "", "part": ""})
        self.assertEqual(self.left(), [])

    def test_whoever_is_at_the_kiosk_is_not_disturbed(self):
        self.in_use.touch()
        self.update("install")
        self.assertEqual(self.called(), [])
        self.in_use.unlink()
        self.update("install")
        self.assertIn("systemctl reboot", self.called())

    def test_what_is_refused_is_not_tried_again_and_the_machine_goes_on(self):
        for said, reason in (("signature verification failed: Verify error: self-signed certificate", "signature"),
                             ("Compatible mismatch: expected 'onestop-x86_64', bundle manifest has 'toaster'", "compatible"),
                             ("Bundle version '0.0.1' is lower than minimum version", "version"),
                             ("Failed mounting bundle: Input/output error", "install")):
            self.fetch()
            self.calls.unlink(missing_ok=True)
            self.plays("rauc", RAUC.replace("{ending}", REFUSED.replace("{}", said)))
            self.update("install")
            self.assertEqual(self.outcome(), {"version": NEW, "sha256": SHA256, "outcome": "failed", "reason": reason, "part": ""})
            self.assertNotIn("systemctl reboot", self.called())
            self.assertEqual(self.left(), [], said)
            self.assertFalse((self.run_folder / "progress").exists())
            self.update("install")
            self.assertEqual(len(self.called()), 1)

    def test_a_technician_with_a_stick_goes_first(self):
        self.plays("rauc", RAUC.replace("{ending}", 'echo "Failed Already processing a different method"; exit 1'))
        self.update("install")
        self.assertIsNone(self.outcome())
        self.assertTrue((self.fetched / "wanted.json").exists())
        self.assertNotIn("systemctl reboot", self.called())

    def test_a_version_that_is_left_again_says_which_program_did_not_run(self):
        self.update("install")
        (self.state / "not_good").write_text("kiosk\n")  # by onestop-good of the new version
        self.update("settle")
        self.assertEqual(self.outcome(), {"version": NEW, "sha256": SHA256, "outcome": "failed", "reason": "not_good", "part": "kiosk"})
        self.assertEqual(self.left(), [])

    def test_a_machine_that_could_not_be_started_again_is_started_later(self):
        self.plays("systemctl", "#!/bin/sh\nexit 1\n")
        self.update("install", fails=True)
        self.assertFalse((self.run_folder / "progress").exists())  # the lobby is served meanwhile
        self.plays("systemctl", '#!/bin/sh\necho "systemctl $*" >> "$CALLS"\n')
        self.update("install")
        self.assertEqual(self.called()[-1], "systemctl reboot")
        self.assertEqual(len(self.called()), 2)  # RAUC once

    def test_a_newer_version_that_was_fetched_meanwhile_does_not_hide_that_this_one_failed(self):
        self.update("install")
        (self.state / "not_good").write_text("kiosk\n")
        self.fetch(NEWER, "cd" * 32)  # by the version that was not good, while it ran
        self.update("settle")
        self.assertEqual((self.outcome()["version"], self.outcome()["reason"]), (NEW, "not_good"))
        self.assertIn("bundle.raucb", self.left())
        self.update("install")
        self.assertEqual(self.called()[-1], "systemctl reboot")

    def test_a_version_that_does_not_start_is_known_by_the_old_one(self):
        self.update("install")
        self.update("settle")
        self.assertEqual((self.outcome()["outcome"], self.outcome()["reason"]), ("failed", "not_started"))

    def test_power_that_goes_while_it_is_installed_costs_an_hour_and_no_more(self):
        self.power_goes_while_installing()
        self.update("settle")
        self.assertIsNone(self.outcome())
        self.plays("rauc", RAUC.replace("{ending}", GOOD))
        self.update("install")
        self.runs(NEW)
        self.update("settle")
        self.assertEqual(self.outcome()["outcome"], "installed")

    def power_goes_while_installing(self, verb="install"):
        self.plays("rauc", RAUC.replace("{ending}", "touch \"$CALLS.now\"; sleep 60"))
        running = self.script(verb, subprocess.Popen, start_new_session=True, stdout=subprocess.DEVNULL)
        while not Path(f"{self.calls}.now").exists():
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        os.unlink(f"{self.calls}.now")

    def test_power_that_goes_again_and_again_ends_after_three_tries(self):
        for _ in range(3):
            self.power_goes_while_installing()
            self.update("settle")
            self.assertIsNone(self.outcome())
            self.assertTrue((self.fetched / "wanted.json").exists())
        self.update("install")
        self.assertEqual((self.outcome()["outcome"], self.outcome()["reason"]), ("failed", "install"))
        self.assertEqual(len(self.called()), 3)
        self.fetch(NEWER, "cd" * 32)  # another bundle begins anew
        self.plays("rauc", RAUC.replace("{ending}", GOOD))
        self.update("install")
        self.assertEqual(self.called()[-1], "systemctl reboot")

    def test_nothing_that_was_not_updated_is_reported(self):
        (self.fetched / "wanted.json").unlink()
        self.update("settle")
        self.update("install")
        self.assertIsNone(self.outcome())
        self.assertEqual(self.called(), [])

    def test_what_a_stick_brings_is_installed_at_once_and_shown_and_judged_at_the_next_start(self):
        self.in_use.touch()  # the technician herself
        self.update("stick")
        self.assertEqual(self.called(), [f"install {self.state}/brought.raucb", "systemctl reboot"])
        self.assertEqual(self.seen.read_text().strip(), "20")
        self.assertTrue(self.seen.stat().st_mode & 0o004, "the screen's user cannot read how far it is")
        self.assertNotIn("brought.raucb", self.left())
        self.runs(NEW)
        self.update("settle")
        self.assertEqual((self.outcome()["version"], self.outcome()["outcome"]), (NEW, "installed"))

    def test_a_stick_that_stays_in_the_machine_is_installed_once(self):
        self.update("stick")
        self.runs(NEW)
        self.update("settle")
        self.assertIn("runs already", self.update("stick").stdout)
        self.assertEqual(len(self.called()), 2)

    def test_a_stick_whose_version_was_left_again_is_not_installed_once_more(self):
        self.update("stick")
        self.update("settle")
        self.assertEqual((self.outcome()["outcome"], self.outcome()["reason"]), ("failed", "not_started"))
        self.assertIn("left again", self.update("stick").stdout)
        self.assertEqual(len(self.called()), 2)
        self.bring(NEWER)  # another one is welcome
        self.update("stick")
        self.assertEqual(len(self.called()), 4)

    def test_a_stick_that_is_refused_changes_nothing_and_the_hub_hears_why(self):
        self.plays("rauc", RAUC.replace("{ending}", REFUSED.replace("{}", "Compatible mismatch: expected 'onestop-x86_64'")))
        self.assertEqual(self.update("stick", fails=True).returncode, 1)
        self.assertEqual((self.outcome()["outcome"], self.outcome()["reason"]), ("failed", "compatible"))
        self.assertNotIn("systemctl reboot", self.called())
        self.assertFalse((self.run_folder / "progress").exists())
        self.assertTrue((self.fetched / "bundle.raucb").exists())  # what the hub sent is another matter

    def test_a_stick_that_nobody_signed_has_no_version_to_speak_of(self):
        (self.stick / "info").write_text("exit 1\n")
        self.plays("rauc", RAUC.replace("{ending}", REFUSED.replace("{}", "signature verification failed")))
        self.assertIn("refused", self.update("stick", fails=True).stderr)
        self.assertIsNone(self.outcome())

    def test_who_brings_the_release_authoritys_token_may_go_back_to_these_very_bytes(self):
        for keys in (self.trust, self.stick / "stranger"):
            subprocess.run([DEPLOY / "pki/make-image", keys], check=True)
        self.runs(NEWER)
        self.update("stick")
        self.assertEqual(self.called()[0], f"install {self.state}/brought.raucb")  # RAUC refuses what is older
        self.token(self.stick / "stranger")
        self.assertIn("not the release authority's", self.update("stick").stderr)
        self.token(self.trust)
        self.update("stick")
        self.assertEqual(self.called()[4], f"install --ignore-version-limit {self.state}/brought.raucb")
        self.bring(OLD)  # other bytes
        self.assertIn("not for these bytes", self.update("stick").stderr)
        self.assertEqual(self.called()[2], self.called()[6])

    def token(self, keys):
        subprocess.run([DEPLOY / "image/older", self.stick / "bundle.raucb", keys], check=True)

    def test_power_that_goes_while_a_stick_is_installed_leaves_nothing_to_judge(self):
        self.power_goes_while_installing("stick")
        self.update("settle")
        self.assertIsNone(self.outcome())
        self.plays("rauc", RAUC.replace("{ending}", GOOD))
        self.update("stick")
        self.assertEqual(self.called()[-1], "systemctl reboot")

    def test_a_broken_word_of_the_daemon_is_thrown_away(self):
        for broken in ("", "{}", '{"version":"$(reboot)","sha256":"x"}', '{"version":"0.2.0"}'):
            (self.fetched / "wanted.json").write_text(broken)
            self.update("install")
            self.assertEqual((self.called(), self.outcome()), ([], None), broken)
            self.assertFalse((self.fetched / "wanted.json").exists())


if __name__ == "__main__":
    unittest.main()
