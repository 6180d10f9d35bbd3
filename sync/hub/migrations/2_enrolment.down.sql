-- SPDX-License-Identifier: Apache-2.0
-- Back to version 1.

DROP TABLE revocation;
DROP TABLE device_certificate;
DROP TABLE enrolment_code;
