# SPDX-License-Identifier: Apache-2.0
"""The hands on the devices: speaks to onestop-emulator's control socket (drivers/emulation/README.md)."""

import json
import socket


class LineSocket:
    """A Unix socket that answers one JSON line to each JSON line."""

    def __init__(self, path):
        self.path = str(path)

    def ask(self, seconds=15, **words):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(seconds)
            connection.connect(self.path)
            connection.sendall(json.dumps(words, ensure_ascii=False).encode() + b"\n")
            line = connection.makefile().readline()
        if not line:
            raise ConnectionError(f"{words}: no answer")
        answer = json.loads(line)
        if not answer.get("ok"):
            raise RuntimeError(f"{words}: {answer.get('error', 'refused')}")
        return answer

    def answers(self):
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(self.path)
            return True
        except OSError:
            return False


# Invented people. Area code 999999 is assigned to nobody, so no living person can match.
ZHANG = {
    "name": "张某三", "number": "999999195503070029", "sex": "2", "ethnic": "01", "birth": "19550307",
    "address": "演示地址一号", "authority": "演示公安局", "valid_from": "20150101", "valid_to": "长期",
}


class Emulator(LineSocket):
    def lay_card(self, card):
        self.ask(device="reader", do="lay_card", card=card)

    def lift_card(self):
        """Nothing when no card lies on the reader."""
        try:
            self.ask(device="reader", do="lift_card")
        except RuntimeError as refusal:
            if "no card" not in str(refusal):
                raise

    def show(self, text):
        self.ask(device="scanner", do="show", text=text)

    def printer(self, what):
        self.ask(device="printer", do=what)

    def fault(self, device, fault, **words):
        self.ask(device=device, do="fault", fault=fault, **words)

    def clear_faults(self, device):
        self.ask(device=device, do="clear_faults")

    def unplug(self, device):
        self.ask(device=device, do="unplug")

    def plug(self, device):
        self.ask(device=device, do="plug")
