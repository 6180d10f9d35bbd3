# SPDX-License-Identifier: Apache-2.0
"""Kills a kiosk's writer, the daemon, its hub and the district's at random moments; in the end both hubs hold every event once.

`python3 -m tests.fault.sync_kills [--kills N] [--seed S] [--build FOLDER]`. The real onestop-syncd and two onestop-hub talk over
mutual TLS on ports of their own; the kiosk is a second, independent writer of the log (this file), so the chain and the form
of the store are checked against another hand than the one that reads them. Prints one JSON line; exit 1 when an event was
lost, doubled, changed or reordered, or when a commit took over two seconds to reach the hub.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

from tests.support import json_schema
from tests.support.ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
SITE = "dapeng-kuichong"


def now_text():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def uuid7():
    bits = (time.time_ns() // 1_000_000 << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (2 << 62) | secrets.randbits(62)
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class Writer:
    """The kiosk's log, written by the book (sync/store/README.md), not by the product's code."""

    def __init__(self, path):
        self.store = sqlite3.connect(path, isolation_level=None, timeout=10)
        self.store.execute("PRAGMA synchronous = FULL")
        epoch = self.store.execute("SELECT epoch FROM kiosk_epoch").fetchone()
        if epoch is None:
            epoch = (uuid7(),)
            self.store.execute("BEGIN IMMEDIATE")
            self.store.execute("INSERT INTO kiosk_epoch VALUES(1, ?, ?)", (epoch[0], now_text()))
            self._append(epoch[0], "epoch.opened", {})
            self.store.execute("COMMIT")
        self.epoch = epoch[0]

    def source(self, epoch=None):
        return f"urn:onestop:{SITE}:kiosk-1:kiosk:{epoch or self.epoch}"

    def _append(self, epoch, kind, data):
        sequence, digest = self.store.execute("SELECT sequence, hash FROM kiosk_event ORDER BY sequence DESC LIMIT 1").fetchone() or (0, bytes(32))
        event = {"specversion": "1.0", "id": uuid7(), "source": self.source(epoch), "type": kind, "time": now_text(),
                 "datacontenttype": "application/json", "sequence": str(sequence + 1), "monotonicms": str(time.monotonic_ns() // 1_000_000),
                 "clocktrust": "trusted", "data": data}
        body = json.dumps(event, separators=(",", ":")).encode()
        digest = hashlib.sha256(digest + body).digest()
        self.store.execute("INSERT INTO kiosk_event VALUES(?, ?, ?, ?, ?, ?)", (sequence + 1, event["id"], kind, event["time"], body, digest))
        return sequence + 1

    def help(self):
        self.store.execute("BEGIN IMMEDIATE")
        sequence = self._append(self.epoch, "help.requested", {"help_id": uuid7(), "page": "home"})
        self.store.execute("COMMIT")
        return sequence


def write_for_ever(path):
    writer = Writer(path)
    while True:
        writer.help()
        time.sleep(0.002)


class Bench:
    def __init__(self, folder, build):
        self.folder, self.build, self.programs = folder, build, {}
        self.binaries = binaries = pathlib.Path(os.environ.get("ONESTOP_BIN", build / "bin"))
        for name in ("hub", "kiosk"):
            (folder / name).mkdir()
        subprocess.run([ROOT / "deploy/pki/make", folder / "pki", SITE, "1"], check=True, capture_output=True)
        subprocess.run([binaries / "onestop-publish", "demo", folder / "district", "--period", datetime.now().strftime("%Y-%m")],
                       check=True, capture_output=True)
        devices, public = free_port(), free_port()
        certificate = 'certificate = "../pki/hub.crt"\nkey = "../pki/hub.key"\n'
        (folder / "hub/hub.toml").write_text(
            f'site = "{SITE}"\ndatabase = "hub.sqlite"\nrepository = "../district/repository"\n'
            f'[devices]\nlisten = "127.0.0.1:{devices}"\n{certificate}authority = "../pki/ca.crt"\n'
            f'[public]\nlisten = "127.0.0.1:{public}"\n{certificate}')
        (folder / "kiosk/syncd.toml").write_text(
            f'site = "{SITE}"\nkiosk = 1\nstore = "store.sqlite"\n[hub]\nurl = "https://127.0.0.1:{devices}"\n'
            f'certificate = "../pki/kiosk-1.crt"\nkey = "../pki/kiosk-1.key"\nauthority = "../pki/ca.crt"\n'
            f'[repository]\nurl = "https://127.0.0.1:{public}/repository/"\nauthority = "../pki/ca.crt"\n'
            f'root = "../district/repository/metadata/1.root.json"\n')
        self.store, self.database = folder / "kiosk/store.sqlite", folder / "hub/hub.sqlite"

    def command(self, name):
        return {"hub": [self.binaries / "onestop-hub", "--config", self.folder / "hub/hub.toml"],
                "syncd": [self.binaries / "onestop-syncd", "--config", self.folder / "kiosk/syncd.toml"],
                "kiosk": [sys.executable, "-m", "tests.fault.sync_kills", "--write", self.store]}[name]

    def start(self, name):
        log = open(self.folder / f"{name}.log", "ab")
        self.programs[name] = subprocess.Popen(self.command(name), stdout=log, stderr=log, cwd=ROOT)

    def kill(self, name):
        self.programs[name].send_signal(signal.SIGKILL)
        self.programs[name].wait()

    def open_enrolment(self, hub="hub/hub.toml"):
        """The entrance for machines that have no certificate yet; its port."""
        door = free_port()
        with open(self.folder / hub, "a") as settings:
            settings.write(f'[enrolment]\nlisten = "127.0.0.1:{door}"\ncertificate = "../pki/hub.crt"\nkey = "../pki/hub.key"\n'
                           f'authority_key = "../pki/ca.key"\n')
        return door

    def stop(self):
        for program in self.programs.values():
            program.kill()
            program.wait()

    def held(self, database=None):
        """Bodies that the hub holds of the kiosk's log, in order."""
        with sqlite3.connect(f"file:{database or self.database}?mode=ro", uri=True, timeout=10) as hub:
            return hub.execute("SELECT sequence, body FROM event WHERE source LIKE '%:kiosk:%' ORDER BY sequence").fetchall()


