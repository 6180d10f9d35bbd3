# SPDX-License-Identifier: Apache-2.0
"""What a screen shows, coarsely: an eye that tells one page from another, and a black panel from a picture. Two machines
draw the same page with a few points of difference (their versions of Qt, the minute of the clock); a block is an average."""

from dataclasses import dataclass

BLOCK = 20  # pixels: 54 × 96 blocks of a portrait panel
STEP = 4  # every fourth pixel of every fourth line is looked at
CLOSE = 24  # of 255: blocks this near are the same


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    blocks: tuple  # of (red, green, blue), line by line

    @classmethod
    def read(cls, file):
        """A PPM (P6), as QEMU and Qt write it."""
        data = file.read_bytes()
        magic, width, height, most, pixels = _head(data)
        if magic != b"P6" or most != 255:
            raise ValueError(f"{file}: not a PPM of 8 bits")
        return cls(width, height, tuple(_blocks(pixels, width, height)))

    def likeness(self, other):
        """The share of blocks that are the same, 0 to 1; 0 for pictures of another size."""
        if (self.width, self.height) != (other.width, other.height):
            return 0.0
        same = sum(all(abs(a - b) <= CLOSE for a, b in zip(mine, theirs)) for mine, theirs in zip(self.blocks, other.blocks))
        return same / len(self.blocks)

    @property
    def lit(self):
        """The share of blocks that are not black."""
        return sum(max(block) > CLOSE for block in self.blocks) / len(self.blocks)


def _head(data):
    """Magic, width, height, greatest value, pixels."""
    words, at = [], 0
    while len(words) < 4:
        end = at
        while data[end:end + 1].strip():
            end += 1
        words.append(data[at:end])
        at = end + 1
    return words[0], int(words[1]), int(words[2]), int(words[3]), data[at:]


def _blocks(pixels, width, height):
    columns = range(0, width // BLOCK)
    for top in range(0, height - BLOCK + 1, BLOCK):
        sums = [[0, 0, 0] for _ in columns]
        for y in range(top, top + BLOCK, STEP):
            line = pixels[3 * y * width:3 * (y + 1) * width]
            for colour in range(3):
                seen = line[colour::3 * STEP]
                for column in columns:
                    at = column * BLOCK // STEP
                    sums[column][colour] += sum(seen[at:at + BLOCK // STEP])
        looked = (BLOCK // STEP) ** 2
        yield from (tuple(one // looked for one in block) for block in sums)
