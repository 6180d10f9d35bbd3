# SPDX-License-Identifier: Apache-2.0
"""Promises: each program runs as its own user with the rights of the design's table and no more; what hangs is ended, what
ends starts again for ever; every user and folder that a unit names is made."""

import re
import shutil
import subprocess
import unittest
from pathlib import Path

UNITS = Path(__file__).resolve().parents[2] / "deploy" / "units"
PROGRAMS = ("kiosk", "hall", "syncd", "hub")
SCREENS = ("kiosk", "hall", "unenrolled")


def unit(name):
    """Option → its values in order, of one unit file."""
    options = {}
    for line in (UNITS / name).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            options.setdefault(key, []).append(value)
    return options


def words(options, key):
    return set(" ".join(options.get(key, [])).split())


class Rights(unittest.TestCase):
    def test_who_sees_a_card_has_no_network(self):
        for name, families in (("kiosk", {"AF_UNIX", "AF_NETLINK"}), ("hall", {"AF_UNIX", "AF_NETLINK"}), ("unenrolled", {"AF_UNIX"}), ("speaker", {"AF_UNIX"}), ("input", {"AF_UNIX"})):
            options = unit(f"onestop-{name}.service")
            self.assertEqual(words(options, "RestrictAddressFamilies"), families, name)
            self.assertEqual(options["IPAddressDeny"], ["any"], name)
            self.assertNotIn("IPAddressAllow", options)
            self.assertLessEqual({"-/run/systemd/resolve", "-/run/dbus"}, words(options, "InaccessiblePaths"), name)

    def test_hotplug_reaches_the_kiosk(self):
        kiosk = unit("onestop-kiosk.service")
        for cut in ("PrivateNetwork", "PrivateUsers", "PrivateDevices"):
            self.assertNotIn(cut, kiosk)

    def test_who_reaches_the_network_has_no_devices(self):
        for name in ("syncd", "hub"):
            options = unit(f"onestop-{name}.service")
            self.assertEqual(options["PrivateDevices"], ["yes"], name)
            self.assertNotIn("DeviceAllow", options)
            self.assertIn("-/data/onestop/kiosk", words(options, "InaccessiblePaths"), name)

    def test_devices_by_the_table(self):
        self.assertEqual(set(unit("onestop-kiosk.service")["DeviceAllow"]),
                         {"char-drm rw", "char-input rw", "char-usb_device rw", "char-video4linux rw"})
        for name in ("hall", "unenrolled"):
            self.assertEqual(set(unit(f"onestop-{name}.service")["DeviceAllow"]), {"char-drm rw"}, name)
        self.assertEqual(set(unit("onestop-speaker.service")["DeviceAllow"]), {"char-alsa rw"})
        for name in (*SCREENS, "speaker"):
            self.assertEqual(unit(f"onestop-{name}.service")["DevicePolicy"], ["closed"])

    def test_a_stick_that_is_pulled_early_ends_nothing(self):
        options = unit("onestop-stick@.service")
        for key in ("BindsTo", "Requires", "PartOf"):
            self.assertFalse([word for word in words(options, key) if word.endswith(".device")], key)

    def test_who_knows_what_is_typed_has_no_device_no_network_and_no_disk(self):
        options = unit("onestop-input.service")
        for alone in ("PrivateDevices", "PrivateNetwork", "PrivateUsers", "PrivateTmp"):
            self.assertEqual(options[alone], ["yes"], alone)
        self.assertNotIn("ReadWritePaths", options)
        self.assertIn("-/data", words(options, "InaccessiblePaths"))
        self.assertEqual((options["LimitCORE"], options["MemorySwapMax"]), (["0"], ["0"]))

    def test_who_speaks_reads_the_sites_voices_and_nothing_else_that_the_machine_keeps(self):
        options = unit("onestop-speaker.service")
        voices = "/data/onestop/settings/voices"
        self.assertEqual((options["TemporaryFileSystem"], options["BindReadOnlyPaths"]), (["/data:ro"], [f"-{voices}"]))
        self.assertNotIn("ReadWritePaths", options)
        command = options["ExecStart"][0]
        self.assertLess(command.index(f"--voices {voices} "), command.index("--voices /usr/share/onestop/voices "), "the site's own go first")
        self.assertIn(voices, (UNITS / "onestop-stick").read_text())
        self.assertTrue(command.endswith(" $ONESTOP_VOICES"))
        self.assertEqual(options["EnvironmentFile"], ["-/run/onestop/settings/speaker.env"])
        self.assertIn("onestop-settings.service", words(options, "After"))

    def test_a_machine_without_identity_shows_a_page_that_reaches_nothing(self):
        options = unit("onestop-unenrolled.service")
        self.assertEqual(options["User"], ["onestop-unenrolled"])
        self.assertEqual(words(options, "SupplementaryGroups"), {"video"})
        self.assertNotIn("ReadWritePaths", options)
        self.assertIn("-/data", words(options, "InaccessiblePaths"))
        self.assertIn("QT_QPA_FB_DISABLE_INPUT=1", words(options, "Environment"))
        self.assertNotIn("PrivateNetwork", options, "the code follows from the network card")

    def test_who_writes_what(self):
        written = {"kiosk": {"/data/onestop/store", "/data/onestop/kiosk"}, "hall": {"/data/onestop/store"},
                   "syncd": {"/data/onestop/store", "/data/onestop/update/fetched"}, "hub": {"/data/onestop/hub"}}
        for name, folders in written.items():
            options = unit(f"onestop-{name}.service")
            self.assertEqual(options["ProtectSystem"], ["strict"])
            self.assertEqual(words(options, "ReadWritePaths"), folders, name)

    def test_who_takes_the_log_away_has_no_network_and_cannot_gain_rights(self):
        options = unit("onestop-export.service")
        self.assertEqual(words(options, "RestrictAddressFamilies"), {"AF_UNIX", "AF_NETLINK"})
        self.assertEqual((options["IPAddressDeny"], options["NoNewPrivileges"], options["PrivateMounts"]), (["any"], ["yes"], ["yes"]))
        self.assertEqual(words(options, "CapabilityBoundingSet"), {"CAP_SYS_ADMIN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH"})

    def test_only_the_hub_has_a_capability_and_it_is_the_port(self):
        for name in PROGRAMS:
            expected = ["CAP_NET_BIND_SERVICE"] if name == "hub" else [""]
            self.assertEqual(unit(f"onestop-{name}.service")["CapabilityBoundingSet"], expected, name)

    def test_each_its_own_user(self):
        users = [unit(f"onestop-{name}.service")["User"][0] for name in PROGRAMS]
        self.assertEqual(users, [f"onestop-{name}" for name in PROGRAMS])

    def test_exposure(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("no systemd-analyze here")
        for name in sorted(file.name for file in UNITS.glob("*.service")):
            told = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", UNITS / name], capture_output=True, text=True)
            found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", told.stdout)
            self.assertIsNotNone(found, told.stderr)
            self.assertLessEqual(float(found.group(1)), 2.0, name)


class Supervision(unittest.TestCase):
    def test_what_hangs_is_ended_and_what_ends_starts_again_for_ever(self):
        for name in (*PROGRAMS, "unenrolled"):
            options = unit(f"onestop-{name}.service")
            self.assertEqual(options["Type"], ["notify"], name)
            self.assertLessEqual(int(options["WatchdogSec"][0]), 30, name)
            self.assertEqual(options["Restart"], ["always"], name)
            self.assertEqual(options["StartLimitIntervalSec"], ["0"], name)

    def test_a_screen_has_its_platform_and_nothing_that_is_not_made(self):
        for name in SCREENS:
            options = unit(f"onestop-{name}.service")
            self.assertIn("QT_QPA_PLATFORM=linuxfb", words(options, "Environment"))
            self.assertNotIn("EnvironmentFile", options)

    def test_a_screen_that_is_not_here_keeps_no_other_from_starting(self):
        # systemd weighs Conflicts= before it asks for a unit's settings; both are wanted at start, and one would go.
        for name in (*PROGRAMS, "unenrolled"):
            self.assertNotIn("Conflicts", unit(f"onestop-{name}.service"))

    def test_one_program_has_the_display(self):
        settings = {name: set(unit(f"onestop-{name}.service")["ConditionPathExists"]) for name in SCREENS}
        self.assertEqual(settings["unenrolled"], {f"!{file}" for name in ("kiosk", "hall") for file in settings[name]})
        self.assertIn("onestop-settings.service", words(unit("onestop-unenrolled.service"), "After"))
        stick = (UNITS / "onestop-stick").read_text()
        self.assertLess(stick.index("systemctl stop onestop-unenrolled.service"), stick.index("onestop-kiosk.service"))

    def test_every_program_of_the_image_starts_with_it(self):
        made = (UNITS.parent / "image" / "steps" / "root").read_text()
        for name in (*PROGRAMS, "unenrolled"):
            self.assertIn(f"onestop-{name}.service", made)

    def test_good_waits_for_every_program(self):
        told = (UNITS / "onestop-good").read_text()
        for name in PROGRAMS:
            self.assertIn(f"is-active --quiet onestop-{name}.service", told)

    def test_units_are_well_formed(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("no systemd-analyze here")
        told = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
                               *sorted(UNITS.glob("*.service")), *UNITS.glob("*.timer"), *UNITS.glob("*.path")], capture_output=True, text=True)
        faults = [line for line in told.stderr.splitlines() if str(UNITS) in line or "Unknown" in line]
        self.assertEqual([line for line in faults if "is not executable" not in line], [])


