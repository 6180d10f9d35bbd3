# SPDX-License-Identifier: Apache-2.0
"""An emulator with its control socket, and programs that join its bus; both end with the `with` block."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import threading
import queue
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Emulator:
    def __init__(self, build, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            [build / "bin/onestop-emulator", "--control", folder / "control", "--receipts", folder / "receipts",
             "--root", folder / "root"], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while not (folder / "root").exists() or not (folder / "root").read_text().strip():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the emulator did not start")
            time.sleep(0.05)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(folder / "control"))
        self.lines = self.socket.makefile("rw")

    def do(self, **request):
        self.lines.write(json.dumps(request) + "\n")
        self.lines.flush()
        answer = json.loads(self.lines.readline())
        if not answer["ok"]:
            raise RuntimeError(f"emulator: {answer['error']}")
        return answer

    def environment(self):
        return os.environ | {"UMOCKDEV_DIR": (self.folder / "root").read_text().strip()}

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)


class Program:
    """A program on the emulated bus whose lines are waited for."""

    def __init__(self, emulator, program):
        self.process = subprocess.Popen(["umockdev-wrapper", program], env=emulator.environment(), text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.said = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.said.put(line.strip())

    def wait_for(self, word, seconds=30, without=None):
        """The next line that begins with this word; one that begins with `without` must not come before it."""
        end = time.monotonic() + seconds
        while True:
            try:
                line = self.said.get(timeout=max(0.01, end - time.monotonic()))
                said = line.split(" ")[0]
                if said == word:
                    return line
                if without and said == without:
                    raise RuntimeError(f"'{line}' came while waiting for '{word}'")
            except queue.Empty:
                raise RuntimeError(f"waited {seconds} s for '{word}'") from None

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    @property
    def pid(self):
        return self.process.pid  # umockdev-wrapper replaces itself by the program

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def lobby_with(build, program):
    """Gives (emulator, program)."""
    with tempfile.TemporaryDirectory(prefix="onestop-") as folder:
        emulator = Emulator(build, pathlib.Path(folder))
        try:
            running = Program(emulator, program)
            try:
                yield emulator, running
            finally:
                running.close()
        finally:
            emulator.close()
