// SPDX-License-Identifier: Apache-2.0
// Bookings: each act is one transaction with its event, and reads in it what is leased, so that whatever syncd gives
// back meanwhile is not booked.
#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/app/lobby_records.h"
#include "sync/events/event_types.h"

namespace onestop::app {

namespace {

constexpr std::array<std::string_view, 3> kStandings{"confirmed", "waitlisted", "cancelled"};

std::string_view textOf(flows::BookingStanding standing) { return kStandings.at(static_cast<std::size_t>(standing)); }

flows::BookingStanding standingOf(std::string_view text) {
    const auto found = std::ranges::find(kStandings, text);
    return found == kStandings.end() ? flows::BookingStanding::Cancelled
                                     : static_cast<flows::BookingStanding>(found - kStandings.begin());
}

/// The columns of the row that the query stands on, in the order of the table.
BookingRecord bookingIn(store::Statement& query) {
    return {.booking_id = query.text(0),
            .activity_session_id = query.text(1),
            .people = static_cast<int>(query.integer(2)),
            .standing = standingOf(query.view(3)),
            .token_id = query.text(4),
            .booked_at = events::parseRfc3339(query.view(5)).value_or(events::WallTime{})};
}

} // namespace

Result<std::map<std::string, flows::PlacesHere>> LobbyRecords::places() {
    auto query =
        statement(*database_,
                  "SELECT activity_session_id, SUM(granted), SUM(returned), SUM(booked), SUM(waiting) FROM ("
                  "SELECT activity_session_id, granted, returned, 0 AS booked, 0 AS waiting FROM place_lease UNION ALL "
                  "SELECT activity_session_id, 0, 0, people, 0 FROM booking WHERE standing = 'confirmed' UNION ALL "
                  "SELECT activity_session_id, 0, 0, 0, people FROM booking WHERE standing = 'waitlisted') GROUP BY 1");
    if (!query) return tl::unexpected(query.error());
    std::map<std::string, flows::PlacesHere> places;
    for (auto row = query->step();; row = query->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) return places;
        const auto number = [&](int column) { return static_cast<int>(query->integer(column)); };
        places[query->text(0)] = {
            .granted = number(1), .returned = number(2), .booked = number(3), .waiting = number(4)};
    }
}

Result<BookingRecord> LobbyRecords::book(const std::string& activity_session_id, int people,
                                         const std::string& token_id) {
    return inTransaction(*database_, [&]() -> Result<BookingRecord> {
        const auto all = places();
        if (!all) return tl::unexpected(all.error());
        const auto here = all->find(activity_session_id);
        BookingRecord record{.booking_id = newId(),
                             .activity_session_id = activity_session_id,
                             .people = people,
                             .standing =
                                 flows::standingFor(here == all->end() ? flows::PlacesHere{} : here->second, people),
                             .token_id = token_id,
                             .booked_at = clock_->now()};
        auto inserted =
            run(*database_, "INSERT INTO booking VALUES(?1, ?2, ?3, ?4, ?5, ?6)", std::string_view(record.booking_id),
                std::string_view(record.activity_session_id), std::int64_t{people}, textOf(record.standing),
                std::string_view(record.token_id), std::string_view(events::toRfc3339(record.booked_at)));
        if (!inserted) return tl::unexpected(inserted.error());
        using Standing = events::BookingCreated::Standing;
        const bool confirmed = record.standing == flows::BookingStanding::Confirmed;
        auto appended =
            log_.append(events::BookingCreated{.booking_id = record.booking_id,
                                               .activity_session_id = activity_session_id,
                                               .people = people,
                                               .standing = confirmed ? Standing::Confirmed : Standing::Waitlisted,
                                               .token_id = record.token_id});
        if (!appended) return tl::unexpected(appended.error());
        return record;
    });
}

Result<std::optional<BookingRecord>> LobbyRecords::bookingOfToken(const std::string& token_id) {
    auto query = statement(*database_,
                           "SELECT booking_id, activity_session_id, people, standing, token_id, booked_at FROM booking "
                           "WHERE token_id = ?1",
                           std::string_view(token_id));
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return bookingIn(*query);
}

Result<std::vector<BookingRecord>> LobbyRecords::newestBookings(int most) {
    auto query = statement(*database_,
                           "SELECT booking_id, activity_session_id, people, standing, token_id, booked_at FROM booking "
                           "ORDER BY booking_id DESC LIMIT ?1",
                           std::int64_t{most});
    if (!query) return tl::unexpected(query.error());
    std::vector<BookingRecord> found;
    for (auto row = query->step();; row = query->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) return found;
        found.push_back(bookingIn(*query));
    }
}

Result<void> LobbyRecords::cancelBooking(const std::string& booking_id) {
    return inTransaction(*database_, [&]() -> Result<void> {
        auto cancelled = run(*database_,
                             "UPDATE booking SET standing = 'cancelled' WHERE booking_id = ?1 AND "
                             "standing <> 'cancelled'",
                             std::string_view(booking_id));
        if (!cancelled || database_->changes() == 0) return cancelled;
        return nothing(log_.append(events::BookingCancelled{.booking_id = booking_id}));
    });
}

Result<PrintOrder> LobbyRecords::orderBookingReprint(const std::string& booking_id, const std::string& title) {
    return inTransaction(*database_, [&]() -> Result<PrintOrder> {
        auto order = insertPrintJob(std::nullopt, title, true);
        if (!order) return order;
        auto told = log_.append(events::BookingReprinted{.booking_id = booking_id});
        if (!told) return tl::unexpected(told.error());
        return order;
    });
}

Result<std::size_t> LobbyRecords::moveUp(const std::string& activity_session_id) {
    return inTransaction(*database_, [&]() -> Result<std::size_t> {
        const auto all = places();
        if (!all) return tl::unexpected(all.error());
        std::vector<std::string> ids;
        std::vector<int> line;
        {
            auto query = statement(*database_,
                                   "SELECT booking_id, people FROM booking WHERE activity_session_id = ?1 AND "
                                   "standing = 'waitlisted' ORDER BY booking_id",
                                   std::string_view(activity_session_id));
            if (!query) return tl::unexpected(query.error());
            for (auto row = query->step();; row = query->step()) {
                if (!row) return tl::unexpected(row.error());
                if (!*row) break;
                ids.push_back(query->text(0));
                line.push_back(static_cast<int>(query->integer(1)));
            }
        }
        const auto here = all->find(activity_session_id);
        const std::size_t moved = here == all->end() ? 0 : flows::movedUp(line, here->second.free());
        for (std::size_t i = 0; i < moved; ++i) {
            auto done = run(*database_, "UPDATE booking SET standing = 'confirmed' WHERE booking_id = ?1",
                            std::string_view(ids[i]));
            if (done) done = nothing(log_.append(events::BookingPromoted{.booking_id = ids[i]}));
            if (!done) return tl::unexpected(done.error());
        }
        return moved;
    });
}

} // namespace onestop::app
