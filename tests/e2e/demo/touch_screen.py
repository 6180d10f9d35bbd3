# SPDX-License-Identifier: Apache-2.0
"""A finger and an eye at a screen without a display.

The finger is Qt's own tuiotouch plugin (TUIO 1.1 over UDP, profile 2Dcur); the eye is the rehearsal plugin beside this
file, which finds what is on the screen by its accessible name and takes pictures. Neither is in the product.
"""

import socket
import struct
import time

from .emulator import LineSocket
from .programs import NotSeen, eventually


def _osc(address, *arguments):
    """One OSC 1.0 message: padded strings, big-endian int32 and float32."""

    def padded(text):
        raw = text.encode() + b"\0"
        return raw + b"\0" * (-len(raw) % 4)

    tags, body = ",", b""
    for value in arguments:
        if isinstance(value, str):
            tags, body = tags + "s", body + padded(value)
        elif isinstance(value, int):
            tags, body = tags + "i", body + struct.pack(">i", value)
        else:
            tags, body = tags + "f", body + struct.pack(">f", value)
    return padded(address) + padded(tags) + body


def _bundle(*messages):
    return b"#bundle\0" + struct.pack(">Q", 1) + b"".join(struct.pack(">i", len(m)) + m for m in messages)


class Finger:
    def __init__(self, port):
        self.port = port
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.frame = 0
        self.cursor = 0

    def _send(self, alive, *sets):
        self.frame += 1
        profile = "/tuio/2Dcur"
        messages = [_osc(profile, "source", "finger"), _osc(profile, "alive", *alive), *sets, _osc(profile, "fseq", self.frame)]
        self.socket.sendto(_bundle(*messages), ("127.0.0.1", self.port))

    def tap(self, x, y):
        """x, y: 0..1 of the window."""
        self.cursor += 1
        self._send([self.cursor], _osc("/tuio/2Dcur", "set", self.cursor, float(x), float(y), 0.0, 0.0, 0.0))
        time.sleep(0.06)  # a finger stays on the glass for a moment
        self._send([])


class Screen:
    """What a person can see and touch on one window."""

    def __init__(self, eye_socket, width, height, touch_port=None):
        self.eye = LineSocket(eye_socket)
        self.width, self.height = width, height
        self.finger = Finger(touch_port) if touch_port else None

    def find(self, name, role=""):
        try:
            answer = self.eye.ask(do="find", name=name, role=role)
        except (RuntimeError, OSError):
            return None
        return answer["rect"]

    def wait_for(self, name, seconds=10):
        return eventually(f"「{name}」 on the screen", lambda: self.find(name), seconds)

    def wait_gone(self, name, seconds=10):
        eventually(f"「{name}」 gone from the screen", lambda: not self.find(name), seconds)

    def touch(self, name, seconds=10, role=""):
        """Waits until something of that name (and role, where a headline has it too) stands still, and touches its middle."""
        before = eventually(f"「{name}」 on the screen", lambda: self.find(name, role), seconds)

        def still():
            nonlocal before
            now = self.find(name, role)
            same = now is not None and now == before
            before = now
            return now if same else None

        x, y, width, height = eventually(f"「{name}」 standing still", still, seconds, every=0.12)
        if not (0 <= x + width / 2 < self.width and 0 <= y + height / 2 < self.height):
            raise NotSeen(f"「{name}」 is outside the screen: {x},{y} {width}×{height}")
        self.finger.tap((x + width / 2) / self.width, (y + height / 2) / self.height)

    def names(self):
        try:
            return [item["name"] for item in self.eye.ask(do="tree")["items"] if item.get("name")]
        except (RuntimeError, OSError):
            return []

    def sees(self, text):
        return any(text in name for name in self.names())

    def wait_sees(self, text, seconds=10):
        eventually(f"「{text}」 on the screen", lambda: self.sees(text), seconds, every=0.1)

    def picture(self, file):
        self.eye.ask(do="grab", file=str(file))
