# SPDX-License-Identifier: Apache-2.0
"""Software comes from any static web server: nginx shows the repository, the real daemon fetches a bundle of 24 MB from it.

`software_test.py ROOT BUILD`. Promises: a release reaches the kiosk that it is staged for and no other; a cut line costs a piece,
not the bundle; bytes that were changed on the way never lie ready; the daemon stays small whatever the bundle weighs; how it
ended is told once, however often the daemon is killed as it tells it; what failed is not fetched again, what is held back is not left for the night. Exit 77 (skipped) without nginx.
"""

import hashlib
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime

ROOT, BIN = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve() / "bin"
sys.path.insert(0, str(ROOT))
from tests.support.ports import free_port  # noqa: E402
from tests.support.waiting import eventually  # noqa: E402
from tests.support.web import NGINX, Web  # noqa: E402

SITE = "dapeng-kuichong"
RUNNING, NEW, NEWER = "0.1.0-202611010300", "0.2.0-202612010300", "0.3.0-202612080300"
BUNDLE_BYTES = 24 << 20
KILLS_AS_IT_TELLS = 3


class Kiosk:
    def __init__(self, folder, port, number):
        self.folder, self.number = folder / f"kiosk-{number}", number
        self.update = self.folder / "update"
        self.fetched = self.update / "fetched"
        self.fetched.mkdir(parents=True)
        self.port, self.log = port, self.folder / "log"
        self.process = None
        self.runs(RUNNING)

    def runs(self, version):
        (self.folder / "syncd.toml").write_text(
            f'site = "{SITE}"\nkiosk = {self.number}\nstore = "store.sqlite"\n[hub]\nurl = "https://127.0.0.1:{free_port()}"\n'
            f'certificate = "../pki/kiosk-{self.number}.crt"\nkey = "../pki/kiosk-{self.number}.key"\nauthority = "../pki/ca.crt"\n'
            f'[repository]\nurl = "https://127.0.0.1:{self.port}/"\nauthority = "../pki/ca.crt"\n'
            f'root = "../district/repository/metadata/1.root.json"\n'
            f'[update]\nfolder = "update"\ncompatible = "onestop-x86_64"\nversion = "{version}"\n')

    def start(self):
        self.process = subprocess.Popen([BIN / "onestop-syncd", "--config", self.folder / "syncd.toml"], stderr=open(self.log, "ab"))

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def again(self):
        self.kill()
        self.start()

    def ready(self):
        wanted = self.fetched / "wanted.json"
        return json.loads(wanted.read_text()) if wanted.exists() else None

    def part(self):
        return next(iter(self.fetched.glob("*.raucb.part")), None)

    def told(self):
        """Events about software, in order: (type, data)."""
        try:
            with sqlite3.connect(f"file:{self.folder}/store.sqlite?mode=ro", uri=True) as store:
                bodies = [json.loads(row[0]) for row in store.execute("SELECT body FROM syncd_event ORDER BY sequence")]
            return [(body["type"].removeprefix("software."), body["data"]) for body in bodies if body["type"].startswith("software.")]
        except sqlite3.Error:
            return []

    def start_and_kill_as_it_tells(self, version):
        """The note that it is told is written, but cannot be put in its place: it is killed there."""
        note, former = self.fetched / "reported.json", self.fetched / "former"
        note.rename(former)
        note.mkdir()
        self.start()
        written = self.fetched / "reported.json.new"
        eventually("it is noting that it tells", lambda: written.exists() and version in written.read_text())
        self.kill()
        note.rmdir()
        former.rename(note)

    def catalogue(self):
        try:
            with sqlite3.connect(f"file:{self.folder}/store.sqlite?mode=ro", uri=True) as store:
                row = store.execute("SELECT body FROM target JOIN current_catalogue USING(revision) WHERE path = 'software.json'").fetchone()
                return json.loads(row[0])["releases"] if row else None
        except sqlite3.Error:
            return None

    def peak_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def ended(self, version, sha256, outcome, reason="", part=""):
        """As onestop-update says it: what was tried is gone (and what a kill left half written)."""
        for name in ("wanted.json", "bundle.raucb", "reported.json.new"):
            (self.fetched / name).unlink(missing_ok=True)
        (self.update / "outcome.json").write_text(
            json.dumps({"version": version, "sha256": sha256, "outcome": outcome, "reason": reason, "part": part}, separators=(",", ":")) + "\n")


class Desk:
    def __init__(self, folder):
        self.folder = folder
        subprocess.run([BIN / "onestop-publish", "demo", folder / "district", "--period", datetime.now().strftime("%Y-%m")], check=True, capture_output=True)

    def publish(self, *arguments):
        subprocess.run([BIN / "onestop-publish", *arguments, "--district", self.folder / "district"], check=True, capture_output=True)

    def bundle(self, version, seed):
        file = self.folder / f"onestop-{version}-x86_64.raucb"
        file.write_bytes(random.Random(seed).randbytes(BUNDLE_BYTES))
        return file, hashlib.sha256(file.read_bytes()).hexdigest()


def bundle_bytes(web):
    """What all bundles together have cost."""
    return sum(body for status, _, body, path in web.answers() if path.endswith(".raucb") and status in (200, 206))


