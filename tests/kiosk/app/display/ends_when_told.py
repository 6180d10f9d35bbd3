# SPDX-License-Identifier: Apache-2.0
"""Promise: a screen that nobody in the lobby can close ends when the machine is switched off or its settings change: at once,
and in order. `ends_when_told BIN`: the folder with the programs."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SETTINGS = """site = "dapeng-kuichong"
kiosk = 1
store = "{folder}/store.sqlite"
state = "{folder}"
run = "{folder}"
speaker = "{folder}/speaker.sock"
input = "{folder}/input.sock"
[screen]
width_px = 1080
height_px = 1920
pitch_mm = 0.248
[printer]
paper_mm = 80
raster = false
"""
SCREENS = {"onestop-kiosk": lambda settings: ["--config", settings], "onestop-hall": lambda settings: ["--config", settings],
           "onestop-unenrolled": lambda settings: []}
SECONDS = 20  # to the first frame, on a busy machine; systemd gives 20 to the end


def ends(program, options, folder):
    """What was wrong, or nothing."""
    settings = folder / "kiosk.toml"
    settings.write_text(SETTINGS.format(folder=folder))
    log = folder / "log"
    with open(log, "wb") as words:
        screen = subprocess.Popen([program, *options(settings), "--fullscreen"], stdout=words, stderr=words, stdin=subprocess.DEVNULL,
                                  env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder)})
    try:
        until = time.monotonic() + SECONDS
        while "first frame" not in log.read_text():
            if screen.poll() is not None or time.monotonic() > until:
                return f"no first frame: {log.read_text()}"
            time.sleep(0.05)
        screen.send_signal(signal.SIGTERM)
        status = screen.wait(SECONDS / 2)
        return "" if status == 0 else f"ended with {status}: {log.read_text()}"
    except subprocess.TimeoutExpired:
        return f"still there {SECONDS / 2:g} s after it was told to end"
    finally:
        screen.kill()
        screen.wait()


def main():
    programs = {Path(sys.argv[1]) / name: options for name, options in SCREENS.items()}
    if not all(program.exists() for program in programs):
        print("skipped: the programs are not built")
        return 77
    wrong = 0
    for program, options in programs.items():
        with tempfile.TemporaryDirectory() as folder:
            sentence = ends(program, options, Path(folder))
        print(f"{program.name}: {sentence or 'ends in order'}")
        wrong += bool(sentence)
    return 1 if wrong else 0


sys.exit(main())
