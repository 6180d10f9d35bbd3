-- SPDX-License-Identifier: Apache-2.0
-- Back to version 8.

ALTER TABLE node DROP COLUMN waiting_since;
ALTER TABLE node DROP COLUMN waiting;
ALTER TABLE node DROP COLUMN clock_ahead_s;
