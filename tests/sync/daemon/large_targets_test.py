# SPDX-License-Identifier: Apache-2.0
"""Any static web server is enough: nginx shows the repository, the real daemon takes a guide of 4.7 MB from it.

`large_targets_test.py ROOT BIN [--json]`. Promises: the whole costs at most 0.55 MB and goes on where it broke off; a month in
which a twentieth changed costs at most 30 KB; the daemon stays under 48 MB; what stands in the store is what was published.
Beside it: what a monitoring system asks on the daemon's socket, and the ballast for a full disk. Exit 77 (skipped) without nginx.
"""

import hashlib
import json
import os
import pathlib
import random
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

ROOT, BIN = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT))
from tests.support.ports import free_port  # noqa: E402
from tests.support.waiting import eventually  # noqa: E402
from tests.support.web import NGINX, Web  # noqa: E402

SITE = "dapeng-kuichong"
NAMES = "社保卡申领 居住证办理 老年人优待证 生育登记 失业登记 党组织关系转接 图书借阅 健康体检 法律咨询 心理辅导 亲子活动 手工课堂 志愿者登记 大讲堂 困难救助申请 高龄津贴申领 场地预约 公租房轮候 残疾人服务".split()
PEOPLE = "本社区户籍居民 持居住证人员 60岁以上老年人 0-3岁婴幼儿家庭 全体党员 来访游客 残疾人及家属 失业人员".split()
AREAS = "kuichong dapeng nanao baguang xichong tuyang guanhu pengcheng shuitou wangmu".split()
SITES = [f"dapeng-{AREAS[number % 10]}-{number // 10}" for number in range(94)]
PAPERS = "身份证原件 户口本 居住证 近期免冠照片 申请表 诊断证明 劳动合同 社保卡".split()


def service(number, chance):
    # Seven places each, with the lasting id that HSDS gives them: what a month changes is hours and words.
    place = lambda n, site: {"id": hashlib.sha1(f"{number}-{n}".encode()).hexdigest()[:32], "site": site,
                             "place": {"zh-Hans": f"{chance.randint(1, 9)}楼{chance.randint(1, 12)}号窗口"}, "schedules": [schedule()]}
    text = lambda: "".join(f"{chance.choice(NAMES)}、{chance.choice(PEOPLE)}适用。" for _ in range(chance.randint(11, 16)))
    schedule = lambda: {"byday": ",".join(sorted(chance.sample(["MO", "TU", "WE", "TH", "FR"], chance.randint(1, 4)))),
                        "opens_at": f"{chance.randint(8, 10):02d}:00", "closes_at": f"{chance.randint(17, 21):02d}:30"}
    return {"id": f"item-{number:04d}", "name": {"zh-Hans": f"{chance.choice(NAMES)}（{number}）", "en": f"Service {number}"},
            "description": {"zh-Hans": text()}, "audience": ["all"], "fees_description": {"zh-Hans": "免费"},
            "schedules": [schedule() for _ in range(chance.randint(1, 3))],
            "required_documents": [{"document": {"zh-Hans": paper}} for paper in chance.sample(PAPERS, 3)],
            "places": [place(n, site) for n, site in enumerate(random.Random(number).sample(SITES, 7))],
            "place": {"zh-Hans": f"{chance.randint(1, 9)}楼{chance.randint(1, 40)}室"}, "assured_date": f"2026-{chance.randint(1, 9):02d}-{chance.randint(1, 28):02d}"}


def guide(changed=()):
    services = [service(n, random.Random(n + (50_000 if n in changed else 0))) for n in range(2000)]
    issued = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return json.dumps({"issued": issued, "services": services}, ensure_ascii=False, separators=(",", ":"))


def houses(district):
    """The demo's sites and the 94 that the guide names."""
    file = next((district / "repository/targets").glob("*.sites.json"))
    document = json.loads(file.read_text(encoding="utf-8"))
    document["sites"] += [{"id": site, "name": {"zh-Hans": site}, "level": "station", "address": {"zh-Hans": site},
                           "opening_hours": {"schedules": [], "holiday": "closed"}} for site in SITES]
    return json.dumps(document, ensure_ascii=False)


class Daemon:
    def __init__(self, folder, port):
        self.folder, self.store = folder, folder / "kiosk/store.sqlite"
        (folder / "kiosk").mkdir()
        (folder / "kiosk/syncd.toml").write_text(
            f'site = "{SITE}"\nkiosk = 1\nstore = "store.sqlite"\n[hub]\nurl = "https://127.0.0.1:{free_port()}"\n'
            f'certificate = "../pki/kiosk-1.crt"\nkey = "../pki/kiosk-1.key"\nauthority = "../pki/ca.crt"\n'
            f'[repository]\nurl = "https://127.0.0.1:{port}/"\nauthority = "../pki/ca.crt"\n'
            f'root = "../district/repository/metadata/1.root.json"\n')
        self.log = folder / "kiosk/log"

    def start(self):
        self.process = subprocess.Popen([BIN / "onestop-syncd", "--config", self.folder / "kiosk/syncd.toml"], stderr=open(self.log, "ab"),
                                        env=os.environ | {"RUNTIME_DIRECTORY": str(self.folder / "kiosk")})

    def kill(self):
        self.process.kill()
        self.process.wait()

    def guide_hash(self):
        try:
            with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as store:
                row = store.execute("SELECT body FROM target JOIN current_catalogue USING(revision) WHERE path = 'guide.json'").fetchone()
                return hashlib.sha256(row[0]).hexdigest() if row else None
        except sqlite3.Error:
            return None

    def peak_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def metrics(self):
        """What Prometheus reads: name with labels to number."""
        with socket.socket(socket.AF_UNIX) as question:
            question.connect(str(self.folder / "kiosk/metrics.sock"))
            question.sendall(b"GET /metrics HTTP/1.1\r\nHost: kiosk\r\n\r\n")
            answer = b"".join(iter(lambda: question.recv(65536), b"")).decode()
        head, _, body = answer.partition("\r\n\r\n")
        assert head.startswith("HTTP/1.1 200 ") and f"Content-Length: {len(body.encode())}" in head, head
        return {name: int(value) for name, value in (line.rsplit(" ", 1) for line in body.splitlines() if not line.startswith("#"))}

    def applied_ms(self):
        return [int(ms) for ms in re.findall(r"targets, in (\d+) ms", self.log.read_text())]


