# SPDX-License-Identifier: Apache-2.0
"""What the district publishes stands at the site and in the kiosk's store; then the district is off, and nothing is missing.

`mirror_site_test.py ROOT BUILD`: two real hubs, the real daemon and the real publisher over TLS 1.3.
"""

import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.fault.sync_kills import SITE, Tree, eventually  # noqa: E402
from tests.support.ports import free_port  # noqa: E402


class District(Tree):
    """The district's hub shows and signs; the site's begins with an empty folder."""

    def __init__(self, folder):
        super().__init__(folder, BUILD)
        self.desk = folder / "district"
        self.shown, self.mirror = folder / "above/repository", folder / "hub/repository"
        self.bundle = folder / "onestop-0.2.0-x86_64.raucb"  # more than a hub holds in memory
        self.bundle.write_bytes(random.Random(3).randbytes(66 << 20))
        subprocess.run([self.binaries / "onestop-publish", "software", "--district", self.desk, "--site", SITE, self.bundle], check=True, capture_output=True)
        self.fetched = folder / "kiosk/update/fetched"
        self.fetched.mkdir(parents=True)
        with open(folder / "kiosk/syncd.toml", "a") as settings:
            settings.write('[update]\nfolder = "update"\ncompatible = "onestop-x86_64"\nversion = "0.1.0"\n')
        shutil.copytree(self.desk / "repository", self.shown)
        (folder / "above/keys").mkdir()
        for name in ("snapshot.pem", "timestamp.pem"):
            shutil.copy(self.desk / "keys" / name, folder / "above/keys")
        public = free_port()
        above = folder / "above/hub.toml"
        above.write_text('repository = "repository"\nonline_keys = "keys"\n' + above.read_text() +
                         f'[public]\nlisten = "127.0.0.1:{public}"\ncertificate = "../pki/hub.crt"\nkey = "../pki/hub.key"\n')
        hub = folder / "hub/hub.toml"
        hub.write_text('root = "../district/repository/metadata/1.root.json"\n' + hub.read_text().replace("../district/repository\"", "repository\"") +
                       f'[mirror]\nurl = "https://127.0.0.1:{public}/repository/"\nauthority = "../pki/ca.crt"\n')
        self.site_port = int(hub.read_text().split("[devices]")[1].split(":")[1].split('"')[0])

    def run(self, *words, code=0):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
        assert done.returncode == code, (words, done)
        return done.stdout + done.stderr

    def publish(self, path, text, role=f"site-{SITE}", port=None, code=0):
        """At the desk, then to the hub that signs."""
        file = self.folder / "target"
        file.write_text(text, encoding="utf-8")
        self.run(self.binaries / "onestop-publish", "target", "--district", self.desk, path, file)
        return self.send(role, port or self.district_port, code)

    def send(self, role, port, code=0):
        pki = self.folder / "pki"
        return self.run(self.binaries / "onestop-publish", "send", "--district", self.desk, "--role", role, "--hub", f"https://127.0.0.1:{port}",
                        "--certificate", pki / "publisher.crt", "--key", pki / "publisher.key", "--authority", pki / "ca.crt", code=code)

    def plan(self, word):
        """The site's queue plan with another name for a queue."""
        text = next((self.desk / f"repository/targets/sites/{SITE}").glob("*.queue_plan.json")).read_text(encoding="utf-8")
        return text.replace("综合", word)

    def in_store(self, path, store=None):
        try:
            with sqlite3.connect(f"file:{store or self.store}?mode=ro", uri=True, timeout=10) as kiosk:
                row = kiosk.execute("SELECT body FROM target JOIN current_catalogue USING(revision) WHERE path = ?", (path,)).fetchone()
                return bytes(row[0]).decode() if row else ""
        except sqlite3.Error:
            return ""

    def same(self):
        """Each file of the mirror is, byte for byte, the district's; and the timestamps are one."""
        for file in self.files(self.mirror):
            above = self.shown / file
            if above.exists() and above.read_bytes() != (self.mirror / file).read_bytes():
                return False
        return all((self.mirror / name).exists() and (self.mirror / name).read_bytes() == (self.shown / name).read_bytes()
                   for name in ("metadata/timestamp.json", "metadata/1.root.json"))

    @staticmethod
    def files(folder):
        return [file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and not file.relative_to(folder).parts[0].startswith(".")]

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()


