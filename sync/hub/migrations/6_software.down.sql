-- SPDX-License-Identifier: Apache-2.0
-- Back to version 5.

DROP TABLE software;
