# SPDX-License-Identifier: Apache-2.0
"""Bundles and the sticks that bring them: the release's root with a newer version, and what a lobby must never end up with.
Made with the steps of deploy/image/build, in its Debian 13 root."""

import os
import shutil

from tests.e2e.demo.programs import run

from . import office

STICK_MIB = 512

# What hangs as a machine hangs: systemd itself, which strokes the watchdog, stands still, before anybody called this version good.
HANG = """[Unit]
After=onestop-kiosk.service
Before=onestop-good.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'kill -SEGV 1; sleep infinity'
[Install]
WantedBy=multi-user.target
"""


def screen_that_ends(root):
    program = root / "usr/bin/onestop-kiosk"
    program.unlink()
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)


def machine_that_hangs(root):
    unit = root / "usr/lib/systemd/system/hang.service"
    unit.write_text(HANG)
    wants = root / "etc/systemd/system/multi-user.target.wants"
    (wants / "hang.service").symlink_to("/usr/lib/systemd/system/hang.service")


def unchanged(root):
    pass


class Bundles:
    """`tools`: the Debian 13 root, `work`: the --work folder of the build, `release`: its OUT; what is made goes to `folder`."""

    def __init__(self, tools, work, release, folder):
        self.tools, self.work, self.folder = tools, work, folder
        self.version = next(release.glob("onestop-*-x86_64.raucb")).name.removeprefix("onestop-").removesuffix("-x86_64.raucb")
        self.root_hashes = {"release": self._root_hash(work / "slot")}
        self.sticks = {}
        folder.mkdir(parents=True)

    def later(self, minutes):
        """A version of so many minutes after the release; before it when negative."""
        name, moment = self.version.rsplit("-", 1)
        return f"{name}-{int(moment) + minutes}"

    def make(self, name, minutes, change=unchanged, boot_keys=None):
        """A slot of its own: the release's root, changed, under another version; and its stick. `boot_keys`: whoever signs
        its kernel, else the authority whose certificate the firmware has."""
        root = self.folder / name / "root"
        root.parent.mkdir()
        run("cp", "-al", self.work / "root", root)
        (root.parent / "root.boot").symlink_to(os.path.relpath(self.work / "root.boot", root.parent))
        for file in ("usr/lib/os-release", "etc/rauc/system.conf"):
            text = (root / file).read_text().replace(self.version, self.later(minutes))
            (root / file).unlink()  # it is one file with the release's
            (root / file).write_text(text)
        change(root)
        slot = root.parent / "slot"
        self._step("slot", root, slot, "/keys", keys=boot_keys)
        shutil.rmtree(root)
        self.root_hashes[name] = self._root_hash(slot)
        return self.sign(name, slot, minutes)

    def half_known(self, stranger):
        """Keys with which GRUB agrees and the firmware does not: so it is the firmware that refuses."""
        keys = self.folder / "half-known"
        shutil.copytree(stranger, keys)
        for name in ("boot.pgp", "boot.pgp.pub"):
            shutil.copy(self.work / "keys" / name, keys)
        return keys

    def sign(self, name, slot, minutes, keys=None, compatible="onestop-x86_64"):
        """A bundle of a slot that is there already."""
        (self.folder / name).mkdir(exist_ok=True)
        bundle = self.folder / name / f"{name}.raucb"
        keys = keys or self.work / "keys"
        self._step("bundle", slot, bundle, "/keys", compatible, version=self.later(minutes), keys=keys)
        return self.put_on_stick(name, bundle)

    def put_on_stick(self, name, *files):
        brings = self.folder / name / "brings"
        brings.mkdir()
        for file in files:
            os.link(file, brings / file.name)
        self.sticks[name] = office.stick(self.tools, self.folder / name / "stick.img", brings, STICK_MIB)
        shutil.rmtree(brings)
        return files[0]

    def _step(self, step, *words, version="", keys=None):
        """A step of the build, in the root that it was made for; its mounts end with it."""
        inside = ["/image" + str(word).removeprefix(str(self.work)) if str(word).startswith(str(self.work)) else word for word in words]
        mounts = {"/proc": "proc", "/dev": "dev", self.work: "image", keys or self.work / "keys": "keys"}
        self.tools.inside(mounts, f"/src/deploy/image/steps/{step}", *inside, VERSION=version, SOURCE_DATE_EPOCH=1)

    @staticmethod
    def _root_hash(slot):
        return next(line.split()[-1] for line in (slot / "verity.txt").read_text().splitlines() if line.startswith("Root hash"))
