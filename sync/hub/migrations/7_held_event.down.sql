-- SPDX-License-Identifier: Apache-2.0
-- Back to version 6.

DROP VIEW event;
CREATE TABLE event (
    source TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    time TEXT NOT NULL,
    service_day TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    received_at TEXT NOT NULL,
    CONSTRAINT event_once PRIMARY KEY (source, sequence)
);
INSERT INTO event (source, sequence, event_id, type, time, service_day, body, hash, received_at)
    SELECT source.source, held_event.sequence, json_extract(body, '$.id'), type, json_extract(body, '$.time'), service_day, body,
        held_event.hash, received_at
    FROM held_event JOIN source ON source.number = source_number ORDER BY received_at, number, held_event.sequence;
DROP TABLE held_event;
CREATE INDEX event_by_day ON event (service_day, type);

DROP INDEX source_by_number;
ALTER TABLE source DROP COLUMN number;
