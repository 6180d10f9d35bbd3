# SPDX-License-Identifier: Apache-2.0
"""A site's hub is enrolled with its district once, by a stick or by a code, and stays so by itself.

`site_identity_test.py ROOT BUILD`: two real hubs over mutual TLS 1.3, with the clock set on by months.
"""

import calendar
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.fault.sync_kills import SITE, Tree, eventually  # noqa: E402

DAY = 24 * 3600 * 1000
NAME = f"hub.{SITE}"


class District(Tree):
    def __init__(self, folder):
        super().__init__(folder, BUILD)
        self.door, self.offset = self.open_enrolment("above/hub.toml"), 0
        self.settings = folder / "hub/hub.toml"
        self.settings.write_text(self.settings.read_text() + f'enrolment = "https://127.0.0.1:{self.door}"\n')  # of [upstream], the last section
        self.identity = folder / "hub/hub.sqlite.identity"

    def command(self, name):
        return [*super().command(name), "--clock-offset-ms", str(self.offset)]

    def run(self, *words, code=0):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
        assert done.returncode == code, (words, done)
        return (done.stdout or done.stderr).strip()

    def hub(self, where, *words, code=0):
        return self.run(self.binaries / "onestop-hub", "--clock-offset-ms", self.offset, words[0], "--config", self.folder / where / "hub.toml", *words[1:], code=code)

    def hub_elsewhere(self, code):
        other = self.settings.with_name("other.toml")
        other.write_text(self.settings.read_text().replace("hub.sqlite", "other.sqlite"))
        return self.run(self.binaries / "onestop-hub", "--clock-offset-ms", self.offset, "enrol", "--config", other, "--code", code, code=1)

    def ask(self, sql):
        with sqlite3.connect(f"file:{self.above}?mode=ro", uri=True, timeout=10) as hub:
            return hub.execute(sql).fetchall()

    def renewed(self):
        return self.ask(f"SELECT count(*) FROM device_certificate WHERE node = '{NAME}' AND renewed = 1")[0][0]

    def restart(self, offset):
        for name in list(self.programs):
            self.kill(name)
        self.offset = offset
        for name in ("district", "hub"):
            self.start(name)

    def log(self):
        return (self.folder / "hub.log").read_text()

    def reached(self):
        """How often the log says so."""
        return self.log().count("the upstream is reached")

    def settled(self):
        return (self.identity / "current.pem").exists() and not any((self.identity / name).exists() for name in ("new.pem", "pending.key"))


def what_a_stick_brought_renews_itself(tree):
    for name in ("district", "hub"):
        tree.start(name)
    eventually("with the stick's certificate the district is reached", lambda: tree.reached() == 1, 30)
    assert not tree.identity.exists(), "nothing is renewed before its time"
    key = (tree.folder / "pki/upstream.key").read_bytes()
    tree.restart(tree.stick_due)
    eventually("past half of its life", lambda: tree.renewed() == 1, 30)
    eventually("the new one is taken", tree.settled, 30)
    assert (tree.folder / "pki/upstream.key").read_bytes() == key, "what the stick brought stays"
    assert oct((tree.identity / "current.pem").stat().st_mode)[-3:] == "600" and oct(tree.identity.stat().st_mode)[-3:] == "700"


def it_comes_back_after_its_end(tree, chance):
    """Switched off for longer than its certificate, killed while it renews: within 30 days it comes back by itself."""
    tree.restart(tree.offset + (365 + 20) * DAY)
    for _ in range(3):
        time.sleep(chance.random() * 1.5 + 2.5)
        tree.kill("hub")
        tree.start("hub")
    before = tree.reached()
    eventually("renewed in the grace", lambda: tree.renewed() >= 2 and tree.settled(), 40)
    tree.kill("hub")
    tree.start("hub")
    eventually("and reached with it", lambda: tree.reached() > before, 30)
    eventually("what it did is at the district", lambda: tree.logs(tree.above) == tree.logs(tree.database) != [], 30)


def shut_out_it_wipes_its_keys_and_a_code_lets_it_in(tree):
    tree.hub("above", "revoke", "--hub", SITE)
    eventually("it hears of it", lambda: "its keys are wiped" in tree.log(), 30)
    keys = [file.name for file in tree.identity.iterdir() if b"PRIVATE KEY" in file.read_bytes()]
    assert not keys and b"PRIVATE KEY" not in (tree.folder / "pki/upstream.key").read_bytes(), keys
    eventually("and says what it needs", lambda: "enrol it with a code" in tree.log(), 30)
    text = tree.settings.read_text()
    lines = [line for line in text.split("[upstream]")[1].splitlines() if line.split(" ")[0] not in ("certificate", "key", "authority")]
    tree.settings.write_text(text.split("[upstream]")[0] + "[upstream]" + "\n".join(lines) + "\n")  # as for a hub that never saw a stick
    tree.kill("hub")
    tree.start("hub")
    before = tree.reached()
    code = tree.hub("above", "enrolment-code", "--hub", SITE)
    assert "--code" in tree.hub("hub", "enrol", "--code", "A" + code, code=2), "a slip of the finger is noticed at once"
    assert NAME in tree.hub("hub", "enrol", "--code", code)
    eventually("a code lets it in, without a restart", lambda: tree.reached() > before and tree.settled(), 40)
    assert "used by another machine" in tree.hub_elsewhere(code)


with tempfile.TemporaryDirectory() as folder:
    tree = District(pathlib.Path(folder))
    end = tree.run("openssl", "x509", "-in", tree.folder / "pki/upstream.crt", "-noout", "-enddate").split("=")[1]
    tree.stick_due = int((calendar.timegm(time.strptime(end, "%b %d %H:%M:%S %Y %Z")) - time.time()) * 650)  # past half and the spread
    try:
        what_a_stick_brought_renews_itself(tree)
        it_comes_back_after_its_end(tree, random.Random(4))
        shut_out_it_wipes_its_keys_and_a_code_lets_it_in(tree)
    except BaseException:
        for log in ("district.log", "hub.log"):
            print(log, (tree.folder / log).read_text()[-3000:], sep="\n", file=sys.stderr)
        raise
    finally:
        tree.stop()
