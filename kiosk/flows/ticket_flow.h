// SPDX-License-Identifier: Apache-2.0
// Who gets a number and who does not, and what becomes of it: the decisions of 取号 (DESIGN 4.2, 4.3).
// Pure: what the store, the catalogue and the clock know comes in as a value. Numbers themselves:
// sync/catalogue/number_plan.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/catalogue/queue_state.h"

namespace onestop::flows {

/// Why no number can be had. Each has its own sentence on the screen.
enum class TicketRefusal { OutsideHours, QuotaFull, AlreadyWaiting, NoCounters, StoreFull, ClosedBySite };

/// By whose right a number may be called earlier (军人依法优先 and the rest); the window looks at the paper for it.
enum class PriorityClass { Normal, Military, Elder, Disabled, Pregnant, Infant };

enum class PrintProgress { None, Printing, Printed, Unknown, Failed };
enum class TicketProgress { Waiting, Called, Serving, Passed, Done, GivenUp };

/// Everything the decision needs to know.
struct TicketFacts {
    bool store_writable = true;                      ///< a number that cannot be made durable is not given
    bool site_closed = false;                        ///< emergency closure or closed by staff
    bool has_counters = true;                        ///< the item's business is called at one counter at least
    bool open = true;                                ///< the item's business takes people now
    std::optional<int> quota_per_day = std::nullopt; ///< absent: no limit
    int issued_today = 0;                            ///< by this site as far as this kiosk knows
    bool person_waiting = false;                     ///< the card that was laid already has a live ticket here
};

/// Absent: a number may be issued. The order is that of what helps the resident most to know first.
std::optional<TicketRefusal> refuseTicket(const TicketFacts& facts);

/// What this kiosk's own row says of a ticket.
enum class TicketFate { Live, GivenUp, Done };

/// What the queue last said about a ticket; the kiosk's own word when the queue has not heard of it yet or any more.
TicketProgress ticketProgress(const catalogue::QueueTicket* heard, TicketFate here);

/// A live ticket still keeps its holder from taking a second one.
bool isLive(TicketProgress progress);

/// A reprint is offered while the ticket is live and no print of it is under way.
bool mayReprint(TicketProgress progress, PrintProgress print);

} // namespace onestop::flows
