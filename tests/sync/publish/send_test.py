# SPDX-License-Identifier: Apache-2.0
"""A month goes from the desk through the hub to every kiosk, by the real programs; a forged one goes nowhere.
send_test.py ROOT BIN"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

root, programs = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(root))
from tests.support.ports import free_port  # noqa: E402

SITE = "dapeng-kuichong"


def run(*command, code=0):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"{command[0]} {command[1]} ended with {done.returncode}, expected {code}: {done.stderr}")
    return done.stdout + done.stderr


def timestamp(folder):
    return json.loads((folder / "repository/metadata/timestamp.json").read_text())["signed"]["version"]


def main(folder):
    period = time.strftime("%Y-%m", time.gmtime(time.time() + 8 * 3600))
    run(root / "deploy/pki/make", folder / "pki", SITE, 1)
    run(programs / "onestop-publish", "demo", folder / "desk", "--period", period)
    # The hub has its own copy, and only the two online keys.
    shutil.copytree(folder / "desk/repository", folder / "hub/repository")
    (folder / "hub/keys").mkdir()
    for name in ("snapshot.pem", "timestamp.pem"):
        shutil.copy(folder / "desk/keys" / name, folder / "hub/keys")
    port = free_port()
    (folder / "hub/hub.toml").write_text(
        f'site = "{SITE}"\ndatabase = "hub.sqlite"\nrepository = "repository"\nonline_keys = "keys"\n[devices]\n'
        f'listen = "127.0.0.1:{port}"\ncertificate = "../pki/hub.crt"\nkey = "../pki/hub.key"\nauthority = "../pki/ca.crt"\n')
    hub = subprocess.Popen([programs / "onestop-hub", "--config", folder / "hub/hub.toml"])
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)

        def send(who="publisher", code=0):
            return run(programs / "onestop-publish", "send", "--district", folder / "desk", "--role", f"site-{SITE}", "--hub", f"https://127.0.0.1:{port}",
                       "--certificate", folder / f"pki/{who}.crt", "--key", folder / f"pki/{who}.key", "--authority", folder / "pki/ca.crt", code=code)

        plan = folder / "plan.json"
        plan.write_text(next((folder / f"desk/repository/targets/sites/{SITE}").glob("*.queue_plan.json")).read_text().replace("综合", "综合服务"))
        run(programs / "onestop-publish", "target", "--district", folder / "desk", f"sites/{SITE}/queue_plan.json", plan)
        before = timestamp(folder / "hub")
        assert "not-a-publisher" in send("kiosk-1", code=1), "a kiosk may not publish"
        assert timestamp(folder / "hub") == before
        assert "version 2 is published" in send()
        assert timestamp(folder / "hub") == before + 1
        assert "version 2 is published" in send(), "sending again is harmless"
        assert timestamp(folder / "hub") == before + 1
        run(programs / "onestop-publish", "check", folder / "hub/repository")

        role = folder / f"desk/repository/metadata/2.site-{SITE}.json"
        forged = json.loads(role.read_text())
        forged["signed"]["version"] = 3
        (role.parent / f"3.site-{SITE}.json").write_text(json.dumps(forged))
        assert "not-signed" in send(code=1), "a forged month"
        assert timestamp(folder / "hub") == before + 1
    finally:
        hub.terminate()
        hub.wait()


with tempfile.TemporaryDirectory(prefix="onestop-send-") as name:
    main(Path(name))
