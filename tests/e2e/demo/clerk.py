# SPDX-License-Identifier: Apache-2.0
"""A clerk at the counter page, in a real browser (Debian's Chromium through its WebDriver, W3C WebDriver 2)."""

import base64
import json
import subprocess
import urllib.error
import urllib.request

from .programs import Program, eventually

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver, section 11: the element identifier
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--window-size=1280,900"]


class Clerk:
    def __init__(self, url, port, work_folder):
        self.url = url
        self.base = f"http://127.0.0.1:{port}"
        self.profile = work_folder / "browser"
        self.driver = Program("chromedriver", ["chromedriver", f"--port={port}"], work_folder / "log")
        self.session = None

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(self.base + path, method=method, headers={"Content-Type": "application/json"},
                                         data=json.dumps(body or {}).encode() if method == "POST" else None)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            what = "; ".join(json.load(error)["value"]["message"].splitlines()[:2])  # the second line has the reason
            raise RuntimeError(f"the browser: {what} (see {self.driver.log})") from None

    def _page(self, method, path, body=None):
        return self._ask(method, f"/session/{self.session}{path}", body)

    def open(self):
        self.driver.start()

        def ready():
            try:
                return self._ask("GET", "/status")["ready"]
            except OSError:
                return False

        eventually("the browser's driver", ready, 15)
        options = {"args": FLAGS + [f"--user-data-dir={self.profile}"], "binary": chromium()}
        wanted = {"browserName": "chrome", "acceptInsecureCerts": True, "goog:chromeOptions": options}
        self.session = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def close(self):
        if self.session:
            try:
                self._page("DELETE", "")
            except (RuntimeError, OSError):
                pass
            self.session = None
        self.driver.stop()

    def _find(self, css):
        try:
            return self._page("POST", "/element", {"using": "css selector", "value": css})[ELEMENT]
        except RuntimeError:
            return None

    def text(self, css):
        element = self._find(css)
        try:
            return self._page("GET", f"/element/{element}/text") if element else ""
        except RuntimeError:  # the page replaced it meanwhile
            return ""

    def shown(self, css):
        element = self._find(css)
        try:
            return bool(element) and self._page("GET", f"/element/{element}/displayed")
        except RuntimeError:
            return False

    def press(self, css, seconds=10):
        eventually(f"{css} on the counter page", lambda: self.shown(css), seconds)

        def press():
            try:
                self._page("POST", f"/element/{self._find(css)}/click")
                return True
            except RuntimeError:
                return False

        eventually(f"{css} can be pressed", press, seconds)

    def sign_in(self, login, password):
        self._page("POST", "/url", {"url": self.url})
        eventually("the sign-in page", lambda: self.shown("#login") or self.shown("#call-next"), 15)
        if self.shown("#call-next"):  # signed in already
            return
        for css, words in (("#login", login), ("#password", password)):
            self._page("POST", f"/element/{self._find(css)}/value", {"text": words})
        self.press("#sign-in")
        eventually("the counter page", lambda: self.shown("#call-next"), 10)

    def go(self, path):
        self._page("POST", "/url", {"url": self.url + path})

    def wait_text(self, css, words, seconds=10):
        eventually(f"「{words}」 in {css}", lambda: words in self.text(css), seconds)

    def picture(self, file):
        file.write_bytes(base64.b64decode(self._page("GET", "/screenshot")))


def chromium():
    return subprocess.run(["which", "chromium"], capture_output=True, text=True, check=True).stdout.strip()
