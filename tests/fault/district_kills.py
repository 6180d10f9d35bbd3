# SPDX-License-Identifier: Apache-2.0
"""A district's two hubs behind haproxy, over PostgreSQL: all of them are killed at random, and every event is there once.

`python3 -m tests.fault.district_kills [--cluster] [--kills N] [--seed S] [--build FOLDER]`. Below them the same site as in sync_kills: a
kiosk's writer, the daemon, the site's hub. `--cluster`: three databases under Patroni (deploy/district), whose leader is killed under
load, instead of one server that is killed and started again. Prints one JSON line; exit 1 when an event was lost, doubled, changed
or reordered, or when a hub was not back by itself after its database was. Exit 77 without the packages.
"""

import argparse
import pathlib
import random
import sys
import tempfile
import time

from deploy.district import hubs as district_hubs
from deploy.district.cluster import Cluster, is_installed
from tests.fault.sync_kills import ROOT, SITE, Tree, Writer, eventually, tell
from tests.support.postgres import Postgres, binaries

HUBS = district_hubs.NAMES


class District(Tree):
    def __init__(self, folder, build, cluster):
        super().__init__(folder, build)
        self.server = Cluster(folder / "databases") if cluster else Postgres(folder / "postgres", durable=True)
        self.victim = None
        self.hubs = district_hubs.Hubs(folder, self.binaries, "dapeng-district", self.server.address, devices=self.district_port)

    def start(self, name):
        if name == "database":
            self.server.start_node(self.victim) if self.victim else self.server.start()
        elif name in (*HUBS, "haproxy"):
            self.hubs.launch(name)
        else:
            super().start(name)

    def kill(self, name):
        if name == "database" and isinstance(self.server, Cluster):
            self.server.wait_until_whole(180)  # two at once are more than three can bear
            self.victim = self.server.leader()
            self.server.kill_node(self.victim)
        elif name == "database":
            self.server.kill()
        elif name in HUBS:
            self.hubs.kill(name)
        else:
            super().kill(name)

    def stop(self):
        super().stop()
        self.hubs.stop()
        self.server.stop()

    def held_above(self):
        """What the district holds of the site: (source, sequence, body, hash as hex)."""
        return [(source, int(sequence), body, digest) for source, sequence, body, digest in self.server.ask(
            f"SELECT source, sequence, body, encode(hash, 'hex') FROM event WHERE source LIKE 'urn:onestop:{SITE}:%' ORDER BY source, sequence")]

    def held_here(self):
        text = lambda value: value if isinstance(value, str) else bytes(value).decode()
        return [(source, sequence, text(body), bytes(digest).hex()) for source, sequence, body, digest in self.logs(self.database)]


def within(what, holds, seconds):
    """As eventually, but a database that is down for the moment is an answer, too."""
    def answered():
        try:
            return holds()
        except RuntimeError:
            return False
    try:
        eventually(what, answered, seconds)
    except SystemExit:
        return False
    return True


def campaign(bench, kills, seed):
    chance = random.Random(seed)
    for name in ("database", *HUBS, "haproxy", "hub", "syncd"):
        bench.start(name)
    faults = []
    if not within("the daemon made the store", lambda: len(bench.held_above()) > 0, 60):
        raise SystemExit("district_kills: nothing ever came to the district")
    bench.start("kiosk")
    killed = dict.fromkeys(("database", *HUBS, "hub", "syncd", "kiosk"), 0)
    for number in range(kills):
        time.sleep(chance.random() * 0.6)
        # Each of them once before anyone is killed twice.
        name = list(killed)[number] if number < len(killed) else chance.choice(list(killed))
        bench.kill(name)
        killed[name] += 1
        time.sleep(chance.random() * 0.3)
        bench.start(name)
    bench.kill("kiosk")
    rows = Writer(bench.store).store.execute("SELECT count(*) FROM kiosk_event").fetchone()[0]
    if not within("everything is at the site's hub", lambda: len(bench.held()) >= rows, 90):
        faults.append(f"the kiosk wrote {rows}, the site's hub holds {len(bench.held())}")
    if not within("the district holds what the site holds, in the same order", lambda: bench.held_above() == bench.held_here(), 120):
        faults.append(f"the district holds {len(bench.held_above())} events, the site {len(bench.held_here())}, and they differ")
    faults += [f"noticed {kind}: {detail}" for kind, detail in bench.server.ask(
        "SELECT kind, detail FROM anomaly WHERE kind IN ('gap', 'conflict', 'broken_chain', 'new_epoch')")]
    for name, other in (HUBS, HUBS[::-1]):
        bench.kill(other)
        before = len(bench.held_above())
        Writer(bench.store).help()
        if not within(f"{name} serves alone", lambda: len(bench.held_above()) > before, 30):
            faults.append(f"{name} did not serve alone")
        bench.start(other)
    return {"seed": seed, "killed": killed, "events": rows, "faults": faults}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    if binaries() is None or district_hubs.HAPROXY is None or (options.cluster and not is_installed()):
        print("skipped: deploy/district/packages.txt is not installed")
        sys.exit(77)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="onestop-district-"))
    folder.chmod(0o755)  # who runs a database is not who runs this
    tell("district_kills", District(folder, options.build, options.cluster), lambda bench: campaign(bench, options.kills, options.seed))


if __name__ == "__main__":
    main()
