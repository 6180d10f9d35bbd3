// SPDX-License-Identifier: Apache-2.0
// The words on paper in each language, as data. The screen's words are translated elsewhere; paper has its own,
// shorter ones.
#pragma once

#include "kiosk/receipts/slips.h"

namespace onestop::receipts {

struct Words {
    const char* reprint;
    const char* demo;
    const char* ahead;
    const char* people; ///< after the number of people
    const char* wait;
    const char* minutes;  ///< after the range
    const char* go_to;    ///< before the counters
    const char* counter;  ///< one; "%" stands for its number
    const char* counters; ///< several
    const char* list_comma;
    const char* range_to; ///< between the first and the last counter
    const char* watch;    ///< what to do while waiting
    const char* number;
    const char* business;
    const char* issued_at;
    const char* clock_unsure;
    const char* passed;
    const char* passed_rule; ///< first "%": how many are served before; second "%": passes allowed
    const char* follow;      ///< under the QR
    const char* guide;
    const char* bring;
    const char* bring_nothing;
    const char* audience;
    const char* hours;
    const char* place;
    const char* fee;
    const char* department;
    const char* address;
    const char* phone;
    const char* reviewed_on;
    const char* printed_at;
    const char* priority[6]; ///< by flows::PriorityClass; the first is empty
    const char* more;        ///< under the guide's QR
    const char* opinion;     ///< title of its receipt
    const char* query_code;  ///< above the digits
    const char* ask;         ///< how the answer is asked for
    const char* keep;        ///< why the paper has to be kept
    const char* left_at;
    const char* activity; ///< title of its sheet
    const char* when;
    const char* all_day;
    const char* more_sessions;
    const char* where;
    const char* host;
    const char* booking;
    const char* booking_reprint;
    const char* booked;
    const char* waits;
    const char* waits_rule;
    const char* booked_code; ///< under the code
    const char* waits_code;
    const char* short_code; ///< above the figures; "%": the kiosk's number
    const char* kiosk_only; ///< "%": the kiosk's number
    const char* who;
    const char* who_one;
    const char* who_two; ///< a guardian with a child
    const char* booked_at;
    const char* not_coming;
    const char* not_coming_rule;
};

const Words& wordsOf(Language language);

} // namespace onestop::receipts
