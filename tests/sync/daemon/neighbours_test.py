# SPDX-License-Identifier: Apache-2.0
"""The lists of the sites around a kiosk arrive with its own, and one that a site left broken takes nothing else with it.

`neighbours_test.py ROOT BUILD`, with the demo district, the real hub and the real daemon.
"""

import contextlib
import datetime
import pathlib
import sqlite3
import sys
import tempfile

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.fault.sync_kills import SITE, Bench, eventually  # noqa: E402

PERIOD = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=4))).strftime("%Y-%m")  # days begin at 04:00, UTC+8
ABOVE, NEAR = (f"sites/{site}/{PERIOD}.json" for site in ("dapeng-district", "dapeng-jiaochangwei"))


def held(bench):
    """Paths of the catalogue that is shown."""
    with contextlib.closing(sqlite3.connect(f"file:{bench.store}?mode=ro", uri=True)) as store:
        return {path for path, in store.execute("SELECT path FROM target JOIN current_catalogue USING (revision)")}


def pulled(bench):
    with contextlib.closing(sqlite3.connect(f"file:{bench.store}?mode=ro", uri=True)) as store:
        return store.execute("SELECT last_pull_at FROM syncd_state").fetchone()[0]


with tempfile.TemporaryDirectory() as folder:
    bench = Bench(pathlib.Path(folder), BUILD)
    broken = next(bench.folder.glob("district/repository/metadata/*.site-dapeng-jiaochangwei.json"))
    kept = broken.read_bytes()
    broken.write_bytes(b"{}")
    try:
        bench.start("hub")
        bench.start("syncd")
        eventually("the district's list is shown", lambda: ABOVE in held(bench), 20)
        assert f"sites/{SITE}/{PERIOD}.json" in held(bench), "the own list comes first"
        assert NEAR not in held(bench), "a list that nobody can trust is not shown"
        eventually("what another site left broken does not make the pull fail", lambda: pulled(bench), 10)
        bench.kill("syncd")
        broken.write_bytes(kept)
        bench.start("syncd")
        eventually("the neighbour's list is shown once it is whole", lambda: NEAR in held(bench), 20)
    finally:
        bench.stop()
