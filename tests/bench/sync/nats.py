# SPDX-License-Identifier: Apache-2.0
"""The same backlog over nats-server: a leaf node's JetStream that filled while the hub was away, sourced by the hub's, mutual TLS.

`python3 -m tests.bench.sync.nats [--events N] [--json] [--build FOLDER]`: ours and this one in one run; exit 77 where nats-server
is not installed. Not the same promise: JetStream says yes before it has synced (every two minutes), and nothing is a chain.
"""

import argparse
import collections
import json
import pathlib
import re
import shutil
import socket
import sys
import time

from tests.bench.sync.drain import drain, traffic
from tests.bench.sync.peers import Peer
from tests.fault.sync_kills import ROOT
from tests.support.ports import free_port

PROGRAM = shutil.which("nats-server") or shutil.which("nats-server", path="/usr/sbin")
STREAM = {"name": "EV", "subjects": ["ev"], "retention": "limits", "storage": "file", "max_consumers": -1, "max_msgs": -1, "max_bytes": -1, "max_age": 0, "num_replicas": 1}


class Line:
    """The protocol of a client, as far as it is needed: CONNECT, SUB, PUB and requests."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.reader = self.socket.makefile("rb")
        self.reader.readline()  # INFO
        self.socket.sendall(b'CONNECT {"verbose":false,"pedantic":false}\r\nSUB _in 1\r\n')

    def publish(self, subject, bodies, reply=""):
        for begin in range(0, len(bodies), 500):
            self.socket.sendall(b"".join(f"PUB {subject} {reply} {len(body)}\r\n".encode() + body + b"\r\n" for body in bodies[begin:begin + 500]))

    def message(self):
        while True:
            line = self.reader.readline()
            if line.startswith((b"MSG", b"HMSG")):
                return self.reader.read(int(line.split()[-1]) + 2)[:-2]
            if line.startswith(b"PING"):
                self.socket.sendall(b"PONG\r\n")
            elif not line or line.startswith(b"-ERR"):
                raise RuntimeError(f"nats-server: {line}")

    def ask(self, subject, question=None):
        self.publish(subject, [json.dumps(question).encode() if question else b""], "_in")
        answer = json.loads(self.message())
        if "error" in answer:
            raise RuntimeError(f"{subject}: {answer['error']}")
        return answer


class Nats(Peer):
    def drain(self, bodies):
        hub, edge, leaf = free_port(), free_port(), free_port()
        tls = lambda name: f'tls {{ cert_file: "{self.pki}/{name}.crt", key_file: "{self.pki}/{name}.key", ca_file: "{self.pki}/ca.crt", verify: true }}'
        (self.folder / "hub.conf").write_text(
            f'listen: "127.0.0.1:{hub}"\nserver_name: hub\njetstream {{ store_dir: "{self.folder}/hub", domain: hub }}\n'
            f'leafnodes {{ listen: "127.0.0.1:{leaf}", {tls("hub")} }}\n')
        (self.folder / "edge.conf").write_text(
            f'listen: "127.0.0.1:{edge}"\nserver_name: edge\njetstream {{ store_dir: "{self.folder}/edge", domain: edge }}\n'
            f'leafnodes {{ reconnect: 1, remotes: [ {{ url: "tls://localhost:{leaf}", {tls("kiosk-1").replace(", verify: true", "")} }} ] }}\n')
        self.start("edge", PROGRAM, "-c", self.folder / "edge.conf")
        self.until_it_listens(edge)
        line = Line(edge)
        line.ask("$JS.API.STREAM.CREATE.EV", STREAM)
        line.publish("ev", bodies)
        self.until(lambda: line.ask("$JS.API.STREAM.INFO.EV")["state"]["messages"] == len(bodies), 120)

        self.start("hub", PROGRAM, "-c", self.folder / "hub.conf")
        self.until_it_listens(hub)
        line = Line(hub)
        source = {"name": "EV", "external": {"api": "$JS.edge.API", "deliver": ""}}
        self.until(lambda: "leafnode connection created" in self.log("hub").lower(), 60)
        line.ask("$JS.API.STREAM.CREATE.ALL", {**STREAM, "name": "ALL", "subjects": [], "sources": [source]})
        held = lambda: line.ask("$JS.API.STREAM.INFO.ALL")["state"]["messages"]
        self.until(held, 60)
        first, begun = held(), time.monotonic()
        self.until(lambda: held() >= len(bodies), 300)
        return self.row(bodies, first, time.monotonic() - begun, line)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()

    def row(self, bodies, first, seconds, line):
        sender = self.programs["edge"].pid
        carried, status = traffic(sender), pathlib.Path(f"/proc/{sender}/status").read_text()
        line.ask("$JS.API.CONSUMER.CREATE.ALL", {"stream_name": "ALL", "config": {"deliver_subject": "_in", "deliver_policy": "all", "ack_policy": "none", "replay_policy": "instant"}})
        seen = collections.Counter(line.message() for _ in bodies)
        return {"events": len(seen), "seconds": round(seconds, 2), "events_per_s": round((len(bodies) - first) / seconds), "bytes_per_event": round(carried / len(bodies), 1),
                "rss_kb": int(re.search(r"VmRSS:\s+(\d+)", status)[1]), "peak_rss_kb": int(re.search(r"VmHWM:\s+(\d+)", status)[1]),
                "lost": len(bodies) - len(seen), "doubled": sum(seen.values()) - len(seen)}


def row(bodies):
    """Nothing where it is not installed."""
    if PROGRAM is None:
        return None
    with Nats() as peer:
        return peer.drain(bodies)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    if PROGRAM is None:
        print("skipped: no nats-server")
        sys.exit(77)
    ours, bodies = drain(options.build, options.events)
    rows = {"onestop": ours, "nats-server": row(bodies)}
    ratios = {figure: round(ours[figure] / rows["nats-server"][figure], 3) for figure in ("events_per_s", "bytes_per_event", "rss_kb")}
    print(json.dumps({"rows": rows, "to nats-server": ratios}) if options.json else "\n".join([*(f"{name}: {row}" for name, row in rows.items()), f"to nats-server: {ratios}"]))


if __name__ == "__main__":
    main()
