# SPDX-License-Identifier: Apache-2.0
"""Every page in every mode, language and orientation looks as it did when somebody looked at it: a hash of each picture, beside
the versions of what drew it. With the same versions a difference fails; with others it is told, for letters may stand a pixel off.
A picture that is not known, or a scene that is gone, fails with any versions: that is no matter of a pixel.

    python3 -m tests.qml.picture_hashes compare [WALK…]    with picture_hashes.json beside this
    python3 -m tests.qml.picture_hashes write [WALK…]      writes it anew: after looking at what changed

WALK: a variant of page_walk whose hashes stand in build/shots; without one all 24 looks, what CI walks beside them, and the
looks of several modes at once, of which no hash is kept, are walked first (ten minutes). Nothing is left to chance: page_walk
draws each scene as if it were the first that it draws, so a picture that looks otherwise was changed by somebody.
"""

import concurrent.futures
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

from tests.e2e.demo.programs import BUILD

KEPT = pathlib.Path(__file__).with_suffix(".json")
DRAWING = r"libqt6(gui6|quick6|qml6)|libfreetype6|libharfbuzz0b|libfontconfig1|fonts-(noto-cjk|hanazono|material-design-icons-iconfont)"
NONE = "-"


def versions():
    """What draws: packages whose change may move a pixel."""
    told = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n"], capture_output=True, text=True, check=True).stdout
    found = dict(line.split(" ", 1) for line in told.splitlines())
    return {"machine": platform.machine()} | {name: version for name, version in sorted(found.items()) if re.fullmatch(f"(?:{DRAWING})(?:t64)?", name)}


SIDES = ("portrait", "landscape")
LOOKS = [f"every/{side}-{language}{mode}" for side in SIDES for language in ("hans", "hant", "english") for mode in ("", "-care", "-contrast", "-low")]
# Not everything fits large letters in the lower part of an upright glass: there only the answers are walked with both (answers/…).
COMBINED = [f"combined/{side}-{language}{modes}" for side in SIDES for language in ("hans", "english") for modes in ("-care-contrast", "-contrast-low")]
DAILY = ["normal", "care", "hant", "english", "contrast", "low", "english-care", "landscape", "landscape-low", "hall", "unenrolled"]
WALKS = [*LOOKS, *COMBINED, *DAILY]


def hashes(variant):
    """Where page_walk leaves them."""
    return BUILD / "shots" / variant / "hashes.json"


def walk(variant):
    """What was said if the audit found faults. A process for each."""
    hashes(variant).unlink(missing_ok=True)
    done = subprocess.run([BUILD / "tests/page_walk", "--variant", variant, "--shots", BUILD / "shots", "--hashes", hashes(variant)],
                          env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}, capture_output=True, text=True)
    return f"{variant}: {done.stdout}{done.stderr}" if done.returncode else ""


def walk_all(variants):
    """A page that the audit finds fault with is no page to compare."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as walkers:
        faults = list(walkers.map(walk, variants))
    if any(faults):
        sys.exit("".join(faults) + "the audit found faults: see above")


def read(variants):
    """(scene, look) → hash."""
    return {(scene, look): figures for variant in variants
            for scene, looks in json.loads(hashes(variant).read_text()).items() for look, figures in looks.items()}


def kept(text):
    """The same from the file in the tree: a line a scene, a column a look."""
    held = json.loads(text)
    return held["versions"], {scene: {look: figures for look, figures in zip(held["looks"], line.split()) if figures != NONE}
                              for scene, line in held["pictures"].items()}


def write(variants):
    drawn = read(variants)
    looks = sorted({look for _, look in drawn})
    lines = {scene: " ".join(drawn.get((scene, look), NONE) for look in looks) for scene in sorted({scene for scene, _ in drawn})}
    KEPT.write_text(json.dumps({"versions": versions(), "looks": looks, "pictures": lines}, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(drawn)} pictures in {len(looks)} looks")


def compare(variants):
    """Exit code: only what was walked is compared, but all that was walked must be known."""
    then, scenes = kept(KEPT.read_text())
    known = {(scene, look): figures for scene, looks in scenes.items() for look, figures in looks.items()}
    drawn = read(variants)
    now = versions()
    changed = [f"{scene} in {look}" for scene, look in sorted(drawn.keys() & known.keys()) if drawn[scene, look] != known[scene, look]]
    strange = [f"{scene} in {look}" for scene, look in sorted(drawn.keys() - known.keys())]
    gone = sorted(scenes.keys() - {scene for scene, _ in drawn})
    for word, names in (("looks otherwise", changed), ("is not known", strange), ("is gone", gone)):
        for name in names[:40]:
            print(f"{word}: {name}")
    print(f"{len(drawn)} pictures, {len(changed)} look otherwise, {len(strange)} are not known, {len(gone)} scenes are gone")
    if now != then:
        moved = [f"{name} {then.get(name)} → {now.get(name)}" for name in sorted(then | now) if then.get(name) != now.get(name)]
        print(f"drawn by other versions, so what looks otherwise does not fail: {'; '.join(moved)}")
        changed = []
    if changed or strange or gone:
        print("Meant so? Look at them (python3 -m tests.qml.picture_viewer OLD NEW DIR), then python3 -m tests.qml.picture_hashes write")
        return 1
    return 0


def main(words):
    if words[:1] not in (["write"], ["compare"]):
        print(__doc__, file=sys.stderr)
        return 2
    if not words[1:]:
        walk_all(WALKS)
    return (write if words[0] == "write" else compare)(words[1:] or WALKS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
