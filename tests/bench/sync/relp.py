# SPDX-License-Identifier: Apache-2.0
"""The same backlog over rsyslog's RELP, mutual TLS, from a queue on the disk to a file.

Not the same promise: the queue is not synced at each message, and the file at the other end not at all.
"""

import pathlib
import shutil
import socket
import time

from tests.bench.sync.peers import Peer
from tests.support.ports import free_port

PROGRAM = shutil.which("rsyslogd") or shutil.which("rsyslogd", path="/usr/sbin")


class Relp(Peer):
    def drain(self, bodies):
        port, out, door = free_port(), self.folder / "out.log", self.folder / "in.sock"
        for name in ("hub", "edge"):
            (self.folder / name).mkdir()
        tls = lambda name: (f'tls="on" tls.cacert="{self.pki}/ca.crt" tls.mycert="{self.pki}/{name}.crt" tls.myprivkey="{self.pki}/{name}.key" '
                            'tls.authmode="certvalid"')
        (self.folder / "hub.conf").write_text(
            f'global(workDirectory="{self.folder}/hub" maxMessageSize="8k")\nmodule(load="imrelp" tls.tlslib="openssl")\n'
            f'template(name="raw" type="string" string="%msg:2:$%\\n")\nruleset(name="r"){{ action(type="omfile" file="{out}" template="raw") }}\n'
            f'input(type="imrelp" port="{port}" address="127.0.0.1" ruleset="r" {tls("hub")})\n')
        (self.folder / "edge.conf").write_text(
            f'global(workDirectory="{self.folder}/edge" maxMessageSize="8k")\nmodule(load="imptcp")\nmodule(load="omrelp" tls.tlslib="openssl")\n'
            f'input(type="imptcp" path="{door}" ruleset="f")\nruleset(name="f"){{ action(type="omrelp" target="127.0.0.1" port="{port}" {tls("kiosk-1")} '
            'queue.type="Disk" queue.filename="q" queue.size="1000000" queue.maxdiskspace="2g" queue.checkpointinterval="1000" '
            'action.resumeRetryCount="-1" action.resumeInterval="1") }\n')
        out.touch()
        self.start("edge", PROGRAM, "-n", "-f", self.folder / "edge.conf", "-i", self.folder / "edge.pid")
        self.until(lambda: door.exists())
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(door))
            for body in bodies:
                client.sendall(b"<134>Nov 23 10:00:00 k1 ev: " + body + b"\n")
        time.sleep(2)  # taken into the queue
        self.start("hub", PROGRAM, "-n", "-f", self.folder / "hub.conf", "-i", self.folder / "hub.pid")
        tail = self.start("tail", "tail", "-n", "+1", "-f", out, piped=True)
        return self.read(tail, bodies, self.programs["edge"].pid)


def row(bodies):
    """Nothing where it is not installed."""
    if PROGRAM is None or not any(pathlib.Path("/usr/lib").glob("*/rsyslog/omrelp.so")):
        return None
    with Relp() as peer:
        return peer.drain(bodies)
