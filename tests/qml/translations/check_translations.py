#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every text of the screen exists in all three languages, and no translation loses what is put into the text.

usage: check_translations.py ROOT   exits 1 and names each text that is missing, stale or short of a place holder.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

LANGUAGES = ("en", "zh_Hant")


def messages(path: pathlib.Path) -> dict[tuple[str, str, str], tree.Element]:
    found = {}
    for context in tree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
            found[key] = message
    return found


def faults(language: str, kept: pathlib.Path, fresh: pathlib.Path) -> list[str]:
    have, want = messages(kept), messages(fresh)
    found = [f"{language}: not in the sources any more: {key[1]}" for key in have.keys() - want.keys()]
    found += [f"{language}: missing: {key[0]}: {key[1]}" for key in want.keys() - have.keys()]
    for key, message in have.items():
        translation = message.find("translation")
        text = "".join(translation.itertext()) if translation is not None else ""
        if translation is None or translation.get("type") == "unfinished" or not text:
            found.append(f"{language}: unfinished: {key[0]}: {key[1]}")
        elif sorted(re.findall(r"%\d", text)) != sorted(re.findall(r"%\d", key[1])):
            found.append(f"{language}: place holders differ: {key[1]} / {text}")
    return found


def main(root: pathlib.Path) -> int:
    kept = root / "qml/translations"
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            shutil.copy(kept / f"onestop_{language}.ts", folder)
        subprocess.run([kept / "update.sh", folder], check=True)
        found = [fault for language in LANGUAGES
                 for fault in faults(language, kept / f"onestop_{language}.ts", pathlib.Path(folder) / f"onestop_{language}.ts")]
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
