// SPDX-License-Identifier: Apache-2.0
// The recipe (README): journal, four clean answers, content and cut, then GS ( H; only its answer proves the paper.
#include "drivers/receipt_printer/printer_machine.h"

#include <algorithm>
#include <utility>

#include "drivers/receipt_printer/encode_receipt.h"
#include "drivers/receipt_printer/raster_bytes.h"

namespace onestop::receipt_printer {

namespace {

// Deadlines. DLE EOT is answered within a millisecond by a printer that lives, also with a full buffer.
constexpr milliseconds kQuestion{500};
constexpr milliseconds kDrain{200};
constexpr milliseconds kProbe{2000};
constexpr milliseconds kSend{30'000};    ///< a printer that is out of paper takes nothing for as long as it likes
constexpr milliseconds kConfirm{20'000}; ///< a ticket of 20 cm takes 2 to 4 seconds
constexpr milliseconds kPollReady{5000};
constexpr milliseconds kPollTelling{20'000}; ///< it tells its changes at once; asked only whether it still lives
constexpr milliseconds kPollTroubled{1000};
constexpr milliseconds kRestFirst{1000};
constexpr milliseconds kRestLast{5000};
constexpr milliseconds kReopening{3000};
constexpr milliseconds kJournal{5000};

constexpr int kReopenAfterRests = 3;
constexpr int kRoundsMax = 3;
constexpr std::size_t kJobsWaitingMax = 8;
constexpr const char* kProbeId = "ASK?"; ///< not of the counter's form: never the answer to a job

const Bytes kInitialise{0x1B, '@'};
const Bytes kAutomaticStatus{0x1D, 'a', 0x0E}; ///< online, errors, paper; ESC @ switches it off again
const Bytes kFence{0x1D, 'r', 1};

void append(Bytes& to, const Bytes& bytes) {
    for (const auto byte : bytes)
        to.push_back(byte);
}

/// Printing has stopped and does not go on by itself.
bool stopsJob(PrinterState state) { return !canPrint(state) && state != PrinterState::Overheated; }

} // namespace

std::vector<Effect> PrinterMachine::handle(const Event& event) {
    std::visit([this](const auto& happened) { on(happened); }, event);
    return std::exchange(effects_, {});
}

void PrinterMachine::on(const event::Attached& attached) {
    loseConnection();
    confirmation_ = attached.unidirectional ? Confirmation::None : attached.known;
    unidirectional_ = attached.unidirectional;
    // Whoever was silent stays "not answering" until it has answered: a reopened handle proves nothing.
    if (state_ != PrinterState::NotAnswering) announce(PrinterState::Starting);
    ask(Purpose::Poll);
}

void PrinterMachine::on(const event::Detached&) {
    loseConnection();
    announce(PrinterState::Absent);
    rests_ = 0;
}

void PrinterMachine::on(const event::Refused&) {
    loseConnection();
    announce(PrinterState::Refused);
}

void PrinterMachine::on(const event::Received& received) {
    if (phase_ == Phase::Absent || phase_ == Phase::Reopening) return;
    if (phase_ == Phase::Draining || phase_ == Phase::Silent) return;
    for (const auto& answer : answers_.read(received.bytes))
        std::visit([this](const auto& heard) { hear(heard); }, answer);
}

void PrinterMachine::on(const event::Written& written) {
    switch (phase_) {
    case Phase::Asking:
        if (!written.ok) missed();
        break;
    case Phase::SettingUp:
        if (written.ok) {
            half_sent_ = false;
            probed(confirmation_);
            break;
        }
        [[fallthrough]];
    case Phase::ProbingId:
    case Phase::ProbingFence:
        if (!written.ok) giveUp();
        break;
    case Phase::Sending:
        if (!written.ok) {
            finish(PrintOutcome::Unknown);
            ask(Purpose::Poll);
            break;
        }
        half_sent_ = false;
        if (confirmation_ == Confirmation::None) {
            finish(PrintOutcome::Unknown);
            ask(Purpose::Poll);
        } else {
            enter(Phase::Confirming, kConfirm);
        }
        break;
    default:
        break;
    }
}

void PrinterMachine::on(const event::PortAnswered& answered) {
    if (phase_ != Phase::Asking || !unidirectional_) return;
    // A printer that cannot even say this is taken to be ready: its jobs end as Unknown in any case.
    asked_ = answered.status ? statusOfPort(*answered.status) : PrinterStatus{};
    asked();
}

void PrinterMachine::on(const event::TimeUp&) {
    switch (phase_) {
    case Phase::Absent:
        break;
    case Phase::Reopening:
        phase_ = Phase::Absent;
        announce(PrinterState::Absent);
        break;
    case Phase::Asking:
        missed();
        break;
    case Phase::Draining:
        answers_.reset();
        ask(purpose_);
        break;
    case Phase::Silent:
        answers_.reset();
        ask(Purpose::Poll);
        break;
    case Phase::Idle:
        ask(tellsChanges() && canPrint(state_) ? Purpose::Liveness : Purpose::Poll);
        break;
    case Phase::Journalling:
        finish(PrintOutcome::NotPrinted);
        ask(Purpose::Poll);
        break;
    case Phase::SettingUp:
        giveUp();
        break;
    case Phase::ProbingId: {
        half_sent_ = false;
        Bytes bytes = resync(); // what an old printer took for text leaves its line buffer
        append(bytes, kFence);
        ++fences_owed_;
        enter(Phase::ProbingFence, kProbe);
        write(std::move(bytes), kProbe);
        break;
    }
    case Phase::ProbingFence:
        probed(Confirmation::None);
        break;
    case Phase::Sending:
    case Phase::Confirming:
        finish(PrintOutcome::Unknown);
        ask(Purpose::Poll);
        break;
    }
}

void PrinterMachine::on(const event::Submitted& submitted) {
    const bool reachable = phase_ != Phase::Absent && phase_ != Phase::Reopening && phase_ != Phase::Silent;
    if (!reachable || waiting_.size() >= kJobsWaitingMax) {
        effects_.push_back(effect::Finish{submitted.print_job_id, PrintOutcome::NotPrinted});
        return;
    }
    waiting_.push_back(submitted);
    if (phase_ == Phase::Idle) nextJob();
}

void PrinterMachine::on(const event::Journalled& journalled) {
    if (phase_ != Phase::Journalling) return;
    if (!journalled.answer_id || journalled.answer_id->size() != 4) {
        finish(PrintOutcome::NotPrinted);
        ask(Purpose::Poll);
        return;
    }
    answer_id_ = *journalled.answer_id;
    Bytes bytes = resync();
    half_sent_ = true; // until all of it was taken
    // Not with GS r, whose answer is one byte that might be taken from the middle of a damaged status.
    if (confirmation_ == Confirmation::AnswerId) append(bytes, kAutomaticStatus);
    append(bytes, job_->content);
    if (confirmation_ == Confirmation::AnswerId) append(bytes, encodeAnswerRequest(answer_id_));
    if (confirmation_ == Confirmation::Fence) {
        append(bytes, kFence);
        ++fences_owed_;
    }
    enter(Phase::Sending, kSend + kQuestion);
    write(std::move(bytes), kSend);
}

void PrinterMachine::hear(const RealTimeAnswer& answer) {
    if (phase_ != Phase::Asking) return;
    applyRealTime(asked_, question_, answer.bits);
    if (purpose_ == Purpose::Liveness)
        alive();
    else if (question_ == kRealTimeQuestions)
        asked();
    else
        askNext();
}

void PrinterMachine::hear(const FenceAnswer& answer) {
    fences_owed_ = std::max(fences_owed_ - 1, 0);
    if (phase_ == Phase::ProbingFence) return probed(Confirmation::Fence);
    const bool expected = phase_ == Phase::Confirming || phase_ == Phase::Sending;
    if (!expected || confirmation_ != Confirmation::Fence || fences_owed_ > 0) return;
    if (phase_ == Phase::Sending) effects_.push_back(effect::AbandonWrite{});
    half_sent_ = false;
    applyPaperSensor(status_, answer.bits);
    // "The data before it was processed": on paper only if nothing went wrong meanwhile.
    ask(Purpose::AfterFence);
}

void PrinterMachine::hear(const AutomaticStatus& answer) {
    status_ = statusOfAsb(answer.bytes);
    tells_changes_ = true;
    const PrinterState now = stateOf(status_);
    switch (phase_) {
    case Phase::Asking:
        stale_ = true;
        break;
    case Phase::Sending:
    case Phase::Confirming:
        if (!stopsJob(now)) break;
        announce(now);
        finish(PrintOutcome::Unknown);
        ask(Purpose::Poll);
        break;
    case Phase::Idle:
        ask(Purpose::Poll);
        break;
    default:
        break;
    }
}

void PrinterMachine::hear(const JobAnswer& answer) {
    if (phase_ == Phase::ProbingId && answer.id == kProbeId) return probed(Confirmation::AnswerId);
    // The printer answers in order: the answer may come before the host learns that its last byte was taken.
    const bool expected = phase_ == Phase::Confirming || phase_ == Phase::Sending;
    if (!expected || confirmation_ != Confirmation::AnswerId || answer.id != answer_id_) return;
    if (phase_ == Phase::Sending) effects_.push_back(effect::AbandonWrite{});
    half_sent_ = false;
    finish(PrintOutcome::Printed);
    ask(Purpose::Poll);
}

void PrinterMachine::ask(Purpose purpose) {
    purpose_ = purpose;
    question_ = 0;
    asked_ = {};
    if (unidirectional_) {
        enter(Phase::Asking, kProbe);
        effects_.push_back(effect::AskPort{});
    } else {
        askNext();
    }
}

void PrinterMachine::askNext() {
    const auto question = realTimeQuestion(++question_);
    enter(Phase::Asking, kQuestion);
    write({question.begin(), question.end()}, kQuestion);
}

/// All four answers are there.
void PrinterMachine::asked() {
    misses_ = 0;
    if (std::exchange(stale_, false) && ++rounds_ < kRoundsMax) return ask(purpose_);
    rounds_ = 0;
    if (set_up_) rests_ = 0;
    status_ = asked_;
    const PrinterState now = stateOf(status_);
    switch (purpose_) {
    case Purpose::AfterFence:
        finish(stopsJob(now) ? PrintOutcome::Unknown : PrintOutcome::Printed);
        announce(now);
        nextJob();
        break;
    case Purpose::BeforeJob:
        announce(now);
        if (canPrint(now) && !set_up_) { // paper was put in since the last look
            waiting_.push_front(std::move(*job_));
            job_.reset();
            setUp();
        } else if (canPrint(now)) {
            enter(Phase::Journalling, kJournal);
            effects_.push_back(effect::Journal{job_->print_job_id});
        } else {
            finish(PrintOutcome::NotPrinted);
            nextJob();
        }
        break;
    case Purpose::Poll:
        // A printer that cannot print carries out nothing: it is set up when it can.
        if (!set_up_ && canPrint(now)) return setUp();
        // Ready at two looks in a row: what was in its buffer is printed, an answer that is still owed was lost.
        if (canPrint(state_) && canPrint(now) && job_ == std::nullopt) fences_owed_ = 0;
        announce(now);
        nextJob();
        break;
    case Purpose::Liveness: // ends in alive()
        break;
    }
}

/// The first of the four answers is there, and it is enough unless it speaks of trouble.
void PrinterMachine::alive() {
    if (stale_ || asked_ != PrinterStatus{}) {
        stale_ = false;
        return ask(Purpose::Poll);
    }
    misses_ = 0;
    nextJob();
}

/// A question was not answered, or not even taken.
void PrinterMachine::missed() {
    if (++misses_ < 2) return enter(Phase::Draining, kDrain);
    giveUp();
}

/// It is on the bus and does not take part.
void PrinterMachine::giveUp() {
    if (phase_ == Phase::SettingUp || phase_ == Phase::ProbingId) half_sent_ = true;
    misses_ = 0;
    if (job_) finish(purpose_ == Purpose::BeforeJob ? PrintOutcome::NotPrinted : PrintOutcome::Unknown);
    refuseWaiting();
    announce(PrinterState::NotAnswering);
    rest();
}

/// First words to a printer that can print: an unfinished picture of an earlier life ends, changes are reported.
void PrinterMachine::setUp() {
    Bytes bytes = resync();
    if (!unidirectional_) append(bytes, kAutomaticStatus);
    const bool known = confirmation_ != Confirmation::NotProbed;
    if (!known) append(bytes, encodeAnswerRequest(kProbeId));
    enter(known ? Phase::SettingUp : Phase::ProbingId, kProbe);
    write(std::move(bytes), kProbe);
}

void PrinterMachine::probed(Confirmation confirmation) {
    // Only the best answer is remembered: a printer that was slow today is asked again tomorrow.
    if (confirmation == Confirmation::AnswerId && confirmation_ != confirmation)
        effects_.push_back(effect::Remember{confirmation});
    confirmation_ = confirmation;
    half_sent_ = false;
    set_up_ = true;
    rests_ = 0;
    announce(stateOf(status_));
    nextJob();
}

void PrinterMachine::rest() {
    if (++rests_ % kReopenAfterRests == 0) {
        effects_.push_back(effect::Reopen{});
        set_up_ = false;
        return enter(Phase::Reopening, kReopening);
    }
    enter(Phase::Silent, std::min(kRestFirst * rests_, kRestLast));
}

/// The next job that waits, or quiet until the next look.
void PrinterMachine::nextJob() {
    if (waiting_.empty()) {
        const auto next_look = tellsChanges() ? kPollTelling : kPollReady;
        return enter(Phase::Idle, canPrint(state_) ? next_look : kPollTroubled);
    }
    job_ = std::move(waiting_.front());
    waiting_.pop_front();
    ask(Purpose::BeforeJob);
}

void PrinterMachine::finish(PrintOutcome outcome) {
    if (phase_ == Phase::Sending && outcome == PrintOutcome::Unknown) effects_.push_back(effect::AbandonWrite{});
    effects_.push_back(effect::Finish{job_->print_job_id, outcome});
    job_.reset();
    answer_id_.clear();
}

void PrinterMachine::refuseWaiting() {
    for (const auto& job : waiting_)
        effects_.push_back(effect::Finish{job.print_job_id, PrintOutcome::NotPrinted});
    waiting_.clear();
}

/// An answer that comes after this does not count.
void PrinterMachine::loseConnection() {
    const bool nothing_sent = phase_ == Phase::Journalling || (purpose_ == Purpose::BeforeJob &&
                                                               (phase_ == Phase::Asking || phase_ == Phase::Draining));
    half_sent_ = half_sent_ || phase_ == Phase::SettingUp || phase_ == Phase::ProbingId;
    if (job_) {
        effects_.push_back(
            effect::Finish{job_->print_job_id, nothing_sent ? PrintOutcome::NotPrinted : PrintOutcome::Unknown});
        job_.reset();
        answer_id_.clear();
    }
    refuseWaiting();
    answers_.reset();
    status_ = {};
    set_up_ = false;
    tells_changes_ = false;
    stale_ = false;
    rounds_ = 0;
    fences_owed_ = 0;
    misses_ = 0;
    purpose_ = Purpose::Poll;
    phase_ = Phase::Absent;
}

void PrinterMachine::announce(PrinterState state) {
    if (std::exchange(state_, state) != state) effects_.push_back(effect::Announce{state});
}

void PrinterMachine::enter(Phase phase, milliseconds longest) {
    phase_ = phase;
    effects_.push_back(effect::Wait{longest});
}

void PrinterMachine::write(Bytes bytes, milliseconds deadline) {
    effects_.push_back(effect::Write{std::move(bytes), deadline});
}

/// Ends a picture whose rest never came: white to its end if the printer still waits, ignored NULs if it does not.
Bytes PrinterMachine::resync() {
    Bytes bytes(half_sent_ ? kBandBytesMax : 0, 0);
    append(bytes, kInitialise);
    return bytes;
}

} // namespace onestop::receipt_printer
