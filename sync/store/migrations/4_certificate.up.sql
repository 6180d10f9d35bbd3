-- SPDX-License-Identifier: Apache-2.0
-- Version 4: this machine's certificate, so that its screen can say so: the kiosk may not read the identity's files.
-- not_after is NULL where there is none, renews_at where it does not renew itself.
-- writer: syncd
CREATE TABLE syncd_certificate(only INTEGER PRIMARY KEY CHECK(only = 1), not_after TEXT, renews_at TEXT) STRICT;
