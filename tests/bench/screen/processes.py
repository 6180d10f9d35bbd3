# SPDX-License-Identifier: Apache-2.0
"""What processes take: memory as its share (PSS), and time on a core, to the nanosecond the kernel keeps it in."""

from pathlib import Path


def tree(pid):
    """This process and all that came from it."""
    children = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(status.read_text().rsplit(")", 1)[1].split()[1]), []).append(int(status.parent.name))
        except OSError:
            continue  # gone meanwhile
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        left += children.get(found[-1], [])
    return found


def pss_mb(pids):
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(rollup.split("\nPss:")[1].split()[0])
    return total / 1024


def cpu_ms(pids):
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except OSError:
                continue
    return total / 1e6


def with_library(name):
    """How many processes have it mapped: they share its pages, and a PSS beside them is too small."""
    found = 0
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            found += name in maps.read_text()
        except OSError:
            continue
    return found
