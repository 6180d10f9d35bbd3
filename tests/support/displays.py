# SPDX-License-Identifier: Apache-2.0
"""A display in memory for a program that a test begins."""

from pathlib import Path


def free_display():
    """Free a moment ago: nobody keeps it until the server binds it."""
    return next(number for number in range(60, 99) if not Path(f"/tmp/.X11-unix/X{number}").exists())
