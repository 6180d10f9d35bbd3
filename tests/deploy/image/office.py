# SPDX-License-Identifier: Apache-2.0
"""The office of the demo district: what a technician takes along to a lobby. Made with the commands that the technicians'
page names (deploy/README.md)."""

import os
import shutil
import subprocess

from tests.e2e.demo.district import SITE, STAFF_PIN
from tests.e2e.demo.programs import BIN, ROOT, run

SECTOR = 512
FIRST_SECTOR = 2048
SETTINGS = ROOT / "deploy/technician/site.toml"


HUB, CATALOGUE = "10.0.2.101", "10.0.2.102"  # where a machine in QEMU sees the district's doors
NOT_LISTED = "10.0.2.103"  # there somebody answers, too, whom no settings name


def name_doors(district):
    """The district's hub gets a certificate that also holds where such a machine sees it. Before anything is started."""
    issue(district, "hub", f"hub.{SITE}", f"subjectAltName=DNS:localhost,IP:127.0.0.1,IP:{HUB},IP:{CATALOGUE}\nextendedKeyUsage=serverAuth")


def issue(district, name, common_name, extensions):
    """A certificate and its key by the district's authority, as deploy/pki/make makes them."""
    pki = district.folder / "pki"
    run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", pki / f"{name}.key", "-subj", f"/O=Onestop demo/CN={common_name}",
        "-out", pki / f"{name}.csr")
    (pki / f"{name}.ext").write_text(f"basicConstraints=critical,CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n{extensions}\n")
    run("openssl", "x509", "-req", "-in", pki / f"{name}.csr", "-CA", pki / "ca.crt", "-CAkey", pki / "ca.key", "-CAcreateserial", "-days", "3650",
        "-extfile", pki / f"{name}.ext", "-out", pki / f"{name}.crt")


def stick_of_second_kiosk(trial):
    """The enrolment of a kiosk whose hub is elsewhere."""
    issue(trial.district, "kiosk-2", f"kiosk-2.{SITE}", "extendedKeyUsage=clientAuth")
    told = {"kiosk = ": "kiosk = 2", "url = ": f'url = "https://{HUB}"', "repository = ": f'repository = "https://{CATALOGUE}/repository/"'}
    settings = "\n".join(next((new for old, new in told.items() if line.startswith(old)), line) for line in SETTINGS.read_text().splitlines()) + "\n"
    folder = identity(trial.district, trial.machine.folder / "second", kiosk=2)
    return enrolment_stick(trial.machine.tools, trial.machine.folder / "second.img", settings, folder, trial.bundles.work / "keys")


def settings_of_a_lone_kiosk(interface):
    """The commented example, changed as a technician would: the hub is on this machine, counter pages come in by `interface`,
    tickets carry the public name, and staff come in by the demo's PIN."""
    lines = []
    for line in SETTINGS.read_text().splitlines():
        if line.startswith("here = "):
            line = "here = true"
        elif line.startswith("url = ") or line.startswith("repository = "):
            continue
        elif line.startswith("# lobby_interface = "):
            line = f'lobby_interface = "{interface}"'
        elif line.startswith(("# [public]", "# url = ", "# [staff]")):
            line = line.removeprefix("# ")
        elif line.startswith("# pin = "):
            made = run(BIN / "onestop-technician", "pin", input=STAFF_PIN)
            line = next(one for one in made.splitlines() if one.startswith("pin = "))
        lines.append(line)
    return "\n".join(lines) + "\n"


def identity(district, folder, kiosk=1):
    """What deploy/image/enrolment signs: the kiosk's and the hub's certificates and the month's catalogue, signed already."""
    folder.mkdir(parents=True)
    for name, file in ((f"kiosk-{kiosk}.crt", "kiosk.crt"), (f"kiosk-{kiosk}.key", "kiosk.key"), ("ca.crt", "ca.crt"), ("hub.crt", "hub.crt"), ("hub.key", "hub.key")):
        shutil.copy(district.folder / "pki" / name, folder / file)
    repository = district.publisher / "repository"
    shutil.copy(repository / "metadata" / "1.root.json", folder / "root.json")
    shutil.copytree(repository, folder / "repository")
    return folder


def enrolment_stick(tools, image, settings, identity_folder, keys):
    """A stick with an enrolment signed by whoever holds `keys`."""
    folder = image.parent / f"{image.stem}.files"
    folder.mkdir()
    site = folder / "site.toml"
    site.write_text(settings)
    run(BIN / "onestop-technician", "check", site)
    run(ROOT / "deploy/image/enrolment", site, identity_folder, keys, folder)
    site.unlink()
    return stick(tools, image, folder)


def stick(tools, image, folder, size_mib=64):
    """A stick as shops sell it: one partition, FAT, and the files of `folder` at its top."""
    sectors = size_mib * 2048 - FIRST_SECTOR
    entry = bytes([0, 0, 0, 0, 0x0C, 0, 0, 0]) + FIRST_SECTOR.to_bytes(4, "little") + sectors.to_bytes(4, "little")
    with open(image, "wb") as file:
        file.truncate(size_mib << 20)
        file.seek(446)  # the first entry of the partition table
        file.write(entry)
        file.seek(510)
        file.write(b"\x55\xaa")
    at = f"{image}@@{FIRST_SECTOR * SECTOR}"
    tools.run("mformat", "-i", at, "-v", "ONESTOP", "-T", sectors, "::")
    for name in sorted(os.listdir(folder)):
        tools.run("mcopy", "-i", at, folder / name, "::/")
    return image


def empty(folder):
    folder.mkdir(exist_ok=True)
    return folder


def names_on(tools, image):
    """What lies at the top of such a stick."""
    return tools.run("mdir", "-b", "-i", f"{image}@@{FIRST_SECTOR * SECTOR}", "::").decode().replace("::/", "").split()


def opened_log(trial, image, name):
    """The names in a log that a machine sealed, opened with the district's offline key."""
    sealed = trial.machine.folder / name
    trial.machine.tools.run("mcopy", "-o", "-i", f"{image}@@{FIRST_SECTOR * SECTOR}", f"::/{name}", sealed)
    key = trial.district.publisher / "keys" / "sealing.pem"
    opened = subprocess.run([BIN / "onestop-open", "--key", key, "log", sealed], capture_output=True, check=True).stdout
    return subprocess.run(["tar", "-t"], input=opened, capture_output=True, check=True).stdout.decode().split()