class Tree(Bench):
    """The same with the district's hub above the site's."""

    def __init__(self, folder, build):
        super().__init__(folder, build)
        (folder / "above").mkdir()
        self.above, self.district_port = folder / "above/hub.sqlite", free_port()
        (folder / "above/hub.toml").write_text(
            f'site = "dapeng-district"\ndatabase = "hub.sqlite"\n[devices]\nlisten = "127.0.0.1:{self.district_port}"\n'
            f'certificate = "../pki/hub.crt"\nkey = "../pki/hub.key"\nauthority = "../pki/ca.crt"\n')
        with open(folder / "hub/hub.toml", "a") as settings:
            settings.write(f'[upstream]\nurl = "https://127.0.0.1:{self.district_port}"\nauthority = "../pki/ca.crt"\n'
                           f'certificate = "../pki/upstream.crt"\nkey = "../pki/upstream.key"\n')

    def command(self, name):
        if name == "district":
            return [self.binaries / "onestop-hub", "--config", self.folder / "above/hub.toml"]
        return super().command(name)

    def logs(self, database):
        """Every event of the site that a hub holds, the hub's own too: all of it must be the same above."""
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as hub:
            return hub.execute("SELECT source, sequence, body, hash FROM event WHERE source LIKE ? ORDER BY source, sequence",
                               (f"urn:onestop:{SITE}:%",)).fetchall()


