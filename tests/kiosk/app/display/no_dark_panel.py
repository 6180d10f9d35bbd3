# SPDX-License-Identifier: Apache-2.0
"""No dark panel: a window on Qt's own linuxfb, as the image runs it, changes its process for a fresh one; a pretended graphics
card keeps what the panel would show after each change. Dark before the first picture of the first process, never again;
also when the card refuses the flip between the pictures of two processes.

    python3 -m tests.kiosk.app.display.no_dark_panel FOLDER     with picture_holder and libpretended_card.so; exit 77: no linuxfb
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CHANGES = 5


def panel(folder, **more):
    """What was on the panel, and how long each fresh process was about its first frame."""
    with tempfile.TemporaryDirectory(prefix="onestop-") as scratch:
        card, seen = Path(scratch) / "card", Path(scratch) / "panel"
        card.touch()
        environment = os.environ | {
            "LD_PRELOAD": str(folder / "libpretended_card.so"), "PRETENDED_CARD": str(card), "PRETENDED_PANEL": str(seen),
            "QT_QPA_PLATFORM": "linuxfb", "QT_QPA_FB_DRM": "1", "QT_QPA_FB_DISABLE_INPUT": "1", "QT_QUICK_BACKEND": "software"} | more
        run = subprocess.run([folder / "picture_holder", str(CHANGES)], env=environment, capture_output=True, text=True, timeout=100)
        if run.returncode != 0:
            if "linuxfb" in run.stderr and "Could not find" in run.stderr:
                print("skipped: Qt has no linuxfb here")
                sys.exit(77)
            raise SystemExit(f"picture_holder ended with {run.returncode}: {run.stderr}")
        frames = [int(took) for took in re.findall(r"frame \d+ after (\d+) ms", run.stdout)]
        if len(frames) != CHANGES + 1:
            raise SystemExit(f"expected {CHANGES + 1} first frames, saw {run.stdout}")
        return seen.read_text().splitlines(), frames[1:]


def main():
    folder = Path(sys.argv[1])
    seen, frames = panel(folder)
    first = seen.index("flip drawn")
    if any("dark" in change for change in seen[first:]) or "set dark" not in seen[:first] or len(seen[first:]) < CHANGES + 1:
        print(f"the panel showed {seen}")
        return 1
    refused, _ = panel(folder, PRETENDED_REFUSAL="1")
    if refused.count("set drawn") != CHANGES or any("dark" in change for change in refused[1:]):
        print(f"the panel whose card refuses a flip showed {refused}")
        return 1
    print(f"{CHANGES} fresh processes, never dark; first frames after {frames} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
