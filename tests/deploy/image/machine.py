# SPDX-License-Identifier: Apache-2.0
"""A kiosk without a kiosk: QEMU with firmware, disk, panel, touch, USB and network, worked from outside as hands and eyes
would. Nothing of it reaches into the guest. Always emulated (TCG): /dev/kvm may be there and hang."""

import array
import json
import socket
import subprocess
import time
from datetime import timezone
from pathlib import Path

from tests.e2e.demo.programs import NotSeen, eventually

from .afterwards import partition
from .picture import Picture

WIDTH, HEIGHT = 1080, 1920  # of the panel
ADDRESS = "52:54:00:12:34:56"  # of the network card; the machine's code follows from it
TOUCH_MOST = 0x7FFF  # QEMU's scale of both axes
OWNER = "4f6e6573-746f-7022-8000-000000000001"  # whom the firmware's keys are said to belong to
MACHINE = "4f6e6573-746f-7021-8000-000000000001"  # what firmware calls it; the journal lies under that name
RELAY = Path(__file__).parent / "relay"
WAVE_HEAD, SAMPLES_A_SECOND, CHANNELS = 44, 44100, 2  # bytes; of what QEMU's sound card writes
AUDIBLE = 300  # of 32767
DEVICES = ("reader", "printer", "scanner")


