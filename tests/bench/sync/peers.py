# SPDX-License-Identifier: Apache-2.0
"""What the rows of others have in common: certificates of the same demo authority, programs, and a count at the far end."""

import collections
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

from tests.bench.sync.drain import traffic
from tests.fault.sync_kills import ROOT, SITE


class Peer:
    def __init__(self):
        self.folder, self.programs = pathlib.Path(tempfile.mkdtemp(prefix="onestop-peer-")), {}
        self.pki = self.folder / "pki"
        self.folder.chmod(0o755)
        subprocess.run([ROOT / "deploy/pki/make", self.pki, SITE, "1"], check=True, capture_output=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.programs):
            self.end(name)
        shutil.rmtree(self.folder)

    def start(self, name, *words, piped=False):
        log = open(self.folder / f"{name}.log", "ab")
        self.programs[name] = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE if piped else log, stderr=log)
        return self.programs[name]

    def end(self, name):
        program = self.programs.pop(name)
        program.terminate()
        program.wait(30)

    def until(self, holds, seconds=30):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise RuntimeError("".join(f"{log.name}: {log.read_text()[-500:]}\n" for log in self.folder.glob("*.log") if log.stat().st_size < 100_000))
            time.sleep(0.05)

    def until_it_listens(self, port):
        def answers():
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0
        self.until(answers)

    def read(self, reader, bodies, sender, seconds=120):
        """Counts lines from the first; a row like drain's. What repeats is `doubled`, as what counts must not be."""
        seen, first, end = collections.Counter(), None, time.monotonic() + seconds
        for line in reader.stdout:
            first = first or time.monotonic()
            seen[line.rstrip(b"\n")] += 1
            if len(seen) == len(bodies) or time.monotonic() > end:
                break
        taken = time.monotonic() - first
        carried = traffic(sender)
        status = pathlib.Path(f"/proc/{sender}/status").read_text()
        reader.terminate()
        reader.wait(30)
        return {"events": len(seen), "seconds": round(taken, 2), "events_per_s": round(len(seen) / taken), "bytes_per_event": round(carried / len(seen), 1),
                "rss_kb": int(re.search(r"VmRSS:\s+(\d+)", status)[1]), "peak_rss_kb": int(re.search(r"VmHWM:\s+(\d+)", status)[1]),
                "lost": len(bodies) - len(seen), "doubled": sum(seen.values()) - len(seen)}
