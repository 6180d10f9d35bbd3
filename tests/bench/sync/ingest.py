# SPDX-License-Identifier: Apache-2.0
"""What a hub's database costs: ingest at batch 500 over 8 connections, beside a door that only unpacks, reads and verifies.

All rows are of one program in one run (`ingest_bench.cpp`), on this machine's disk; PostgreSQL where it is installed, syncing
what it commits. Ratios, not figures: the generator of the load has the other core.
"""

import json
import pathlib
import shutil
import subprocess
import tempfile

from tests.fault.sync_kills import ROOT, SITE
from tests.support.postgres import Postgres, binaries

KIOSKS = 8


def rates(build, events):
    """Events a second of `verify`, `sqlite` and, where it is installed, `postgres`."""
    folder, server = pathlib.Path(tempfile.mkdtemp(prefix="onestop-ingest-")), None
    try:
        subprocess.run([ROOT / "deploy/pki/make", folder / "pki", SITE, str(KIOSKS)], check=True, capture_output=True)
        words = [build / "bench/ingest", "--pki", folder / "pki", "--events", str(events)]
        if binaries():
            server = Postgres(folder / "postgres", durable=True)
            server.start()
            words += ["--postgres", server.address]
        return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder)
