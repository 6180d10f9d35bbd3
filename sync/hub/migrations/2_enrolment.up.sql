-- SPDX-License-Identifier: Apache-2.0
-- Version 2 of the hub's database: who was let in as a kiosk, and who was shown out again.

CREATE TABLE enrolment_code (
    secret_hash BLOB PRIMARY KEY,  -- SHA-256 of the code's secret
    node TEXT NOT NULL,            -- whom it makes a machine: "kiosk-1"
    made_by TEXT NOT NULL,         -- login, or "console"
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    key_hash BLOB                  -- of the one key that used it; the same key may ask again, no other
) WITHOUT ROWID;

CREATE TABLE device_certificate (  -- what this hub's authority issued since the node was last revoked
    fingerprint BLOB PRIMARY KEY,  -- SHA-256 of the certificate
    node TEXT NOT NULL,
    key_hash BLOB NOT NULL,        -- SHA-256 of its SubjectPublicKeyInfo
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    renewed INTEGER NOT NULL       -- 0 by a code, 1 with the former certificate
) WITHOUT ROWID;
CREATE INDEX device_certificate_by_node ON device_certificate (node);

CREATE TABLE revocation (          -- every certificate of the node from before that moment is refused, whoever issued it
    node TEXT PRIMARY KEY,
    revoked_at TEXT NOT NULL,
    revoked_by TEXT NOT NULL
) WITHOUT ROWID;
