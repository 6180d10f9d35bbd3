-- SPDX-License-Identifier: Apache-2.0
-- The hub's database (version 1). The truth is `event`: bytes as they came, chained per source. All other tables are
-- drawn from it in the same transaction, so that a restart or a repeated push changes nothing.
-- Times are RFC 3339 texts in UTC, service days "YYYY-MM-DD" (they begin at 04:00 in Shenzhen).

CREATE TABLE source (              -- one row for each program and epoch that ever spoke, the hub's own included
    source TEXT PRIMARY KEY,
    node TEXT NOT NULL,            -- "kiosk-1", "hub"
    sequence INTEGER NOT NULL,     -- highest of an unbroken row from 1
    hash BLOB NOT NULL,            -- chain after that event
    last_received_at TEXT NOT NULL,
    last_time TEXT NOT NULL        -- of the newest event, by the source's own clock
) WITHOUT ROWID;

CREATE TABLE event (
    source TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    time TEXT NOT NULL,
    service_day TEXT NOT NULL,
    body TEXT NOT NULL,            -- unchanged
    hash BLOB NOT NULL,            -- chain after this event
    received_at TEXT NOT NULL,
    CONSTRAINT event_once PRIMARY KEY (source, sequence)
);
CREATE INDEX event_by_day ON event (service_day, type);

CREATE TABLE anomaly (             -- what an honest source never does, and what clocks did: shown, never smoothed over
    anomaly_id INTEGER PRIMARY KEY,
    noticed_at TEXT NOT NULL,
    service_day TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT anomaly_kind_known CHECK (kind IN
        ('gap', 'conflict', 'broken_chain', 'duplicate_number', 'code_admitted_twice', 'clock_jump', 'clock_skew', 'new_epoch')),
    node TEXT NOT NULL,
    detail TEXT NOT NULL           -- numbers and ids only
);
CREATE INDEX anomaly_by_day ON anomaly (service_day, kind);

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
CREATE INDEX ticket_by_day ON ticket (service_day, state);
CREATE INDEX ticket_by_number ON ticket (service_day, number);

CREATE TABLE call (
    call_id TEXT PRIMARY KEY,
    ticket_id TEXT NOT NULL,
    service_day TEXT NOT NULL,
    number TEXT NOT NULL,
    business TEXT NOT NULL,
    class_called INTEGER NOT NULL, -- 0 normal, 1 one of the priority classes, 2 came back after 过号: neither
    counter INTEGER NOT NULL,
    called_at TEXT NOT NULL,       -- of the first announcement
    last_called_at TEXT NOT NULL,
    times INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX call_by_day ON call (service_day, called_at);

CREATE TABLE counter (
    counter INTEGER PRIMARY KEY,
    staff TEXT NOT NULL,           -- login of who sits there
    opened_at TEXT NOT NULL
);

CREATE TABLE lease (
    service_day TEXT NOT NULL,
    business TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    node TEXT NOT NULL,
    leased_at TEXT NOT NULL,
    CONSTRAINT lease_once PRIMARY KEY (service_day, business, first)
) WITHOUT ROWID;

CREATE TABLE lease_answer (        -- the same Idempotency-Key gets the same answer
    node TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    CONSTRAINT lease_answer_once PRIMARY KEY (node, idempotency_key)
) WITHOUT ROWID;

CREATE TABLE help_call (
    help_id TEXT PRIMARY KEY,
    node TEXT NOT NULL,
    service_day TEXT NOT NULL,
    page TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    acknowledged_at TEXT,
    acknowledged_by TEXT,
    cancelled_at TEXT
) WITHOUT ROWID;
CREATE INDEX help_call_by_day ON help_call (service_day);

CREATE TABLE check_in (
    source TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    node TEXT NOT NULL,
    service_day TEXT NOT NULL,
    token_id TEXT NOT NULL,
    activity_session_id TEXT NOT NULL,
    people INTEGER NOT NULL,
    checked_in_at TEXT NOT NULL,
    CONSTRAINT check_in_once PRIMARY KEY (source, sequence)
) WITHOUT ROWID;
CREATE INDEX check_in_by_token ON check_in (token_id);
CREATE INDEX check_in_by_day ON check_in (service_day);

CREATE TABLE rating (
    source TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    service_day TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    level INTEGER NOT NULL,
    CONSTRAINT rating_once PRIMARY KEY (source, sequence)
) WITHOUT ROWID;
CREATE INDEX rating_by_day ON rating (service_day);

CREATE TABLE device (
    node TEXT NOT NULL,
    device TEXT NOT NULL,
    state TEXT NOT NULL,
    since TEXT NOT NULL,
    CONSTRAINT device_once PRIMARY KEY (node, device)
) WITHOUT ROWID;

CREATE TABLE node (                -- what a technician asks first about a kiosk
    node TEXT PRIMARY KEY,
    last_contact_at TEXT NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    started_at TEXT,
    catalogue_revision INTEGER,
    catalogue_issued_at TEXT
) WITHOUT ROWID;

CREATE TABLE staff (
    login TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT staff_role_known CHECK (role IN ('clerk', 'technician', 'admin')),
    counter INTEGER,               -- where this person usually sits
    salt BLOB NOT NULL,
    password BLOB NOT NULL,        -- scrypt, N=2^15 r=8 p=1
    added_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE staff_session (
    token_hash BLOB PRIMARY KEY,   -- SHA-256 of the cookie
    login TEXT NOT NULL,
    csrf TEXT NOT NULL,
    counter INTEGER,
    opened_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE hub_state (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    epoch TEXT NOT NULL,           -- of the hub's own log
    revision INTEGER NOT NULL      -- of the queue state document
);