class Monitor:
    """QEMU's monitor (QMP): one request at a time; events that come between are kept."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(str(path))
        self.lines = self.socket.makefile()
        self.events = []
        self.lines.readline()  # its greeting
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.socket.sendall(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while line := self.lines.readline():
            answer = json.loads(line)
            if "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]
            self.events.append(answer)
        raise ConnectionError(f"{command}: QEMU has ended")

    def heard(self, event, **data):
        return self.count(event, **data) > 0

    def count(self, event, **data):
        self.ask("query-status")  # takes in what came meanwhile
        return sum(e["event"] == event and data.items() <= e.get("data", {}).items() for e in self.events)


class Machine:
    """`tools`: the Debian 13 root of deploy/image/build, whose QEMU has a panel that is touched; `keys`: the authority whose
    certificate the firmware is given (Secure Boot); `folder`: disk, firmware's memory, what went over the network; `run`:
    sockets (a short path); `forwards`: port of the guest → port here; `outside`: address that the machine sees → port here,
    each there at 443. `clock`: what its clock says at power on, else the time."""

    def __init__(self, tools, keys, folder, run, forwards, outside):
        self.tools, self.keys, self.folder, self.run, self.forwards, self.outside = tools, keys, folder, run, forwards, outside
        self.clock = None
        self.disk = folder / "disk.img"
        self.process = self.monitor = None
        self.starts = 0
        self.began = 0.0

    def flash(self, image, size_gib=8):
        """What a technician does with bmaptool, onto a disk that is larger than the image."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.disk, "wb") as disk:
            self.tools.run("zstd", "-q", "-d", "-c", image, stdout=disk)
        subprocess.run(["fallocate", "--dig-holes", self.disk], check=True)
        subprocess.run(["truncate", "-s", f"{size_gib}G", self.disk], check=True)
        self._give_firmware_its_key()

    def _give_firmware_its_key(self):
        """What the technician does once in the firmware's own pages: from then on it starts only what this key has signed."""
        words = [word for option in ("--set-pk", "--add-kek", "--add-db") for word in (option, OWNER, "/keys/boot.crt")]
        self.tools.inside({self.keys: "keys", self.folder: "mnt"}, "virt-fw-vars", "--input", "/usr/share/OVMF/OVMF_VARS_4M.fd", "--output", "/mnt/vars.fd",
                          *words, "--sb")

    def put_grub(self, file):
        """Another GRUB into the disk of a machine that is off; returns the one that was there."""
        start, _ = partition(self.disk, "esp")
        place, former = f"{self.disk}@@{start}", self.folder / f"before-{file.name}"
        self.tools.run("mcopy", "-o", "-i", place, "::/EFI/BOOT/BOOTX64.EFI", former)
        self.tools.run("mcopy", "-o", "-i", place, file, "::/EFI/BOOT/BOOTX64.EFI")
        return former

    def _command(self):
        share = self.tools.root / "usr/share"
        net = ",".join(["user,id=lobby"] + [f"hostfwd=tcp:127.0.0.1:{here}-:{there}" for there, here in self.forwards.items()]
                       + [f"guestfwd=tcp:{address}:443-cmd:{RELAY} {port}" for address, port in self.outside.items()])
        words = ["-L", share / "qemu", "-L", share / "seabios", "-nodefaults", "-no-user-config", "-display", "none",
                 "-machine", "q35,smm=on", "-global", "driver=cfi.pflash01,property=secure,value=on", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "2048", "-uuid", MACHINE,
                 "-drive", f"if=pflash,format=raw,readonly=on,file={share / 'OVMF/OVMF_CODE_4M.secboot.fd'}",
                 "-drive", f"if=pflash,format=raw,file={self.folder / 'vars.fd'}",
                 "-drive", f"if=virtio,format=raw,discard=unmap,file={self.disk}",
                 "-device", f"virtio-vga,xres={WIDTH},yres={HEIGHT}", "-device", "virtio-multitouch-pci", "-device", "virtio-rng-pci",
                 "-audiodev", f"wav,id=voice,path={self.folder / 'voice.wav'}", "-device", "intel-hda", "-device", "hda-output,audiodev=voice",
                 "-device", "i6300esb", "-action", "watchdog=reset",
                 "-netdev", net, "-device", f"virtio-net-pci,netdev=lobby,addr=0x10,mac={ADDRESS}",
                 "-object", f"filter-dump,id=wire,netdev=lobby,file={self.folder / f'wire-{self.starts}.pcap'}",
                 "-device", "qemu-xhci,id=usb,p2=8,p3=8", "-qmp", f"unix:{self.run / 'monitor'},server=on,wait=off"]
        if self.clock:
            words += ["-rtc", f"base={self.clock.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%S')}"]
        for name in DEVICES:
            words += ["-chardev", f"socket,id={name},path={self.run / 'redir' / name}.sock", "-device", f"usb-redir,chardev={name},bus=usb.0"]
        return self.tools.command("qemu-system-x86_64", *words)

    def start(self):
        self.starts += 1
        with open(self.folder / "qemu.log", "ab") as log:
            self.process = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={"QEMU_MODULE_DIR": str(self.tools.libraries / "qemu"), "PATH": "/usr/bin"})
        self.began = time.monotonic()
        eventually("QEMU's monitor", lambda: self.process.poll() is not None or self._connected(), 20)
        if self.process.poll() is not None:
            raise NotSeen(f"QEMU ended at once; its words are in {self.folder / 'qemu.log'}")

    def _connected(self):
        try:
            self.monitor = Monitor(self.run / "monitor")
        except OSError:
            return False
        return True

    @property
    def seconds(self):
        """Since power on."""
        return time.monotonic() - self.began

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def cut_power(self):
        if self.running:
            self.process.kill()
            self.process.wait()

    def press_power_button(self, seconds):
        self.monitor.ask("system_powerdown")
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise NotSeen(f"the power button: still on after {seconds} s") from None

    def forget_events(self):
        self.monitor.events.clear()

    def resets(self):
        """How often it started anew since then, by itself or by its watchdog."""
        return self.monitor.count("RESET")

    def heard_seconds(self):
        """How long the sound card has been other than silent since power on."""
        wave = (self.folder / "voice.wav").read_bytes()[WAVE_HEAD:]
        samples = array.array("h", wave[:len(wave) & ~1])
        return sum(abs(one) > AUDIBLE for one in samples[::SAMPLES_A_SECOND // 100 * CHANNELS]) / 100

    # ── eye and finger ───────────────────────────────────────────────────────────────────────────────────────────

    def look(self):
        file = self.run / "screen.ppm"
        self.monitor.ask("screendump", filename=str(file))
        return Picture.read(file)

    def photograph(self, file):
        self.monitor.ask("screendump", filename=str(file), format="png")

    def touch(self, x, y, seconds=0.15):
        """One finger, down for a moment, on the panel itself: no mouse is attached."""
        self._finger("begin", 0, x, y)
        time.sleep(seconds)
        self._finger("end", -1, x, y)

    def _finger(self, what, contact, x, y):
        def slot(kind, axis, value):
            return {"type": "mtt", "data": {"type": kind, "slot": 0, "tracking-id": contact, "axis": axis, "value": value}}

        events = [slot(what, "x", 0)]
        if what == "begin":
            events += [slot("data", "x", x * TOUCH_MOST // WIDTH), slot("data", "y", y * TOUCH_MOST // HEIGHT)]
        events.append({"type": "btn", "data": {"button": "touch", "down": what == "begin"}})
        self.monitor.ask("input-send-event", events=events)

    def press_keys(self, *names):
        self.monitor.ask("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    # ── the ports of the machine ─────────────────────────────────────────────────────────────────────────────────

    def plug_keyboard(self):
        self.monitor.ask("device_add", driver="usb-kbd", id="keyboard", bus="usb.0")

    def unplug_keyboard(self):
        self._remove("keyboard")

    def plug_stick(self, image, writable=False):
        self.monitor.ask("blockdev-add", **{"driver": "raw", "node-name": "stick", "read-only": not writable,
                                            "file": {"driver": "file", "filename": str(image), "read-only": not writable}})
        self.monitor.ask("device_add", driver="usb-storage", id="stick-plug", bus="usb.0", drive="stick")

    def unplug_stick(self):
        self._remove("stick-plug")
        eventually("the stick let go", self._stick_let_go, 10)

    def wait_until_stick_is_read(self):
        """Until nothing was read from it for a while."""
        still, before = 0, None

        def calm():
            nonlocal still, before
            now = self._read_from_stick()
            still = still + 1 if now == before and now > 0 else 0
            before = now
            return still >= 10

        eventually("the stick left alone", calm, 900, every=1.0)

    def _read_from_stick(self):
        return next(one["stats"]["rd_bytes"] for one in self.monitor.ask("query-blockstats") if one.get("qdev", "").startswith("/machine/peripheral/stick-plug"))

    def _stick_let_go(self):
        try:
            self.monitor.ask("blockdev-del", **{"node-name": "stick"})
        except RuntimeError:
            return False
        return True

    def _remove(self, device):
        self.monitor.events.clear()
        self.monitor.ask("device_del", id=device)
        eventually(f"{device} unplugged", lambda: self.monitor.heard("DEVICE_DELETED", device=device), 20)
