// SPDX-License-Identifier: Apache-2.0
// What the events of one batch change in the tables. What comes by the hundred is gathered: tickets go in together with
// what became of their print, and of a printer's states only the last is written.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/events/event.h"
#include "sync/events/event_types.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// A change that is made at once, after what was gathered.
using Change = std::function<void(store::Database&, const events::ReceivedEvent&, std::string_view node,
                                  events::WallTime received_at)>;

/// What one event changes here, its data read. Made before anything is written; the first: nothing follows from it.
using Drawing =
    std::variant<std::monostate, events::TicketIssued, events::TicketPrinted, events::DeviceStateChanged, Change>;

/// Draws stored events of one log, inside the transaction that stores them. Throws DatabaseFailed.
class Drawer {
public:
    Drawer(store::Database& database, std::string_view node, events::WallTime received_at);

    /// In the order of the log; `event` and `drawing` outlive finish().
    void draw(const events::ReceivedEvent& event, const Drawing& drawing);
    /// Writes what is gathered.
    void finish();

private:
    struct Ticket {
        const events::ReceivedEvent* event;
        const events::TicketIssued* data;
        const char* print_state;
    };
    struct DeviceState {
        const events::ReceivedEvent* event;
        const events::DeviceStateChanged* data;
    };

    void take(const events::ReceivedEvent& event, const events::TicketIssued& issued);
    void take(const events::TicketPrinted& printed);
    void take(const events::ReceivedEvent& event, const events::DeviceStateChanged& changed);
    void noteDuplicates();
    void noteDuplicates(const std::string& service_day, const std::vector<std::string_view>& numbers);

    store::Database& database_;
    std::string_view node_;
    std::string_view suffix_; ///< of the node's site
    events::WallTime received_at_;
    std::vector<Ticket> tickets_;
    std::map<std::string_view, std::size_t> by_id_; ///< place in tickets_
    std::map<events::DeviceStateChanged::Device, DeviceState> devices_;
};

/// Notes what an honest source never does. `detail`: numbers and ids only.
void noteAnomaly(store::Database& database, events::WallTime now, std::string_view kind, std::string_view node,
                 std::string_view detail);

} // namespace onestop::hub
