// SPDX-License-Identifier: Apache-2.0
// What the reader is asked next, and what its answers mean for the lobby: find → select → read, liveness, back-off.
// Pure: an event goes in, a Step comes out; the shell (id_card_reader.cpp) sends bytes and keeps time.
#pragma once

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

#include "drivers/id_card_reader/sam_frame.h"

namespace onestop::id_card_reader {

using std::chrono::milliseconds;

enum class ReaderState {
    Absent,       ///< not on the bus
    Starting,     ///< on the bus, not yet proved by an answer
    Ready,        ///< polls for a card
    Reading,      ///< a card is being read
    CardLeft,     ///< a card that has been dealt with still lies there
    NotAnswering, ///< on the bus and silent; tried again by itself
    Refused,      ///< no right to open it, or its SAM reports a failed self-test or a missing authorisation
    FirmwareMode, ///< shows itself in DFU mode: it needs its vendor's tool
};

/// Why a card could not be read. Told once for each time a card is laid.
enum class ReadFailure {
    MovedAway,    ///< lifted or shifted while being read: lay it again and hold it still
    WrongCard,    ///< not an identity card
    NotAuthentic, ///< the SAM could not authenticate it
    Unreadable,   ///< its data do not follow the standard
};

/// What the shell learned about the answer to the last command.
struct TimedOut {};
struct Answered {
    SamStatus status;
    bool card_is_parsed = false; ///< for ReadText with status Ok: the text was understood
};

struct Send {
    Command command;
    milliseconds deadline;
    bool drain_first; ///< a late answer may still come: read the pipe empty before sending
};
struct Pause {
    milliseconds length;
};
/// Close the device; it is offered again later and proved anew.
struct GiveUp {
    milliseconds offer_again_after;
};

struct Step {
    std::variant<Send, Pause, GiveUp> next;
    bool deliver_card = false; ///< hand the parsed card over
    bool card_removed = false;
    std::optional<ReadFailure> failure;
};

struct MachineConfig {
    milliseconds poll{250};          ///< while a card may be laid any moment
    milliseconds calm_poll{2500};    ///< when nobody was here for `attention`: a sleeping lobby costs next to nothing
    milliseconds attention{300'000}; ///< how long somebody is expected after a touch, a code or a card
    bool added_address = false;      ///< one more exchange a card, only for who needs the latest address
};

class ReaderMachine {
public:
    explicit ReaderMachine(MachineConfig config) : config_(config) {}

    Step opened();
    Step on(const Answered& answer);
    Step on(TimedOut);
    /// The pause asked for has passed.
    Step pauseEnded();
    /// Somebody is here. True: the pause that may be running is a long one, end it now.
    bool expectCard();

    void gone() { startAnew(); }
    void refused() { state_ = ReaderState::Refused; }
    /// On the bus under a reader's id, but without a reader's endpoints.
    Step notAReader() { return giveUp(ReaderState::NotAnswering); }

    ReaderState state() const { return state_; }

private:
    Step send(Command command);
    Step pause();
    Step proved(SamStatus status);
    Step found(SamStatus status);
    Step selected(SamStatus status);
    Step read(const Answered& answer);
    Step cardDone();
    Step cardFailed(ReadFailure failure);
    Step retryCard(ReadFailure last_resort);
    Step lifted();
    Step giveUp(ReaderState state);
    Step oddAnswer();
    bool isCalm() const { return proved_ && state_ != ReaderState::Reading && attention_left_ <= milliseconds(0); }
    void startAnew();
    void forgetCard();

    MachineConfig config_;
    ReaderState state_ = ReaderState::Absent;
    Command asked_ = Command::Status;
    bool proved_ = false;
    bool drain_ = false;
    bool card_failed_ = false; ///< the card that lies there was refused and its failure told
    int silences_ = 0;         ///< commands without an answer in a row
    int odd_answers_ = 0;      ///< answers that report a broken line or an unknown command, in a row
    int card_tries_ = 0;       ///< failed attempts at the card that lies there
    int misses_ = 0;           ///< polls in a row that saw no trace of the card dealt with
    milliseconds back_off_{1000};
    milliseconds attention_left_{0}; ///< counted in pauses; none at the start: nobody was seen yet
};

} // namespace onestop::id_card_reader
