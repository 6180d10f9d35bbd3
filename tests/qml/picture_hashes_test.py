# SPDX-License-Identifier: Apache-2.0
"""What comparing and showing pictures says of a picture that changed, came or went; with hashes and walks of a few lines."""

import contextlib
import io
import json
import pathlib
import tempfile
import unittest
from unittest import mock

from tests.qml import picture_hashes, picture_viewer

VERSIONS = {"machine": "x86_64", "libqt6gui6": "6.4.2"}
OTHERS = VERSIONS | {"libqt6gui6": "6.8.2"}


class Folder(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)


class Comparing(Folder):
    KEPT = {"home": {"portrait-hans": "aaaa", "landscape-hans": "bbbb"}, "hall-help": {"landscape-hans": "cccc"}}

    def compare(self, drawn, versions=VERSIONS):
        """(exit code, what was said)."""
        walked = self.folder / "shots/normal/hashes.json"
        walked.parent.mkdir(parents=True, exist_ok=True)
        said = io.StringIO()
        with (mock.patch.object(picture_hashes, "BUILD", self.folder), mock.patch.object(picture_hashes, "KEPT", self.folder / "kept.json"),
              mock.patch.object(picture_hashes, "versions", return_value=VERSIONS) as now, contextlib.redirect_stdout(said)):
            walked.write_text(json.dumps(self.KEPT))
            picture_hashes.write(["normal"])
            walked.write_text(json.dumps(drawn))
            now.return_value = versions
            return picture_hashes.compare(["normal"]), said.getvalue()

    def test_nothing_changed(self):
        self.assertEqual(self.compare(self.KEPT)[0], 0)

    def test_a_picture_that_looks_otherwise_fails_with_the_same_versions_only(self):
        drawn = self.KEPT | {"home": {"portrait-hans": "dddd", "landscape-hans": "bbbb"}}
        code, said = self.compare(drawn)
        self.assertEqual(code, 1)
        self.assertIn("looks otherwise: home in portrait-hans", said)
        code, said = self.compare(drawn, OTHERS)
        self.assertEqual(code, 0)
        self.assertIn("looks otherwise: home in portrait-hans", said)
        self.assertIn("libqt6gui6 6.4.2 → 6.8.2", said)

    def test_a_scene_that_nobody_looked_at_fails_with_any_versions(self):
        drawn = self.KEPT | {"help": {"portrait-hans": "eeee"}}
        for versions in (VERSIONS, OTHERS):
            code, said = self.compare(drawn, versions)
            self.assertEqual(code, 1)
            self.assertIn("is not known: help in portrait-hans", said)

    def test_a_scene_that_is_walked_no_more_fails_with_any_versions(self):
        drawn = {scene: looks for scene, looks in self.KEPT.items() if scene != "hall-help"}
        for versions in (VERSIONS, OTHERS):
            code, said = self.compare(drawn, versions)
            self.assertEqual(code, 1)
            self.assertIn("is gone: hall-help", said)


class Showing(Folder):
    PLACES = [("home", "portrait-hans"), ("hall-help", "landscape-hans"), ("hall-waiting", "landscape-hans"), ("unenrolled-portrait-calm", "portrait-hans")]

    def draw(self, leaves):
        """The walks that were asked for, of a page_walk that leaves these pictures."""
        walks = []

        def run(words, **_):
            if pathlib.Path(words[0]).name == "page_walk":
                walks.append(tuple(words[words.index("--variant") + 1:words.index("--shots")]))
                for picture in leaves:
                    (self.folder / picture).parent.mkdir(parents=True, exist_ok=True)
                    (self.folder / picture).touch()
            return mock.Mock(stdout="", stderr="no window", returncode=1)

        with mock.patch.object(picture_viewer, "git"), mock.patch.object(picture_viewer.subprocess, "run", run):
            picture_viewer.draw("abc", self.PLACES, self.folder)
        return walks

    def test_what_changed_is_what_one_of_both_has_or_both_have_otherwise(self):
        old = {"home": {"portrait-hans": "a", "portrait-english": "b"}, "gone": {"portrait-hans": "c"}}
        new = {"home": {"portrait-hans": "d", "portrait-english": "b"}, "new": {"portrait-hans": "e"}}
        self.assertEqual(picture_viewer.changed(old, new), [(scene, "portrait-hans") for scene in ("gone", "home", "new")])

    def test_the_hall_and_the_machine_without_an_enrolment_are_walked_once_by_their_own_names(self):
        pictures = ["every/portrait-hans/home.png", "hall/help.png", "hall/waiting.png", "unenrolled/portrait-calm.png"]
        self.assertEqual(self.draw(pictures), [("every/portrait-hans", "--scene", "home"), ("hall", "--scene", ""), ("unenrolled", "--scene", "")])
        shown = picture_viewer.page(self.PLACES, "abc", "def")
        for picture in pictures:
            self.assertIn(f'src="old/{picture}"', shown)

    def test_a_picture_that_was_not_drawn_is_told(self):
        with self.assertRaisesRegex(SystemExit, "abc did not draw hall/help.png, hall/waiting.png:\n.*no window"):
            self.draw(["every/portrait-hans/home.png", "unenrolled/portrait-calm.png"])


if __name__ == "__main__":
    unittest.main()
