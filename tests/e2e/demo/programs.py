# SPDX-License-Identifier: Apache-2.0
"""Starts, stops and kills the programs of one lobby, each with its log; everything ends when the owner ends."""

import os
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BUILD = ROOT / "build"
BIN = BUILD / "bin"


class NotSeen(AssertionError):
    """What a step expected from outside and did not see, as a sentence."""


def eventually(what, look, seconds=10.0, every=0.05):
    """Returns the first true answer of `look`; raises NotSeen(what) when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotSeen(f"{what}: not seen within {seconds:g} s")
        time.sleep(every)


class Program:
    """One program of the lobby: `start`, `stop` (SIGTERM), `kill` (SIGKILL, as a power cut would)."""

    def __init__(self, name, command, log_folder, environment=None):
        self.name = name
        self.command = [str(word) for word in command]
        self.log = Path(log_folder) / f"{name}.log"
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        if self.running:
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def stop(self, seconds=5):
        if not self.running:
            return
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        if self.running:
            self._signal(signal.SIGKILL)
            self.process.wait()

    def _signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def last_words(self, lines=4):
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def run(*words, **options):
    """Runs a program to its end; a failure is an error with its own words."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{Path(str(words[0])).name} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
