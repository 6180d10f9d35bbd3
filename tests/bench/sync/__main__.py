# SPDX-License-Identifier: Apache-2.0
"""A kiosk's backlog, by this product and by what else Debian has, one after the other in one run.

`python3 -m tests.bench.sync [--events N] [--relp-events N] [--ingest-events N] [--json] [--build FOLDER]`. Bars (issue 4) are ratios in this run: at least as
fast as mosquitto's bridge at QoS 1, ten times RELP; a fifth of mosquitto's bytes an event, and at most 65 of them; the daemon at most
32 MB when it is settled. Beside them the hub alone: ingest over 8 connections on SQLite at half the speed, on PostgreSQL at two fifths of the
speed, of a door that only verifies. Exit 1 when one is missed or anything was lost. A program that is not installed (mosquitto, mosquitto-clients,
rsyslog-relp, postgresql) has no row, and its bars are not judged (packages.txt has them; `deploy/test long` installs it).
"""

import argparse
import json
import pathlib
import sys

from tests.bench.sync import ingest, mosquitto, relp
from tests.bench.sync.drain import drain
from tests.fault.sync_kills import ROOT


def judge(rows):
    """Name of the bar → (ratio or figure, held)."""
    ours, bars = rows["onestop"], {}
    bars["bytes an event, at most 65"] = (ours["bytes_per_event"], ours["bytes_per_event"] <= 65)
    bars["settled kB, at most 32768"] = (ours["rss_kb"], ours["rss_kb"] <= 32768)
    bars["lost"] = (ours["lost"], ours["lost"] == 0)
    if rows.get("mosquitto"):
        fast, small = ours["events_per_s"] / rows["mosquitto"]["events_per_s"], ours["bytes_per_event"] / rows["mosquitto"]["bytes_per_event"]
        bars["speed to mosquitto, at least 1"] = (round(fast, 2), fast >= 1)
        bars["bytes to mosquitto, at most 0.2"] = (round(small, 3), small <= 0.2)
    if rows.get("relp"):
        fast = ours["events_per_s"] / rows["relp"]["events_per_s"]
        bars["speed to RELP, at least 10"] = (round(fast, 1), fast >= 10)
    for database, least in (("sqlite", 0.5), ("postgres", 0.4)):
        if database in rows["ingest"]:
            share = rows["ingest"][database] / rows["ingest"]["verify"]
            bars[f"ingest on {database} to verifying alone, at least {least}"] = (round(share, 2), share >= least)
    return bars


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--relp-events", type=int, default=20_000, help="RELP is given so many of them: it is slow")
    parser.add_argument("--ingest-events", type=int, default=40_000, help="for what the hub's database costs")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    ours, bodies = drain(options.build, options.events)
    rows = {"onestop": ours, "mosquitto": mosquitto.row(bodies), "relp": relp.row(bodies[:options.relp_events]),
            "ingest": ingest.rates(options.build, options.ingest_events)}
    bars = judge(rows)
    if options.json:
        print(json.dumps({"rows": rows, "bars": {name: figure for name, (figure, _) in bars.items()}, "missed": [name for name, (_, held) in bars.items() if not held]}))
    else:
        for name, row in rows.items():
            print(f"{name}: {row or 'not installed'}")
        for name, (figure, held) in bars.items():
            print(f"{'✓' if held else '✗'} {name}: {figure}")
    sys.exit(0 if all(held for _, held in bars.values()) else 1)


if __name__ == "__main__":
    main()
