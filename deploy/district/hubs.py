# SPDX-License-Identifier: Apache-2.0
"""Two hubs over one database, and haproxy that gives each connection to one that answers: TCP only, for TLS ends in the hub."""

import pathlib
import shutil
import subprocess
import time

from tests.support.ports import free_port

HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
NAMES = ("hub-a", "hub-b")


class Hubs:
    """In `folder`: pki/ as deploy/pki/make left it, and district/ with a repository when there is one. `staff`: None has no such door."""

    def __init__(self, folder, binaries, site, database, devices, staff=None):
        self.folder, self.binaries, self.programs = pathlib.Path(folder), pathlib.Path(binaries), {}
        self.devices, self.staff = devices, staff
        self.ports = {name: {"devices": free_port(), **({"staff": free_port()} if staff else {})} for name in NAMES}
        for name in NAMES:
            (self.folder / f"{name}.toml").write_text(self._settings(name, site, database))
        (self.folder / "haproxy.cfg").write_text(self._balancer())

    def _settings(self, name, site, database):
        certificate = 'certificate = "pki/hub.crt"\nkey = "pki/hub.key"\n'
        repository = 'repository = "district/repository"\n' if (self.folder / "district/repository").exists() else ""
        staff = f'[staff]\nlisten = "127.0.0.1:{self.ports[name]["staff"]}"\n{certificate}' if self.staff else ""
        return (f'site = "{site}"\ndatabase = "{database}"\n{repository}[devices]\nlisten = "127.0.0.1:{self.ports[name]["devices"]}"\n'
                f'{certificate}authority = "pki/ca.crt"\n{staff}')

    def _balancer(self):
        doors = {"devices": self.devices, **({"staff": self.staff} if self.staff else {})}
        return ("defaults\n  mode tcp\n  timeout connect 1s\n  timeout client 1h\n  timeout server 1h\n  option redispatch\n" +
                "".join(f"frontend {door}\n  bind 127.0.0.1:{port}\n  default_backend {door}_hubs\nbackend {door}_hubs\n  balance roundrobin\n" +
                        "".join(f"  server {name} 127.0.0.1:{self.ports[name][door]} check inter 200\n" for name in NAMES)
                        for door, port in doors.items()))

    def launch(self, name):
        words = ([HAPROXY, "-db", "-q", "-f", self.folder / "haproxy.cfg"] if name == "haproxy"
                 else [self.binaries / "onestop-hub", "--config", self.folder / f"{name}.toml"])
        log = open(self.folder / f"{name}.log", "ab")
        self.programs[name] = subprocess.Popen(words, stdout=log, stderr=log)

    def kill(self, name):
        self.programs[name].kill()
        self.programs[name].wait()

    def start(self):
        for name in (*NAMES, "haproxy"):
            self.launch(name)
        end = time.monotonic() + 30
        while not all("doors" in (self.folder / f"{name}.log").read_text() for name in NAMES):
            if time.monotonic() > end:
                raise RuntimeError(f"a hub did not start: see {self.folder}/hub-*.log")
            time.sleep(0.1)

    def stop(self):
        for name in self.programs:
            self.kill(name)
