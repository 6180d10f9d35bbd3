# SPDX-License-Identifier: Apache-2.0
"""A machine becomes a kiosk with a code, stays one by itself, and stops being one when it is shut out.

`enrolment_test.py ROOT BUILD`: the real hub, the real daemon, real TLS 1.3; and OpenSSL's command line as a second hand that
knows nothing of our code (what the hub signs, and what it must not sign).
"""

import base64
import contextlib
import http.client
import json
import pathlib
import random
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.fault.sync_kills import SITE, Bench, eventually  # noqa: E402
from tests.support.ports import free_port  # noqa: E402

DAY = 24 * 3600 * 1000
NAME = f"kiosk-1.{SITE}"


class Site(Bench):
    """A hub with its enrolment door, and a machine that nobody has enrolled yet."""

    def __init__(self, folder):
        super().__init__(folder, BUILD)
        self.offset = 0
        self.door = self.open_enrolment()
        self.settings = folder / "kiosk/syncd.toml"
        lines = [line for line in self.settings.read_text().split("[repository]")[0].splitlines()
                 if line.split(" ")[0] not in ("certificate", "key", "authority")]
        self.settings.write_text("\n".join([*lines, f'enrolment = "https://127.0.0.1:{self.door}"', "[repository]"])
                                 + self.settings.read_text().split("[repository]")[1])
        self.identity = folder / "kiosk/store.sqlite.identity"

    def command(self, name):
        return [*super().command(name), "--clock-offset-ms", str(self.offset)]

    def run(self, *words, **more):
        return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60, **more)

    def hub(self, verb, kiosk=1):
        done = self.run(self.binaries / "onestop-hub", "--clock-offset-ms", self.offset, verb, "--config",
                        self.folder / "hub/hub.toml", "--kiosk", kiosk)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def enrol_command(self, code, settings=None):
        return [str(word) for word in (self.binaries / "onestop-syncd", "enrol", "--config", settings or self.settings,
                                       "--clock-offset-ms", self.offset, "--code", code)]

    def enrol(self, code, settings=None):
        return self.run(*self.enrol_command(code, settings))

    def status(self):
        return json.loads(self.run(self.binaries / "onestop-syncd", "status", "--config", self.settings, "--json",
                                   "--clock-offset-ms", self.offset).stdout or "{}")

    def ask(self, sql):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10) as hub:
            return hub.execute(sql).fetchall()

    def told(self):
        """What the staff's page of the kiosk is told of the certificate: its end, and from when it renews itself, in days from now."""
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as store:
            row = store.execute("SELECT unixepoch(not_after), unixepoch(renews_at) FROM syncd_certificate").fetchone()
        now = time.time() + self.offset / 1000
        return row and [at if at is None else (at - now) / 86400 for at in row]

    def online(self):
        return self.status().get("link") == "online"

    def restart(self, offset):
        for name in list(self.programs):
            self.kill(name)
        self.offset = offset
        self.start("hub")
        eventually("the hub listens", lambda: listens(self.door), 20)
        self.start("syncd")


def listens(port):
    try:
        http.client.HTTPSConnection("127.0.0.1", port, context=ssl._create_unverified_context(), timeout=2).connect()
        return True
    except OSError:
        return False


def refused(done, word):
    assert done.returncode == 1 and word in done.stderr and done.stderr.count("\n") == 1, (word, done)


def stranger_asks(site, code, subject):
    """The same request by OpenSSL's hand: status, and the certificate's text."""
    work = site.folder / "stranger"
    work.mkdir(exist_ok=True)
    site.run("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", work / "key",
             "-subj", subject, "-addext", "keyUsage=keyCertSign", "-addext", "basicConstraints=critical,CA:TRUE", "-outform", "DER",
             "-out", work / "csr")
    context = ssl.create_default_context(cafile=site.folder / "pki/ca.crt")
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    door = http.client.HTTPSConnection("127.0.0.1", site.door, context=context, timeout=10)
    secret = code.replace("-", "")[:12]
    door.request("POST", "/.well-known/est/simpleenroll", base64.encodebytes((work / "csr").read_bytes()),
                 {"Content-Type": "application/pkcs10", "Authorization": "Basic " + base64.b64encode(f"{NAME}:{secret}".encode()).decode()})
    answer = door.getresponse()
    body = answer.read()
    if answer.status != 200:
        return answer.status, json.loads(body)["type"].rsplit(":", 1)[1]
    (work / "bundle").write_bytes(base64.b64decode(body))
    pem = site.run("openssl", "pkcs7", "-inform", "DER", "-in", work / "bundle", "-print_certs").stdout
    (work / "crt").write_text(pem)
    verified = site.run("openssl", "verify", "-purpose", "sslclient", "-CAfile", site.folder / "pki/ca.crt", work / "crt")
    assert verified.returncode == 0, verified.stderr
    return answer.status, site.run("openssl", "x509", "-in", work / "crt", "-noout", "-text").stdout


