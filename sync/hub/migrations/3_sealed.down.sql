-- SPDX-License-Identifier: Apache-2.0
-- Back to version 2.

DROP TABLE sealed_answer;
DROP TABLE sealed_record;
