# SPDX-License-Identifier: Apache-2.0
"""Every page in every mode, language and orientation looks as it did when somebody looked at it: a hash of each picture, beside
the versions of what drew it. With the same versions a difference fails; with others it is told, for letters may stand a pixel off.

    python3 -m tests.qml.picture_hashes compare [WALK…]    with picture_hashes.json beside this
    python3 -m tests.qml.picture_hashes write [WALK…]      writes it anew: after looking at what changed

WALK: a variant of page_walk whose hashes stand in build/shots; without one all 24 looks and what CI walks beside them are
walked first (seven minutes). A picture that looks otherwise is drawn again: a letter's edge comes out a shade off by chance
(one picture in a thousand, on a busy machine), but what somebody changed looks otherwise every time.
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
DRAWING = r"libqt6(gui6|quick6|qml6|quicktemplates2-6)|libfreetype6|libharfbuzz0b|libfontconfig1|fonts-(noto-cjk|hanazono|material-design-icons-iconfont)"
NONE = "-"


def versions():
    """What draws: packages whose change may move a pixel."""
    told = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n"], capture_output=True, text=True, check=True).stdout
    found = dict(line.split(" ", 1) for line in told.splitlines())
    return {"machine": platform.machine()} | {name: version for name, version in sorted(found.items()) if re.fullmatch(f"(?:{DRAWING})(?:t64)?", name)}


LOOKS = [f"every/{side}-{language}{mode}" for side in ("portrait", "landscape") for language in ("hans", "hant", "english") for mode in ("", "-care", "-contrast", "-low")]
# What CI walks comes last and so is what is kept: its walks of a look have drawn other scenes before.
WALKS = [*LOOKS, "normal", "care", "hant", "english", "contrast", "low", "english-care", "landscape", "hall", "unenrolled"]
DRAWN_AGAIN = 2  # times, before a difference counts


def hashes(variant):
    """Where page_walk leaves them."""
    return BUILD / "shots" / variant / "hashes.json"


def walk(variant):
    """What was said if the audit found faults. A process for each: how a letter's edge is smoothed depends on what the process has drawn before."""
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
    """(scene, look) → (hash, the walk that drew it)."""
    return {(scene, look): (figures, variant) for variant in variants
            for scene, looks in json.loads(hashes(variant).read_text()).items() for look, figures in looks.items()}


def kept(text):
    """The same from the file in the tree: a line a scene, a column a look."""
    held = json.loads(text)
    return held["versions"], {scene: {look: figures for look, figures in zip(held["looks"], line.split()) if figures != NONE}
                              for scene, line in held["pictures"].items()}


def write(variants):
    drawn = read(variants)
    looks = sorted({look for _, look in drawn})
    lines = {scene: " ".join(drawn.get((scene, look), (NONE,))[0] for look in looks) for scene in sorted({scene for scene, _ in drawn})}
    KEPT.write_text(json.dumps({"versions": versions(), "looks": looks, "pictures": lines}, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(drawn)} pictures in {len(looks)} looks")


def differing(drawn, known, times):
    """The pictures that look otherwise, also when they are drawn again."""
    def other(pictures):
        return {picture for picture, (figures, _) in pictures.items() if figures != known.get(picture, figures)}

    left = other(drawn)
    for _ in range(times):
        if not left:
            break
        again = sorted({drawn[picture][1] for picture in left})
        walk_all(again)
        left &= other(read(again))
    return left


def compare(variants):
    """Exit code: only what was walked is compared, but all that was walked must be known."""
    then, scenes = kept(KEPT.read_text())
    known = {(scene, look): figures for scene, looks in scenes.items() for look, figures in looks.items()}
    drawn = read(variants)
    now = versions()
    changed = [f"{scene} in {look}" for scene, look in sorted(differing(drawn, known, DRAWN_AGAIN if now == then else 0))]
    strange = [f"{scene} in {look}" for scene, look in sorted(drawn.keys() - known.keys())]
    gone = sorted(scenes.keys() - {scene for scene, _ in drawn})
    for word, names in (("looks otherwise", changed), ("is not known", strange), ("is gone", gone)):
        for name in names[:40]:
            print(f"{word}: {name}")
    print(f"{len(drawn)} pictures, {len(changed)} look otherwise, {len(strange)} are not known, {len(gone)} scenes are gone")
    if now != then:
        moved = [f"{name} {then.get(name)} → {now.get(name)}" for name in sorted(then | now) if then.get(name) != now.get(name)]
        print(f"drawn by other versions, so nothing fails: {'; '.join(moved)}")
        return 0
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
