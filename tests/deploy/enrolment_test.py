# SPDX-License-Identifier: Apache-2.0
"""Promises: an enrolment that the district signed is read whole; one signed by anybody else, or changed on the way, is
refused before a byte of it is used. Checked with the very command that onestop-stick runs in the image."""

import re
import shlex
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
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


if __name__ == "__main__":
    unittest.main()
