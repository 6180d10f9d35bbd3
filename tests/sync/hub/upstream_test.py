# SPDX-License-Identifier: Apache-2.0
"""Kiosk, hub of the site, hub of the district: what happens below is held above, byte for byte, whoever is away meanwhile.

`upstream_test.py ROOT BUILD`: the real daemon and two real hubs over mutual TLS 1.3; OpenSSL's command line brings a site's hub
its certificate with a code of the district's, as hub/README.md says.
"""

import base64
import http.client
import json
import pathlib
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.fault.sync_kills import SITE, Tree, Writer, eventually  # noqa: E402

OTHER = "dapeng-jiaochangwei"


class District(Tree):
    """With an entrance for hubs, and a clock that can be set on."""

    def __init__(self, folder):
        super().__init__(folder, BUILD)
        self.door, self.offset = self.open_enrolment("above/hub.toml"), 0

    def command(self, name):
        return [*super().command(name), "--clock-offset-ms", str(self.offset)] if name == "hub" else super().command(name)

    def run(self, *words):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def hub(self, *words):
        return self.run(self.binaries / "onestop-hub", words[0], "--config", self.folder / "above/hub.toml", *words[1:]).strip()

    def same(self):
        return self.logs(self.above) == self.logs(self.database) != []

    def ask(self, database, sql, *values):
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as hub:
            return hub.execute(sql, values).fetchall()

    def speak(self, port, certificate, method, path, body=None, headers=None):
        """One request with a certificate of the folder pki."""
        context = ssl.create_default_context(cafile=self.folder / "pki/ca.crt")
        context.load_cert_chain(self.folder / f"pki/{certificate}.crt", self.folder / f"pki/{certificate}.key")
        door = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
        door.request(method, path, body, headers or {})
        answer = door.getresponse()
        return answer.status, answer.read()


def what_happens_below_is_held_above(tree):
    eventually("the first events are at the district", lambda: len(tree.held(tree.above)) > 0, 60)
    begun, sequence = time.monotonic(), tree.writer.help()
    eventually("a call for help is at the district", lambda: tree.held(tree.above)[-1][0] >= sequence, 20)
    tree.figures["help_ms"] = round((time.monotonic() - begun) * 1000)
    eventually("kiosk, daemon and hub: all logs, equal bytes and chains", tree.same, 20)
    written = [(s, bytes(b)) for s, b in tree.writer.store.execute("SELECT sequence, body FROM kiosk_event ORDER BY sequence")]
    assert [(s, b.encode()) for s, b in tree.held(tree.above)] == written, "as the kiosk wrote them"
    nodes = {node for node, in tree.ask(tree.above, "SELECT node FROM node")}
    assert {f"kiosk-1.{SITE}", f"hub.{SITE}"} <= nodes, nodes


def nobody_has_to_be_there(tree):
    tree.kill("district")
    for _ in range(1200):  # more than two batches
        tree.writer.help()
    eventually("the site takes all of it", lambda: len(tree.held()) >= 1200, 60)
    tree.kill("hub")
    tree.writer.help()
    tree.start("hub")
    tree.start("district")
    begun = time.monotonic()
    eventually("after the outage it is all above", lambda: tree.same() and len(tree.held(tree.above)) > 1200, 60)
    tree.figures["catch_up_s"] = round(time.monotonic() - begun, 1)
    tree.kill("hub")
    tree.start("hub")
    tree.writer.help()
    eventually("and goes on", lambda: tree.same() and len(tree.held(tree.above)) == tree.writer.store.execute("SELECT max(sequence) FROM kiosk_event").fetchone()[0], 30)
    assert not tree.ask(tree.above, "SELECT kind, detail FROM anomaly WHERE kind IN ('gap', 'conflict', 'broken_chain')")


def a_restored_district_gets_again_what_it_lost(tree):
    backup = tree.folder / "backup"
    tree.hub("backup", backup)
    before = len(tree.held(tree.above))
    for _ in range(40):
        tree.writer.help()
    eventually("more came", lambda: len(tree.held(tree.above)) >= before + 40, 30)
    acknowledged = "SELECT sequence FROM upstream_acknowledgement WHERE source LIKE '%:kiosk:%'"
    eventually("and the site knows that", lambda: tree.ask(tree.database, acknowledged) == [(before + 40,)], 30)
    tree.kill("district")
    tree.hub("restore", backup)
    assert len(tree.held(tree.above)) == before
    tree.start("district")  # and nothing new happens below
    eventually("nothing is lost", tree.same, 60)
    assert len(tree.held(tree.above)) == before + 40
    gaps = tree.ask(tree.above, "SELECT detail FROM anomaly WHERE kind = 'gap'")
    assert gaps, "that something was missing stays visible"


def they_end_in_order(tree):
    """Asked to stop, with the way up open and without it."""
    for name in ("district", "hub"):
        tree.programs[name].terminate()
        assert tree.programs[name].wait(timeout=20) == 0, (name, tree.programs[name].returncode)
        tree.start(name)
    sequence = tree.writer.help()
    eventually("and they find each other again", lambda: tree.held(tree.above)[-1][0] >= sequence, 30)
    tree.programs["hub"].terminate()
    assert tree.programs["hub"].wait(timeout=20) == 0, tree.programs["hub"].returncode


