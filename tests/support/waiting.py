# SPDX-License-Identifier: Apache-2.0
"""Waiting for what another program does."""

import time


def eventually(what, holds, seconds=90):
    """Returns as soon as it holds; a test in which it does not ends with `what`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.02)
    raise SystemExit(f"not within {seconds} s: {what}")