class Export(unittest.TestCase):
    def test_screen_unit_and_helper_mean_the_same_two_files(self):
        root = UNITS.parents[1]
        request = unit("onestop-export.path")["PathExists"][0]
        helper = (UNITS / "onestop-export").read_text()
        self.assertIn(f"request={request}\n", helper)
        self.assertIn(f"rm -rf {request}", unit("onestop-export.service")["ExecStopPost"][0])
        folder, name = request.rsplit("/", 1)
        self.assertEqual(folder, "/run/" + unit("onestop-kiosk.service")["RuntimeDirectory"][0])
        self.assertIn(f'.run / "{name}"', (root / "kiosk/app/kiosk_main.cpp").read_text())
        answer = re.search(r'kLogAnswer = "(\S+)/answer"', (root / "deploy/technician/settings.cpp").read_text()).group(1)
        self.assertIn(f"folder={answer}\n", helper)
        self.assertIn(f"d {answer} 0755 root root", (UNITS / "onestop.tmpfiles").read_text())

    def test_the_image_listens_for_staff(self):
        self.assertIn(" onestop-export.path ", (UNITS.parents[0] / "image/steps/root").read_text())
        self.assertNotIn("Install", (UNITS / "onestop-export.service").read_text())


class Made(unittest.TestCase):
    def test_every_user_and_group_that_is_named_is_made(self):
        made = set(re.findall(r"^[ug] (\S+)", (UNITS / "onestop.sysusers").read_text(), re.M))
        named = set()
        for file in UNITS.glob("*.service"):
            options = unit(file.name)
            named |= words(options, "User") | words(options, "Group") | words(options, "SupplementaryGroups")
        named |= set(re.findall(r"^\S+ \S+ \d+ (onestop-\S+)", (UNITS / "onestop.tmpfiles").read_text(), re.M))
        self.assertEqual({name for name in named if name.startswith("onestop-")} - made, set())

    def test_every_folder_that_is_written_is_made(self):
        made = set(re.findall(r"^d (\S+)", (UNITS / "onestop.tmpfiles").read_text(), re.M))
        for file in UNITS.glob("*.service"):
            for folder in words(unit(file.name), "ReadWritePaths"):
                if not folder.startswith("-"):  # another unit's, and only while that runs
                    self.assertIn(folder, made, file.name)

    def test_the_store_can_be_opened_by_both(self):
        told = (UNITS / "onestop.tmpfiles").read_text()
        self.assertIn("d /data/onestop/store 2770 root onestop-store", told)
        self.assertRegex(told, r"f /data/onestop/store/store.sqlite 0660 root onestop-store")


if __name__ == "__main__":
    unittest.main()
