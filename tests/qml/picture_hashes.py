# SPDX-License-Identifier: Apache-2.0
"""Every page in every mode, language and orientation looks as it did when somebody looked at it: a hash of each picture, beside
the versions of what drew it. With the same versions a difference fails; with others it is told, for letters may stand a pixel off.

    python3 -m tests.qml.picture_hashes compare [FILE…]    with picture_hashes.json beside this
    python3 -m tests.qml.picture_hashes write [FILE…]      writes it anew: after looking at what changed

FILE: what page_walk --hashes wrote; without one all 24 looks and what CI walks beside them are walked first (five minutes).
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
WALKS = [*LOOKS, "normal", "english-care", "hall", "unenrolled"]


def walk(variant):
    """A process for each: how a letter's edge is smoothed depends on what the process has drawn before."""
    file = BUILD / "shots" / f"{variant.replace('/', '-')}.json"
    file.unlink(missing_ok=True)
    done = subprocess.run([BUILD / "tests/page_walk", "--variant", variant, "--shots", BUILD / "shots", "--hashes", file],
                          env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}, capture_output=True, text=True)
    return file, done.returncode, done.stdout + done.stderr


def walked():
    """The files with every picture's hash. A page that the audit finds fault with is no page to compare."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as walkers:
        done = list(walkers.map(walk, WALKS))
    faults = [f"{variant}: {told}" for variant, (_, code, told) in zip(WALKS, done) if code]
    if faults:
        sys.exit("".join(faults) + "the audit found faults: see above")
    return [file for file, _, _ in done]


def read(files):
    """Scene → look → hash."""
    pictures = {}
    for file in files:
        for scene, looks in json.loads(pathlib.Path(file).read_text()).items():
            pictures.setdefault(scene, {}).update(looks)
    return pictures


def kept(text):
    """The same from the file in the tree: a line a scene, a column a look."""
    held = json.loads(text)
    return held["versions"], {scene: {look: figures for look, figures in zip(held["looks"], line.split()) if figures != NONE}
                              for scene, line in held["pictures"].items()}


def write(pictures):
    looks = sorted({look for each in pictures.values() for look in each})
    lines = {scene: " ".join(each.get(look, NONE) for look in looks) for scene, each in sorted(pictures.items())}
    KEPT.write_text(json.dumps({"versions": versions(), "looks": looks, "pictures": lines}, indent=1, ensure_ascii=False) + "\n")
    print(f"{sum(map(len, pictures.values()))} pictures in {len(looks)} looks")


def compare(pictures):
    """Exit code: only what was walked is compared, but all that was walked must be known."""
    then, known = kept(KEPT.read_text())
    each = [(f"{scene} in {look}", figures, known.get(scene, {}).get(look)) for scene, looks in sorted(pictures.items()) for look, figures in sorted(looks.items())]
    changed = [name for name, figures, was in each if was not in (figures, None)]
    strange = [name for name, _, was in each if was is None]
    gone = sorted(set(known) - set(pictures))
    now = versions()
    for word, names in (("looks otherwise", changed), ("is not known", strange), ("is gone", gone)):
        for name in names[:40]:
            print(f"{word}: {name}")
    print(f"{len(each)} pictures, {len(changed)} look otherwise, {len(strange)} are not known, {len(gone)} scenes are gone")
    if now != then:
        moved = [f"{name} {then.get(name)} → {now.get(name)}" for name in sorted(then | now) if then.get(name) != now.get(name)]
        print(f"drawn by other versions, so nothing fails: {'; '.join(moved)}")
        return 0
    if changed or strange or gone:
        print("Meant so? Look at them (python3 -m tests.qml.picture_viewer OLD NEW DIR), then python3 -m tests.qml.picture_hashes write")
        return 1
    return 0


def main(words):
    if words[:1] == ["write"]:
        write(read(words[1:] or walked()))
        return 0
    if words[:1] == ["compare"]:
        return compare(read(words[1:] or walked()))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
