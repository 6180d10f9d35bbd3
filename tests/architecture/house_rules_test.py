# SPDX-License-Identifier: Apache-2.0
"""Every rule of the house is proved by a text that must provoke it, and by one that must not."""

import tomllib
import unittest
from pathlib import Path

from house_rules import Rules, litter

RULES = Rules(tomllib.loads((Path(__file__).parent / "floors.toml").read_text()))
HEAD = "// SPDX-License-Identifier: Apache-2.0\n// Why this file exists.\n"


def found(path, text):
    return [rule for _, rule, _ in RULES.check(path, text)]


class HouseRules(unittest.TestCase):
    def test_an_arrow_that_points_up_is_found(self):
        self.assertEqual(found("sync/events/event.cpp", HEAD + '#include "sync/store/database.h"\n'), ["floor"])
        self.assertEqual(found("drivers/usb/usb_host.cpp", HEAD + '#include "drivers/receipt_printer/receipt.h"\n'), ["floor"])

    def test_an_arrow_that_points_down_is_fine(self):
        self.assertEqual(found("sync/store/event_log.cpp", HEAD + '#include "sync/events/event.h"\n#include <vector>\n'), [])

    def test_sync_never_sees_the_kiosk_and_drivers_never_see_sync(self):
        self.assertEqual(found("sync/hub/queue.cpp", HEAD + '#include "kiosk/flows/lobby.h"\n'), ["floor"])
        self.assertEqual(found("drivers/usb/usb_host.h", HEAD + '#include "sync/events/clock.h"\n'), ["floor"])

    def test_a_new_folder_must_be_named(self):
        self.assertEqual(found("sync/helpers/things.h", HEAD), ["floor"])

    def test_qt_stays_above_the_view_models(self):
        self.assertEqual(found("kiosk/flows/ticket_flow.cpp", HEAD + "#include <QString>\n"), ["library"])
        self.assertEqual(found("kiosk/viewmodels/ticket_view_model.h", HEAD + "#include <QString>\n"), [])

    def test_only_one_floor_opens_usb_and_one_opens_the_database(self):
        self.assertEqual(found("kiosk/app/main.cpp", HEAD + "#include <libusb-1.0/libusb.h>\n#include <sqlite3.h>\n"), ["library", "library"])

    def test_a_file_without_licence_or_reason_is_found(self):
        self.assertEqual(found("sync/store/x.cpp", "int x;\n"), ["head"])
        self.assertEqual(found("sync/store/x.cpp", "// SPDX-License-Identifier: Apache-2.0\nint x;\n"), ["head"])

    def test_pages_hold_no_pixel_no_colour_and_no_touch_area(self):
        page = HEAD + 'Item {\n    width: 640\n    color: "#B8261C"\n    MouseArea { }\n}\n'
        self.assertEqual(found("qml/pages/HomePage.qml", page), ["literal", "literal", "control"])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "Item {\n    width: parent.width\n    opacity: 1\n}\n"), [])

    def test_a_resident_needs_no_gesture_but_a_tap(self):
        for words in ("DragHandler { }", "PinchHandler {}", "SwipeView {", "Flickable { }", "ListView {", "T.SwipeDelegate { }",
                      "Hold { onHeld: page.secret() }", "onPressAndHold: page.secret()", "onLongPressed: page.secret()"):
            with self.subTest(words):
                self.assertEqual(found("qml/pages/HomePage.qml", HEAD + f"Item {{\n    {words}\n}}\n"), ["gesture"])
                self.assertEqual(found("qml/controls/Tile.qml", HEAD + f"Item {{\n    {words}\n}}\n"), ["gesture"])

    def test_what_turns_by_buttons_may_slide_and_the_staffs_door_is_held(self):
        self.assertEqual(found("qml/controls/ScrollList.qml", HEAD + "Item {\n    ListView {\n    }\n}\n"), [])
        self.assertEqual(found("qml/pages/SitesPage.qml", HEAD + "Item {\n    width: ListView.view ? ListView.view.width : 0\n    ScrollList {\n    }\n}\n"), [])
        self.assertEqual(found("qml/shell/Header.qml", HEAD + "Item {\n    Hold { onHeld: header.staffAsked() }\n}\n"), [])

    def test_a_qml_module_imports_only_what_stands_below(self):
        self.assertEqual(found("qml/controls/BigButton.qml", HEAD + "import Onestop.Pages\n"), ["floor"])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "import Onestop.Controls\n"), [])

    def test_a_file_with_a_component_inside_binds_it(self):
        page = "Repeater {\n    delegate: Label {\n    }\n}\n"
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + page), ["bound"])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "Item {\n    Component {\n        Label {}\n    }\n}\n"), ["bound"])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "Item {\n    component Line: Rule {}\n}\n"), ["bound"])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "pragma ComponentBehavior: Bound\n" + page), [])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "Repeater {\n    delegate: area.delegate\n}\n"), [])

    def test_what_a_component_requires_has_a_type(self):
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "Item {\n    required property var rows\n}\n"), ["typed"])
        self.assertEqual(found("qml/pages/HomePage.qml", HEAD + "Item {\n    required property RowsModel rows\n}\n"), [])

    def test_what_a_program_left_at_the_top_of_the_tree_is_found(self):
        self.assertEqual(litter([".git", "README.md", "kiosk", "build", "ro,nosuid"]), ["ro,nosuid"])


if __name__ == "__main__":
    unittest.main()
