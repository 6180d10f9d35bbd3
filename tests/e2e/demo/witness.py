# SPDX-License-Identifier: Apache-2.0
"""Looks from outside at what happened: the hub's database, the kiosk's own log, the paper. Reads only."""

import json
import sqlite3


class Witness:
    def __init__(self, district, receipts):
        self.district = district
        self.receipts = receipts

    def _rows(self, database, query, *values):
        if not database.exists():
            return []
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.OperationalError:
            return []
        finally:
            connection.close()

    def hub(self, query, *values):
        return self._rows(self.district.hub_database, query, *values)

    def store(self, query, *values):
        return self._rows(self.district.store, query, *values)

    def kiosk_events(self, kind):
        """The data of the kiosk's own events of one type, oldest first."""
        rows = self.store("SELECT body FROM kiosk_event WHERE type = ? ORDER BY sequence", kind)
        return [json.loads(body)["data"] for (body,) in rows]

    def hub_events(self, kind):
        return [json.loads(body)["data"] for (body,) in self.hub("SELECT body FROM event WHERE type = ? ORDER BY sequence", kind)]

    def ticket(self, number):
        """(ticket_id, print_state) of a number of the current service day, from the kiosk's store."""
        rows = self.store("SELECT ticket_id, print_state FROM ticket WHERE service_day = ? AND number = ?", self.district.service_day(), number)
        return rows[0] if rows else None

    def papers(self):
        """What the printer's paper says, sheet by sheet: {"file", "text": [...], "qr": [...]}."""
        sheets = []
        for file in sorted(self.receipts.glob("*.json")):
            try:
                sheets.append({"file": file.with_suffix(".png").name, **json.loads(file.read_text())})
            except json.JSONDecodeError:  # being written
                continue
        return sheets

    def paper_with(self, words):
        for sheet in self.papers():
            if any(words in line for line in sheet["text"]):
                return sheet
        return None
