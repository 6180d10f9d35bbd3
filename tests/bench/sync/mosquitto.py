# SPDX-License-Identifier: Apache-2.0
"""The same backlog over mosquitto's bridge, QoS 1, mutual TLS: an edge broker that queued it, a hub broker with one subscriber.

Not the same promise: mosquitto keeps its queue in memory and saves it now and then, and hands on what it has not stored.
"""

import getpass
import shutil
import subprocess

from tests.bench.sync.peers import Peer
from tests.support.ports import free_port

PROGRAM = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
IN_FLIGHT = 1000  # its default of 20 waits for each answer


class Mosquitto(Peer):
    def drain(self, bodies):
        hub, local, edge = free_port(), free_port(), free_port()
        common = f"user {getpass.getuser()}\npersistence true\nmax_queued_messages 0\nmax_inflight_messages {IN_FLIGHT}\nper_listener_settings true\nlog_type error\n"
        for name in ("hub", "edge"):
            (self.folder / name).mkdir()
        (self.folder / "hub.conf").write_text(
            f"{common}persistence_location {self.folder}/hub/\nlistener {hub} 127.0.0.1\ncafile {self.pki}/ca.crt\ncertfile {self.pki}/hub.crt\n"
            f"keyfile {self.pki}/hub.key\nrequire_certificate true\nuse_identity_as_username true\nlistener {local} 127.0.0.1\nallow_anonymous true\n")
        (self.folder / "edge.conf").write_text(
            f"{common}persistence_location {self.folder}/edge/\nlistener {edge} 127.0.0.1\nallow_anonymous true\nconnection up\n"
            f"address 127.0.0.1:{hub}\ntopic ev out 1\ncleansession false\nnotifications false\nrestart_timeout 1\nbridge_cafile {self.pki}/ca.crt\n"
            f"bridge_certfile {self.pki}/kiosk-1.crt\nbridge_keyfile {self.pki}/kiosk-1.key\n")
        subscribe = ["mosquitto_sub", "-p", str(local), "-t", "ev", "-q", "1", "-c", "-i", "desk"]
        self.start("hub", PROGRAM, "-c", self.folder / "hub.conf")
        self.until_it_listens(local)
        subprocess.run([*subscribe, "-E"], check=True)  # its subscription is kept
        self.end("hub")
        self.start("edge", PROGRAM, "-c", self.folder / "edge.conf")
        self.until_it_listens(edge)
        subprocess.run(["mosquitto_pub", "-p", str(edge), "-t", "ev", "-q", "1", "-l"], input=b"\n".join(bodies) + b"\n", check=True)
        self.start("hub", PROGRAM, "-c", self.folder / "hub.conf")
        self.until_it_listens(local)
        return self.read(subprocess.Popen([*subscribe, "-C", str(len(bodies))], stdout=subprocess.PIPE), bodies, self.programs["edge"].pid)


def row(bodies):
    """Nothing where it is not installed."""
    if PROGRAM is None or shutil.which("mosquitto_sub") is None:
        return None
    with Mosquitto() as peer:
        return peer.drain(bodies)
