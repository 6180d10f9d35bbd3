# SPDX-License-Identifier: Apache-2.0
"""A district's hub keeps on PostgreSQL every promise that a site's keeps on a file: the hub's own tests, run over a real server.

`on_postgres_test.py ROOT BUILD`. Exit 77 (skipped) where Debian's package postgresql is not installed.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.support.postgres import Postgres, binaries  # noqa: E402

# What meets the database; a backup is a file's, and a mirror has no database.
SUITES = "doors staff_door fleet enrolment forwarding ingest ingest_writer places publishing schema sealed two_hubs".split()

if binaries() is None:
    print("skipped: no PostgreSQL server is installed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    server = Postgres(pathlib.Path(folder) / "postgres")
    server.start()
    try:
        environment = os.environ | {"ONESTOP_TEST_POSTGRES": server.address}
        failed = [name for name in SUITES
                  if subprocess.run([BUILD / f"tests/test_sync_hub_{name}_test", "~[file],[server]"], env=environment, cwd=folder).returncode]
        tables = server.ask("SELECT count(*) FROM pg_tables WHERE schemaname LIKE 'test_%'")[0][0]
    finally:
        server.stop()
    print(f"{len(SUITES)} suites, {tables} tables on {server.bin.parent.name}; failed: {failed or 'none'}")
    sys.exit(1 if failed or int(tables) < 100 else 0)
