# SPDX-License-Identifier: Apache-2.0
"""deploy/test image and deploy/test update: boots the release as it is flashed and works it from outside."""

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

from . import lobby_steps, night_steps, office, update_steps
from .bundles import Bundles
from .lobby_steps import DOORS
from .machine import ADDRESS, Machine
from .tools import Tools
from .trial import Trial
from .twin import Twin, UnenrolledTwin

CAMPAIGNS = {"image": lobby_steps.STEPS, "update": update_steps.STEPS + night_steps.STEPS}
INTERFACE = "enp0s16"  # where the machine's network card sits (machine.py: addr=0x10)


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/test", description="Boots what deploy/image/build made, unchanged, in QEMU.")
    parser.add_argument("campaign", choices=CAMPAIGNS, help="a visit and who wants in, or updates good and bad")
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
    stranger = folder / "stranger"
    run(office.ROOT / "deploy/pki/make-image", stranger)
    tools.inside({"/dev": "dev", "/proc": "proc", stranger: "keys"}, "/src/deploy/pki/make-boot", "/keys")
    return {name: office.enrolment_stick(tools, folder / f"{name}.img", settings, identity, signer)
            for name, signer in (("district", keys), ("stranger", stranger))}, stranger


def trial_of(options, folder, sockets):
    evidence = options.evidence.resolve()
    shutil.rmtree(evidence, ignore_errors=True)
    (evidence / "receipts").mkdir(parents=True)
    shutil.rmtree(folder, ignore_errors=True)
    tools = Tools(options.work.resolve() / "tools")
    district = District(folder / "district").make()
    office.name_doors(district)
    outside = {office.HUB: district.port("devices"), office.CATALOGUE: district.port("public"), office.NOT_LISTED: district.port("public")}
    keys = options.work.resolve() / "keys"
    machine = Machine(tools, keys, folder / "machine", sockets, {port: free_port() for port in DOORS}, outside)
    image = eventually("an image in " + str(options.release), lambda: next(options.release.glob("onestop-*.img.zst"), None), 0)
    machine.flash(image)
    emulator = Emulator(sockets / "control.sock")
    devices = Program("emulator-of-the-machine", [BIN / "onestop-emulator", "--control", emulator.path, "--receipts", evidence / "receipts",
                                                  "--usb-redir", sockets / "redir"], evidence / "log")
    twin = Twin(district, folder)
    unenrolled = UnenrolledTwin(ADDRESS, folder)
    sticks, stranger = make_sticks(tools, folder, district, keys)
    bundles = Bundles(tools, options.work.resolve(), options.release, folder / "bundles")
    return Trial(machine, emulator, twin, unenrolled, district, sticks, stranger, bundles, image, evidence), devices, image.name


def carry_out(trial, devices, image, steps):
    """Lines of the summary; everything that was started ends."""
    lines = []
    try:
        devices.start()
        eventually("the emulated devices", trial.emulator.answers, 10)
        trial.twin.start()
        trial.twin.screen.wait_for("取号办事", 30)
        for step in steps:
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
    folder = options.work.resolve() / f"test-{options.campaign}"
    steps = CAMPAIGNS[options.campaign]
    with tempfile.TemporaryDirectory(prefix="onestop-image-") as sockets:
        trial, devices, image = trial_of(options, folder, Path(sockets))
        held = sum(line["ok"] for line in carry_out(trial, devices, image, steps))
    if held == len(steps):
        shutil.rmtree(folder)
    print(f"{held} of {len(steps)} steps held on {image}; screendumps, receipts, journal and summary.json are in {os.path.relpath(trial.folder)}",
          flush=True)
    return 0 if held == len(steps) else 1


try:
    sys.exit(main())
except (RuntimeError, NotSeen) as failure:
    print(f"deploy/test: {failure}", file=sys.stderr)
    sys.exit(1)
