-- SPDX-License-Identifier: Apache-2.0
-- Version 9 of the hub's database: what a technician wants to know of a kiosk before it fails.

ALTER TABLE node ADD COLUMN clock_ahead_s INTEGER;                    -- its clock against this hub's when it last sent something; null: not told
ALTER TABLE node ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;       -- events that it had not sent by then
ALTER TABLE node ADD COLUMN waiting_since TEXT;                       -- none of them happened before
