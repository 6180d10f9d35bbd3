# SPDX-License-Identifier: Apache-2.0
"""Promises: an enrolment that the district signed is read whole; one signed by anybody else, or changed on the way, is
refused before a byte of it is used, and the page of a machine without identity is told why. Checked with the very command
that onestop-stick runs in the image, and with onestop-stick itself among stand-ins for what only root may do."""

import os
import re
import shlex
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("ONESTOP_BUILD", ROOT / "build")) / "bin"
STICK = (ROOT / "deploy/units/onestop-stick").read_text()


def verifying(trust, stick, out):
    """The command of onestop-stick, its places replaced."""
    line = re.search(r"openssl cms -verify .*?(?= 2>/dev/null)", STICK.replace("\\\n", " "), re.S).group(0)
    line = line.replace("$stick", str(stick)).replace("$trust", str(trust)).replace("/run/onestop/enrolment.tar", str(out))
    return shlex.split(line)


class Enrolment(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        for name in ("district", "stranger"):
            subprocess.run([ROOT / "deploy/pki/make-image", cls.folder / name], check=True, capture_output=True)
        identity = cls.folder / "identity"
        (identity / "repository").mkdir(parents=True)
        for file in ("kiosk.crt", "kiosk.key", "ca.crt", "root.json", "repository/1.root.json"):
            (identity / file).write_text(file)
        for name in ("district", "stranger"):
            stick = cls.folder / f"stick-{name}"
            stick.mkdir()
            subprocess.run([ROOT / "deploy/image/enrolment", ROOT / "deploy/technician/site.toml", identity, cls.folder / name, stick],
                           check=True, capture_output=True)

    def take(self, stick):
        out = self.folder / "taken.tar"
        told = subprocess.run(verifying(self.folder / "trust", self.folder / stick, out), capture_output=True)
        return told.returncode == 0, out

    def setUp(self):
        trust = self.folder / "trust"
        trust.mkdir(exist_ok=True)
        (trust / "enrolment.crt").write_bytes((self.folder / "district/enrolment.crt").read_bytes())

    def test_what_the_district_signed_is_read_whole(self):
        taken, out = self.take("stick-district")
        self.assertTrue(taken)
        with tarfile.open(out) as archive:
            names = set(archive.getnames())
            self.assertEqual(archive.extractfile("settings/site.toml").read(), (ROOT / "deploy/technician/site.toml").read_bytes())
        self.assertLessEqual({"identity/kiosk.key", "identity/root.json", "hub/repository/1.root.json"}, names)

    def test_a_stranger_is_refused(self):
        self.assertFalse(self.take("stick-stranger")[0])

    def test_a_changed_byte_is_refused(self):
        file = self.folder / "stick-district" / "onestop-enrolment.p7m"
        whole = file.read_bytes()
        self.addCleanup(file.write_bytes, whole)
        for at in (len(whole) // 3, len(whole) // 2):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            self.assertFalse(self.take("stick-district")[0], at)

    def test_without_an_identity_nothing_is_made(self):
        told = subprocess.run([ROOT / "deploy/image/enrolment", ROOT / "deploy/technician/site.toml", self.folder, self.folder / "district",
                               self.folder], capture_output=True, text=True)
        self.assertEqual(told.returncode, 2)
        self.assertIn("expected", told.stderr)


class Stick(unittest.TestCase):
    """onestop-stick in a folder instead of the root; a mount copies, and what would change the system is only noted."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.keys = Path(folder.name)
        for name in ("district", "stranger"):
            subprocess.run([ROOT / "deploy/pki/make-image", cls.keys / name], check=True, capture_output=True)
        for file in ("kiosk.crt", "kiosk.key", "ca.crt", "root.json", "repository/1.root.json"):
            place = cls.keys / "identity" / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(file)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for made in ("bin", "stick", "run/onestop", "data/onestop/identity", "data/onestop/settings", "data/onestop/hub", "trust"):
            (self.root / made).mkdir(parents=True)
        shutil.copy(self.keys / "district/enrolment.crt", self.root / "trust")
        self.stand_in("mount", f'for place; do :; done; cp -r "{self.root}/stick/." "$place"')
        self.stand_in("umount", 'rm -rf "$1"')
        for name in ("systemctl", "systemd-tmpfiles", "chown", "onestop-update"):
            self.stand_in(name, f'echo "{name} $*" >> "{self.root}/noted"')
        script = STICK.replace("/run/onestop", f"{self.root}/run/onestop").replace("/data/onestop", f"{self.root}/data/onestop")
        self.script = script.replace("/usr/share/onestop/trust", f"{self.root}/trust").replace("/usr/lib/onestop/", f"{self.root}/bin/")

    def stand_in(self, name, does):
        (self.root / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (self.root / "bin" / name).chmod(0o755)

    def write(self, signer, settings=(ROOT / "deploy/technician/site.toml").read_text()):
        (self.root / "site.toml").write_text(settings)
        subprocess.run([ROOT / "deploy/image/enrolment", self.root / "site.toml", self.keys / "identity", self.keys / signer, self.root / "stick"],
                       check=True, capture_output=True)

    def put_in(self):
        """What the page would be told."""
        subprocess.run(["sh", "-c", self.script, "onestop-stick", "sda1"], capture_output=True,
                       env={**os.environ, "PATH": f"{self.root}/bin:{BIN}:{os.environ['PATH']}"})
        told = self.root / "run/onestop/enrolment-refused"
        if not told.exists():
            return ""
        self.assertEqual(told.stat().st_mode & 0o777, 0o644, "the page is not root's")
        return told.read_text()

    def noted(self):
        return (self.root / "noted").read_text() if (self.root / "noted").exists() else ""

    def test_what_is_taken_ends_the_page_before_the_screen_starts(self):
        self.write("district")
        self.assertEqual(self.put_in(), "")
        self.assertTrue((self.root / "data/onestop/settings/site.toml").exists())
        noted = self.noted()
        calls = [line.removeprefix("systemctl ") for line in noted.splitlines() if line.startswith("systemctl ")]
        order = [next(at for at, call in enumerate(calls) if words in call)
                 for words in ("restart onestop-settings", "start onestop-doctor.service", "stop onestop-unenrolled.service", "restart chrony")]
        self.assertEqual(order, sorted(order), calls)
        self.assertIn("onestop-kiosk.service", calls[order[-1]])

    def test_the_same_stick_once_more_tries_no_devices(self):
        (self.root / "run/onestop/settings").mkdir(parents=True)
        (self.root / "run/onestop/settings/kiosk.toml").touch()
        self.write("district")
        self.assertEqual(self.put_in(), "")
        self.assertNotIn("onestop-doctor", self.noted())

    def test_a_device_that_does_not_answer_keeps_nobody_from_being_served(self):
        self.stand_in("systemctl", f'echo "systemctl $*" >> "{self.root}/noted"; case "$*" in *doctor*) exit 1 ;; esac')
        self.write("district")
        self.assertEqual(self.put_in(), "")
        self.assertIn("onestop-syncd.service onestop-kiosk.service", self.noted())

    def test_the_sites_voices_come_with_it_and_replace_those_before(self):
        old, new = self.root / "data/onestop/settings/voices/hak", self.keys / "identity/voices/yue"
        old.mkdir(parents=True)
        new.mkdir(parents=True)
        self.addCleanup(shutil.rmtree, new.parent)
        (new / "voice.json").write_text("{}")
        self.write("district")
        self.assertEqual(self.put_in(), "")
        taken = self.root / "data/onestop/settings/voices"
        self.assertEqual([file.relative_to(taken).as_posix() for file in taken.rglob("*")], ["yue", "yue/voice.json"])
        self.assertEqual([file.stat().st_mode & 0o777 for file in (taken, taken / "yue/voice.json")], [0o755, 0o644], "the speaker is not root")
        self.assertIn("try-restart onestop-speaker.service", self.noted())

    def test_the_page_is_told_why_a_stick_was_refused(self):
        self.assertEqual(self.put_in(), "missing\n")
        self.write("stranger")
        self.assertEqual(self.put_in(), "stranger\n")
        self.write("district", "site = 3\n")
        self.assertRegex(self.put_in(), r"\Asettings site\.toml:1: site: expected [^\n]+\n\Z")
        self.assertEqual(self.noted(), "", "nothing of it was used")

    def test_the_next_stick_takes_the_sentence_away(self):
        self.write("stranger")
        self.assertTrue(self.put_in())
        self.write("district")
        self.assertEqual(self.put_in(), "")

    def test_an_update_alone_is_no_fault(self):
        (self.root / "stick/onestop-2.raucb").touch()
        self.assertEqual(self.put_in(), "")
        self.assertIn("onestop-update stick", self.noted())


if __name__ == "__main__":
    unittest.main()
