// SPDX-License-Identifier: Apache-2.0
// From what the lobby knows to what stands on paper. Pure.
#pragma once

#include "kiosk/app/lobby_records.h"
#include "kiosk/flows/lobby.h"
#include "kiosk/receipts/slips.h"

namespace onestop::app {

/// `view` is the ticket as the screen shows it at this moment.
receipts::TicketSlip slipOf(const TicketRecord& record, const flows::TicketView& view, const flows::LobbyState& state,
                            catalogue::Language language, bool reprint);

/// `view` is the booking as the screen shows it at this moment.
receipts::BookingSlip slipOf(const BookingRecord& record, const flows::BookingView& view,
                             const flows::LobbyState& state, catalogue::Language language);

receipts::GuideSlip slipOf(const catalogue::ServiceItem& item, const flows::LobbyState& state,
                           catalogue::Language language);

receipts::ActivitySlip slipOf(const catalogue::Activity& activity, const flows::LobbyState& state,
                              catalogue::Language language);

/// `view` holds the code as it is printed.
receipts::OpinionSlip slipOf(const flows::OpinionView& view, const flows::LobbyState& state,
                             catalogue::Language language);

} // namespace onestop::app