def a_code_is_good_once(site):
    code = site.hub("enrolment-code")
    assert not any(code.replace("-", "")[:12].encode() in file.read_bytes() for file in site.folder.glob("hub/hub.sqlite*")), "codes are kept as hashes"
    typo = code[:5] + ("7" if code[5] != "7" else "8") + code[6:]
    assert site.enrol(typo).returncode == 2, "a slip of the finger is noticed before anything is sent"
    another = site.settings.with_name("another.toml")
    another.write_text(site.settings.read_text().replace("kiosk = 1", "kiosk = 2").replace("store.sqlite", "another.sqlite"))
    refused(site.enrol(code, another), "another machine")
    done = site.enrol(code.lower().replace("-", " "))
    assert done.returncode == 0 and NAME in done.stdout, done
    assert oct((site.identity / "new.pem").stat().st_mode)[-3:] == "600" and oct(site.identity.stat().st_mode)[-3:] == "700"
    eventually("the daemon that was running goes online with it", site.online, 20)
    eventually("the kiosk's staff is told until when it is good and when it is renewed",
               lambda: all(site.told()) and 364 < site.told()[0] < 366 and 182 < site.told()[1] < 219 + 1, 10)
    assert (site.identity / "current.pem").exists() and not (site.identity / "new.pem").exists()
    eventually("its events are at the hub", lambda: site.ask("SELECT count(*) FROM event WHERE source LIKE '%:syncd:%'")[0][0] > 0, 20)
    thief = site.settings.with_name("thief.toml")
    thief.write_text(site.settings.read_text().replace("store.sqlite", "thief.sqlite"))
    refused(site.enrol(code, thief), "used by another machine")


def nobody_else_gets_in(site):
    code = site.hub("enrolment-code")
    # A stranger who answers in the hub's place has another authority: he never hears the code.
    other = site.folder / "other"
    subprocess.run([ROOT / "deploy/pki/make", other, SITE, "1"], check=True, capture_output=True)
    port = free_port()
    settings = (site.folder / "hub/hub.toml").read_text().replace("../pki", "../other").replace("hub.sqlite", "other.sqlite")
    for used in [line.split(":")[1][:-1] for line in settings.splitlines() if line.startswith("listen")]:
        settings = settings.replace(used, str(port if used == str(site.door) else free_port()))
    (site.folder / "hub/other.toml").write_text(settings)
    server = subprocess.Popen([site.binaries / "onestop-hub", "--config", site.folder / "hub/other.toml"], stderr=subprocess.DEVNULL)
    lost = site.settings.with_name("lost.toml")
    lost.write_text(site.settings.read_text().replace(str(site.door), str(port)))
    try:
        eventually("the stranger listens", lambda: listens(port), 20)
        refused(site.enrol(code, lost), "The code was not sent")
    finally:
        server.kill()
        server.wait()
    assert site.ask("SELECT key_hash FROM enrolment_code WHERE key_hash IS NULL"), "the code was not used"
    status, text = stranger_asks(site, code, f"/CN=publisher.{SITE}")
    assert (status, text) == (403, "wrong-name"), (status, text)
    status, text = stranger_asks(site, code, f"/CN={NAME}")
    assert status == 200 and NAME in text, text
    for wanted in ("CA:FALSE", "Digital Signature", "TLS Web Client Authentication"):
        assert wanted in text, text
    assert "Certificate Sign" not in text and "CA:TRUE" not in text, "what a request asks for beside its key is not given"
    for _ in range(6):
        status, text = stranger_asks(site, "0" * 32, f"/CN={NAME}")
    assert (status, text) == (429, "too-many-tries"), (status, text)


