# SPDX-License-Identifier: Apache-2.0
"""The picture that onestop-hub draws is a code that a kiosk's own decoder reads: staff_code_test.py BINARIES.

The hub's key is made once, for its owner alone, and each code is another one.
"""

import json
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.support.qr_picture import pgm  # noqa: E402

BINARIES = pathlib.Path(sys.argv.pop(1)).resolve()
SETTINGS = """site = "dapeng-kuichong"
database = "hub.sqlite"
[devices]
listen = "127.0.0.1:0"
certificate = "hub.crt"
key = "hub.key"
authority = "ca.crt"
"""

class StaffCode(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="onestop-staff-code-")
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        (self.folder / "hub.toml").write_text(SETTINGS)
        for name in ("hub.crt", "hub.key", "ca.crt"):
            (self.folder / name).touch()

    def hub(self, kiosk, code=0):
        done = subprocess.run([BINARIES / "onestop-hub", "staff-code", "--config", self.folder / "hub.toml", "--kiosk", str(kiosk)],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def read(self, svg):
        (self.folder / "code.pgm").write_bytes(pgm(svg))
        done = subprocess.run([BINARIES / "onestop-device", "decode", self.folder / "code.pgm"], capture_output=True, text=True, timeout=60)
        return json.dumps(json.loads(done.stdout))

    def test_a_kiosk_reads_the_picture_and_no_two_are_alike(self):
        texts = [self.read(self.hub(2)) for _ in range(2)]
        for text in texts:
            self.assertIn("OS1S:", text)
        self.assertNotEqual(*texts)

    def test_the_key_is_made_once_and_is_its_owners_alone(self):
        key = self.folder / "hub.sqlite.staff_key.pem"
        self.hub(1)
        made = key.read_bytes()
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        self.hub(1)
        self.assertEqual(key.read_bytes(), made)

    def test_there_is_no_seventh_kiosk(self):
        self.assertEqual(self.hub(7, code=2), "")


if __name__ == "__main__":
    unittest.main()
