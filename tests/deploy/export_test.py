# SPDX-License-Identifier: Apache-2.0
"""Promises of the log that staff takes away: the district's desk can read it and nobody on the way; without somebody to
seal to nothing is written; a stick is written to only when staff asked, after onestop-stick has looked at it, and the
screen is told each step. The stick is a folder here, and mount, udevadm and the others are pretended."""

import io
import json
import os
import re
import sqlite3
import subprocess
import tarfile
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("ONESTOP_BUILD", ROOT / "build")) / "bin"
SCRIPT = (ROOT / "deploy/units/onestop-export").read_text()
SECRET = "the reader at window two went silent"
DEVICES = [("printer", "paper_out", "2026-11-23T01:40:00.000Z"), ("reader", "ready", "2026-11-20T23:00:00.000Z")]
REQUEST = "2026-11-23T02:00:00.000Z"


def program(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.tools = self.folder / "tools"

    def path(self):
        return {**os.environ, "PATH": f"{self.tools}:{os.environ['PATH']}"}


class Sealed(Scratch):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.keys = Path(folder.name)
        (cls.keys / "passphrase").write_text("open\n")
        for name in ("sealing", "stranger"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:3072", "-keyout", cls.keys / f"{name}.pem", "-passout", "pass:open", "-days", "2",
                            "-subj", "/CN=desk", "-addext", "subjectKeyIdentifier=hash", "-out", cls.keys / f"{name}.crt"], check=True, capture_output=True)

    def setUp(self):
        super().setUp()
        program(self.tools, "journalctl", f'echo "$*" > {self.folder}/asked\necho \'{json.dumps({"MESSAGE": SECRET})}\'')
        program(self.tools, "rauc", "echo '{\"booted\":\"A\"}'")
        (self.folder / "kept").mkdir()
        (self.folder / "kept/site.toml").write_text((ROOT / "deploy/technician/site.toml").read_text() + f'[staff]\npin = "{"ab" * 16}:{"cd" * 32}"\n')
        self.out = self.folder / "log.p7m"

    def store(self, targets):
        """As syncd leaves it."""
        path = self.folder / "store.sqlite"
        database = sqlite3.connect(path)
        database.executescript("PRAGMA journal_mode=WAL;" + (ROOT / "sync/store/schema.sql").read_text())
        steps = sorted((ROOT / "sync/store/migrations").glob("*.up.sql"), key=lambda step: int(step.name.split("_")[0]))
        for step in steps:
            database.executescript(step.read_text())
        base = int(re.search(r"base_version (\d+)", (ROOT / "sync/store/CMakeLists.txt").read_text()).group(1))
        database.execute(f"PRAGMA user_version = {base + len(steps)}")
        database.executemany("INSERT INTO target VALUES(7, ?, x'" + "00" * 32 + "', ?)", [(name, json.dumps(told).encode()) for name, told in targets.items()])
        database.execute("INSERT INTO current_catalogue VALUES(1, 7, '2026-11-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z')")
        database.executemany("INSERT INTO device_state VALUES(?, ?, ?, '')", DEVICES)
        database.commit()
        database.close()
        return path

    def export(self, targets):
        return subprocess.run([BIN / "onestop-technician", "export", self.out, self.folder / "kept", self.store(targets)],
                              env=self.path(), capture_output=True, text=True)

    def sealing(self):
        return {"sealing.json": {"issued": "2026-11-01T00:00:00Z", "certificate": (self.keys / "sealing.crt").read_text()}}

    def opened(self, key):
        return subprocess.run([BIN / "onestop-open", "--key", self.keys / key, "log", self.out], capture_output=True)

    def test_the_desk_reads_what_the_machine_logged_and_nobody_else(self):
        told = self.export(self.sealing())
        self.assertEqual((told.returncode, told.stderr), (0, ""))
        plain = self.opened("sealing.pem")
        self.assertEqual((plain.returncode, plain.stderr), (0, b""))
        with tarfile.open(fileobj=io.BytesIO(plain.stdout)) as archive:
            held = {name: archive.extractfile(name).read().decode() for name in archive.getnames()}
        self.assertEqual(set(held), {"versions.txt", "journal.json", "site.toml", "devices.json", "slots.json"})
        self.assertIn(SECRET, held["journal.json"])
        self.assertRegex(held["versions.txt"], r"^onestop \d")
        self.assertIn("dapeng-kuichong", held["site.toml"])
        self.assertEqual([(told["device"], told["state"], told["since"]) for told in json.loads(held["devices.json"])], DEVICES)
        self.assertNotIn("cd" * 32, held["site.toml"])
        asked = (self.folder / "asked").read_text()
        self.assertIn("--unit=onestop-*", asked)
        self.assertIn("--since=-14days", asked)

        sealed = self.out.read_bytes()
        for plain_words in (SECRET, "dapeng-kuichong", "journal.json"):
            self.assertNotIn(plain_words.encode(), sealed)
        self.assertEqual({file.name for file in self.folder.iterdir()} - {"tools", "kept", "asked", "store.sqlite", "store.sqlite-wal", "store.sqlite-shm"}, {"log.p7m"})
        strangers = self.opened("stranger.pem")
        self.assertEqual((strangers.returncode, strangers.stdout), (1, b""))

    def test_openssl_alone_opens_it_too(self):
        self.export(self.sealing())
        plain = subprocess.run(["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", self.out, "-inkey", self.keys / "sealing.pem", "-passin", "pass:open"],
                               capture_output=True, check=True).stdout
        self.assertIn(SECRET.encode(), plain)

    def test_a_changed_byte_opens_nothing(self):
        self.export(self.sealing())
        whole = self.out.read_bytes()
        self.out.write_bytes(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
        told = self.opened("sealing.pem")
        self.assertEqual((told.returncode, told.stdout), (1, b""))

    def test_without_somebody_to_seal_to_nothing_is_written(self):
        for targets in ({}, {"sealing.json": {"issued": "2026-11-01T00:00:00Z", "certificate": "not one"}}):
            (self.folder / "store.sqlite").unlink(missing_ok=True)
            told = self.export(targets)
            self.assertEqual(told.returncode, 3)
            self.assertIn("nobody to seal a log to", told.stderr)
            self.assertFalse(self.out.exists())

    def test_without_a_journal_or_a_store_nothing_is_written(self):
        program(self.tools, "journalctl", "exit 1")
        told = self.export(self.sealing())
        self.assertEqual((told.returncode, len(told.stderr.splitlines())), (1, 1))
        told = subprocess.run([BIN / "onestop-technician", "export", self.out, self.folder / "kept", self.folder / "none.sqlite"], capture_output=True)
        self.assertEqual(told.returncode, 1)
        self.assertFalse(self.out.exists())


class Stick(Scratch):
    def setUp(self):
        super().setUp()
        for folder in ("kiosk", "run/settings", "run/export", "dev", "at"):
            (self.folder / folder).mkdir(parents=True)
        (self.folder / "run/settings/kiosk.toml").write_text('site = "dapeng-kuichong"\nkiosk = 3\nstore = "/x"\n')
        self.request = self.folder / "kiosk/log.request"
        self.request.write_text(REQUEST + "\n")
        self.stick = self.folder / "run/export/stick"
        program(self.tools, "onestop-technician", 'printf sealed > "$2"')
        program(self.tools, "udevadm", "printf 'ID_BUS=usb\\nID_FS_TYPE=vfat\\n'")
        program(self.tools, "lsblk", "echo")
        program(self.tools, "systemctl", "echo inactive")
        program(self.tools, "mount", f'echo "mount $*" >> {self.folder}/mounts')
        program(self.tools, "umount", f'echo "umount $*" >> {self.folder}/mounts')
        # A second passes when the script sleeps, and then happens what is in at/<second>.
        program(self.tools, "sleep", f'cd {self.folder}; echo >> seconds; cat run/export/answer >> answers\n'
                                     'second=$(wc -l < seconds); [ ! -f at/$second ] || . ./at/$second')

    def second(self, number, text):
        (self.folder / "at" / str(number)).write_text(text + "\n")

    def comes(self, name):
        (self.folder / "dev" / name).touch()

    def run_script(self):
        text = SCRIPT
        for place, here in (("/run/onestop-kiosk/", "kiosk/"), ("/run/onestop/", "run/"), ("/dev/sd", "dev/sd")):
            text = text.replace(place, f"{self.folder}/{here}")
        text = text.replace("patience_s=600", "patience_s=6")
        told = subprocess.run(["sh", "-c", text], env=self.path(), capture_output=True, text=True, timeout=60)
        self.assertFalse(os.path.lexists(self.request))
        self.assertFalse((self.folder / "run/export/log.p7m").exists())
        return told

    def answer(self):
        return (self.folder / "run/export/answer").read_text()

    def answers(self):
        file = self.folder / "answers"
        return [line.removeprefix(REQUEST + " ") for line in file.read_text().splitlines()] if file.exists() else []

    def mounts(self):
        file = self.folder / "mounts"
        return file.read_text() if file.exists() else ""

    def test_a_stick_that_comes_gets_the_one_file_and_the_screen_says_that_it_may_go(self):
        self.second(2, "touch dev/sda1")
        self.assertEqual(self.run_script().returncode, 0)
        self.assertEqual(self.answers()[:2], ["waiting", "waiting"])
        self.assertRegex(self.answer(), rf"^{REQUEST} written onestop-log-dapeng-kuichong-kiosk3-\d{{4}}-\d\d-\d\d-\d{{4}}\.p7m\n$")
        self.assertEqual([file.read_text() for file in self.stick.iterdir()], ["sealed"])
        self.assertIn(next(self.stick.iterdir()).name, self.answer())
        self.assertEqual(self.mounts(), f"mount -t vfat -o rw,nosuid,nodev,noexec /dev/sda1 {self.stick}\numount {self.stick}\n")

    def test_a_stick_that_was_there_before_is_taken_too(self):
        self.comes("sdb1")
        self.run_script()
        self.assertIn(" written ", self.answer())

    def test_what_a_stick_brings_is_looked_at_first(self):
        self.comes("sda1")
        program(self.tools, "systemctl", f"[ -e {self.folder}/looked ] && echo inactive || echo activating")
        self.second(4, "touch looked")
        self.run_script()
        self.assertEqual(self.answers(), ["waiting"] * 4)
        self.assertIn(" written ", self.answer())

    def test_a_stick_that_takes_nothing_is_said_once_and_another_one_may_come(self):
        self.comes("sda1")
        program(self.tools, "mount", f'echo "mount $*" >> {self.folder}/mounts; [ "$5" != /dev/sda1 ]')
        self.second(3, "rm dev/sda1; touch dev/sdb1")
        self.run_script()
        self.assertEqual(self.answers()[1], "stick_refused")
        self.assertEqual(self.mounts().count("/dev/sda1"), 1)
        self.assertIn(" written ", self.answer())

    def test_a_full_stick_keeps_no_half_of_it(self):
        self.comes("sda1")
        program(self.tools, "cp", 'printf half > "$2"; exit 1')
        self.run_script()
        self.assertEqual(list(self.stick.iterdir()), [])
        self.assertIn("umount", self.mounts())
        self.assertIn("stick_refused", self.answers())

    def test_where_none_comes_the_waiting_ends(self):
        self.assertEqual(self.run_script().returncode, 0)
        self.assertEqual(self.answer(), f"{REQUEST} no_stick\n")
        self.assertEqual(self.mounts(), "")

    def test_without_somebody_to_seal_to_no_stick_is_touched(self):
        self.comes("sda1")
        program(self.tools, "onestop-technician", "exit 3")
        self.run_script()
        self.assertEqual(self.answer(), f"{REQUEST} no_recipient\n")
        self.assertEqual(self.mounts(), "")
        program(self.tools, "onestop-technician", "exit 1")
        self.request.write_text(REQUEST + "\n")
        self.assertEqual(self.run_script().returncode, 1)
        self.assertEqual(self.answer(), f"{REQUEST} failed\n")

    def test_a_disk_of_the_machine_and_what_is_no_stick_are_never_written_to(self):
        self.comes("sda1")
        program(self.tools, "lsblk", "printf '\\n/efi\\n'")
        self.run_script()
        self.assertEqual((self.answer(), self.mounts()), (f"{REQUEST} no_stick\n", ""))
        for told in ("ID_BUS=ata\\nID_FS_TYPE=vfat", "ID_BUS=usb\\nID_FS_TYPE=ext4"):
            program(self.tools, "lsblk", "echo")
            program(self.tools, "udevadm", f"printf '{told}\\n'")
            self.request.write_text(REQUEST + "\n")
            self.run_script()
            self.assertEqual(self.mounts(), "")

    def test_a_request_of_long_ago_or_that_is_no_file_opens_nothing(self):
        self.comes("sda1")
        long_ago = time.time() - 11 * 60
        os.utime(self.request, (long_ago, long_ago))
        self.assertEqual(self.run_script().returncode, 0)
        self.request.symlink_to("/etc/passwd")
        self.assertEqual(self.run_script().returncode, 0)
        self.request.mkdir()
        self.assertEqual(self.run_script().returncode, 0)
        self.assertFalse(self.request.exists())  # or it would be asked again for ever
        self.assertFalse((self.folder / "run/export/answer").exists())
        self.assertEqual(self.mounts(), "")

    def test_words_in_a_request_do_not_come_out_again(self):
        self.request.write_text('"; reboot #../etc')
        self.run_script()
        self.assertEqual(self.answer().split(" ", 1)[1], "no_stick\n")
        self.assertRegex(self.answer(), r"^[0-9TZ:.-]* ")


if __name__ == "__main__":
    unittest.main()
