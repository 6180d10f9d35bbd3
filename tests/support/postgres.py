# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of a test's own, in a folder, on a socket there: real, and gone with the folder."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import time

from deploy.district.cluster import newest_binaries as binaries


class Postgres:
    """`durable`: it syncs what it commits, as it must where it is killed. It refuses to run as root: then it is `postgres`."""

    def __init__(self, folder, durable=False):
        self.bin, self.folder, self.process = binaries(), pathlib.Path(folder), None
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
            self.folder.parent.chmod(0o755)
        self._run(self.bin / "initdb", "--pgdata", self.folder / "data", "--auth", "trust", "--username", "onestop", "--encoding", "UTF8",
                  "--locale", "C.UTF-8", "--no-sync")
        with open(self.folder / "data/postgresql.conf", "a") as settings:
            settings.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nfsync = {'on' if durable else 'off'}\n"
                           "max_connections = 40\n")
        self.address = f"postgresql://onestop@/postgres?host={str(self.folder).replace('/', '%2F')}"

    def _as_user(self, *words):
        drop = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"] if os.geteuid() == 0 else []
        return [*drop, *map(str, words)]

    def _run(self, *words):
        done = subprocess.run(self._as_user(*words), capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"{words[0]}: {done.stderr}")
        return done.stdout

    def start(self):
        log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(self._as_user(self.bin / "postgres", "-D", self.folder / "data"), stdout=log, stderr=log, cwd=self.folder)
        end = time.monotonic() + 30
        while True:
            try:
                return self.ask("SELECT 1")
            except RuntimeError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def ask(self, sql):
        """Rows of texts."""
        return [line.split("\x1f") for line in self._run(self.bin / "psql", "-XAtq", "-F", "\x1f", "-d", self.address, "-c", sql).splitlines()]

    def kill(self):
        """As a power cut does: all of its processes at once."""
        self._signal(signal.SIGKILL)

    def stop(self):
        if self.process and self.process.poll() is None:
            self._signal(signal.SIGQUIT)

    def _signal(self, number):
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        for pid in [self.process.pid, *map(int, children)] if number == signal.SIGKILL else [self.process.pid]:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        self.process.wait(30)
