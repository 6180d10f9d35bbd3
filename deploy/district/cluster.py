# SPDX-License-Identifier: Apache-2.0
"""Three PostgreSQL servers under Patroni with etcd, in a folder: one leads, one follows in step, one follows.

What is committed is on the leader and on the follower in step (`synchronous_mode_strict`), so whichever dies, nothing that
was answered is lost. Patroni and PostgreSQL refuse to run as root: then they run as `postgres`.
"""

import http.client
import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import time

from tests.support.ports import free_port

NODES = ("db-1", "db-2", "db-3")
# Seconds. A leader that is gone is followed after ttl at most; Patroni wants ttl >= loop_wait + 2 * retry_timeout.
TTL, LOOP, RETRY = 20, 5, 5


def newest_binaries():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parent.parent.name))
    return found[-1].parent if found else None


def is_installed():
    return newest_binaries() is not None and all(shutil.which(name) for name in ("patroni", "etcd"))


class Cluster:
    def __init__(self, folder):
        self.folder, self.programs = pathlib.Path(folder), {}
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.ports = {name: free_port() for name in NODES}
        self.doors = {name: free_port() for name in NODES}  # Patroni's own, where it says who leads
        self.keeper, self.keeper_peers = free_port(), free_port()
        self.folder.mkdir()
        for name in NODES:
            (self.folder / f"{name}.yml").write_text(self._settings(name))
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, self.user)
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports.values())
        self.address = f"postgresql://onestop@{hosts}/postgres"

    def _settings(self, name):
        """Patroni reads YAML, and JSON is YAML. Everything listens on this machine only, so nobody is asked for a password."""
        trusted = [f"{kind} {base} {who} 127.0.0.1/32 trust" for kind, base, who in (("host", "all", "all"), ("host", "replication", "all"))]
        account = {"username": "postgres", "password": "of-this-machine-only"}
        return json.dumps({
            "scope": "onestop", "name": name,
            "restapi": {"listen": f"127.0.0.1:{self.doors[name]}", "connect_address": f"127.0.0.1:{self.doors[name]}"},
            "etcd3": {"hosts": f"127.0.0.1:{self.keeper}"},
            "bootstrap": {
                "dcs": {"ttl": TTL, "loop_wait": LOOP, "retry_timeout": RETRY, "synchronous_mode": True, "synchronous_mode_strict": True,
                        "synchronous_node_count": 1, "maximum_lag_on_failover": 1048576,
                        "postgresql": {"use_pg_rewind": True, "parameters": {"wal_level": "replica", "max_wal_senders": 8, "hot_standby": "on",
                                                                             "max_connections": 40, "shared_buffers": "64MB"}}},
                "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
                "pg_hba": trusted},
            "postgresql": {
                "listen": f"127.0.0.1:{self.ports[name]}", "connect_address": f"127.0.0.1:{self.ports[name]}",
                "data_dir": str(self.folder / name), "bin_dir": str(newest_binaries()), "pgpass": str(self.folder / f"{name}.pgpass"),
                "authentication": {"superuser": account, "replication": account, "rewind": account},
                "parameters": {"unix_socket_directories": str(self.folder)}},
            "watchdog": {"mode": "off"}}, indent=1)

    def _launch(self, name, *words):
        drop = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"] if os.geteuid() == 0 else []
        log = open(self.folder / f"{name}.log", "ab")
        self.programs[name] = subprocess.Popen([*drop, *map(str, words)], stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                                               env=os.environ | {"HOME": str(self.folder)})

    def start_node(self, name):
        self._launch(name, "patroni", self.folder / f"{name}.yml")

    def start(self):
        """Returns when one leads, one follows in step and the third follows too."""
        client, peers = f"http://127.0.0.1:{self.keeper}", f"http://127.0.0.1:{self.keeper_peers}"
        self._launch("etcd", "etcd", "--data-dir", self.folder / "etcd", "--listen-client-urls", client, "--advertise-client-urls", client,
                     "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", f"default={peers}")
        for name in NODES:
            self.start_node(name)
        self.wait_until_whole(180)
        self.ask("CREATE ROLE onestop LOGIN SUPERUSER", user="postgres")

    def members(self):
        """Name → (role, state), as the nodes that answer see it."""
        for door in self.doors.values():
            try:
                connection = http.client.HTTPConnection("127.0.0.1", door, timeout=3)
                connection.request("GET", "/cluster")
                return {one["name"]: (one["role"], one["state"]) for one in json.load(connection.getresponse())["members"]}
            except (OSError, ValueError, KeyError):
                continue
        return {}

    def leader(self):
        return next((name for name, (role, _) in self.members().items() if role == "leader"), None)

    def is_whole(self):
        standing = list(self.members().values())
        return (len(standing) == len(NODES) and all(state in ("running", "streaming") for _, state in standing)
                and sorted(role for role, _ in standing) == ["leader", "replica", "sync_standby"])

    def wait_until_whole(self, seconds):
        end = time.monotonic() + seconds
        while not self.is_whole():
            if time.monotonic() > end:
                raise RuntimeError(f"the cluster is not whole after {seconds} s: {self.members()}; see {self.folder}/*.log")
            time.sleep(0.5)

    def ask(self, sql, user="onestop"):
        """Rows of texts, from whoever takes writes."""
        address = self.address.replace("onestop@", f"{user}@") + "?target_session_attrs=read-write&connect_timeout=3"
        done = subprocess.run([newest_binaries() / "psql", "-XAtq", "-F", "\x1f", "-d", address, "-c", sql], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return [line.split("\x1f") for line in done.stdout.splitlines()]

    def kill_node(self, name):
        """As its machine's end would: its Patroni and every process of its server."""
        postmaster = self.folder / name / "postmaster.pid"
        pids = [self.programs[name].pid]
        if postmaster.exists():
            server = postmaster.read_text().split()[0]
            pids += [int(server), *map(int, subprocess.run(["pgrep", "-P", server], capture_output=True, text=True).stdout.split())]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.programs[name].wait(30)

    def stop(self):
        for name in [name for name in NODES if name in self.programs]:
            self.kill_node(name)
        if "etcd" in self.programs:
            self.programs["etcd"].kill()
            self.programs["etcd"].wait(30)