def publish(folder, text, path="guide.json"):
    file = folder / path
    file.write_text(text, encoding="utf-8")
    subprocess.run([BIN / "onestop-publish", "target", "--district", folder / "district", path, file], check=True, capture_output=True)
    return hashlib.sha256(text.encode()).hexdigest()


def guide_answers(web):
    return [answer for answer in web.answers() if ".guide.json" in answer[3]]


def rehearse(folder):
    subprocess.run([ROOT / "deploy/pki/make", folder / "pki", SITE, "1"], check=True, capture_output=True)
    subprocess.run([BIN / "onestop-publish", "demo", folder / "district", "--period", datetime.now().strftime("%Y-%m")], check=True, capture_output=True)
    publish(folder, houses(folder / "district"), "sites.json")
    first = guide()
    october = publish(folder, first)
    packed = (folder / f"district/repository/targets/{october}.guide.json.zst").stat().st_size
    web = Web(folder)
    daemon = Daemon(folder, web.port)
    try:
        web.start(rate="40k")
        daemon.start()
        part = lambda: list((folder / "kiosk").glob("store.sqlite.download/*.zst"))
        eventually("the guide is on its way", lambda: part() and part()[0].stat().st_size > 100_000)
        daemon.kill()
        web.stop()
        broke_off_at = part()[0].stat().st_size
        web.start()
        daemon.start()
        eventually("the guide is there", lambda: daemon.guide_hash() == october)
        pieces = [answer for answer in guide_answers(web) if answer[3].endswith(".zst") and answer[0] == 206]
        whole = sum(answer[2] for answer in pieces)
        daemon.kill()

        changed = random.Random(99).sample(range(2000), 100)
        november = publish(folder, guide(changed))
        daemon.start()
        eventually("the new guide is there", lambda: daemon.guide_hash() == november)
        delta = guide_answers(web)[-1]
        peak = daemon.peak_mb()
        status = json.loads(subprocess.run([BIN / "onestop-syncd", "status", "--config", folder / "kiosk/syncd.toml", "--json"], capture_output=True, text=True).stdout)
        metrics, now = daemon.metrics(), time.time()
        left = lambda: list((folder / "kiosk").glob("store.sqlite.download/*"))
        eventually("nothing is left of the download", lambda: not left(), 10)
        eventually("the log says how long it took", lambda: len(daemon.applied_ms()) == 2, 10)
    except SystemExit:
        print(daemon.log.read_text()[-3000:], (folder / "nginx/error.log").read_text()[-1000:], file=sys.stderr)
        raise
    finally:
        web.stop()
        daemon.kill()

    result = {"guide_bytes": len(first.encode()), "whole_bytes": packed, "fetched_bytes": whole, "resumed_at": broke_off_at, "delta_bytes": delta[2],
              "applied_ms": daemon.applied_ms(), "peak_mb": round(peak, 1)}
    promises = {
        "the guide has 4.7 MB": 4_500_000 < result["guide_bytes"] < 5_000_000,
        "it goes on where it broke off": broke_off_at >= 100_000 and whole < packed + 2 * 65536,
        "the whole costs at most 0.55 MB": packed <= 550_000,
        "a twentieth costs at most 30 KB": delta[0] == 206 and f".dcz.{october}" in delta[3] and delta[1] <= 30_000,
        "the daemon stays under 48 MB": peak <= 48,
        "status names the catalogue": status["catalogue"]["revision"] == 2,
        "metrics name catalogue, link and backlog": metrics["onestop_catalogue_revision"] == 2
            and metrics['onestop_link_state{link="online"}'] == 0 and metrics['onestop_events_waiting{log="syncd"}'] > 0,
        "metrics say when things run out": metrics["onestop_certificate_not_after_timestamp_seconds"] > now
            and metrics["onestop_repository_expires_timestamp_seconds"] > now,
        "metrics say when things were": now - 120 < metrics["onestop_pull_success_timestamp_seconds"] <= now + 1
            and now - 120 < metrics['onestop_events_oldest_timestamp_seconds{log="syncd"}'] <= now + 1,
        "ballast lies ready": metrics["onestop_ballast_held"] == 1 or metrics["onestop_disk_free_bytes"] < 64 << 20,
    }
    print(json.dumps(result))
    broken = [promise for promise, holds in promises.items() if not holds]
    if broken:
        print(daemon.log.read_text()[-2000:], *guide_answers(web), sep="\n", file=sys.stderr)
    return broken


def main():
    if NGINX is None:
        print("skipped: no nginx")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="onestop-large-") as folder:
        broken = rehearse(pathlib.Path(folder))
    sys.exit("; ".join(f"broken: {promise}" for promise in broken) or 0)


if __name__ == "__main__":
    main()
