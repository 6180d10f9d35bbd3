# SPDX-License-Identifier: Apache-2.0
"""How fast a kiosk's backlog drains: the real daemon and hub over mutual TLS, durable at both ends, the chain verified.

The log holds N events of real kinds and real UUIDv7; measured is from the first acknowledged batch to the last. Bytes are what
TCP carried both ways (ss), TLS included.
"""

import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import time

from tests.fault.sync_kills import Bench, Writer, eventually, uuid7


def fill(writer, count):
    """A day in the lobby, over and over: sessions, tickets, prints, check-ins."""
    chance = random.Random(1)
    writer.store.execute("BEGIN IMMEDIATE")
    ticket = uuid7()
    for index in range(count):
        kind = index % 5
        if kind == 0:
            ticket = uuid7()
            writer._append(writer.epoch, "session.started", {"language": chance.choice(["zh-Hans", "zh-Hant", "en"])})
        elif kind == 1:
            writer._append(writer.epoch, "ticket.issued", {
                "ticket_id": ticket, "number": f"A{index:03}", "business": "A", "item_id": "elder-card", "priority_class": "normal",
                "service_day": "2026-11-23", "card_shown": chance.random() < 0.5, "token": uuid7().replace("-", "")})
        elif kind == 2:
            writer._append(writer.epoch, "ticket.printed", {"ticket_id": ticket, "outcome": "printed", "reprint": False})
        elif kind == 3:
            writer._append(writer.epoch, "device.state_changed", {"device": "printer", "state": chance.choice(["ready", "paper_near_end"])})
        else:
            writer._append(writer.epoch, "session.ended", {"reason": "resident", "duration_s": chance.randrange(10, 200)})
    writer.store.execute("COMMIT")


def traffic(pid):
    """Bytes sent and received by the process's TCP connections so far."""
    lines = subprocess.run(["ss", "-tinpH"], capture_output=True, text=True).stdout.replace("\n\t", " ").splitlines()
    mine = [line for line in lines if f"pid={pid}," in line]
    return sum(int(number) for line in mine for number in re.findall(r"bytes_(?:sent|received):(\d+)", line))


def drain(build, count):
    """One row of the bench (`rss_kb` is the daemon's), and the bodies of its events, for the others to carry."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="onestop-drain-"))
    bench = Bench(folder, build)
    try:
        bench.start("syncd")
        eventually("the daemon made the store", lambda: Writer(bench.store), 20)
        bench.programs["syncd"].terminate()
        bench.programs["syncd"].wait()
        writer = Writer(bench.store)
        fill(writer, count)
        last = writer.store.execute("SELECT max(sequence) FROM kiosk_event").fetchone()[0]
        bodies = [bytes(body) for body, in writer.store.execute("SELECT body FROM kiosk_event ORDER BY sequence")]
        held = lambda: (writer.store.execute("SELECT sequence FROM acknowledgement WHERE source = ?", (writer.source(),)).fetchone() or (0,))[0]
        bench.start("hub")
        time.sleep(1)
        before = held()
        bench.start("syncd")
        eventually("the first batch", lambda: held() > before, 60)
        begun, first = time.monotonic(), held()
        eventually("the whole backlog", lambda: held() == last, 600)
        seconds = time.monotonic() - begun
        pid = bench.programs["syncd"].pid
        bytes_both_ways = traffic(pid)
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        held_at_the_hub = len(bench.held())
    finally:
        bench.stop()
        shutil.rmtree(folder)
    return {"events": last, "seconds": round(seconds, 2), "events_per_s": round((last - first) / seconds), "bytes_per_event": round(bytes_both_ways / last, 1),
            "rss_kb": int(re.search(r"VmRSS:\s+(\d+)", status)[1]), "peak_rss_kb": int(re.search(r"VmHWM:\s+(\d+)", status)[1]),
            "lost": last - held_at_the_hub}, bodies
