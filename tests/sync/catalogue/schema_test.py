# SPDX-License-Identifier: Apache-2.0
"""The published schema and the publisher agree: schema_test.py BINARIES.

Every target of the demo district fits catalogue.schema.json; without a required member, or with an element of another
kind in a list, none does.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
from tests.support.json_schema import faults  # noqa: E402

SCHEMA = json.loads((ROOT / "sync/catalogue/catalogue.schema.json").read_text(encoding="utf-8"))
KINDS = [(r"sites\.json", "sites"), (r"guide\.json", "guide"), (r"calendar/\d{4}\.json", "calendar"), (r"check_in_keys\.json", "check_in_keys"), (r"staff_keys\.json", "staff_keys"),
         (r"revocations\.json", "revocations"), (r"closures\.json", "closures"), (r"sealing\.json", "sealing"), (r"software\.json", "software"), (r"sites/[^/]+/queue_plan\.json", "queue_plan"),
         (r"sites/[^/]+/posters\.json", "posters"), (r"sites/[^/]+/\d{4}-\d{2}\.json", "month")]


def kind_of(path):
    return next(kind for pattern, kind in KINDS if re.fullmatch(pattern, path))


def faults_of(kind, document):
    return list(faults(document, {"$ref": f"#/$defs/{kind}"}, SCHEMA))


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="onestop-schema-")
        district = pathlib.Path(cls.folder.name) / "district"
        subprocess.run([cls.binaries / "onestop-publish", "demo", district, "--period", "2026-11"], check=True, capture_output=True)
        targets = district / "repository/targets"
        cls.documents = {}
        for file in targets.rglob("*.json"):
            name = file.name.split(".", 1)[1]  # without the hash of consistent snapshots
            cls.documents[(file.parent / name).relative_to(targets).as_posix()] = json.loads(file.read_text(encoding="utf-8"))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_target_of_the_demo_fits(self):
        self.assertEqual({kind_of(path) for path in self.documents}, {kind for _, kind in KINDS})
        for path, document in self.documents.items():
            self.assertEqual(faults_of(kind_of(path), document), [], path)

    def test_a_required_member_taken_out_is_missed(self):
        for path, document in self.documents.items():
            for name in SCHEMA["$defs"][kind_of(path)]["required"]:
                broken = copy.deepcopy(document)
                del broken[name]
                self.assertTrue(faults_of(kind_of(path), broken), f"{path} without {name}")

    def test_an_element_of_another_kind_is_refused(self):
        for path, document in self.documents.items():
            for name, value in document.items():
                if isinstance(value, list) and value:
                    broken = copy.deepcopy(document)
                    broken[name][0] = 7
                    self.assertTrue(faults_of(kind_of(path), broken), f"{path} with {name}[0] = 7")


if __name__ == "__main__":
    Schema.binaries = pathlib.Path(sys.argv.pop(1))
    unittest.main()
