# SPDX-License-Identifier: Apache-2.0
"""Promise: what the technicians' page says that the screen says, the screen says, and it leaves no notice out."""

import json
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "deploy/README.md").read_text()
NOTICES = (ROOT / "kiosk/viewmodels/notices.cpp").read_text()
UNENROLLED = (ROOT / "kiosk/viewmodels/unenrolled_view_model.cpp").read_text()
# What residents do, not technicians; and what goes on all the same, behind a notice.
FOR_RESIDENTS = ("身份证没有读出来", "请取回您的身份证", "取号、签到照常", "签到照常")


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

    def test_every_picture_is_there_and_shown(self):
        shown = re.findall(r'<img src="(pictures/[a-z-]+\.png)" width="150" alt="[^"]+ · [^"]+">', PAGE)
        self.assertEqual(sorted(shown), sorted(f"pictures/{file.name}" for file in (ROOT / "deploy/pictures").iterdir()))

    def test_the_heights_at_which_a_glass_may_hang_are_those_above_which_site_toml_is_refused(self):
        low = json.loads((ROOT / "qml/tokens/tokens.json").read_text())["low_reach"]
        for pitch_mm in (0.248, 0.311, 0.369):  # 21.5, 27 and 32 inches
            for only_read, height_px in ((low["upright"], 1920), (low["wide"], 1080)):
                highest_mm = int(low["hand_mm"] + only_read * height_px * pitch_mm)
                self.assertEqual(PAGE.count(f"{highest_mm // 10 / 100:.2f}"), 2, f"{highest_mm} mm, in both languages")

    def test_every_file_that_the_page_names_is_there(self):
        for name in re.findall(r"`?(deploy/[\w/.-]+)", PAGE):
            self.assertTrue((ROOT / name).exists(), name)


if __name__ == "__main__":
    unittest.main()