def a_record_goes_up_and_its_answer_comes_down(tree):
    record = "00112233445566778899aabbccddeeff"
    sealed = tree.folder / "sealed.der"
    tree.run("openssl", "cms", "-encrypt", "-binary", "-aes-256-gcm", "-outform", "DER", "-out", sealed, "-in", tree.settings, tree.folder / "pki/kiosk-1.crt")
    headers = {"Content-Type": "application/cms", "Onestop-Purpose": "opinion", "Onestop-Consent-Version": "opinion-1", "Onestop-Sealed-At": "2026-11-24T02:00:00.000Z"}
    status, body = tree.speak(tree.site_port, "kiosk-1", "PUT", f"/v1/sealed/{record}", sealed.read_bytes(), headers)
    assert status == 201, (status, body)
    held = lambda: tree.ask(tree.above, "SELECT node, cms FROM sealed_record WHERE record_id = ?", record)
    eventually("the record is at the district", held, 30)
    assert held() == [(f"hub.{SITE}", sealed.read_bytes())]
    stick = tree.folder / "stick"
    assert "1 sealed" in tree.hub("export-sealed", stick)
    asked = lambda: tree.speak(tree.site_port, "kiosk-1", "GET", f"/v1/answers/{record}")
    assert asked()[0] == 204
    (stick / f"{record}.answer").write_bytes(b"ciphertext of an answer")
    tree.hub("import-answers", stick)
    eventually("whoever asks at the kiosk gets the answer", lambda: asked() == (200, b"ciphertext of an answer"), 30)


def another_site_is_not_spoken_for(tree):
    """A hub with the certificate of one site cannot bring the events of another: by code, as a technician does it."""
    code = tree.hub("enrolment-code", "--hub", OTHER)
    key, request, name = tree.folder / "pki/other.key", tree.folder / "other.csr", f"hub.{OTHER}"
    tree.run("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-subj", f"/CN={name}",
             "-outform", "DER", "-out", request)
    context = ssl.create_default_context(cafile=tree.folder / "pki/ca.crt")
    door = http.client.HTTPSConnection("127.0.0.1", tree.door, context=context, timeout=10)
    secret = base64.b64encode(f"{name}:{code.replace('-', '')[:12]}".encode()).decode()
    door.request("POST", "/.well-known/est/simpleenroll", base64.encodebytes(request.read_bytes()),
                 {"Content-Type": "application/pkcs10", "Authorization": "Basic " + secret})
    answer = door.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    (tree.folder / "other.p7").write_bytes(base64.b64decode(body))
    (tree.folder / "pki/other.crt").write_text(tree.run("openssl", "pkcs7", "-inform", "DER", "-in", tree.folder / "other.p7", "-print_certs"))

    held = len(tree.logs(tree.above))
    good = tree.settings.read_text()
    tree.kill("hub")
    tree.settings.write_text(good.replace("pki/upstream.", "pki/other."))
    tree.start("hub")
    tree.writer.help()
    eventually("the district refuses it", lambda: "another-source" in (tree.folder / "district.log").read_text(), 30)
    eventually("and the site says so", lambda: "403" in (tree.folder / "hub.log").read_text(), 10)
    time.sleep(1)
    assert len(tree.logs(tree.above)) == held
    tree.kill("hub")
    tree.settings.write_text(good)
    tree.start("hub")
    # The bell may still be at the kiosk: its daemon waits a moment after a hub that broke off.
    eventually("with its own certificate it all goes on", lambda: len(tree.logs(tree.above)) > held and tree.same(), 30)
    status, body = tree.speak(tree.district_port, "other", "POST", "/v1/events", tree.batch(), tree.chain())
    assert status == 403 and json.loads(body)["type"] == "urn:onestop:problem:another-source", body
    tree.hub("revoke", "--hub", OTHER)
    status, body = tree.speak(tree.district_port, "other", "POST", "/v1/events", tree.batch(), tree.chain())
    assert status == 403 and json.loads(body)["type"] == "urn:onestop:problem:revoked", body


with tempfile.TemporaryDirectory() as folder:
    tree = District(pathlib.Path(folder))
    tree.settings, tree.figures = tree.folder / "hub/hub.toml", {}
    tree.site_port = int(tree.settings.read_text().split("[devices]")[1].split(":")[1].split('"')[0])
    try:
        for name in ("district", "hub", "syncd"):
            tree.start(name)
        eventually("the daemon made the store", lambda: sqlite3.connect(tree.store).execute("SELECT count(*) FROM syncd_event").fetchone()[0] > 0, 20)
        tree.writer = Writer(tree.store)
        first = tree.writer.store.execute("SELECT body, hash FROM kiosk_event ORDER BY sequence LIMIT 1").fetchone()
        tree.batch = lambda: b"[" + bytes(first[0]) + b"]"
        tree.chain = lambda: {"Content-Type": "application/cloudevents-batch+json", "Onestop-Chain-Before": "0" * 64, "Onestop-Chain-After": first[1].hex()}
        what_happens_below_is_held_above(tree)
        nobody_has_to_be_there(tree)
        a_record_goes_up_and_its_answer_comes_down(tree)
        another_site_is_not_spoken_for(tree)
        a_restored_district_gets_again_what_it_lost(tree)
        they_end_in_order(tree)
        print(json.dumps(tree.figures))
    except BaseException:
        for log in ("district.log", "hub.log", "syncd.log"):
            print(log, (tree.folder / log).read_text()[-3000:], sep="\n", file=sys.stderr)
        raise
    finally:
        tree.stop()