def a_kill_leaves_an_identity(site, chance):
    """Killed anywhere, the same code brings the machine to an end that holds."""
    settings = site.settings.with_name("killed.toml")
    settings.write_text(site.settings.read_text().replace("store.sqlite", "killed.sqlite").replace("kiosk = 1", "kiosk = 3"))
    code = site.hub("enrolment-code", 3)
    for _ in range(8):
        begun = subprocess.Popen(site.enrol_command(code, settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.08)
        begun.kill()
        begun.wait()
    done = site.enrol(code, settings)
    assert done.returncode == 0, done
    slot = site.folder / "kiosk/killed.sqlite.identity/new.pem"
    verified = site.run("openssl", "verify", "-CAfile", site.folder / "pki/ca.crt", slot)
    public = {site.run("openssl", *verb, "-in", slot, *more).stdout for verb, more in
              ((("x509",), ("-noout", "-pubkey")), (("pkey",), ("-pubout",)))}
    assert verified.returncode == 0 and len(public) == 1, "certificate and key fit"


def it_renews_itself(site, chance):
    issued = lambda: site.ask("SELECT count(*) FROM device_certificate WHERE node = 'kiosk-1' AND renewed = 1")[0][0]
    site.restart(240 * DAY)  # past half of 365 days and the spread
    eventually("renewed past half of its life", lambda: issued() > 0, 30)
    eventually("and online with the new one", lambda: site.online() and not (site.identity / "new.pem").exists(), 30)
    eventually("and that is told", lambda: site.told()[0] > 360 and site.told()[1] > 0, 10)
    assert not (site.identity / "pending.key").exists(), "one key, one place"
    # Over while it was switched off: within the grace it comes back by itself, also when it is killed on the way.
    before = issued()
    site.restart((240 + 365 + 20) * DAY)
    for _ in range(4):
        time.sleep(chance.random() * 1.5 + 2.5)
        site.kill("syncd")
        site.start("syncd")
    eventually("renewed in the grace", lambda: issued() > before and site.online(), 40)


def it_is_shut_out(site):
    site.hub("revoke")
    eventually("it hears of it", lambda: "shut out" in site.status().get("reason", ""), 20)
    assert site.status()["link"] == "refused"
    eventually("the kiosk's staff is told that there is none", lambda: site.told() == [None, None], 10)
    keys = [file.name for file in site.identity.iterdir() if b"PRIVATE KEY" in file.read_bytes()]
    assert not keys, f"the keys are wiped: {keys}"
    code = site.hub("enrolment-code")
    done = site.enrol(code)
    assert done.returncode == 0, done
    eventually("a new code lets it in again", site.online, 20)
    late = site.hub("enrolment-code", 4)
    settings = site.settings.with_name("late.toml")
    settings.write_text(site.settings.read_text().replace("store.sqlite", "late.sqlite").replace("kiosk = 1", "kiosk = 4"))
    site.restart(site.offset + DAY + 60_000)
    refused(site.enrol(late, settings), "older than 24 hours")
    # Nothing was heard of it for years: only a code helps, and the daemon says so.
    site.restart(site.offset + 500 * DAY)
    eventually("too late for grace", lambda: "enrol with a new code" in (site.folder / "syncd.log").read_text(), 30)


chance = random.Random(4)
with tempfile.TemporaryDirectory() as folder:
    site = Site(pathlib.Path(folder))
    try:
        site.start("hub")
        site.start("syncd")
        eventually("a machine without a certificate says what it needs", lambda: "enrol it with a code" in site.status().get("reason", ""), 20)
        assert site.told() == [None, None], site.told()
        a_code_is_good_once(site)
        nobody_else_gets_in(site)
        a_kill_leaves_an_identity(site, chance)
        it_renews_itself(site, chance)
        it_is_shut_out(site)
    except BaseException:
        for log in ("hub.log", "syncd.log"):
            print(log, (site.folder / log).read_text()[-3000:], sep="\n", file=sys.stderr)
        raise
    finally:
        site.stop()
