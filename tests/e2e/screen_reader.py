# SPDX-License-Identifier: Apache-2.0
"""Every page as a screen reader meets it: through AT-SPI, from another process, page after page. The page has a name and words to
read, each control that can be pressed has a name of its own, and pressed by the reader it is pressed once; what cannot be pressed now says so.

    python3 -m tests.e2e.screen_reader [--scene PREFIX] [--build FOLDER]
    deploy/install-packages tests/e2e/screen_reader_packages.txt; exit 77: not installed
"""

import argparse
import os
import pathlib
import selectors
import shutil
import subprocess
import sys
import tempfile
import time

from tests.e2e.demo.programs import BUILD, NotSeen, eventually
from tests.support.displays import free_display

DEBIANS_PYTHON = "/usr/bin/python3"  # the one that Debian's bindings are for
PRESSED_WITHIN_S = 2
NOT_NOW = "现在不能按"  # how a control says that it is disabled, where Qt does not


class Stage:
    """The program that shows the pages."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.answers = selectors.DefaultSelector()
        self.answers.register(self.process.stdout, selectors.EVENT_READ)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.lines, self.part = [], ""

    def heard(self, seconds):
        """The next line, or nothing."""
        deadline = time.monotonic() + seconds
        while not self.lines and self.answers.select(max(0, deadline - time.monotonic())):
            *whole, self.part = (self.part + (self.process.stdout.read() or "")).split("\n")
            self.lines += whole
        return self.lines.pop(0) if self.lines else None

    def show(self, scene):
        self.lines.clear()
        self.process.stdin.write(scene + "\n")
        while (line := self.heard(20)) is not None:
            if line == f"shown {scene}":
                return
            if line == f"no scene {scene}":
                break
        raise NotSeen(f"{scene}: not shown")

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


class Reader:
    """What AT-SPI tells of the stage's window."""

    def __init__(self, pid):
        import warnings

        import gi

        warnings.simplefilter("ignore", DeprecationWarning)  # names that Debian 12 has, and 13 has two of
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi

        self.atspi = Atspi
        self.application = eventually("the pages at AT-SPI", lambda: self._application(pid), 20)

    def _application(self, pid):
        desktop = self.atspi.get_desktop(0)
        children = (desktop.get_child_at_index(number) for number in range(desktop.get_child_count()))
        return next((child for child in children if child and child.get_process_id() == pid), None)

    def items(self):
        """Everything on the one window that is there, with its depth left out."""
        self.application.clear_cache()
        eventually("one window", lambda: self.application.get_child_count() == 1, 5)
        found, left = [], [self.application.get_child_at_index(0)]
        while left:
            item = left.pop()
            if item is None:
                continue
            states = item.get_state_set()
            if not states.contains(self.atspi.StateType.SHOWING) and item.get_role() != self.atspi.Role.FRAME:
                continue
            found.append(item)
            left += [item.get_child_at_index(number) for number in range(item.get_child_count())]
        return found

    def controls(self, items):
        roles = {self.atspi.Role.PUSH_BUTTON, self.atspi.Role.CHECK_BOX, self.atspi.Role.RADIO_BUTTON, self.atspi.Role.LIST_ITEM, self.atspi.Role.TOGGLE_BUTTON}
        return [item for item in items if item.get_role() in roles]

    def can_be_pressed(self, item):
        """A choice that is made already is pressed for nothing."""
        states = item.get_state_set()
        made = item.get_role() == self.atspi.Role.RADIO_BUTTON and states.contains(self.atspi.StateType.CHECKED)
        return states.contains(self.atspi.StateType.ENABLED) and item.get_description() != NOT_NOW and not made

    def words(self, items):
        return [item.get_name() for item in items if item.get_role() in (self.atspi.Role.LABEL, self.atspi.Role.STATIC, self.atspi.Role.TEXT) and item.get_name()]

    def pages(self, items):
        roles = (self.atspi.Role.PANEL, self.atspi.Role.PAGE_TAB, self.atspi.Role.ALERT)
        return [item.get_name() for item in items if item.get_role() in roles and item.get_name()]

    @staticmethod
    def press(item):
        names = [item.get_action_name(number).lower() for number in range(item.get_n_actions())]
        return "press" in names and item.do_action(names.index("press"))


class Review:
    def __init__(self, stage, reader):
        self.stage, self.reader = stage, reader
        self.pressed = set()  # (page, control): no page's button is pressed in every situation again
        self.faults = []

    def look(self, scene):
        self.stage.show(scene)
        items = self.reader.items()
        page = " ".join(self.reader.pages(items)[:1])
        if not page:
            self.faults.append(f"{scene}: the page has no name")
        if not self.reader.words(items):
            self.faults.append(f"{scene}: there is nothing to read")
        # All at once: what is pressed opens a page, and then these are gone.
        controls = [(control.get_name(), self.reader.can_be_pressed(control)) for control in self.reader.controls(items)]
        for number, (name, enabled) in enumerate(controls):
            if not name:
                self.faults.append(f"{scene}: control {number} has no name")
            elif enabled and (page, name) not in self.pressed:
                self.pressed.add((page, name))
                self._press(scene, name)

    def _press(self, scene, name):
        self.stage.show(scene)
        control = next((item for item in self.reader.controls(self.reader.items()) if item.get_name() == name), None)
        if control is None or not self.reader.press(control):
            self.faults.append(f"{scene}: {name} cannot be pressed")
            return
        heard = self.stage.heard(PRESSED_WITHIN_S)
        again = self.stage.heard(0.05)
        if heard is None:
            self.faults.append(f"{scene}: {name} was pressed, and nothing happened")
        elif again is not None:
            self.faults.append(f"{scene}: {name} was pressed once, and counted twice")


def review(options):
    stage = Stage(options.build / "tests/reader_stage")
    try:
        result = Review(stage, Reader(stage.process.pid))
        scenes = subprocess.run([options.build / "tests/reader_stage", "--list"], capture_output=True, text=True, check=True).stdout.split()
        scenes = [scene for scene in scenes if scene.startswith(options.scene)]
        for scene in scenes:
            result.look(scene)
    finally:
        stage.stop()
    for fault in result.faults:
        print(fault)
    print(f"{len(scenes)} situations, {len(result.pressed)} controls pressed through AT-SPI, {len(result.faults)} faults")
    return 1 if result.faults or not result.pressed and len(scenes) > 1 else 0


def on_a_display(words):
    """A display, a bus and a registry of their own, gone with this."""
    with tempfile.TemporaryDirectory() as runtime:
        name = f":{free_display()}"
        server = subprocess.Popen(["Xvfb", name, "-screen", "0", "1080x1920x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
        try:
            eventually("a display in memory", lambda: pathlib.Path(f"/tmp/.X11-unix/X{name[1:]}").exists(), 10)
            environment = {**os.environ, "DISPLAY": name, "XDG_RUNTIME_DIR": runtime, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "LC_ALL": "C.UTF-8"}
            return subprocess.run(["dbus-run-session", "--", DEBIANS_PYTHON, "-m", "tests.e2e.screen_reader", "--inside", *words], env=environment).returncode
        finally:
            server.terminate()
            server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scene", default="", help="only situations whose name begins so")
    parser.add_argument("--build", type=pathlib.Path, default=BUILD)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return review(options)
    missing = [program for program in ("Xvfb", "dbus-run-session") if not shutil.which(program)]
    if subprocess.run([DEBIANS_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"], capture_output=True).returncode != 0:
        missing.append("the bindings of AT-SPI")
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}")
        return 77
    return on_a_display(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
