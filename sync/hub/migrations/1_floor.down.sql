-- SPDX-License-Identifier: Apache-2.0
-- Back to version 0.

DROP TABLE hub_state;
DROP TABLE staff_session;
DROP TABLE staff;
DROP TABLE node;
DROP TABLE device;
DROP TABLE rating;
DROP TABLE check_in;
DROP TABLE help_call;
DROP TABLE lease_answer;
DROP TABLE lease;
DROP TABLE counter;
DROP TABLE call;
DROP TABLE ticket;
DROP TABLE anomaly;
DROP TABLE event;
DROP TABLE source;
