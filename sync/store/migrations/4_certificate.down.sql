-- SPDX-License-Identifier: Apache-2.0
-- Version 4 taken back: the next heartbeat of a version 4 tells the certificate anew.
DROP TABLE syncd_certificate;
