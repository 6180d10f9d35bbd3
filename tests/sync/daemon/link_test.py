# SPDX-License-Identifier: Apache-2.0
"""Why the hub is not reached, told by the real daemon to whoever asks `onestop-syncd status`, in words and in JSON.

`link_test.py ROOT BUILD`. Promises: each kind of login page of a network is called one, a wrong clock a wrong clock, also
while the hub answers; without name service the hub is found where it was last, also after a start, and that is said.
In a mount namespace of its own, so that names are ours to give and take. Exit 77 (skipped) where that is not allowed.
"""

import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

ROOT, BIN = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve() / "bin"
sys.path.insert(0, str(ROOT))
from tests.support.ports import free_port  # noqa: E402

SITE, NAME = "dapeng-kuichong", "localhost"  # what the hub's certificate says
REDIRECTION = b"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<html>Please sign in</html>"


class Names:
    """/etc/hosts and the resolver of this namespace: no server answers, hosts says what we want."""

    def __init__(self, folder):
        self.hosts = folder / "hosts"
        for name, text in (("hosts", ""), ("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"), ("nsswitch.conf", "hosts: files dns\n")):
            (folder / name).write_text(text)
            subprocess.run(["mount", "--bind", folder / name, os.path.realpath(f"/etc/{name}")], check=True)

    def give(self):
        self.hosts.write_text(f"127.0.0.1 {NAME}\n")

    def take_away(self):
        self.hosts.write_text("")


class Portal:
    """What a network puts in the hub's place: says `answer` to whoever connects, behind TLS or without."""

    def __init__(self, port, answer, tls):
        self.answer, self.tls = answer, tls
        self.listener = socket.create_server(("127.0.0.1", port))
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            try:
                with line:
                    line.settimeout(5)
                    if self.tls:
                        with self.tls.wrap_socket(line, server_side=True) as secure:
                            secure.recv(65536)
                            secure.sendall(self.answer)
                    else:
                        line.recv(65536)
                        line.sendall(self.answer)
            except OSError:
                pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


class Hub:
    def __init__(self, folder, port):
        self.config = folder / "hub.toml"
        self.config.write_text(f'site = "{SITE}"\ndatabase = "hub.sqlite"\n[devices]\nlisten = "127.0.0.1:{port}"\n'
                               'certificate = "pki/hub.crt"\nkey = "pki/hub.key"\nauthority = "pki/ca.crt"\n')

    def __enter__(self):
        self.process = subprocess.Popen([BIN / "onestop-hub", "--config", self.config], stderr=subprocess.DEVNULL)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Daemon:
    """The daemon for as long as it takes to say what `holds` wants of its status."""

    def __init__(self, folder, port):
        self.config = folder / "syncd.toml"
        self.config.write_text(
            f'site = "{SITE}"\nkiosk = 1\nstore = "store.sqlite"\n[hub]\nurl = "https://{NAME}:{port}"\ncertificate = "pki/kiosk-1.crt"\n'
            f'key = "pki/kiosk-1.key"\nauthority = "pki/ca.crt"\n[repository]\nurl = "https://{NAME}:{free_port()}/"\n'
            'authority = "pki/ca.crt"\nroot = "district/repository/metadata/1.root.json"\n')

    def status(self, offset_ms, *form):
        command = [BIN / "onestop-syncd", "status", "--config", self.config, "--clock-offset-ms", str(offset_ms), *form]
        return subprocess.run(command, capture_output=True, text=True).stdout

    def says(self, holds, offset_ms=0, seconds=40):
        process = subprocess.Popen([BIN / "onestop-syncd", "--config", self.config, "--clock-offset-ms", str(offset_ms)], stderr=subprocess.DEVNULL)
        said = {}
        try:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                text = self.status(offset_ms, "--json")
                said = json.loads(text) if text else {}
                if said.get("running") and holds(said["link"], said["reason"]):
                    words = self.status(offset_ms)
                    return f"Link: {said['link']}, since" in words and said["reason"] in words
                time.sleep(0.05)
        finally:
            process.terminate()
            process.wait()
        print("said instead:", said.get("link"), said.get("reason"), file=sys.stderr)
        return False


def foreign(folder, old=False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "portal.crt", folder / "portal.key")
    if old:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


def rehearse(folder):
    subprocess.run([ROOT / "deploy/pki/make", folder / "pki", SITE, "1"], check=True, capture_output=True)
    subprocess.run([BIN / "onestop-publish", "demo", folder / "district", "--period", time.strftime("%Y-%m")], check=True, capture_output=True)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
                    f"subjectAltName=DNS:{NAME}", "-keyout", folder / "portal.key", "-out", folder / "portal.crt"], check=True, capture_output=True)
    names, port = Names(folder), free_port()
    daemon, hub = Daemon(folder, port), Hub(folder, port)

    def is_login_page(link, reason):
        return link == "login_page" and "a network login page?" in reason

    def has_no_names(link, reason):
        return link == "unreachable" and reason.startswith("no name service") and NAME in reason

    promises = {"a name that nobody knows is called that": daemon.says(has_no_names)}
    names.give()
    for what, answer, tls in (("redirects behind a foreign certificate", REDIRECTION, foreign(folder)), ("shows a page behind a foreign certificate", PAGE, foreign(folder)),
                              ("redirects without TLS", REDIRECTION, None), ("shows a page behind an old TLS", PAGE, foreign(folder, old=True))):
        with Portal(port, answer, tls):
            promises[f"what {what} is called a login page"] = daemon.says(is_login_page)
    with hub:
        promises["the hub itself is online, and nothing is odd"] = daemon.says(lambda link, reason: link == "online" and reason == "")
        year, hour = 365 * 86_400_000, 3_600_000
        promises["a clock a year behind is called that"] = daemon.says(lambda link, reason: link == "clock" and "is the clock behind?" in reason, -year)
        promises["a clock twenty years ahead is called that"] = daemon.says(lambda link, reason: link == "clock" and "is the clock ahead" in reason, 20 * year)
        promises["a clock an hour ahead is called that while the hub answers"] = daemon.says(
            lambda link, reason: link == "online" and "our clock is 60 min ahead of the hub's" in reason, hour)
        names.take_away()
        promises["without name service the hub is found where it was last"] = daemon.says(
            lambda link, reason: link == "online" and "no name service: the hub is found where it was last, at 127.0.0.1" in reason)
    promises["without name service and hub both are said"] = daemon.says(
        lambda link, reason: has_no_names(link, reason) and "nobody answers at 127.0.0.1, where it was last" in reason)
    return [promise for promise, holds in promises.items() if not holds]


def has_carrier():
    return any((net / "carrier").exists() and (net / "operstate").read_text().strip() == "up" for net in pathlib.Path("/sys/class/net").iterdir() if net.name != "lo")


def main():
    if "--inside" not in sys.argv:
        inside = ["unshare", "--map-root-user", "--mount"]
        if subprocess.run([*inside, "true"], capture_output=True).returncode != 0 or not has_carrier():
            print("skipped: no namespace of our own here, or no network at all")
            sys.exit(77)
        sys.exit(subprocess.run([*inside, sys.executable, __file__, *sys.argv[1:], "--inside"]).returncode)
    with tempfile.TemporaryDirectory(prefix="onestop-link-") as folder:
        broken = rehearse(pathlib.Path(folder))
    sys.exit("; ".join(f"broken: {promise}" for promise in broken) or 0)


if __name__ == "__main__":
    main()
