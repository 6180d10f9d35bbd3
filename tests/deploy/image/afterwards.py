# SPDX-License-Identifier: Apache-2.0
"""What can be read once the machine is off: its data partition (journal, store) without a mount, and what it sent over the
network."""

import collections
import json
import shutil
import sqlite3
import struct

SECTOR = 512
GUEST = b"\x52\x54\x00"  # how the address of QEMU's network card begins; its side of the wire has 52:55


def partition(disk, name):
    """(first byte, size) of the partition of that name, from the GPT."""
    with open(disk, "rb") as file:
        file.seek(SECTOR)
        header = file.read(92)
        at, count, size = struct.unpack_from("<QII", header, 72)
        file.seek(at * SECTOR)
        table = file.read(count * size)
    for one in range(0, len(table), size):
        first, last = struct.unpack_from("<QQ", table, one + 32)
        if first and table[one + 56:one + size].decode("utf-16-le").rstrip("\0") == name:
            return first * SECTOR, (last - first + 1) * SECTOR
    raise LookupError(f"{disk}: no partition {name}")


def copy_out(tools, disk, what, folder):
    """A folder of the data partition, copied out; what was copied of it before goes."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / what.rsplit("/", 1)[-1], ignore_errors=True)
    offset, _ = partition(disk, "data")
    tools.run("debugfs", "-R", f"rdump {what} {folder}", f"{disk}?offset={offset}")
    return folder / what.rsplit("/", 1)[-1]


def grub_environment(tools, disk):
    """What GRUB keeps between two starts: {"ORDER": "A B", "A_OK": "1", …}."""
    offset, _ = partition(disk, "esp")
    text = tools.run("mtype", "-i", f"{disk}@@{offset}", "::/EFI/BOOT/grubenv").decode()
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))


def read_journal(machine, folder):
    """Of a machine that is off; also written out as text."""
    journal = Journal.read(machine.tools, copy_out(machine.tools, machine.disk, "/journal", folder / "data"))
    journal.write(folder / "journal.txt")
    return journal


class Journal:
    """Every line of every boot."""

    def __init__(self, lines):
        self.lines = lines

    @classmethod
    def read(cls, tools, folder):
        text = tools.run("journalctl", "-D", folder, "-o", "json", "--no-pager", "-q", "--all").decode()
        return cls([json.loads(line) for line in text.splitlines()])

    def until(self, words):
        """What was said before the first line with these words."""
        end = next((at for at, (message, _) in enumerate(self._messages()) if words in message), None)
        if end is None:
            raise LookupError(f"the journal never says: {words}")
        return Journal(self.lines[:end])

    def said(self, words, unit=None):
        """The messages with these words, of one unit or of all."""
        return [m for m, u in self._messages() if words in m and (unit is None or u == unit)]

    def _messages(self):
        for line in self.lines:
            message = line.get("MESSAGE") or ""
            if isinstance(message, list):  # bytes that are no UTF-8
                message = bytes(message).decode(errors="replace")
            yield message, line.get("UNIT") or line.get("_SYSTEMD_UNIT")

    def write(self, file):
        lines = [f"{line['__MONOTONIC_TIMESTAMP']:>12} {line.get('_BOOT_ID', '')[:4]} {line.get('SYSLOG_IDENTIFIER', '')}: {message}"
                 for line, (message, _) in zip(self.lines, self._messages())]
        file.write_text("\n".join(lines) + "\n")


def store_rows(folder, query):
    connection = sqlite3.connect(folder / "store.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def sent(capture):
    """What the machine itself sent, counted: {"udp 53": 4, "arp": 2, …}; TCP and UDP by the port that is not of the moment."""
    data = capture.read_bytes()
    seen, at = collections.Counter(), 24
    while at + 16 <= len(data):
        size = struct.unpack_from("<I", data, at + 8)[0]
        frame = data[at + 16:at + 16 + size]
        at += 16 + size
        if frame[6:9] == GUEST:
            seen[_kind(frame)] += 1
    return dict(seen)


def _kind(frame):
    ethernet = int.from_bytes(frame[12:14], "big")
    if ethernet == 0x0806:
        return "arp"
    if ethernet == 0x0800:
        protocol, body = frame[23], frame[14 + 4 * (frame[14] & 15):]
    elif ethernet == 0x86DD:
        protocol, body = frame[20], frame[54:]
        if protocol == 0:  # hop-by-hop options, before a multicast report
            protocol, body = body[0], body[8 + 8 * body[1]:]
    else:
        return f"ethernet {ethernet:04x}"
    if protocol in (6, 17):
        source, target = struct.unpack_from(">HH", body)
        return f"{'tcp' if protocol == 6 else 'udp'} {'from ' + str(source) if source < 32768 and target >= 32768 else target}"
    return {1: "icmp", 2: "igmp", 58: "icmpv6"}.get(protocol, f"ip {protocol}")
