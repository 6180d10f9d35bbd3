// SPDX-License-Identifier: Apache-2.0
// The rules of the queue (facts/domain.md 2.2): which state follows which, and who is next. Values in, values out.
// A call goes by class and time of issue, never by number, so that a ticket taken without network keeps its place.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/queue_state.h"
#include "sync/events/clock.h"

namespace onestop::hub {

using catalogue::TicketState;
using events::WallTime;

struct QueueRules {
    int normals_per_priority = 2; ///< one of the priority classes, then so many of the others
    int requeue_behind = 3;       ///< a passed number that comes back waits behind so many
    int max_passes = 2;           ///< passed so often, the number is void: take a new one
    int max_calls = 3;            ///< announcements of one call
};

/// The part of a ticket's life that clerks and residents move.
struct TicketLife {
    TicketState state = TicketState::Waiting;
    std::optional<int> counter; ///< while called or serving, and where it was done
    int calls = 0;              ///< announcements of the present call
    int passes = 0;
    int behind = 0; ///< requeued: how many calls still go before it
    bool operator==(const TicketLife&) const = default;
};

enum class Verb { Call, Recall, Serve, Done, Pass, Requeue, GiveUp };

enum class QueueRefusal {
    NotWaiting,      ///< call: the ticket is called, served or ended
    NotCalled,       ///< recall, serve, pass
    NotServing,      ///< done
    NotPassed,       ///< requeue
    CalledOften,     ///< recall: max_calls reached, pass it over
    Void,            ///< requeue: max_passes reached
    Ended,           ///< anything after done or given up
    OtherCounter,    ///< another counter has this ticket
    CounterBusy,     ///< call: this counter still has somebody
    NobodyWaiting,   ///< call: nobody this counter serves is waiting
    NoCounterChosen, ///< the clerk has not said where she sits
};

/// In lower_snake_case, for problem types.
std::string_view name(QueueRefusal refusal);
/// What the clerk reads.
std::string_view sentence(QueueRefusal refusal);

/// The life after one verb by `counter` (GiveUp: by the resident, counter 0).
tl::expected<TicketLife, QueueRefusal> after(const TicketLife& life, Verb verb, int counter, const QueueRules& rules);

/// One who waits.
struct Waiting {
    std::string ticket_id;
    bool priority = false;
    WallTime issued_at{};
    int behind = 0;
    std::optional<WallTime> requeued_at;
};

/// Everyone in the order in which they would be called if nobody else came: indices into `waiting`.
/// `normals_since_priority`: calls of other classes since the last priority call of this business and day;
/// kNoPriorityYet at the start of a day.
inline constexpr int kNoPriorityYet = 1'000'000;
std::vector<std::size_t> callOrder(std::span<const Waiting> waiting, int normals_since_priority,
                                   const QueueRules& rules);

} // namespace onestop::hub