def what_is_published_reaches_the_kiosk(tree):
    eventually("the kiosk has the site's month by way of the site", lambda: tree.in_store(f"sites/{SITE}/queue_plan.json"), 60)
    assert tree.same()
    begun = time.monotonic()
    tree.publish(f"sites/{SITE}/queue_plan.json", tree.plan("综合服务"))
    eventually("a new plan, without anybody waiting for the next look", lambda: "综合服务" in tree.in_store(f"sites/{SITE}/queue_plan.json"), 20)
    tree.figures["published_to_store_ms"] = round((time.monotonic() - begun) * 1000)
    eventually("and it is the same bytes", tree.same, 10)
    packed = [file for file in tree.files(tree.shown) if file.name.endswith(".zst")]
    assert all((tree.mirror / file).read_bytes() == (tree.shown / file).read_bytes() for file in packed), packed


def software_comes_by_way_of_the_site(tree):
    begun = time.monotonic()
    eventually("the bundle lies ready at the kiosk", lambda: (tree.fetched / "wanted.json").exists(), 120)
    tree.figures["bundle_66_mb_over_two_hubs_s"] = round(time.monotonic() - begun, 1)
    assert (tree.fetched / "bundle.raucb").read_bytes() == tree.bundle.read_bytes()
    for name in ("district", "hub", "syncd"):
        peak = int(pathlib.Path(f"/proc/{tree.programs[name].pid}/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
        tree.figures[f"{name}_peak_mb"] = peak
        assert peak < 100, (name, peak)


def a_month_sent_to_the_site_is_sent_back(tree):
    before = sorted(tree.files(tree.mirror))
    answer = tree.send(f"site-{SITE}", tree.site_port, code=1)
    assert "published-above" in answer and f"https://127.0.0.1:{tree.district_port}" in answer, answer
    assert sorted(tree.files(tree.mirror)) == before


def killed_at_any_moment_it_is_a_mirror(tree, chance):
    for count in range(6):
        tree.publish(f"sites/{SITE}/queue_plan.json", tree.plan(f"综合{count}"))
        time.sleep(chance.random() * 0.3)
        tree.kill("hub")
        tree.run(tree.binaries / "onestop-publish", "check", tree.mirror)
        tree.start("hub")
    eventually("and catches up", lambda: "综合5" in tree.in_store(f"sites/{SITE}/queue_plan.json"), 60)
    eventually("to the byte", tree.same, 10)


def a_forged_district_is_named_and_not_believed(tree):
    good = {name: (tree.shown / name).read_bytes() for name in ("metadata/timestamp.json",)}
    before = {file: (tree.mirror / file).read_bytes() for file in tree.files(tree.mirror)}
    tree.kill("district")
    stamp = json.loads(good["metadata/timestamp.json"])
    stamp["signed"]["version"] += 1
    (tree.shown / "metadata/timestamp.json").write_text(json.dumps(stamp))
    keys = tree.folder / "above/hub.toml"
    settings = keys.read_text()
    keys.write_text(settings.replace('online_keys = "keys"\n', ""))
    tree.start("district")
    eventually("the site says what is wrong", lambda: "cannot trust timestamp" in tree.log("hub"), 60)
    assert {file: (tree.mirror / file).read_bytes() for file in tree.files(tree.mirror)} == before
    tree.kill("district")
    (tree.shown / "metadata/timestamp.json").write_bytes(good["metadata/timestamp.json"])
    keys.write_text(settings)


def without_the_district_nothing_is_missing(tree):
    tree.kill("hub")
    tree.start("hub")  # with nobody above to ask
    tree.kill("syncd")
    for file in tree.store.parent.glob("store.sqlite*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    tree.start("syncd")  # a new machine
    eventually("a new kiosk gets everything from the site", lambda: "综合5" in tree.in_store(f"sites/{SITE}/queue_plan.json"), 60)
    pulled = lambda: json.loads(tree.run(tree.binaries / "onestop-syncd", "status", "--config", tree.folder / "kiosk/syncd.toml", "--json"))["last_pull_at"]
    first = pulled()
    tree.kill("syncd")
    tree.start("syncd")
    eventually("and still refreshes", lambda: pulled() > first, 30)
    assert "not reached" in tree.log("hub")


with tempfile.TemporaryDirectory() as folder:
    tree = District(pathlib.Path(folder))
    tree.figures = {}
    try:
        for name in ("district", "hub", "syncd"):
            tree.start(name)
        what_is_published_reaches_the_kiosk(tree)
        software_comes_by_way_of_the_site(tree)
        a_month_sent_to_the_site_is_sent_back(tree)
        killed_at_any_moment_it_is_a_mirror(tree, random.Random(7))
        a_forged_district_is_named_and_not_believed(tree)
        without_the_district_nothing_is_missing(tree)
        print(json.dumps(tree.figures))
    except BaseException:
        for log in ("district", "hub", "syncd"):
            print(log, tree.log(log)[-3000:], sep="\n", file=sys.stderr)
        raise
    finally:
        tree.stop()
