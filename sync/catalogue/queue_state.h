// SPDX-License-Identifier: Apache-2.0
// The queue of a site as its hub last told it: pushed down, stored as it came, read by kiosk and hall display.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/service_day.h"
#include "sync/catalogue/wait_estimate.h"

namespace onestop::catalogue {

enum class TicketState { Waiting, Called, Serving, Passed, Done, GivenUp };

struct BusinessQueue {
    std::string business; ///< letter
    std::string name;     ///< simplified Chinese
    int waiting = 0;
    std::optional<WaitEstimate> wait;
};

struct QueueTicket {
    std::string ticket_id;
    std::string number;
    TicketState state = TicketState::Waiting;
    std::optional<int> ahead;
    std::optional<int> counter;
};

struct QueueCall {
    std::string call_id;
    std::string ticket_id;
    std::string number;
    int counter = 0;
    WallTime called_at{};
    int times = 1;
};

struct CounterState {
    int counter = 0;
    bool open = false;
};

struct HelpAcknowledgement {
    std::string help_id;
    WallTime acknowledged_at{};
};

/// Somebody asks for staff, and nobody has answered yet.
struct OpenHelpCall {
    std::string help_id;
    std::string node; ///< whose bell it is: "kiosk-1"
    WallTime requested_at{};
};

struct QueueState {
    std::uint64_t revision = 0;
    ServiceDay service_day;
    WallTime as_of{};
    std::vector<BusinessQueue> businesses;
    std::vector<QueueTicket> tickets;
    std::vector<QueueCall> calls; ///< newest first, at most ten
    std::vector<CounterState> counters;
    std::vector<HelpAcknowledgement> help;
    std::vector<OpenHelpCall> open_help; ///< oldest first

    const QueueTicket* ticket(std::string_view ticket_id) const;
    const BusinessQueue* business(std::string_view letter) const;
};

/// "waiting", "given_up" …
std::string_view text(TicketState state);
std::optional<TicketState> parseTicketState(std::string_view text);

/// The error names the member and what was expected.
tl::expected<QueueState, std::string> parseQueueState(std::string_view json);
std::string serialize(const QueueState& state);

} // namespace onestop::catalogue
