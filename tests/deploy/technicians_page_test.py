# SPDX-License-Identifier: Apache-2.0
"""Promise: what the technicians' page says that the screen says, the screen says, and it leaves no notice out."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "deploy/README.md").read_text()
NOTICES = (ROOT / "kiosk/viewmodels/notices.cpp").read_text()
UNENROLLED = (ROOT / "kiosk/viewmodels/unenrolled_view_model.cpp").read_text()
# What residents do, not technicians.
FOR_RESIDENTS = ("身份证没有读出来", "请取回您的身份证")


class Page(unittest.TestCase):
    def test_every_notice_of_the_screen_is_explained(self):
        for sentence in re.findall(r'tr\("([^"]+)"\)', NOTICES):
            beginning = re.split("[（，。]", sentence)[0]
            if not beginning.startswith(FOR_RESIDENTS):
                self.assertIn(f"| {beginning} |", PAGE)

    def test_every_refusal_of_a_stick_is_explained(self):
        refusals = re.findall(r'return say\(QT_TR_NOOP\("([^"]+)"\)\)', UNENROLLED)
        self.assertGreaterEqual(len(refusals), 4)
        for sentence in refusals:
            beginning = re.split("[，。]| onestop-", sentence)[0]
            self.assertIn(f"| {beginning} |", PAGE)

    def test_every_file_that_the_page_names_is_there(self):
        for name in re.findall(r"`?(deploy/[\w/.-]+)", PAGE):
            self.assertTrue((ROOT / name).exists(), name)


if __name__ == "__main__":
    unittest.main()
