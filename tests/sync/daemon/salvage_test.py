# SPDX-License-Identifier: Apache-2.0
"""What residents left sealed in a store that had to be set aside still reaches the hub, once, whatever the hub thinks of one of the records.

`salvage_test.py ROOT BUILD`, with the real hub and the real daemon.
"""

import contextlib
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.fault.sync_kills import Bench, eventually  # noqa: E402

NEWER = 99  # a version that says nowhere how to go back
OPINION, WISH = "0123456789abcdef" * 2, "fedcba9876543210" * 2
MISFIT = "not-an-id"  # what no hub takes


def sealed(bench):
    """CMS as the lobby seals."""
    plain, out = bench.folder / "plain", bench.folder / "sealed"
    plain.write_text("the tap in the reading room drips")
    subprocess.run(["openssl", "cms", "-encrypt", "-binary", "-aes-256-gcm", "-outform", "DER", "-out", out, "-in", plain,
                    bench.folder / "pki/kiosk-1.crt"], check=True)
    return out.read_bytes()


def leave(bench, *records):
    """The daemon's store, with records of the lobby, of another version than the daemon knows."""
    with contextlib.closing(sqlite3.connect(bench.store)) as store:
        store.executemany("INSERT INTO sealed_record VALUES(?, 'opinion', '2026-11', '2026-11-24T02:00:00.000Z', ?)", records)
        store.execute(f"PRAGMA user_version = {NEWER}")
        store.commit()


def held(bench):
    with contextlib.closing(sqlite3.connect(f"file:{bench.database}?mode=ro", uri=True)) as hub:
        return hub.execute("SELECT record_id, cms FROM sealed_record").fetchall()


def named(bench, what):
    return sorted(path for path in bench.store.parent.glob(f"store.sqlite.{what}-*") if not path.name.endswith(("-wal", "-shm")))


def begin(bench):
    bench.start("syncd")
    eventually("the daemon has a store", lambda: bench.store.exists() and version(bench) not in (0, NEWER), 20)


def version(bench):
    with contextlib.closing(sqlite3.connect(f"file:{bench.store}?mode=ro", uri=True)) as store:
        return store.execute("PRAGMA user_version").fetchone()[0]


with tempfile.TemporaryDirectory() as folder:
    bench = Bench(pathlib.Path(folder), BUILD)
    try:
        begin(bench)
        bench.kill("syncd")
        opinion = sealed(bench)
        leave(bench, (OPINION, opinion))
        begin(bench)
        assert "does not hold how to go back" in (bench.folder / "syncd.log").read_text(), "the log says why it was set aside"
        assert len(named(bench, "corrupt")) == 1, "the store is set aside until the hub is there"

        bench.start("hub")
        eventually("the store is put away once its record is at the hub", lambda: named(bench, "salvaged"), 30)
        assert held(bench) == [(OPINION, opinion)]
        bench.kill("syncd")

        former, = named(bench, "salvaged")
        former.rename(str(former).replace("salvaged", "corrupt"))  # killed a moment earlier: it had not heard that it arrived
        begin(bench)
        eventually("it is put away again", lambda: named(bench, "salvaged"), 30)
        assert held(bench) == [(OPINION, opinion)], "the same record, once"
        bench.kill("syncd")

        leave(bench, (MISFIT, opinion), (WISH, opinion))
        begin(bench)
        eventually("a record that is not taken holds up no other", lambda: len(held(bench)) == 2, 30)
        assert len(named(bench, "corrupt")) == 1, "and its store is not put away"
    finally:
        bench.stop()
