-- SPDX-License-Identifier: Apache-2.0
-- What residents left sealed for the district's desk, and what it answered. Neither can be opened here; both go after the
-- days of retention.

CREATE TABLE sealed_record (
    record_id TEXT PRIMARY KEY,    -- 32 hex digits, made by the kiosk; of an opinion it follows from the query code
    node TEXT NOT NULL,
    purpose TEXT NOT NULL CONSTRAINT sealed_purpose_known CHECK (purpose IN ('opinion', 'call_back')),
    consent_version TEXT NOT NULL,
    sealed_at TEXT NOT NULL,       -- by the kiosk's clock
    received_at TEXT NOT NULL,
    cms BLOB NOT NULL              -- as it came
) WITHOUT ROWID;
CREATE INDEX sealed_record_by_age ON sealed_record (received_at);

CREATE TABLE sealed_answer (
    record_id TEXT PRIMARY KEY,
    answer BLOB NOT NULL,          -- only the query code opens it
    brought_at TEXT NOT NULL
) WITHOUT ROWID;
