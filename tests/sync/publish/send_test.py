# SPDX-License-Identifier: Apache-2.0
"""A month, and a version of the software, go from the desk through the hub to every kiosk, by the real programs; what is
forged goes nowhere. send_test.py ROOT BIN"""

import hashlib
import json
import random
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
VERSION = "0.2.0-202612010300"
BUNDLE_BYTES = 24 << 20


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

        def command(role, who="publisher"):
            return [str(part) for part in (
                programs / "onestop-publish", "send", "--district", folder / "desk", "--role", role, "--hub", f"https://127.0.0.1:{port}",
                "--certificate", folder / f"pki/{who}.crt", "--key", folder / f"pki/{who}.key", "--authority", folder / "pki/ca.crt")]

        def send(who="publisher", code=0, role=f"site-{SITE}"):
            return run(*command(role, who), code=code)

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
        (role.parent / f"3.site-{SITE}.json").unlink()

        software(folder, command, send)
    finally:
        hub.terminate()
        hub.wait()


def software(folder, command, send):
    """software.json and its bundle by the same door: the desk is killed on the way, and goes on where it was."""
    file = folder / f"onestop-{VERSION}-x86_64.raucb"
    file.write_bytes(random.Random(1).randbytes(BUNDLE_BYTES))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    run(programs / "onestop-publish", "software", file, "--kiosk", f"kiosk-1.{SITE}", "--district", folder / "desk")
    before = timestamp(folder / "hub")
    part, shown = folder / f"hub/repository/.offered/{sha256}.part", folder / f"hub/repository/targets/software/{sha256}.{file.name}"

    first = subprocess.Popen(command("targets"))
    while not (part.exists() and part.stat().st_size > BUNDLE_BYTES // 4):
        if first.poll() is not None:
            sys.exit("the bundle went through before the desk could be killed")
    first.kill()
    first.wait()
    assert timestamp(folder / "hub") == before and not shown.exists(), "half a bundle is not published"
    begun = part.stat().st_ino

    assert "is published" in send(role="targets")
    assert shown.stat().st_ino == begun, "it went on with the file that was begun"
    assert timestamp(folder / "hub") == before + 1
    assert hashlib.sha256(shown.read_bytes()).hexdigest() == sha256
    check = run(programs / "onestop-publish", "check", folder / "hub/repository")
    assert "hold" in check, "a client finds all of it"

    # For a whole site, then: the bundle is there, only the list goes.
    run(programs / "onestop-publish", "stage", VERSION, "--site", SITE, "--district", folder / "desk")
    assert "is published" in send(role="targets")
    assert timestamp(folder / "hub") == before + 2
    lists = [json.loads(path.read_text()) for path in (folder / "hub/repository/targets").glob("*.software.json")]
    assert any(release["stage"] == {"sites": [SITE]} for one in lists for release in one["releases"])

    # Bytes that changed at the desk after signing do not leave it; a kiosk's certificate brings nothing.
    newer = folder / "onestop-0.3.0-202612080300-x86_64.raucb"
    newer.write_bytes(random.Random(2).randbytes(1 << 20))
    run(programs / "onestop-publish", "software", newer, "--nobody", "--district", folder / "desk")
    assert "not-a-publisher" in send("kiosk-1", code=1, role="targets")
    held = next((folder / "desk/repository/targets/software").glob(f"*.{newer.name}"))
    good = held.read_bytes()
    held.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    assert "changed after signing" in send(code=1, role="targets")
    held.write_bytes(good)
    assert "is published" in send(role="targets")


with tempfile.TemporaryDirectory(prefix="onestop-send-") as name:
    main(Path(name))
