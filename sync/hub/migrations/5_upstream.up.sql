-- SPDX-License-Identifier: Apache-2.0
-- Version 5 of the hub's database: what its own upstream holds; what comes from sites below.

CREATE TABLE upstream_acknowledgement (
    source TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,     -- highest that the upstream holds without gap; goes down when it was restored
    acknowledged_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE upstream_sealed (     -- records that the upstream holds
    record_id TEXT PRIMARY KEY,
    handed_in_at TEXT NOT NULL,
    asked_at TEXT NOT NULL         -- for the answer, last; empty: ask now
) WITHOUT ROWID;

CREATE TABLE site_waiting (        -- what a site's hub did with a ticket or help call that has not come from its kiosk yet
    subject_id TEXT NOT NULL,
    source TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    CONSTRAINT site_waiting_once PRIMARY KEY (subject_id, source, sequence)
) WITHOUT ROWID;

-- Nodes of other sites have a dot in their name ("kiosk-1.dapeng-kuichong"): counted here, called at their own hub.
CREATE VIEW own_ticket AS SELECT * FROM ticket WHERE instr(node, '.') = 0;
CREATE VIEW own_call AS SELECT * FROM call WHERE ticket_id IN (SELECT ticket_id FROM own_ticket);
CREATE VIEW own_help_call AS SELECT * FROM help_call WHERE instr(node, '.') = 0;