def rehearse(folder):
    subprocess.run([ROOT / "deploy/pki/make", folder / "pki", SITE, "2"], check=True, capture_output=True)
    desk, web = Desk(folder), Web(folder)
    one, two = Kiosk(folder, web.port, 1), Kiosk(folder, web.port, 2)
    promises = {}
    try:
        # Staged for kiosk 1; the line is cut in the middle.
        file, sha256 = desk.bundle(NEW, 1)
        desk.publish("software", file, "--kiosk", f"kiosk-1.{SITE}")
        web.start(rate="200k")
        one.start()
        eventually("the bundle is on its way", lambda: one.part() and one.part().stat().st_size > 300_000)
        one.kill()
        web.stop()
        broke_off_at = one.part().stat().st_size
        promises["half a bundle does not lie ready"] = one.ready() is None
        web.start()
        one.start()
        two.start()
        eventually("the bundle is here", lambda: one.ready() is not None)
        promises["what lies ready is what was signed"] = one.ready() == {"version": NEW, "sha256": sha256} and \
            hashlib.sha256((one.fetched / "bundle.raucb").read_bytes()).hexdigest() == sha256
        promises["it goes on where it broke off"] = broke_off_at > 300_000 and bundle_bytes(web) < BUNDLE_BYTES + 3 * 65536
        promises["the daemon stays under 48 MB"] = one.peak_mb() < 48
        eventually("the hub will hear that it is here", lambda: ("fetched", {"version": NEW}) in one.told())
        eventually("the other kiosk has the list", lambda: two.catalogue())
        time.sleep(0.5)
        promises["the other kiosk fetches nothing"] = two.ready() is None and two.part() is None

        # It is installed on kiosk 1, and reported once; on all kiosks, then.
        one.kill()
        one.ended(NEW, sha256, "installed")
        one.runs(NEW)
        one.start()
        eventually("the hub will hear that it is installed", lambda: ("installed", {"version": NEW}) in one.told())
        one.again()
        desk.publish("stage", NEW, "--all")
        two.again()
        eventually("the other kiosk has it, too", lambda: two.ready() == {"version": NEW, "sha256": sha256})
        promises["it is told once"] = [kind for kind, _ in one.told()].count("installed") == 1
        promises["each start says what runs"] = [data["version"] for kind, data in one.told() if kind == "started"][-1] == NEW
        promises["who has it fetches nothing"] = one.ready() is None

        # Killed as it tells, at each of these versions.
        versions = [f"0.2.{number}-202612020300" for number in range(1, KILLS_AS_IT_TELLS + 1)]
        for version in versions:
            one.kill()
            one.ended(version, sha256, "installed")
            one.start_and_kill_as_it_tells(version)
            one.start()
            eventually("it is told", lambda: ("installed", {"version": version}) in one.told())
        one.again()
        time.sleep(0.5)
        told = [data["version"] for kind, data in one.told() if kind == "installed"]
        promises["a kill as it is told tells it neither twice nor never"] = told == [NEW, *versions]

        # It is left again on kiosk 2: not fetched again.
        two.kill()
        two.ended(NEW, sha256, "failed", "not_good", "kiosk")
        before = bundle_bytes(web)
        two.start()
        eventually("the hub will hear why", lambda: ("failed", {"version": NEW, "reason": "not_good", "part": "kiosk"}) in two.told())
        time.sleep(1)
        promises["what failed is not fetched again"] = two.ready() is None and bundle_bytes(web) == before

        # A newer one whose bytes are changed at the server, then put right.
        file, sha256 = desk.bundle(NEWER, 2)
        desk.publish("software", file, "--site", SITE)
        shown = next((folder / "district/repository/targets/software").glob(f"{sha256}.*"))
        good = shown.read_bytes()
        shown.write_bytes(good[:9_000_000] + b"\xff" + good[9_000_001:] if good[9_000_000] != 255 else good[:9_000_000] + b"\0" + good[9_000_001:])
        two.again()
        eventually("it is refused", lambda: b"is not what was signed: refused" in two.log.read_bytes())
        promises["changed bytes are thrown away"] = two.ready() is None and two.part() is None and not (two.fetched / "bundle.raucb").exists()
        shown.write_bytes(good)
        two.again()
        eventually("the right bytes are taken", lambda: two.ready() == {"version": NEWER, "sha256": sha256})

        # Held back before the night.
        desk.publish("stage", NEWER, "--nobody")
        two.again()
        eventually("what is held back does not lie ready", lambda: two.ready() is None and not (two.fetched / "bundle.raucb").exists())
        faults = subprocess.run([BIN / "onestop-publish", "check", folder / "district"], capture_output=True, text=True)
        promises["the desk finds the repository whole"] = faults.returncode == 0
    except SystemExit:
        print(one.log.read_text()[-2000:], two.log.read_text()[-2000:] if two.log.exists() else "", sep="\n---\n", file=sys.stderr)
        raise
    finally:
        web.stop()
        one.kill()
        two.kill()
    broken = [promise for promise, holds in promises.items() if not holds]
    if broken:
        print(one.log.read_text()[-2000:], two.log.read_text()[-2000:], one.told(), two.told(), sep="\n---\n", file=sys.stderr)
    return broken


def main():
    if NGINX is None:
        print("skipped: no nginx")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="onestop-software-") as folder:
        broken = rehearse(pathlib.Path(folder))
    sys.exit("; ".join(f"broken: {promise}" for promise in broken) or 0)


if __name__ == "__main__":
    main()
