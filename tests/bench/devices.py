# SPDX-License-Identifier: Apache-2.0
"""What the devices cost and how soon they answer: the drivers on the emulated bus, as the kiosk runs them.

`python3 -m tests.bench.devices [--json] [--seconds S] [--cards N] [--each N] [--photos FOLDER] [--build FOLDER]`:
* idle: voluntary context switches a second of every thread, all three devices present and nobody there: all of them,
  and the drivers' own, without those inside the emulated bus's ioctls (which a kernel answers at once);
* card: from the moment the reader found a card to the parsed resident (select, read, parse), the driver's own work, and
  by the wall clock with the emulated device and bus in it; from laying it to the greeting, the lobby asleep, then awake;
* ticket: the work until its bytes are ready, as text and as a picture of 80 x 200 mm;
* decode: the decoder's own bench, which judges what is read; here its times.
Bars: issue 3. Exit 1 when one is missed; figures are medians unless they say otherwise.
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import time

from tests.fault.emulated_lobby import ROOT, lobby_with
from tests.fault.identity_memory import invented

BARS = {"idle_switches_per_s": 20, "idle_own_switches_per_s": 2, "card_parsed_ms": 5, "ticket_text_ms": 3, "ticket_raster_200_mm_ms": 15,
        "empty_frame_ms_p95": 8, "decode_median_ratio": 1.25}


def switches(pid):
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text()
        total += int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
    return total


def idle_switches(drivers, seconds):
    """A second: (all, the drivers' own)."""
    def now():
        drivers.tell("bus?")
        on_bus = int(drivers.wait_for("bus").split()[1])
        return switches(drivers.pid), on_bus

    (all_before, bus_before), begun = now(), time.monotonic()
    time.sleep(seconds)
    (all_after, bus_after), taken = now(), time.monotonic() - begun
    switched = all_after - all_before
    return switched / taken, (switched - (bus_after - bus_before)) / taken


def on_the_bus(build, seconds, cards):
    dice = random.Random(1)
    parsed, greeted = [], []
    with lobby_with(build, build / "bench/drivers") as (emulator, drivers):
        drivers.wait_for("ready")
        time.sleep(1.5)  # the first exchanges after the last device was found
        idle, own = idle_switches(drivers, seconds)
        for _ in range(cards + 1):
            time.sleep(dice.random() * 0.3)  # anywhere between two looks
            laid = time.monotonic()
            emulator.do(device="reader", do="lay_card", card=invented(dice))
            drivers.wait_for("reading")
            greeted.append((time.monotonic() - laid) * 1000)
            parsed.append([int(number) / 1000 for number in drivers.wait_for("card").split()[1:]])
            emulator.do(device="reader", do="lift_card")
            drivers.wait_for("removed")
    return {"idle_switches_per_s": round(idle, 1), "idle_own_switches_per_s": round(own, 1),
            "card_parsed_ms": round(statistics.median(work for work, _ in parsed), 2),
            "card_parsed_wall_ms": round(statistics.median(wall for _, wall in parsed), 2), "greeted_asleep_ms": round(greeted[0]),
            "greeted_awake_ms": round(statistics.median(greeted[1:])), "greeted_awake_ms_max": round(max(greeted[1:]))}


def said(command):
    """What it printed; an exit code of 1 is a missed bar, which its object names."""
    return json.loads(subprocess.run(command, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=20, help="how long the idle lobby is watched")
    parser.add_argument("--cards", type=int, default=20)
    parser.add_argument("--each", type=int, default=63, help="invented photographs of each of eight troubles; bars hold from 500 in all")
    parser.add_argument("--photos", type=pathlib.Path, help="zxing-cpp's test/samples, for the decoder")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    figures = on_the_bus(options.build, options.seconds, options.cards)
    figures |= {f"ticket_{name}": value for name, value in said([options.build / "bench/drivers", "encode"]).items()}
    decode = said([options.build / "bench/decoder", "--json", "--each", str(options.each)]
                  + (["--photos", options.photos] if options.photos else []))
    figures["empty_frame_ms_p95"] = round(decode["empty"]["ms_p95"], 2)
    if "holds" in decode:  # the set is large enough for bars
        figures["decode_median_ratio"] = round(decode["invented"]["median_ratio"], 2)  # to ZXing's default pass
    figures["invented_read"] = round(decode["invented"]["reads"] / decode["invented"]["pictures"], 3)
    missed = [name for name, most in BARS.items() if figures.get(name, 0) > most] + ([] if decode.get("holds", True) else ["invented_read"])
    result = {"ok": not missed, "missed": missed, "bars": BARS, **figures, "decode": decode}
    print(json.dumps(result) if options.json else "\n".join(f"{name}: {value}" for name, value in (result | {"decode": "see --json"}).items()))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
