// SPDX-License-Identifier: Apache-2.0
// What the kiosk writes: each act of a resident is one transaction that holds the row and its event, committed before
// anything is shown or printed (DESIGN 4.3). One thread; the print journal has a connection of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/app/statements.h"
#include "kiosk/flows/booking_flow.h"
#include "kiosk/flows/check_in_flow.h"
#include "kiosk/flows/high_water.h"
#include "kiosk/flows/rating_flow.h"
#include "kiosk/flows/staff_desk.h"
#include "kiosk/flows/ticket_flow.h"
#include "kiosk/session/session.h"
#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/sealed_content.h"
#include "sync/crypto/crypto.h"
#include "sync/store/database.h"
#include "sync/store/event_log.h"

namespace onestop::app {

/// A ticket as its row says.
struct TicketRecord {
    std::string ticket_id;
    catalogue::ServiceDay service_day;
    std::string number;
    std::string business;
    std::string item_id;
    std::string token;
    events::WallTime issued_at{};
    flows::PriorityClass priority = flows::PriorityClass::Normal;
    flows::TicketFate fate = flows::TicketFate::Live;
    flows::PrintProgress print = flows::PrintProgress::None;
};

/// A ticket that is to be.
struct TicketOrder {
    std::string item_id;
    std::string item_name; ///< as the catalogue says it, simplified Chinese
    std::string business;
    flows::PriorityClass priority = flows::PriorityClass::Normal;
    std::optional<crypto::Digest> person; ///< keyed hash of the card that was laid
};

/// A booking as its row says.
struct BookingRecord {
    std::string booking_id;
    std::string activity_session_id;
    int people = 1;
    flows::BookingStanding standing = flows::BookingStanding::Confirmed;
    std::string token_id;
    events::WallTime booked_at{};
};

/// A rating that is to be.
struct RatingOrder {
    std::string rated_id; ///< what it may be given once for: the ticket, or the token that was checked in
    flows::RatingSubject subject = flows::RatingSubject::Ticket;
    std::string subject_id;
    int level = 0;
    std::vector<std::string> reasons;
};

/// A sealed record that is to be: what may be seen of it, and what nobody but the desk can open.
struct SealedOrder {
    std::string record_id;
    catalogue::SealedPurpose purpose = catalogue::SealedPurpose::Opinion;
    std::string consent_version;
    std::string topic; ///< of an opinion
    events::WallTime sealed_at{};
    crypto::Bytes cms;
};

/// What the upstream said of a record that somebody asks about.
struct HeardAnswer {
    bool known = false;   ///< the hub holds it, or this kiosk does
    crypto::Bytes sealed; ///< empty while there is no answer
};

/// A print that is to be: the row comes first, the printer's bytes after it.
struct PrintOrder {
    std::string print_job_id;
    bool reprint = false; ///< paper of this ticket exists already, or may exist
};

/// A fresh process in the place of a former one (fresh_process.h) is no start of the program: it reports none.
enum class Beginning { OfProgram, OfFreshProcess };

class LobbyRecords {
public:
    /// Opens the store, or sets a broken one aside and begins a new epoch. Prints that a crash cut off are settled:
    /// what was being sent is Unknown, what was not yet sent has failed. `state`: folder of the marks outside the
    /// store.
    static Result<LobbyRecords> open(const std::filesystem::path& store, const std::filesystem::path& state,
                                     const events::Clock& clock, store::RandomSource random, const std::string& site,
                                     int kiosk, std::string version, Beginning beginning = Beginning::OfProgram);

    store::Database& database() { return *database_; }
    /// "store.sqlite.corrupt-…" when the former store was set aside at open().
    const std::optional<std::string>& setAside() const { return set_aside_; }

    Result<std::optional<catalogue::ServiceDay>> serviceDay();
    /// A new day: hashes of persons go, old marks go, acknowledged events are trimmed.
    Result<void> beginDay(const catalogue::ServiceDay& day);
    /// The key of the hashes is a new one: those in the store mean nothing any more.
    Result<void> forgetPersons();

    /// Absent: no number is left, not even of four digits.
    Result<std::optional<TicketRecord>> issue(const TicketOrder& order, const catalogue::ServiceDay& day);
    Result<void> giveUp(const std::string& ticket_id);
    Result<std::optional<TicketRecord>> ticket(const std::string& ticket_id);
    /// The live ticket of that person on that day.
    Result<std::optional<TicketRecord>> liveTicket(const crypto::Digest& person, const catalogue::ServiceDay& day);
    /// The ticket whose paper or phone shows that token; of this kiosk and day only.
    Result<std::optional<TicketRecord>> ticketOfToken(std::string_view token, const catalogue::ServiceDay& day);
    /// Ids of this kiosk's tickets of a business and day, in order of issue.
    Result<std::vector<std::string>> ticketsOf(std::string_view business, const catalogue::ServiceDay& day);
    /// The hub says that these are over: nothing of the person stays with them.
    Result<void> settle(const catalogue::QueueState& queue);

    Result<PrintOrder> orderTicketPrint(const std::string& ticket_id, const std::string& title);
    /// Paper that is no ticket: a guide, a booking.
    Result<PrintOrder> orderPrint(const std::string& title);
    Result<flows::PrintProgress> printState(const std::string& print_job_id);
    /// A job whose end is not known yet.
    Result<bool> isPrinting();

