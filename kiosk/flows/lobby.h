// SPDX-License-Identifier: Apache-2.0
// The lobby as the screen sees it: one value that says everything a page may show, and the resident's verbs.
// The application (kiosk/app) implements Lobby over the store and the devices; tests implement it in memory.
// Nothing here holds a name or a number of a person in clear: only the masked form (DESIGN 4.5).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/flows/booking_flow.h"
#include "kiosk/flows/check_in_flow.h"
#include "kiosk/flows/help_flow.h"
#include "kiosk/flows/opinion_flow.h"
#include "kiosk/flows/rating_flow.h"
#include "kiosk/flows/ticket_flow.h"
#include "kiosk/session/session.h"
#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/opening_hours.h"
#include "sync/catalogue/queue_state.h"
#include "sync/events/clock.h"

namespace onestop::flows {

/// What a device can do for the resident now, in the words of the screen.
enum class DeviceHealth { Ready, Starting, Absent, NotAnswering, NeedsStaff, PaperOut, PaperNearEnd, CoverOpen };

/// One device's state and since when it holds (for honest refusals).
struct DeviceView {
    DeviceHealth health = DeviceHealth::Starting;
    events::WallTime since{};
};

/// Why the upstream cannot be reached, as syncd names it; Online when it can.
enum class Link { Online, Offline, Unreachable, ClockWrong, Refused, LoginPage, DaemonSilent };

/// This machine's certificate, with which it speaks to the centre's hub.
struct Certificate {
    std::optional<events::WallTime> good_until; ///< absent: there is none
    std::optional<events::WallTime> renews_at;  ///< from when it renews itself; absent: somebody brings the next one

    bool operator==(const Certificate&) const = default;
};

/// The resident who laid a card: the masked form only, until the session ends.
struct Greeting {
    std::string masked_name; ///< 张*三
};

/// What the resident should know about the card on the reader.
enum class CardNotice {
    None,
    NotRead,      ///< a card lies there and could not be read: lay it again, or go without
    LeftOnReader, ///< it was read; please take it back
};

/// The ticket of this session (or of the card that was laid), with what the queue last said about it.
struct TicketView {
    std::string ticket_id;
    std::string number; ///< "A001"
    std::string item_id;
    std::string business;
    PriorityClass priority = PriorityClass::Normal;
    TicketProgress progress = TicketProgress::Waiting;
    PrintProgress print = PrintProgress::None;
    bool reprint = false;
    std::optional<int> ahead;                    ///< people ahead; absent when the queue is not known
    std::optional<catalogue::WaitEstimate> wait; ///< a range in minutes; absent when not known
    std::vector<int> counters;                   ///< where the ticket will be called
    std::optional<int> called_to;                ///< the counter that calls it now
    std::string public_url;                      ///< to follow on a phone; empty when no public name is configured
};

struct CheckInView {
    CheckInOutcome outcome = CheckInOutcome::Unreadable;
    std::string activity_id;
    std::string activity_session_id;
    int people = 1;
    int present = 0;                         ///< people admitted on this kiosk so far
    int capacity = 0;                        ///< 0: no limit
    std::optional<events::WallTime> used_at; ///< AlreadyUsed: when it was
    std::uint64_t serial = 0;                ///< grows with each scan, so that the same answer twice is shown twice
};

/// The booking just made, or the one whose code was held to the scanner. It is nobody's: whoever has the code has it.
struct BookingView {
    std::string booking_id;
    std::string activity_id;
    std::string activity_session_id;
    int people = 1;
    BookingStanding standing = BookingStanding::Confirmed;
    std::string code;       ///< the check-in code; empty when it was cancelled
    std::string short_code; ///< the figures to type instead, at this kiosk only: "123 456 789"
    bool reprint = false;   ///< what is printing, or was printed last, says 补打
    bool here_only = false; ///< this kiosk's key is not listed: the code holds at this kiosk only
    PrintProgress print = PrintProgress::None;
    bool cancel_offered = false;
    std::uint64_t serial = 0; ///< grows with each booking that is made or shown
};

/// Why a session could not be booked.
struct BookingRefusalView {
    BookingRefusal refusal = BookingRefusal::NotKept;
    std::string activity_session_id;
};

/// What may be rated now, or was just rated. Nobody is named: not even the upstream hears who rated.
struct RatingView {
    RatingSubject subject = RatingSubject::Ticket;
    std::string subject_id; ///< ticket_id, or the activity's session
    std::string item_id;    ///< of the ticket; empty for an activity
    RatingStage stage = RatingStage::Open;
};

/// What was left in this session: an opinion, or (without a code) the number for a call back.
struct OpinionView {
    OpinionStage stage = OpinionStage::None;
    std::string query_code; ///< as printed, in groups; empty for a call back
    PrintProgress print = PrintProgress::None;
};

/// What a query code that was typed brought.
struct AnswerView {
    AnswerStage stage = AnswerStage::None;
    std::string text; ///< only while it is shown; wiped at the end of the session
};

/// Everything a page may show. Compared by revision: it grows with every change.
struct LobbyState {
    std::uint64_t revision = 0;
    std::shared_ptr<const catalogue::Catalogue> catalogue; ///< null until a month has been applied
    std::string site_id;
    int kiosk = 1;
    events::WallTime now{};
    bool clock_unsure = false;
    catalogue::OpeningState opening;                    ///< of the lobby of this site
    std::shared_ptr<const catalogue::QueueState> queue; ///< null when never received
    std::set<std::string> given_out;                    ///< letters of the businesses that have no number left today
    events::WallTime queue_received_at{};
    Link link = Link::DaemonSilent;
    events::WallTime link_since{};
    std::optional<Certificate> certificate; ///< absent: not told yet
    session::Phase session = session::Phase::Attract;
    int countdown_left_s = 0; ///< in Countdown: the seconds until everything is wiped
    std::uint64_t session_serial =
        0; ///< grows with each session that begins or ends: pages go home, language and size to their default
    DeviceView reader;
    DeviceView printer;
    DeviceView scanner;
    std::optional<Greeting> greeting;
    CardNotice card_notice = CardNotice::None;
    std::optional<TicketView> ticket;
    PrintProgress guide_print = PrintProgress::None; ///< of the guide or activity last printed in this session
    std::string printed_page;                        ///< its item or activity id
    std::optional<TicketRefusal> refusal;
    std::string refused_item; ///< item_id that was refused
    std::optional<CheckInView> check_in;
    int short_code_wait_s = 0; ///< seconds until figures are looked at again: too many fitted nothing
    std::optional<RatingView> rating;
    std::optional<OpinionView> opinion;
    std::optional<AnswerView> answer;
    std::chrono::days sealed_kept_here{};  ///< what is sealed stays on this machine so long after the district has it
    std::chrono::days sealed_kept_there{}; ///< and at the district
    bool opinions_open = false;            ///< a sealing key is known: opinions and call backs can be kept
    std::map<std::string, PlacesHere> places; ///< by activity_session_id; absent: none leased and none booked
    std::optional<BookingView> booking;
    std::optional<BookingRefusalView> booking_refusal;
    HelpProgress help = HelpProgress::None;
    std::string help_phone;
    bool staff = false; ///< the session is one of the staff (staff_desk.h): nothing of a resident is in it
    std::optional<events::WallTime> closed_since; ///< staff closed this kiosk: it serves nobody
    std::optional<int> updating_percent;          ///< its software is being updated; it starts again afterwards
};

/// What is seen. The hall display has no more than this.
class LobbyView {
public:
    virtual ~LobbyView() = default;

