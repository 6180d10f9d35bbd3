# SPDX-License-Identifier: Apache-2.0
"""Makes the demo district in a folder: authority, keys, signed catalogue, configuration of every program."""

import json
import secrets
import shutil
import subprocess
import time
import tomllib
from datetime import datetime, timedelta, timezone

from tests.support.ports import free_port
from tests.support.qr_picture import pgm

from .programs import BIN, ROOT, run

SITE = "dapeng-kuichong"
SHANGHAI = timezone(timedelta(hours=8))
CLERK = "clerk"
STAFF_PIN = "271828"


class District:
    """The folder of one demo district and the addresses in it."""

    def __init__(self, folder, clock_offset_ms=0):
        self.folder = folder.resolve()
        self.clock_offset_ms = clock_offset_ms
        self.publisher = self.folder / "district"
        self.store = self.folder / "kiosk" / "store.sqlite"
        self.hub_database = self.folder / "hub" / "hub.sqlite"

    def now(self):
        """The district's wall clock (the rehearsal's offset included), at Shenzhen."""
        return datetime.now(SHANGHAI) + timedelta(milliseconds=self.clock_offset_ms)

    def service_day(self):
        return (self.now() - timedelta(hours=4)).date().isoformat()

    @property
    def password(self):
        return (self.folder / "clerk.password").read_text().strip()

    @property
    def staff_url(self):
        return f"https://127.0.0.1:{self.staff_port}/"

    @property
    def staff_port(self):
        return int((self.folder / "staff.port").read_text())

    def port(self, door):
        """Of the hub's door for devices or for the public."""
        return tomllib.loads((self.folder / "hub" / "hub.toml").read_text())[door]["listen"].rsplit(":", 1)[1]

    def make(self):
        if (self.folder / "made").exists():
            signed = self.publisher / "repository" / "metadata" / "timestamp.json"
            if time.time() - signed.stat().st_mtime > 24 * 3600:
                self.publish()  # a demo of yesterday: closures are signed for 7 days, the lists are of a month
            return self
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("hub", "kiosk/state", "kiosk/run", "emulator/receipts", "speaker", "log"):
            (self.folder / name).mkdir(parents=True)
        run(ROOT / "deploy" / "pki" / "make", self.folder / "pki", SITE, 1)
        self.publish()
        self._configure()
        self._list_the_hubs_key()
        (self.folder / "clerk.password").write_text(secrets.token_hex(4) + "\n")
        run(BIN / "onestop-hub", "add-staff", "--config", self.folder / "hub" / "hub.toml", "--login", CLERK, "--name", "李某",
            "--role", "clerk", "--counter", "1", input=self.password + "\n")
        (self.folder / "made").touch()
        return self

    def publish(self):
        """This month's catalogue of the three demo sites, signed, and the next one's; until four in the morning of the first it is
        the last month's day yet."""
        run(BIN / "onestop-publish", "demo", self.publisher, "--period", self.service_day()[:7],
            "--clock-offset-ms", self.clock_offset_ms)

    def check_in_token(self, session):
        return run(BIN / "onestop-publish", "check-in-token", "--keys", self.publisher / "keys", "--site", SITE, "--session", session,
                   "--clock-offset-ms", self.clock_offset_ms).strip()

    def staff_code(self, kiosk):
        """What the hub's picture for that kiosk says to a scanner."""
        picture = self.folder / "staff-code.pgm"
        picture.write_bytes(pgm(run(BIN / "onestop-hub", "--clock-offset-ms", self.clock_offset_ms, "staff-code", "--config",
                                    self.folder / "hub" / "hub.toml", "--kiosk", kiosk)))
        return json.loads(run(BIN / "onestop-device", "decode", picture))["text"]

    def _list_the_hubs_key(self):
        """With its first code the hub makes its key; the district lists it."""
        self.staff_code(1)
        entry = json.loads((self.hub_database.parent / f"{self.hub_database.name}.staff_key.json").read_text())
        listed = self.folder / "staff_keys.json"
        listed.write_text(json.dumps({"issued": self.now().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "keys": [entry]}))
        run(BIN / "onestop-publish", "target", "--district", self.publisher, "staff_keys.json", listed, "--clock-offset-ms", self.clock_offset_ms)

    def _configure(self):
        devices, staff, public = free_port(), free_port(), free_port()
        (self.folder / "staff.port").write_text(f"{staff}\n")
        hub_certificate = 'certificate = "../pki/hub.crt"\nkey = "../pki/hub.key"\n'
        (self.folder / "hub" / "hub.toml").write_text(
            f'site = "{SITE}"\ndatabase = "hub.sqlite"\nrepository = "../district/repository"\nonline_keys = "../district/keys"\n'
            f'[devices]\nlisten = "127.0.0.1:{devices}"\n{hub_certificate}authority = "../pki/ca.crt"\n'
            f'[staff]\nlisten = "127.0.0.1:{staff}"\n{hub_certificate}'
            f'[public]\nlisten = "127.0.0.1:{public}"\n{hub_certificate}name = "https://127.0.0.1:{public}"\n')
        (self.folder / "kiosk" / "syncd.toml").write_text(
            f'site = "{SITE}"\nkiosk = 1\nstore = "store.sqlite"\n'
            f'[hub]\nurl = "https://127.0.0.1:{devices}"\ncertificate = "../pki/kiosk-1.crt"\nkey = "../pki/kiosk-1.key"\nauthority = "../pki/ca.crt"\n'
            f'[repository]\nurl = "https://127.0.0.1:{public}/repository/"\nauthority = "../pki/ca.crt"\n'
            f'root = "../district/repository/metadata/1.root.json"\n')
        staff = subprocess.run([BIN / "onestop-technician", "pin"], input=STAFF_PIN, capture_output=True, text=True, check=True).stdout
        (self.folder / "kiosk" / "kiosk.toml").write_text(
            f'site = "{SITE}"\nkiosk = 1\nstore = "store.sqlite"\nstate = "state"\nrun = "run"\nspeaker = "run/speaker.sock"\ninput = "run/input.sock"\n'
            f'[screen]\nwidth_px = 1080\nheight_px = 1920\npitch_mm = 0.248\n'
            f'[printer]\npaper_mm = 80\nraster = false\n'
            f'[public]\nurl = "https://127.0.0.1:{public}"\n[help]\nphone = "0755-0000-0000"\n{staff}')