    /// What this kiosk has of each session: leased, booked, waited for.
    Result<std::map<std::string, flows::PlacesHere>> places();
    /// A place when one is free, else one in the waiting line. `token_id`: of the code, 32 hex digits.
    Result<BookingRecord> book(const std::string& activity_session_id, int people, const std::string& token_id);
    /// Another slip of it, which says 补打.
    Result<PrintOrder> orderBookingReprint(const std::string& booking_id, const std::string& title);
    /// The newest, latest first; at most `most`.
    Result<std::vector<BookingRecord>> newestBookings(int most);
    Result<std::optional<BookingRecord>> bookingOfToken(const std::string& token_id);
    Result<void> cancelBooking(const std::string& booking_id);
    /// Confirms those of the waiting line for whom there is room now; how many.
    Result<std::size_t> moveUp(const std::string& activity_session_id);

    Result<std::optional<events::WallTime>> usedAt(const std::string& token_id);
    Result<int> present(const std::string& activity_session_id);
    Result<bool> isRated(const std::string& rated_id);
    /// The row refuses a second rating of the same.
    Result<void> rate(const RatingOrder& order);
    Result<void> admit(const catalogue::CheckInClaims& claims);
    Result<void> reject(flows::CheckInOutcome outcome, const std::string& activity_session_id);

    /// False: so many wait for the hub already that no more are kept.
    Result<bool> keepSealed(const SealedOrder& order);
    /// Whether the hub holds it.
    Result<bool> isSent(const std::string& record_id);
    Result<PrintOrder> orderOpinionPrint();
    /// Returns when that was, which names the question.
    Result<std::string> askForAnswer(const std::string& record_id);
    Result<void> stopAsking();
    Result<std::optional<HeardAnswer>> heardAnswer(const std::string& record_id, const std::string& asked_at);

    /// Codes of that service day that were admitted here, the latest first; at most `most`.
    Result<std::vector<flows::AdmittedCode>> admitted(const catalogue::ServiceDay& day, int most);
    /// False: that code has opened this kiosk before. A mark outside the store keeps the ids of codes.
    Result<bool> enterByCode(const std::string& code_id);
    Result<void> enterByPin();
    /// `reason`: as events.toml names it.
    Result<void> refuseStaff(std::string_view reason);
    /// Nothing is written when no such code was admitted.
    Result<void> undoCheckIn(const std::string& token_id);
    /// Since when staff has closed this kiosk. A mark outside the store: whatever becomes of that, closed stays closed.
    std::optional<events::WallTime> closedSince() const;
    Result<void> close(bool closed);
    /// How staff set the voice of this kiosk; a mark outside the store, as the closure is. Absent: nobody has.
    std::optional<flows::VoiceChoice> voice() const;
    Result<void> setVoice(const flows::VoiceChoice& voice);
    Result<PrintOrder> orderTestPrint();
    /// Leaves the file `request` for onestop-export; returns its name for the answer. `code_id`: of the code that
    /// opened the pages; empty: the PIN did.
    Result<std::string> requestLog(const std::filesystem::path& request, const std::string& code_id);

    /// Returns the id of the call.
    Result<std::string> requestHelp(const std::string& page);
    /// `taken_back`: nobody is needed any more, so the counter page stops ringing.
    Result<void> endHelp(const std::string& help_id, bool taken_back);

    Result<void> sessionStarted();
    Result<void> sessionEnded(session::EndReason reason, std::chrono::seconds duration);
    /// Nothing is written when the device was in that state already.
    Result<void> deviceChanged(const std::string& device, const std::string& state);
    Result<void> clockJumped(std::chrono::milliseconds by);

    /// Moves the WAL into the store when it is large; syncd does it otherwise.
    void checkpointIfLarge();

private:
    LobbyRecords(std::unique_ptr<store::Database> database, store::EventLog log, std::filesystem::path marks_file,
                 int kiosk, const events::Clock& clock, store::RandomSource random);

    Result<void> start(std::string version, Beginning beginning);
    Result<void> settleCutOffPrints();
    Result<void> dropSent();
    Result<catalogue::NumberMarks> marks(const catalogue::ServiceDay& day, std::string_view business);
    Result<void> raiseMarks(const catalogue::ServiceDay& day, const std::string& business,
                            catalogue::NumberMarks marks);
    Result<void> insertTicket(const TicketRecord& record, const TicketOrder& order);
    Result<PrintOrder> insertPrintJob(const std::optional<std::string>& ticket_id, const std::string& title,
                                      bool reprint);
    /// Appends, or only counts while the disk is nearly full.
    template <typename Event>
    Result<void> appendUsage(const Event& event);
    std::string now() const;
    std::string newId() const;

    std::unique_ptr<store::Database> database_; ///< stays where it is: the log points to it
    store::EventLog log_;
    std::filesystem::path marks_file_;
    flows::HighWater high_water_;
    int kiosk_;
    const events::Clock* clock_;
    store::RandomSource random_;
    std::optional<std::string> set_aside_;
};

} // namespace onestop::app
