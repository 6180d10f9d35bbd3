# SPDX-License-Identifier: Apache-2.0
"""A page that shows which pictures two commits do not share: before, after, and what is between them.

    python3 -m tests.qml.picture_viewer OLD NEW FOLDER      builds both, which takes minutes; then open FOLDER/index.html

What changed is read from picture_hashes.json of both commits; only those pictures are drawn.
"""

import html
import pathlib
import subprocess
import sys

from tests.e2e.demo.programs import ROOT
from tests.qml.picture_hashes import KEPT, kept

STYLE = """body{font-family:sans-serif;margin:2em}section{display:flex;gap:1em;margin-bottom:3em}figure{margin:0;flex:1}img{width:100%;display:block}
.between{position:relative;background:#000}.between img+img{position:absolute;inset:0;mix-blend-mode:difference}"""


def git(*words):
    return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=True).stdout


def hashes(commit):
    return kept(git("show", f"{commit}:{KEPT.relative_to(ROOT)}"))[1]


def changed(old, new):
    """(scene, look), also of what only one of them has."""
    places = {(scene, look) for side in (old, new) for scene, looks in side.items() for look in looks}
    return sorted(place for place in places if old.get(place[0], {}).get(place[1]) != new.get(place[0], {}).get(place[1]))


def drawn_by(scene, look):
    """(variant and scene of page_walk, the picture in its folder): the hall's display and a machine without an enrolment have walks of their own."""
    for own in ("hall", "unenrolled"):
        if scene.startswith(f"{own}-"):
            return (own, ""), f"{own}/{scene.removeprefix(f'{own}-')}.png"
    return (f"every/{look}", scene), f"every/{look}/{scene}.png"


def draw(commit, places, folder):
    """Each picture as that commit draws it; the walk that should have left one and did not ends this. Faults do not: they are no matter of looks."""
    tree = folder / "tree"
    git("worktree", "add", "--detach", "--force", tree, commit)
    try:
        subprocess.run([tree / "deploy/build", "default", "page_walk"], check=True)
        walks = {}
        for place in places:
            walk, picture = drawn_by(*place)
            walks.setdefault(walk, []).append(picture)
        for (variant, scene), pictures in walks.items():
            told = subprocess.run([tree / "build/tests/page_walk", "--variant", variant, "--scene", scene, "--shots", folder],
                                  capture_output=True, text=True, check=False)
            missing = [picture for picture in pictures if not (folder / picture).is_file()]
            if missing:
                sys.exit(f"{commit} did not draw {', '.join(missing)}:\n{told.stdout}{told.stderr}")
    finally:
        git("worktree", "remove", "--force", tree)


def figure(caption, *pictures):
    images = "".join(f'<img src="{html.escape(str(picture))}" alt="not drawn">' for picture in pictures)
    return f'<figure><figcaption>{caption}</figcaption><div class="{"between" if len(pictures) > 1 else ""}">{images}</div></figure>'


def page(places, old, new):
    parts = [f"<!doctype html><meta charset=utf-8><title>{old} … {new}</title><style>{STYLE}</style><h1>{len(places)} pictures: {old} … {new}</h1>"]
    for scene, look in places:
        before, after = (pathlib.Path(side, drawn_by(scene, look)[1]) for side in ("old", "new"))
        parts.append(f"<h2>{scene}, {look}</h2><section>{figure(old, before)}{figure(new, after)}{figure('between', before, after)}</section>")
    return "\n".join(parts)


def main(words):
    if len(words) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    old, new = (git("rev-parse", "--short", commit).strip() for commit in words[:2])
    folder = pathlib.Path(words[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    known = {"old": hashes(old), "new": hashes(new)}
    places = changed(known["old"], known["new"])
    for side, commit in (("old", old), ("new", new)):
        has = [(scene, look) for scene, look in places if look in known[side].get(scene, {})]
        if has:
            draw(commit, has, folder / side)
    (folder / "index.html").write_text(page(places, old, new))
    print(f"{len(places)} pictures differ: {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
