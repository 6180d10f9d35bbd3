# SPDX-License-Identifier: Apache-2.0
"""The office of the demo district: what a technician takes along to a lobby. Made with the commands that the technicians'
page names (deploy/README.md)."""

import os
import shutil

from tests.e2e.demo.programs import BIN, ROOT, run

SECTOR = 512
FIRST_SECTOR = 2048
SETTINGS = ROOT / "deploy/technician/site.toml"


def settings_of_a_lone_kiosk(interface):
    """The commented example, changed as a technician would: the hub is on this machine, counter pages come in by `interface`,
    and tickets carry the public name."""
    lines = []
    for line in SETTINGS.read_text().splitlines():
        if line.startswith("here = "):
            line = "here = true"
        elif line.startswith("url = ") or line.startswith("repository = "):
            continue
        elif line.startswith("# lobby_interface = "):
            line = f'lobby_interface = "{interface}"'
        elif line.startswith(("# [public]", "# url = ")):
            line = line.removeprefix("# ")
        lines.append(line)
    return "\n".join(lines) + "\n"


def identity(district, folder):
    """What deploy/image/enrolment signs: the kiosk's and the hub's certificates and the month's catalogue, signed already."""
    folder.mkdir(parents=True)
    for name, file in (("kiosk-1.crt", "kiosk.crt"), ("kiosk-1.key", "kiosk.key"), ("ca.crt", "ca.crt"), ("hub.crt", "hub.crt"), ("hub.key", "hub.key")):
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
