-- SPDX-License-Identifier: Apache-2.0
-- Back to version 3.

DROP TABLE booking;
DROP TABLE place_pause;
DROP TABLE place_lease;