    virtual const LobbyState& state() const = 0;
    /// Called after each change of state(), and once a second while a session is under way; one observer. On the
    /// screen's thread, as everything here.
    virtual void observe(std::function<void()> changed) = 0;
};

/// The resident's verbs. All calls and all notifications on the screen's thread.
class Lobby : public LobbyView {
public:
    /// Any touch: begins a session or answers the countdown. A card or a code does the same by itself.
    /// The session ends by time (state().session, 60 s idle, 20 s countdown) or by endSession(): everything is wiped.
    virtual void touched() = 0;
    virtual void endSession() = 0;
    /// The language of the rest of this session, for what is printed.
    virtual void useLanguage(catalogue::Language language) = 0;

    /// The event is committed before state() shows the ticket; printing follows.
    virtual void issueTicket(const std::string& item_id, PriorityClass priority = PriorityClass::Normal) = 0;
    virtual void reprintTicket() = 0;
    virtual void giveUpTicket() = 0;
    /// The resident has read the refusal or the answer.
    virtual void dismissRefusal() = 0;
    virtual void dismissCheckIn() = 0;

    /// Rates what state().rating names: `level` 1…5, `reasons` codes that were touched. Once; nothing is sent without
    /// it.
    virtual void rate(int level, const std::vector<std::string>& reasons) = 0;
    /// The resident has read that the rating was kept, or that it was not.
    virtual void dismissRating() = 0;

    /// Sealed to the district's desk before anything is written, then state().opinion; `text` is taken and wiped.
    virtual void leaveOpinion(OpinionTopic topic, std::string text) = 0;
    virtual void dismissOpinion() = 0;
    /// The digits of a receipt, grouped or not. What comes of it is state().answer.
    virtual void askForAnswer(const std::string& query_code) = 0;
    virtual void dismissAnswer() = 0;
    /// After a rating of 1 or 2, with a consent of its own; `phone` is taken and wiped. Shown as state().opinion.
    virtual void askForCallBack(std::string phone) = 0;

    /// Books a place for `people` or one in the waiting line: committed, then shown, then printed.
    virtual void bookActivity(const std::string& activity_session_id, int people) = 0;
    /// Prints the slip of the booking that is shown once more.
    virtual void reprintBooking() = 0;
    /// Gives back the booking that is shown.
    virtual void cancelBooking() = 0;
    /// The nine figures of a code, instead of holding it to the scanner: what follows is the same. Figures that do not
    /// check, or that come while short_code_wait_s runs, are not looked at.
    virtual void typeCheckInCode(const std::string& digits) = 0;
    /// The resident has read the booking, or why there is none.
    virtual void dismissBooking() = 0;

    virtual void printGuide(const std::string& item_id) = 0;
    virtual void printActivity(const std::string& activity_id) = 0;

    /// `page`: the route on which help was asked for.
    virtual void callForHelp(const std::string& page) = 0;
    virtual void cancelHelp() = 0;
};

} // namespace onestop::flows
