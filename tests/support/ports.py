# SPDX-License-Identifier: Apache-2.0
"""A port for a program that a test begins."""

import socket


def free_port():
    """Free a moment ago: nobody keeps it until the program binds it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
