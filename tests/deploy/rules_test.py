# SPDX-License-Identifier: Apache-2.0
"""Promises: a device that a driver knows is let in and belongs to the kiosk, and nothing else is; the firewall drops what
no rule names, and lets out only names, time and the sync daemon's HTTPS."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "deploy/units/72-onestop.rules").read_text()
TOLD = (ROOT / "deploy/image/cmdline").read_text().splitlines()
FIREWALL = ROOT / "deploy/image/files/etc/nftables.conf"
PAIR = re.compile(r"\{0x([0-9a-f]{4}), (?:0x([0-9a-f]{4})|\{\})\}")


def known(file, line):
    """(vendor, product or nothing) of the ids in the first line of `file` that holds `line`."""
    text = next(text for text in (ROOT / file).read_text().splitlines() if line in text)
    return {(vendor, product or None) for vendor, product in PAIR.findall(text)}


def let_in(kind):
    pairs = set()
    for line in RULES.splitlines():
        if f'ENV{{ONESTOP_DEVICE}}="{kind}"' in line:
            vendor, product = re.search(r'idVendor\}=="(\w+)"', line), re.search(r'idProduct\}=="(\w+)"', line)
            if vendor:
                pairs.add((vendor.group(1), product.group(1) if product else None))
    return pairs


class Usb(unittest.TestCase):
    def test_every_reader_a_driver_knows_is_let_in(self):
        ids = known("drivers/id_card_reader/id_card_reader.h", "std::vector<usb::DeviceId> ids{")
        self.assertTrue(ids)
        self.assertEqual(let_in("reader"), ids | {("0483", "df11")})

    def test_every_scanner_a_driver_knows_is_let_in(self):
        ids = known("drivers/qr_scanner/qr_scanner.h", "std::vector<usb::DeviceId> ids{")
        self.assertTrue(ids)
        self.assertEqual(let_in("scanner"), ids)

    def test_what_is_let_in_as_a_device_is_the_kiosks_alone(self):
        line = next(line for line in RULES.splitlines() if line.startswith('ENV{ONESTOP_DEVICE}=="?*"'))
        for part in ('ATTR{authorized}="1"', 'GROUP="onestop-usb"', 'MODE="0660"'):
            self.assertIn(part, line)

    def test_nothing_is_let_in_before_it_was_looked_at(self):
        self.assertIn("usbcore.authorized_default=0", TOLD)
        for line in RULES.splitlines():
            if 'ATTR{authorized}="1"' in line:
                self.assertRegex(line, r'^(ATTR\{bDeviceClass\}=="09"|ENV\{ONESTOP_DEVICE\}=="\?\*"|ENV\{ID_USB_INTERFACES\}==)')

    def test_the_kernel_is_told_what_keeps_others_out(self):
        for word in ("lockdown=integrity", "rd.shell=0", "rd.emergency=reboot", "systemd.verity=yes", "systemd.import_credentials=no", "systemd.gpt_auto=no"):
            self.assertIn(word, TOLD)

    def test_no_keyboard_is_let_in(self):
        for line in RULES.splitlines():
            if 'ATTR{authorized}="1"' in line and '=="*:0300' in line:
                self.assertIn('ENV{ID_USB_INTERFACES}!="*:030101:*"', line)
        self.assertNotIn('=="*:030101', RULES)

    def test_the_screen_takes_touches_and_nothing_else(self):
        rules = [line for line in RULES.splitlines() if line.startswith('SUBSYSTEM=="input"')]
        self.assertIn('SUBSYSTEM=="input", ENV{ID_INPUT_TOUCHSCREEN}!="1", ENV{LIBINPUT_IGNORE_DEVICE}="1"', rules)
        self.assertIn('SUBSYSTEM=="input", ENV{ID_BUS}=="usb", TAG-="power-switch"', rules)
        self.assertNotIn("ID_INPUT_KEYBOARD", RULES)

    def test_the_kernel_does_not_take_the_printer(self):
        self.assertIn("install usblp /bin/false", (ROOT / "deploy/units/onestop-modprobe.conf").read_text())

    def test_udev_understands_the_rules(self):
        told = subprocess.run(["udevadm", "verify", "--help"], capture_output=True) if shutil.which("udevadm") else None
        if told is None or told.returncode != 0:
            self.skipTest("udevadm verify begins with systemd 254")
        told = subprocess.run(["udevadm", "verify", "--resolve-names=never", ROOT / "deploy/units/72-onestop.rules"], capture_output=True, text=True)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)


class Firewall(unittest.TestCase):
    def chain(self, name):
        return re.search(rf"chain {name} \{{(.*?)\n  \}}", FIREWALL.read_text(), re.S).group(1)

    def test_default_is_drop(self):
        for name in ("input", "forward", "output"):
            self.assertIn(f"hook {name} priority filter; policy drop;", self.chain(name))

    def test_out_only_names_time_and_https_of_the_daemon_and_the_hub(self):
        free = {"oif", "ct", "udp", "icmpv6"}
        ports = {("systemd-resolve", "53"), ("_chrony", "123"), ("_chrony", "4460"), ("onestop-syncd", "443"), ("onestop-hub", "443")}
        found = set()
        for line in self.chain("output").splitlines():
            line = line.strip()
            if line.endswith("accept") and line.split()[0] not in free:
                found.add((re.search(r'skuid "([\w-]+)"', line).group(1), re.search(r"dport (\d+)", line).group(1)))
        self.assertEqual(found, ports)
        self.assertNotIn("onestop-kiosk", FIREWALL.read_text())

    def test_in_nothing_new_but_leases_and_neighbours(self):
        for line in self.chain("input").splitlines():
            self.assertNotRegex(line, r"tcp|dport (22|80|443)")

    def test_nft_understands_the_rules(self):
        nft = shutil.which("nft")
        if not nft:
            self.skipTest("no nft here")
        with tempfile.NamedTemporaryFile("w", suffix=".nft") as copy:
            # The users are the image's: any number stands for them here.
            copy.write(re.sub(r'skuid "[\w-]+"', "skuid 100", FIREWALL.read_text()))
            copy.flush()
            told = subprocess.run([nft, "--check", "--file", copy.name], capture_output=True, text=True)
        if "Operation not" in told.stderr or "cache initialization" in told.stderr:
            self.skipTest("this kernel or user cannot check rules")
        self.assertEqual(told.returncode, 0, told.stderr)


if __name__ == "__main__":
    unittest.main()
