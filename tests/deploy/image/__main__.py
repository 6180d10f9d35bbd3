# SPDX-License-Identifier: Apache-2.0
"""deploy/test image: boots the release as it is flashed and works it from outside."""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.demo.district import District, free_port
from tests.e2e.demo.emulator import Emulator
from tests.e2e.demo.programs import BIN, NotSeen, Program, eventually, run

from . import office
from .lobby_steps import DOORS, STEPS
from .machine import ADDRESS, Machine
from .tools import Tools
from .trial import Trial
from .twin import Twin, UnenrolledTwin

INTERFACE = "enp0s16"  # where the machine's network card sits (machine.py: addr=0x10)


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/test image", description="Boots what deploy/image/build made, unchanged, in QEMU.")
    parser.add_argument("--release", type=Path, required=True, metavar="OUT", help="what deploy/image/build made")
    parser.add_argument("--work", type=Path, required=True, metavar="WORK",
                        help="its --work folder: the Debian 13 root with QEMU, the development keys; the disk goes there, too (removed when all held)")
    parser.add_argument("--evidence", type=Path, required=True, metavar="DIR", help="gets screendumps, receipts, journal and summary.json")
    return parser.parse_args()


def attempt(trial, step):
    began = time.monotonic()
    try:
        seen, ok = step.act(trial), True
    except (NotSeen, RuntimeError, OSError, KeyError, ValueError, TypeError, AttributeError, LookupError) as error:
        seen, ok = str(error), False
        if trial.machine.running:
            trial.picture(f"{step.name}-failed")
    line = {"name": step.name, "promise": step.promise, "ok": ok, "seen": seen, "seconds": round(time.monotonic() - began, 1)}
    print(f"{'✓' if ok else '✗'} {step.name:<12} {line['seconds']:>6.1f} s  {seen}", flush=True)
    return line


def make_sticks(tools, folder, district, keys):
    identity = office.identity(district, folder / "identity")
    settings = office.settings_of_a_lone_kiosk(INTERFACE)
    run(office.ROOT / "deploy/pki/make-image", folder / "stranger")
    return {name: office.enrolment_stick(tools, folder / f"{name}.img", settings, identity, signer)
            for name, signer in (("district", keys), ("stranger", folder / "stranger"))}


def trial_of(options, folder, sockets):
    evidence = options.evidence.resolve()
    shutil.rmtree(evidence, ignore_errors=True)
    (evidence / "receipts").mkdir(parents=True)
    shutil.rmtree(folder, ignore_errors=True)
    tools = Tools(options.work.resolve() / "tools")
    machine = Machine(tools, folder / "machine", sockets, {port: free_port() for port in DOORS})
    image = eventually("an image in " + str(options.release), lambda: next(options.release.glob("onestop-*.img.zst"), None), 0)
    machine.flash(image)
    district = District(folder / "district").make()
    emulator = Emulator(sockets / "control.sock")
    devices = Program("emulator-of-the-machine", [BIN / "onestop-emulator", "--control", emulator.path, "--receipts", evidence / "receipts",
                                                  "--usb-redir", sockets / "redir"], evidence / "log")
    twin = Twin(district, folder)
    unenrolled = UnenrolledTwin(ADDRESS, folder)
    sticks = make_sticks(tools, folder, district, options.work.resolve() / "keys")
    return Trial(machine, emulator, twin, unenrolled, district, sticks, evidence), devices, image.name


def carry_out(trial, devices, image):
    """Lines of the summary; everything that was started ends."""
    lines = []
    try:
        devices.start()
        eventually("the emulated devices", trial.emulator.answers, 10)
        trial.twin.start()
        trial.twin.screen.wait_for("取号办事", 30)
        for step in STEPS:
            lines.append(attempt(trial, step))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one would leave programs behind
        trial.machine.cut_power()
        trial.twin.stop()
        trial.unenrolled.stop()
        devices.stop()
        summary = {"image": image, "figures": trial.figures, "steps": lines}
        (trial.folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
    return lines


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = options.work.resolve() / "test"
    with tempfile.TemporaryDirectory(prefix="onestop-image-") as sockets:
        trial, devices, image = trial_of(options, folder, Path(sockets))
        held = sum(line["ok"] for line in carry_out(trial, devices, image))
    if held == len(STEPS):
        shutil.rmtree(folder)
    print(f"{held} of {len(STEPS)} steps held on {image}; screendumps, receipts, journal and summary.json are in {os.path.relpath(trial.folder)}",
          flush=True)
    return 0 if held == len(STEPS) else 1


try:
    sys.exit(main())
except (RuntimeError, NotSeen) as failure:
    print(f"deploy/test image: {failure}", file=sys.stderr)
    sys.exit(1)
