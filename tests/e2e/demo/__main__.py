# SPDX-License-Identifier: Apache-2.0
"""deploy/run: the demo lobby, by hand with a display, or as a tour that a person can look at afterwards."""

import argparse
import contextlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from tests.support.ports import free_port

from .clerk import Clerk
from .district import District
from .lobby import Lobby
from .programs import BIN, BUILD, NotSeen, Program
from .visit import STEPS, Visit
from .witness import Witness


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/run", description="Sets up the demo district and shows a resident's visit.")
    parser.add_argument("--tour", metavar="DIR", type=Path, help="drive the visit without a display; leave pictures, receipts and summary.json in DIR")
    parser.add_argument("--fullscreen", action="store_true", help="the kiosk fills the display")
    parser.add_argument("--fresh", action="store_true", help="forget the demo district under build/demo and begin anew")
    parser.add_argument("--clock-offset-ms", type=int, default=0, metavar="N", help="rehearse N milliseconds from now")
    parser.add_argument("--sabotage", metavar="STEP", choices=[step.name for step in STEPS] + ["each"],
                        help="tour: break STEP and expect exactly it to fail; `each`: break every step once, then let it hold")
    return parser.parse_args()


def attempt(visit, step, patience):
    """One line of the summary."""
    visit.patience = patience
    began = time.monotonic()
    try:
        seen, ok = step.act(visit), True
    except (NotSeen, RuntimeError, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        seen, ok = f"{error}", False
        fallen = visit.lobby.fallen()
        if fallen:
            seen += "; " + "; ".join(fallen)
        if visit.patience == 1.0:  # what was on the screen instead
            with contextlib.suppress(RuntimeError, OSError):
                visit.picture(f"{step.name}-failed")
    return {"name": step.name, "promise": step.promise, "ok": ok, "seen": seen, "seconds": round(time.monotonic() - began, 1)}


def say(line, expected=True):
    mark = "✓" if line["ok"] else "✗"
    note = "" if line["ok"] == expected else "   ← not as it should be"
    print(f"{mark} {line['name']:<11} {line['seconds']:>5.1f} s  {line['seen']}{note}", flush=True)


def tour(folder, clock_offset_ms, sabotage):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    district_folder = BUILD / "demo" / f"tour-{os.getpid()}"
    shutil.rmtree(district_folder, ignore_errors=True)
    district = District(district_folder, clock_offset_ms).make()
    lobby = Lobby(district)
    clerk = Clerk(district.staff_url, free_port(), district_folder)
    visit = Visit(lobby, Witness(district, lobby.receipts), clerk, folder)
    session = f"demo-open-day-{district.service_day()}"
    visit.token, visit.spare_token = district.check_in_token(session), district.check_in_token(session)
    lines, good = [], True
    try:
        lobby.start()
        clerk.open()
        print(f"The emulated devices from a second terminal:\n  {lobby.device_line()}", flush=True)
        for step in STEPS:
            if sabotage in (step.name, "each"):
                try:
                    with step.sabotage(visit):
                        line = {**attempt(visit, step, 0.35), "sabotaged": True}
                except Exception as error:  # the mending itself failed: the tour cannot go on
                    line = {"name": step.name, "promise": step.promise, "ok": True, "seen": f"sabotage not mended: {error}", "seconds": 0, "sabotaged": True}
                say(line, expected=False)
                good &= not line["ok"]
                lines.append(line)
                if sabotage != "each":
                    continue
            line = attempt(visit, step, 1.0)
            say(line)
            good &= line["ok"]
            lines.append(line)
    finally:
        lobby.keep_receipts(folder / "receipts")
        shutil.copytree(district_folder / "log", folder / "log", dirs_exist_ok=True)
        clerk.close()
        lobby.stop()
        (folder / "summary.json").write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n")
        if good:
            shutil.rmtree(district_folder, ignore_errors=True)
    held = sum(line["ok"] for line in lines if not line.get("sabotaged"))
    print(f"{held} of {len(STEPS)} steps held; pictures, receipts and summary.json are in {folder}", flush=True)
    return 0 if good else 1


def by_hand(fullscreen, fresh, clock_offset_ms):
    folder = BUILD / "demo" / "lobby"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    district = District(folder, clock_offset_ms).make()
    lobby = Lobby(district, display=True, fullscreen=fullscreen)
    panel = None
    try:
        lobby.start()
        panel = Program("panel", [BIN / "onestop-demo", "--control", lobby.emulator.path,
                                  "--code", district.check_in_token(f"demo-open-day-{district.service_day()}")], folder / "log")
        panel.start()
        print(f"The counter page:   {district.staff_url}   (clerk, {district.password}; trust build/demo/lobby/pki/ca.crt)\n"
              f"The emulated devices from a second terminal:\n  {lobby.device_line()}\nCtrl-C ends everything.", flush=True)
        while lobby.kiosk.running:
            time.sleep(0.5)
        print(f"The kiosk has ended. {lobby.kiosk.last_words()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        if panel:
            panel.stop()
        lobby.stop()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts us in the background ignores it for us
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    try:
        if options.tour or not has_display:
            return tour((options.tour or BUILD / "demo" / "pictures").resolve(), options.clock_offset_ms, options.sabotage)
        return by_hand(options.fullscreen, options.fresh, options.clock_offset_ms)
    except KeyboardInterrupt:
        return 130
    except (RuntimeError, NotSeen) as error:
        print(f"deploy/run: {error}", file=sys.stderr)
        return 1


sys.exit(main())
