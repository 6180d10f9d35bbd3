-- SPDX-License-Identifier: Apache-2.0
-- Version 4 of the hub's database: places of sessions that were lent to kiosks, and the bookings made of them.

CREATE TABLE place_lease (         -- both counts only grow: what a source holds is granted - returned
    activity_session_id TEXT NOT NULL,
    source TEXT NOT NULL,          -- the kiosk's log: a store that was lost never gets its former places again
    granted INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT place_lease_once PRIMARY KEY (activity_session_id, source),
    CONSTRAINT place_lease_sound CHECK (returned BETWEEN 0 AND granted)
) WITHOUT ROWID;

CREATE TABLE place_pause (         -- after a restore: what was lent since the backup is not known
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    until TEXT NOT NULL            -- sessions that begin up to then get no further places
);

CREATE TABLE booking (
    booking_id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    node TEXT NOT NULL,
    service_day TEXT NOT NULL,     -- on which it was made
    activity_session_id TEXT NOT NULL,
    people INTEGER NOT NULL,
    standing TEXT NOT NULL CONSTRAINT booking_standing_known CHECK (standing IN ('confirmed', 'waitlisted', 'cancelled')),
    token_id TEXT NOT NULL,
    booked_at TEXT NOT NULL,
    cancelled_at TEXT
) WITHOUT ROWID;
CREATE INDEX booking_by_session ON booking (activity_session_id, source, standing);
CREATE INDEX booking_by_day ON booking (service_day);
