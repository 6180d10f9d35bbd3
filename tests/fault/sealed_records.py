# SPDX-License-Identifier: Apache-2.0
"""An opinion from the screen to the district's desk and its answer back, over processes that are killed on the way.

`python3 -m tests.fault.sealed_records [--build FOLDER] [--kills N] [--seed S]`. The real lobby (without its screen), daemon, hub
and desk; OpenSSL's command line opens a record as a second hand. Prints one JSON line; exit 1 when an opinion was lost, doubled
or readable anywhere on the way, or an answer was shown without its code.
"""

import argparse
import json
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from tests.fault.sync_kills import ROOT, SITE, Bench, eventually

MARK = "阅览室的灯"


class Visit:
    """A resident at the kiosk."""

    def __init__(self, bench):
        self.program = subprocess.Popen([bench.build / "tests/opinion_holder", SITE, bench.folder / "kiosk"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(bench.folder / "lobby.log", "ab"))

    def tell(self, line):
        self.program.stdin.write(line + "\n")
        self.program.stdin.flush()

    def hear(self, *words):
        """The next line that begins with one of these words."""
        for line in self.program.stdout:
            if line.split(" ")[0].strip() in words:
                return line.rstrip("\n")
        raise SystemExit(f"sealed_records: the kiosk ended before it said one of {words}")

    def kill(self):
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()


def run(*words, **more):
    return subprocess.run([str(word) for word in words], capture_output=True, timeout=60, **more)


def held(bench):
    with sqlite3.connect(f"file:{bench.database}?mode=ro", uri=True, timeout=10) as hub:
        return [row[0] for row in hub.execute("SELECT record_id FROM sealed_record ORDER BY record_id")]


def files_with(folder, words):
    return [str(file) for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def campaign(bench, kills, seed):
    chance = random.Random(seed)
    faults, codes = [], {}
    for name in ("hub", "syncd"):
        bench.start(name)
    visit = Visit(bench)
    visit.hear("open")
    hub = (bench.binaries / "onestop-hub", "--config", bench.folder / "hub/hub.toml")
    backup = bench.folder / "backup"
    if run(*hub, "backup", backup).returncode != 0:
        faults.append("no backup")
    for number in range(kills):
        text = f"{MARK}坏了，第{number}天。"
        visit.tell("opinion " + text)
        codes[visit.hear("sealed", "sent").split(" ", 1)[1]] = text
        time.sleep(chance.random() * 0.05)
        visit.kill()  # the moment it stands on the screen it must be safe
        for name in ("hub", "syncd"):
            if chance.random() < 0.5:
                bench.kill(name)
                time.sleep(chance.random() * 0.3)
                bench.start(name)
        visit = Visit(bench)
        visit.hear("open")
    eventually("every opinion is at the hub", lambda: len(held(bench)) >= kills, 60)
    time.sleep(1)
    if len(held(bench)) != kills:
        faults.append(f"{kills} opinions were left, the hub holds {len(held(bench))}")
    bench.kill("hub")
    restored = run(*hub, "restore", backup)
    if restored.returncode != 0 or held(bench):
        faults.append(f"restored from before the first opinion, the hub holds {len(held(bench))}: {restored.stderr.decode()}")
    bench.start("hub")
    eventually("a hub that lost them is given every opinion again", lambda: len(held(bench)) >= kills, 60)

    stick, keys = bench.folder / "stick", bench.folder / "district/keys"
    desk = (bench.binaries / "onestop-open", "--key", keys / "sealing.pem")
    # While the hub and the kiosk's files have gone through it all, nobody can read a word in them.
    faults += [f"plain words in {file}" for file in files_with(bench.folder, MARK)]
    faults += [f"a code in {file}" for code in codes for file in files_with(bench.folder, code.replace(" ", ""))]
    out = run(*hub, "export-sealed", stick)
    if out.returncode != 0:
        faults.append(f"export: {out.stderr.decode()}")
    read = run(*desk, "read", "--json", stick)
    records = [json.loads(line) for line in read.stdout.splitlines()]
    if read.returncode != 0 or sorted(record["text"] for record in records) != sorted(codes.values()):
        faults.append(f"the desk reads {len(records)} of {kills}: {read.stderr.decode()}")
    first = records[0]
    passphrase = (keys / "passphrase").read_text().strip()
    other_hand = run("openssl", "cms", "-decrypt", "-inform", "DER", "-binary", "-in", stick / f"{first['record_id']}.cms",
                     "-inkey", keys / "sealing.pem", "-passin", f"pass:{passphrase}")
    if first["text"].encode() not in other_hand.stdout:
        faults.append(f"OpenSSL's command line does not open it: {other_hand.stderr.decode()}")
    broken = bytearray((stick / f"{first['record_id']}.cms").read_bytes())
    broken[-20] ^= 1
    refused = run(*desk, "read", "-", input=bytes(broken))
    if refused.returncode != 2 or refused.stderr.count(b"\n") != 1 or refused.stdout:
        faults.append(f"a changed byte passes at the desk: {refused}")

    code = next(code for code, text in codes.items() if text == first["text"])
    asked = time.monotonic()
    visit.tell("ask " + code)
    if visit.hear("not_yet", "unknown", "no_network", "answered").strip() != "not_yet":
        faults.append("a record without an answer is not called so")
    waited = time.monotonic() - asked
    answer = "灯已修好，谢谢您。"
    run(*desk, "answer", "--record", first["record_id"], stick, input=answer.encode())
    taken = run(*hub, "import-answers", stick)
    if taken.returncode != 0:
        faults.append(f"import: {taken.stderr.decode()}")
    visit.tell("done")
    visit.hear("open")
    visit.tell("ask " + code.replace(" ", ""))
    heard = visit.hear("not_yet", "unknown", "no_network", "answered")
    if heard != f"answered {answer}":
        faults.append(f"the code brings {heard!r}")
    faults += [f"the answer in clear in {file}" for file in files_with(bench.folder, answer)]
    visit.tell("done")
    visit.hear("open")
    other = next(iter(set(codes) - {code}), None)
    if other:
        visit.tell("ask " + other)
        if visit.hear("not_yet", "unknown", "no_network", "answered").strip() != "not_yet":
            faults.append("another code does not get another answer")
        visit.tell("done")
        visit.hear("open")
    bench.kill("hub")
    visit.tell("ask " + code)
    if visit.hear("not_yet", "unknown", "no_network", "answered").strip() != "no_network":
        faults.append("without the hub the kiosk does not say so")
    visit.kill()
    return {"seed": seed, "opinions": kills, "answer_ms": round(waited * 1000), "faults": faults}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="onestop-sealed-"))
    bench = Bench(folder, options.build)
    try:
        result = campaign(bench, options.kills, options.seed)
    finally:
        bench.stop()
    print(json.dumps(result, ensure_ascii=False))
    if result["faults"]:
        sys.exit(f"sealed_records: kept in {folder}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
