# SPDX-License-Identifier: Apache-2.0
"""Debian's Chromium in --kiosk: its page comes from a loopback server out of memory, its profile is used before. It runs
without its sandbox, which costs it nothing, and with what a kiosk has no use for switched off."""

import http.server
import json
import os
import signal
import subprocess
import threading
import time
import urllib.parse

from tests.bench.screen.display import HEIGHT, WIDTH
from tests.bench.screen.processes import cpu_ms, pss_mb, tree
from tests.e2e.demo.programs import NotSeen, eventually

FLAGS = ["--kiosk", "--no-sandbox", "--test-type", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check",
         "--password-store=basic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-position=0,0",
         f"--window-size={WIDTH},{HEIGHT}"]


class Pages:
    """Serves pages by name, and keeps what they tell."""

    def __init__(self):
        self.pages, self.told = {}, {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                address = urllib.parse.urlsplit(self.path)
                if address.path == "/told":
                    what, _, value = address.query.partition("=")
                    outer.told[what] = json.loads(urllib.parse.unquote(value))
                body = outer.pages.get(address.path)
                self.send_response(200 if body else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def add(self, name, text):
        self.pages[f"/{name}"] = text.encode()

    def address(self, name):
        return f"http://127.0.0.1:{self.server.server_port}/{name}"


class Chromium:
    def __init__(self, display, core, profile):
        self.display, self.profile = display, profile
        self.command = ["taskset", "-c", core, "chromium", *FLAGS, f"--user-data-dir={profile}"]
        self.process = None

    def start(self, address):
        """The moment before exec."""
        begun = time.monotonic()
        self.process = subprocess.Popen([*self.command, address], env={**os.environ, "DISPLAY": self.display.name}, start_new_session=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return begun

    def stop(self):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(10)
            except (subprocess.TimeoutExpired, ProcessLookupError):
                continue
        eventually("an empty glass", lambda: not self.display.is_painted(), 10)

    def first_paint_ms(self, address):
        begun = self.start(address)
        try:
            seen = self.display.watch(self.display.is_painted, 60)
            if seen is None:
                raise NotSeen("Chromium painted nothing within a minute")
            return (seen - begun) * 1000
        finally:
            self.stop()

    def scrolled(self, pages, xvfb):
        """The list turned for as long as the kiosk's was, then what it holds in memory."""
        pages.told.clear()
        self.start(pages.address("cards?scroll"))
        try:
            eventually("Chromium scrolling", lambda: "scrolling" in pages.told, 60, every=0.01)
            begun, drawn = cpu_ms(tree(self.process.pid)), cpu_ms(xvfb)
            told = eventually("Chromium at the end of its list", lambda: pages.told.get("scrolled"), 60, every=0.01)
            return {"frames": told["frames"], "interval_ms_p95": told["interval_ms_p95"],
                    "cpu_ms_per_frame": (cpu_ms(tree(self.process.pid)) - begun) / told["frames"],
                    "display_cpu_ms_per_frame": (cpu_ms(xvfb) - drawn) / told["frames"], "pss_mb": pss_mb(tree(self.process.pid))}
        finally:
            self.stop()

    def resting(self, address, seconds):
        """Time on the core while nothing happens, after it has settled."""
        self.start(address)
        try:
            eventually("Chromium's page", self.display.is_painted, 60)
            time.sleep(10)
            begun = cpu_ms(tree(self.process.pid))
            time.sleep(seconds)
            return cpu_ms(tree(self.process.pid)) - begun
        finally:
            self.stop()
