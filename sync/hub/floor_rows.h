// SPDX-License-Identifier: Apache-2.0
// A ticket of the floor as the database has it, for the two files that read it: floor.cpp and floor_documents.cpp.
#pragma once

#include "sync/hub/floor.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

/// The columns that Floor::Row::read() takes, in its order; a WHERE follows.
inline constexpr std::string_view kTicketColumns =
    "SELECT ticket_id, number, business, priority_class, item_id, issued_at, state, counter, passes, behind, "
    "requeued_at, called_at, serving_at, COALESCE((SELECT times FROM call WHERE call.ticket_id = ticket.ticket_id "
    "ORDER BY called_at DESC LIMIT 1), 0) FROM own_ticket AS ticket ";

/// The beginning of time when it cannot be read.
inline events::WallTime momentOf(const std::string& text) {
    return events::parseRfc3339(text).value_or(events::WallTime{});
}

struct Floor::Row {
    std::string ticket_id, number, business, priority_class, item_id, issued_at;
    TicketLife life;
    std::optional<std::string> requeued_at, called_at, serving_at;

    static Row read(const store::Statement& row) {
        Row ticket;
        ticket.ticket_id = row.text(0);
        ticket.number = row.text(1);
        ticket.business = row.text(2);
        ticket.priority_class = row.text(3);
        ticket.item_id = row.text(4);
        ticket.issued_at = row.text(5);
        ticket.life.state = catalogue::parseTicketState(row.text(6)).value_or(TicketState::Waiting);
        ticket.life.counter = optionalInt(row, 7);
        ticket.life.passes = static_cast<int>(row.integer(8));
        ticket.life.behind = static_cast<int>(row.integer(9));
        ticket.requeued_at = optionalText(row, 10);
        ticket.called_at = optionalText(row, 11);
        ticket.serving_at = optionalText(row, 12);
        ticket.life.calls = static_cast<int>(row.integer(13));
        return ticket;
    }
    int classCalled() const { return requeued_at ? 2 : priority_class == "normal" ? 0 : 1; }
};

/// One queue in the order in which it will be called.
struct Floor::Line {
    std::string business;
    std::vector<Row> rows;
};

} // namespace onestop::hub
