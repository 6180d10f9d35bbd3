-- SPDX-License-Identifier: Apache-2.0
-- Back to version 7.

DROP VIEW own_call;
DROP VIEW own_ticket;
CREATE TABLE former_ticket AS SELECT * FROM ticket;
DROP TABLE ticket;
CREATE TABLE ticket (
    ticket_id TEXT PRIMARY KEY,
    node TEXT NOT NULL,
    service_day TEXT NOT NULL,
    number TEXT NOT NULL,
    business TEXT NOT NULL,
    item_id TEXT NOT NULL,
    priority_class TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    token TEXT NOT NULL CONSTRAINT ticket_token_once UNIQUE,
    state TEXT NOT NULL CONSTRAINT ticket_state_known CHECK (state IN
        ('waiting', 'called', 'serving', 'passed', 'done', 'given_up')),
    counter INTEGER,               -- while called or serving, and where it was done
    passes INTEGER NOT NULL DEFAULT 0,
    behind INTEGER NOT NULL DEFAULT 0, -- requeued: how many calls still go before it
    requeued_at TEXT,
    called_at TEXT,                -- the first call
    serving_at TEXT,
    ended_at TEXT,                 -- done or given up
    print_state TEXT NOT NULL DEFAULT 'none'
) WITHOUT ROWID;
INSERT INTO ticket (ticket_id, node, service_day, number, business, item_id, priority_class, issued_at, token, state, counter,
        passes, behind, requeued_at, called_at, serving_at, ended_at, print_state)
    SELECT ticket_id, node, service_day, number, business, item_id, priority_class, issued_at, token, state, counter,
        passes, behind, requeued_at, called_at, serving_at, ended_at, print_state FROM former_ticket ORDER BY ticket_id;
DROP TABLE former_ticket;
CREATE INDEX ticket_by_day ON ticket (service_day, state);
CREATE INDEX ticket_by_number ON ticket (service_day, number);
CREATE VIEW own_ticket AS SELECT * FROM ticket WHERE instr(node, '.') = 0;
CREATE VIEW own_call AS SELECT * FROM call WHERE ticket_id IN (SELECT ticket_id FROM own_ticket);
