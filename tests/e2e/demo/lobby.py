# SPDX-License-Identifier: Apache-2.0
"""One lobby: hub, sync daemon, emulated devices, kiosk and hall display of a demo district, as separate programs."""

import array
import contextlib
import itertools
import os
import shutil
import socket

from .emulator import Emulator
from .programs import BIN, BUILD, Program, eventually
from .touch_screen import Screen

PLUGINS = BUILD / "tests" / "plugins"
RATE_HZ = 22050  # of the voice
BELL_HZ = 880  # the first tone before a call for help (kiosk/speech/chime.cpp)


class Lobby:
    """`display`: real windows; otherwise both screens are drawn in memory, with a finger and an eye."""

    def __init__(self, district, display=False, fullscreen=False):
        self.district = district
        folder = district.folder
        log, kiosk, emulated = folder / "log", folder / "kiosk", folder / "emulator"
        offset = ["--clock-offset-ms", district.clock_offset_ms]
        self.root_file = emulated / "root"
        self.receipts = emulated / "receipts"
        self.emulator = Emulator(emulated / "control.sock")
        self.kiosk_eye, self.hall_eye = kiosk / "run" / "eye.sock", kiosk / "run" / "hall-eye.sock"
        window = ["--fullscreen"] if fullscreen else []

        self.emulation = Program("emulator", [BIN / "onestop-emulator", "--control", self.emulator.path, "--receipts", self.receipts,
                                              "--root", self.root_file], log)
        self.hub = Program("hub", [BIN / "onestop-hub", "--config", folder / "hub" / "hub.toml", *offset], log)
        self.daemon = Program("syncd", [BIN / "onestop-syncd", "--config", kiosk / "syncd.toml", *offset], log)
        self.kiosk = Program("kiosk", ["umockdev-wrapper", BIN / "onestop-kiosk", "--config", kiosk / "kiosk.toml", *window, *offset], log)
        self.hall = Program("hall", [BIN / "onestop-hall", "--config", kiosk / "kiosk.toml", *window, *offset], log)
        runtime = folder / "run"  # Qt wants one that is ours alone
        runtime.mkdir(mode=0o700, exist_ok=True)
        for program, eye in ((self.kiosk, self.kiosk_eye), (self.hall, self.hall_eye)):
            if "XDG_RUNTIME_DIR" not in os.environ:
                program.environment["XDG_RUNTIME_DIR"] = str(runtime)
            if not display:
                program.environment |= {
                    "QT_QPA_PLATFORM": "offscreen", "QT_PLUGIN_PATH": str(PLUGINS),
                    "QT_QPA_GENERIC_PLUGINS": f"onestoprehearsal:socket={eye}",
                }
        self.speaker = Program("speaker", [BIN / "onestop-speaker", "--socket", kiosk / "run" / "speaker.sock", "--voices", BUILD / "voices"], log)
        self.input = Program("input", [BIN / "onestop-input", "--socket", kiosk / "run" / "input.sock"], log)
        self.heard = folder / "speaker" / "heard.raw"
        if not display:
            self._record_the_voice(folder / "speaker" / "alsa.conf")
        self.screen = Screen(self.kiosk_eye, 1080, 1920)
        self.hall_screen = Screen(self.hall_eye, 1920, 1080)
        self.programs = [self.hall, self.kiosk, self.speaker, self.input, self.daemon, self.hub, self.emulation]

    def _record_the_voice(self, configuration):
        """A sound card that is a file: 16-bit samples of what was said last."""
        configuration.write_text(f'pcm.nowhere {{ type null }}\n'
                                 f'pcm.!default {{ type file slave.pcm nowhere file "{self.heard}" format raw }}\n')
        self.speaker.environment["ALSA_CONFIG_PATH"] = str(configuration)

    def bell_heard(self):
        """What was said last begins with the bell: a quarter of a second of its first tone."""
        said = self.heard.read_bytes() if self.heard.exists() else b""
        tone = said[: 2 * (RATE_HZ // 4)]  # 16 bits a sample
        turns = sum((a < 0) != (b < 0) for a, b in itertools.pairwise(array.array("h", tone[: len(tone) // 2 * 2])))
        return abs(turns - 2 * BELL_HZ / 4) < 5

    def start_emulation(self):
        self.root_file.unlink(missing_ok=True)
        self.emulation.start()
        eventually("the emulated devices", lambda: self.root_file.exists() and self.root_file.read_text() and self.emulator.answers(), 10)
        self.kiosk.environment["UMOCKDEV_DIR"] = self.devices_root()

    def start_hub(self):
        """A hub that was only just started does not listen yet."""
        self.hub.start()
        eventually("the hub's doors", self._hub_listens, 10)

    def _hub_listens(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.district.staff_port), 1):
            return True
        return False

    def start(self):
        self.start_emulation()
        self.start_hub()
        self.daemon.start()
        self.speaker.start()
        self.input.start()
        self.kiosk.start()
        self.hall.start()

    def stop(self):
        for program in self.programs:
            program.stop()

    def devices_root(self):
        return self.root_file.read_text().strip()

    def device_line(self):
        return f"UMOCKDEV_DIR={self.devices_root()} umockdev-wrapper {os.path.relpath(BIN)}/onestop-device status"

    def fallen(self):
        """The programs that should run and do not, with their last words."""
        return [f"{p.name} is down: {p.last_words(2)}" for p in self.programs if not p.running]

    def keep_receipts(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for picture in sorted(self.receipts.glob("*.png")):
            shutil.copy(picture, folder / picture.name)
