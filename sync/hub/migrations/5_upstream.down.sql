-- SPDX-License-Identifier: Apache-2.0
-- Back to version 4.

DROP VIEW own_help_call;
DROP VIEW own_call;
DROP VIEW own_ticket;
DROP TABLE site_waiting;
DROP TABLE upstream_sealed;
DROP TABLE upstream_acknowledgement;