def eventually(what, holds, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return
        except sqlite3.Error:
            pass
        time.sleep(0.01)
    raise SystemExit(f"sync_kills: not within {seconds} s: {what}")


def undeclared(bench):
    """Events of the hub's database, each program's, that do not fit the published schema."""
    schema = json.loads((bench.build / "generated/sync/events/events.schema.json").read_text(encoding="utf-8"))
    with sqlite3.connect(bench.database) as hub:
        for source, body in hub.execute("SELECT source, body FROM event GROUP BY source, type"):
            yield from (f"{source}: {fault}" for fault in json_schema.faults(json.loads(body), schema))


def campaign(bench, kills, seed):
    chance = random.Random(seed)
    for name in ("district", "hub", "syncd"):
        bench.start(name)
    eventually("the daemon made the store", lambda: sqlite3.connect(bench.store).execute("SELECT count(*) FROM syncd_event").fetchone()[0] > 0, 20)
    bench.start("kiosk")
    eventually("the first events are at the hub", lambda: len(bench.held()) > 5, 60)
    killed = {"district": 0, "hub": 0, "syncd": 0, "kiosk": 0}
    for _ in range(kills):
        time.sleep(chance.random() * 0.6)
        name = chance.choice(list(killed))
        bench.kill(name)
        killed[name] += 1
        time.sleep(chance.random() * 0.2)
        bench.start(name)
    bench.kill("kiosk")
    writer = Writer(bench.store)
    own = lambda: writer.store.execute("SELECT sequence, body, hash FROM kiosk_event ORDER BY sequence").fetchall()
    eventually("everything is at the hub", lambda: len(bench.held()) >= len(own()), 90)

    rows, held = own(), bench.held()
    digest, faults = bytes(32), []
    for index, (sequence, body, stored) in enumerate(rows):
        digest = hashlib.sha256(digest + body).digest()
        if sequence != index + 1 or digest != stored:
            faults.append(f"the kiosk's log breaks at {sequence}")
            break
    if [(sequence, bytes(body)) for sequence, body, _ in rows] != [(s, b.encode() if isinstance(b, str) else bytes(b)) for s, b in held]:
        faults.append(f"the kiosk wrote {len(rows)}, the hub holds {len(held)}, and they differ")
    eventually("everything is at the district", lambda: len(bench.held(bench.above)) >= len(rows), 90)
    for database in (bench.database, bench.above):
        with sqlite3.connect(database) as hub:
            for kind, detail in hub.execute("SELECT kind, detail FROM anomaly WHERE kind IN ('gap', 'conflict', 'broken_chain', 'new_epoch')"):
                faults.append(f"{database.parent.name} noticed {kind}: {detail}")
    for body in undeclared(bench):
        faults.append(f"not as events.schema.json declares: {body}")
    delays = []
    for _ in range(10):
        begun = time.monotonic()
        sequence = writer.help()
        eventually("a call for help is at the hub", lambda: bench.held()[-1][0] >= sequence, 30)
        delays.append(time.monotonic() - begun)
    if sorted(delays)[len(delays) // 2] > 2:
        faults.append("a call for help took over two seconds")
    try:
        eventually("the district holds what the site holds", lambda: bench.logs(bench.above) == bench.logs(bench.database), 30)
    except SystemExit:
        faults.append("the district holds other events than the site")
    return {"seed": seed, "killed": killed, "events": len(rows), "help_ms_median": round(sorted(delays)[len(delays) // 2] * 1000),
            "help_ms_max": round(max(delays) * 1000), "faults": faults}


def tell(name, bench, run):
    """Runs a campaign on the bench and prints what it found, a JSON line; what went wrong keeps its folder."""
    try:
        result = run(bench)
    finally:
        bench.stop()
    print(json.dumps(result))
    if result["faults"]:
        sys.exit(f"{name}: kept in {bench.folder}")
    shutil.rmtree(bench.folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--write", type=pathlib.Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write_for_ever(options.write)
    bench = Tree(pathlib.Path(tempfile.mkdtemp(prefix="onestop-kills-")), options.build)
    tell("sync_kills", bench, lambda bench: campaign(bench, options.kills, options.seed))


if __name__ == "__main__":
    main()
