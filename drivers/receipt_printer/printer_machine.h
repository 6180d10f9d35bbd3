// SPDX-License-Identifier: Apache-2.0
// Every decision about one printer and its jobs, pure: events in, effects out; no bus, clock, disk or thread.
// Promises, whatever the order of events: each job ends exactly once; Printed only on the printer's own answer to this
// job on this connection; NotPrinted only when no byte was sent; nothing is ever sent twice; each wait ends.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "drivers/receipt_printer/answers.h"
#include "drivers/receipt_printer/capabilities.h"
#include "drivers/receipt_printer/printer_state.h"
#include "drivers/receipt_printer/status.h"

namespace onestop::receipt_printer {

using std::chrono::milliseconds;

namespace event {
/// A device was opened and claimed.
struct Attached {
    Confirmation known = Confirmation::NotProbed; ///< remembered of this unit
    bool unidirectional = false;                  ///< no IN endpoint: only the port's status can be asked
};
/// It left the bus.
struct Detached {};
/// It is there and cannot be opened.
struct Refused {};
struct Received {
    Bytes bytes;
};
/// The last Write ended; not ok: not all, or nothing, was taken.
struct Written {
    bool ok = false;
};
/// Answer to AskPort; nothing when the request stalled or timed out.
struct PortAnswered {
    std::optional<std::uint8_t> status;
};
/// The time of the last Wait is over.
struct TimeUp {};
struct Submitted {
    std::string print_job_id;
    Bytes content; ///< what encodeReceipt() made
};
/// Answer to Journal: four characters when the job is durable as "being sent".
struct Journalled {
    std::optional<std::string> answer_id;
};
} // namespace event

using Event = std::variant<event::Attached, event::Detached, event::Refused, event::Received, event::Written,
                           event::PortAnswered, event::TimeUp, event::Submitted, event::Journalled>;

namespace effect {
/// Send; replaces a Write that is still under way. Answered by Written.
struct Write {
    Bytes bytes;
    milliseconds deadline{};
};
/// Stop sending; no Written follows.
struct AbandonWrite {};
/// GET_PORT_STATUS. Answered by PortAnswered.
struct AskPort {};
/// The one timer, started anew. Answered by TimeUp.
struct Wait {
    milliseconds length{};
};
/// Answered by Journalled.
struct Journal {
    std::string print_job_id;
};
struct Finish {
    std::string print_job_id;
    PrintOutcome outcome = PrintOutcome::Unknown;
};
struct Announce {
    PrinterState state = PrinterState::Absent;
};
/// This unit answers so; true the next time it is plugged in too.
struct Remember {
    Confirmation confirmation = Confirmation::NotProbed;
};
/// Close the device and let it be offered again.
struct Reopen {};
} // namespace effect

using Effect = std::variant<effect::Write, effect::AbandonWrite, effect::AskPort, effect::Wait, effect::Journal,
                            effect::Finish, effect::Announce, effect::Remember, effect::Reopen>;

class PrinterMachine {
public:
    /// Each event is given once, in order; the effects are carried out in order.
    std::vector<Effect> handle(const Event& event);

    PrinterState state() const { return state_; }
    Confirmation confirmation() const { return confirmation_; }

private:
    enum class Phase {
        Absent,    ///< nothing open
        Reopening, ///< closed by us, expected back
        Asking,    ///< one DLE EOT is on its way
        Draining,  ///< an answer was missed: what still comes is dropped
        SettingUp, ///< first words to a unit that is remembered
        ProbingId, ///< first words to another: GS ( H without a job
        ProbingFence,
        Idle,
        Journalling,
        Sending,
        Confirming,
        Silent, ///< resting before the next attempt
    };
    /// What the answers to the questions are for.
    enum class Purpose {
        Poll,
        Liveness, ///< the first question only, to a printer that tells its changes by itself
        BeforeJob,
        AfterFence,
    };

    void on(const event::Attached& attached);
    void on(const event::Detached&);
    void on(const event::Refused&);
    void on(const event::Received& received);
    void on(const event::Written& written);
    void on(const event::PortAnswered& answered);
    void on(const event::TimeUp&);
    void on(const event::Submitted& submitted);
    void on(const event::Journalled& journalled);

    void hear(const RealTimeAnswer& answer);
    void hear(const FenceAnswer& answer);
    void hear(const AutomaticStatus& answer);
    void hear(const JobAnswer& answer);

    void ask(Purpose purpose);
    void askNext();
    void asked();
    void alive();
    /// Only where jobs keep automatic status on: ESC @ at the head of each ends it.
    bool tellsChanges() const { return tells_changes_ && confirmation_ == Confirmation::AnswerId; }
    void missed();
    void setUp();
    void probed(Confirmation confirmation);
    void giveUp();
    void rest();
    void nextJob();
    void finish(PrintOutcome outcome);
    void refuseWaiting();
    void loseConnection();
    void announce(PrinterState state);
    void enter(Phase phase, milliseconds longest);
    void write(Bytes bytes, milliseconds deadline);
    Bytes resync();

    std::vector<Effect> effects_;
    Phase phase_ = Phase::Absent;
    Purpose purpose_ = Purpose::Poll;
    PrinterState state_ = PrinterState::Absent;
    PrinterStatus status_;
    PrinterStatus asked_; ///< being filled, question by question
    AnswerReader answers_;
    Confirmation confirmation_ = Confirmation::NotProbed;
    bool unidirectional_ = false;
    bool set_up_ = false;        ///< resynchronised, automatic status on, confirmation known
    bool half_sent_ = true;      ///< the printer may still wait for the rest of a picture; also when this program began
    bool tells_changes_ = false; ///< automatic status was heard on this connection
    bool stale_ = false;         ///< a change was reported while the questions were being asked
    int rounds_ = 0;             ///< how often the questions began again for that reason
    int question_ = 0;
    int fences_owed_ = 0; ///< GS r sent and not answered: an answer may still belong to an earlier job
    int misses_ = 0;
    int rests_ = 0;
    std::optional<event::Submitted> job_;
    std::string answer_id_;
    std::deque<event::Submitted> waiting_;
};

} // namespace onestop::receipt_printer
