-- SPDX-License-Identifier: Apache-2.0
-- Version 6 of the hub's database: which software a machine runs, and how its last update went.

CREATE TABLE software (
    node TEXT PRIMARY KEY,
    running TEXT NOT NULL DEFAULT '',     -- version of the image; empty: it has not said
    compatible TEXT NOT NULL DEFAULT '',  -- kind of machine
    updated_to TEXT NOT NULL DEFAULT '',  -- the version that the rest is about; empty: none was ever fetched
    progress TEXT NOT NULL DEFAULT ''
        CONSTRAINT software_progress_known CHECK (progress IN ('', 'fetched', 'installed', 'failed')),
    reason TEXT NOT NULL DEFAULT '',      -- of a failure
    part TEXT NOT NULL DEFAULT '',        -- program that did not run
    updated_at TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
