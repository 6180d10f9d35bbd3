# SPDX-License-Identifier: Apache-2.0
"""What looking for something new costs a kiosk: `onestop-tuf refresh`, beside python3-tuf over the same repository.

`python3 -m tests.bench.sync.tuf_refresh [--sites N] [--refreshes N] [--json] [--build FOLDER]`. The district has a delegation for
each site; files come from one static server over HTTP. `first`: only the root is trusted yet, timestamp, snapshot and
targets come and are verified; `again`: all of it is here, the timestamp comes. Ours is the whole program each time, from its
start to its end. python3-tuf is measured twice: as a program, too, and for its best case as one that runs already, without
the time for its imports. Bars (issue 4): a tenth of the program's time, a quarter of its memory. Exit 1 when one is missed,
77 where python3-tuf cannot be imported (Debian 13 has it; else its source on PYTHONPATH).
"""

import argparse
import functools
import http.server
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from tests.fault.sync_kills import ROOT

PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's modules
# What python-tuf's own example does; refresh() is timed inside where it is to be without the start of Python.
CLIENT = """
import shutil, sys, time
from tuf.ngclient import Updater
folder, url, root, rounds, again = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5] == "again"
for _ in range(rounds):
    if not again:
        shutil.rmtree(folder)
        shutil.os.mkdir(folder)
        shutil.copy(root, folder + "/root.json")
    begun = time.perf_counter()
    Updater(metadata_dir=folder, metadata_base_url=url).refresh()
    print(1000 * (time.perf_counter() - begun))
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes

    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def district(folder, build, sites):
    """A district with many sites, as its desk makes it; its repository's folder."""
    publish = build / "bin/onestop-publish"
    (folder / "keys").mkdir()
    (folder / "keys/passphrase").write_text("a-long-passphrase\n")
    subprocess.run([publish, "init", folder, "--passphrase-file", folder / "keys/passphrase"], check=True)
    for number in range(sites):
        subprocess.run([publish, "add-site", "--district", folder, "--site", f"site-{number}"], check=True)
    return folder / "repository"


def measured(words):
    """Wall and processor milliseconds of one run, and what it printed."""
    begun = time.perf_counter()
    process = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE)
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{words[0]} ended with {process.returncode}")
    return 1000 * (time.perf_counter() - begun), 1000 * (used.ru_utime + used.ru_stime), said.decode()


def peak(words):
    """kB, looked at until the end: what wait4 gives counts this program's own memory from before exec."""
    process, high = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL), 0
    with open(f"/proc/{process.pid}/status", "rb", buffering=0) as status:
        while process.poll() is None:
            status.seek(0)
            found = re.search(rb"VmHWM:\s+(\d+)", status.read(4096))
            high = int(found[1]) if found else high
    return high


def row(runs, peak_kb):
    wall, cpu, _ = zip(*runs)
    return {"ms": round(statistics.median(wall), 2), "cpu_ms": round(statistics.median(cpu), 2), "peak_rss_kb": peak_kb}


def ours(build, folder, url, root, refreshes):
    program, trusted = build / "bin/onestop-tuf", folder / "ours"
    refresh = [program, "--metadata-dir", trusted, "--metadata-url", url, "refresh"]

    def begin():
        shutil.rmtree(trusted, ignore_errors=True)
        subprocess.run([program, "--metadata-dir", trusted, "init", root], check=True)

    first, again = [], []
    for _ in range(refreshes):
        begin()
        first.append(measured(refresh))
        again.append(measured(refresh))
    begin()
    return {"first": row(first, peak(refresh)), "again": row(again, peak(refresh))}


def theirs(folder, url, root, refreshes):
    script, trusted = folder / "client.py", folder / "theirs"
    script.write_text(CLIENT)
    trusted.mkdir()
    rows = {}
    for kind in ("first", "again"):
        client = lambda rounds: [PYTHON, script, trusted, url, root, rounds, kind]
        rows[kind] = row([measured(client(1)) for _ in range(refreshes)], peak(client(1)))
        rows[kind]["running_already_ms"] = round(statistics.median(map(float, measured(client(10 * refreshes))[2].split())), 2)
    return rows


def judge(rows):
    bars = {}
    for kind in ("first", "again"):
        mine, other = rows["onestop-tuf"][kind], rows["python3-tuf"][kind]
        fast, small = other["ms"] / mine["ms"], mine["peak_rss_kb"] / other["peak_rss_kb"]
        bars[f"{kind} refresh, speed to python3-tuf, at least 10"] = (round(fast, 1), fast >= 10)
        bars[f"{kind} refresh, memory to python3-tuf, at most 0.25"] = (round(small, 3), small <= 0.25)
    return bars


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--refreshes", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    if subprocess.run([PYTHON, "-c", "import tuf.ngclient"], capture_output=True).returncode != 0:
        print("skipped: python3-tuf cannot be imported")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="onestop-tuf-bench-") as name:
        folder = pathlib.Path(name)
        (folder / "district").mkdir()
        repository = district(folder / "district", options.build, options.sites)
        server = serve(repository)
        url, root = f"http://127.0.0.1:{server.server_port}/metadata/", repository / "metadata/1.root.json"
        rows = {"onestop-tuf": ours(options.build, folder, url, root, options.refreshes), "python3-tuf": theirs(folder, url, root, options.refreshes)}
        server.shutdown()
    bars = judge(rows)
    if options.json:
        print(json.dumps({"rows": rows, "bars": {bar: figure for bar, (figure, _) in bars.items()}, "missed": [bar for bar, (_, held) in bars.items() if not held]}))
    else:
        for program, kinds in rows.items():
            for kind, figures in kinds.items():
                print(f"{program}, {kind}: {figures}")
        for bar, (figure, held) in bars.items():
            print(f"{'✓' if held else '✗'} {bar}: {figure}")
    sys.exit(0 if all(held for _, held in bars.values()) else 1)


if __name__ == "__main__":
    main()
