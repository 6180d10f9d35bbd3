# SPDX-License-Identifier: Apache-2.0
"""The hub draws a code as SVG, one square a module; a decoder of photographs wants dots."""

import re

DOTS = 6  # of a module


def pgm(svg):
    """Drawn as a screen would show it."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg).group(1))
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg)}
    rows = [bytes(0 if (x // DOTS, y // DOTS) in dark else 255 for x in range(side * DOTS)) for y in range(side * DOTS)]
    return b"P5 %d %d 255\n" % (side * DOTS, side * DOTS) + b"".join(rows)
