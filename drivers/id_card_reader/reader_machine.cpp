// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/reader_machine.h"

#include <algorithm>
#include <utility>

namespace onestop::id_card_reader {
namespace {

// Deadlines: working clients use 100–500 ms for find and select, 1.5–3 s for a read.
constexpr milliseconds kShortDeadline{600};
constexpr milliseconds kReadDeadline{3000};
constexpr int kSilencesToGiveUp = 3;
constexpr int kOddAnswersToGiveUp = 5;
constexpr int kCardTries = 3;
constexpr int kMissesToBelieveLifted = 2; // one miss is often a card that is being shifted
constexpr milliseconds kBackOffMost{10'000};

Step stepTo(std::variant<Send, Pause, GiveUp> next) {
    Step step;
    step.next = next;
    return step;
}

} // namespace

Step ReaderMachine::opened() {
    const auto back_off = back_off_;
    const auto state = state_;
    startAnew();
    back_off_ = back_off;
    // A reader that was silent stays so until it has answered: the screen must not flicker at each try.
    const bool quiet = state == ReaderState::NotAnswering || state == ReaderState::Refused;
    state_ = quiet ? state : ReaderState::Starting;
    drain_ = true; // whatever its last program left in the pipe
    return send(Command::Status);
}

Step ReaderMachine::on(TimedOut) {
    drain_ = true;
    if (++silences_ >= kSilencesToGiveUp) return giveUp(ReaderState::NotAnswering);
    if (!proved_) return asked_ == Command::SamId ? proved(SamStatus::Ok) : send(Command::Status);
    if (asked_ == Command::ReadAddedAddress) return cardDone(); // some readers do not know this command
    if (state_ == ReaderState::Reading) return retryCard(ReadFailure::MovedAway);
    return pause();
}

Step ReaderMachine::on(const Answered& answer) {
    silences_ = 0;
    drain_ = false;
    if (answer.status == SamStatus::SelfTestFailed || answer.status == SamStatus::NotAuthorised)
        return giveUp(ReaderState::Refused);
    if (answer.status == SamStatus::ChecksumError) return oddAnswer();
    switch (asked_) {
    case Command::Status:
    case Command::SamId:
        return proved(answer.status);
    case Command::Find:
        return found(answer.status);
    case Command::Select:
        return selected(answer.status);
    case Command::ReadText:
        return read(answer);
    case Command::ReadAddedAddress:
        return cardDone();
    }
    return pause();
}

Step ReaderMachine::pauseEnded() {
    if (!proved_) return send(Command::Status);
    // A second try at a card: it may have been read and its answer lost, and then find no longer sees it.
    return send(state_ == ReaderState::Reading ? Command::Select : Command::Find);
}

bool ReaderMachine::expectCard() {
    const bool was_calm = isCalm();
    attention_left_ = config_.attention;
    return was_calm;
}

Step ReaderMachine::proved(SamStatus status) {
    if (asked_ == Command::Status) return status == SamStatus::Ok ? send(Command::SamId) : oddAnswer();
    proved_ = true; // a reader without a SAM id still reads
    back_off_ = ReaderMachine(config_).back_off_;
    state_ = ReaderState::Ready;
    return send(Command::Find);
}

Step ReaderMachine::found(SamStatus status) {
    if (status == SamStatus::CardFound) {
        odd_answers_ = 0;
        const bool was_there = state_ == ReaderState::CardLeft;
        attention_left_ = config_.attention;
        if (was_there && card_failed_ && misses_ == 0) return pause(); // told once, not at every poll
        if (was_there) forgetCard();
        state_ = ReaderState::Reading;
        auto step = send(Command::Select);
        step.card_removed = was_there;
        return step;
    }
    if (status != SamStatus::NoCard) return oddAnswer();
    odd_answers_ = 0;
    // After a read, a card that still lies there answers find with "no card": only select can tell.
    if (state_ == ReaderState::CardLeft) return send(Command::Select);
    return pause();
}

Step ReaderMachine::selected(SamStatus status) {
    if (state_ == ReaderState::CardLeft) {
        if (status != SamStatus::Ok) return ++misses_ >= kMissesToBelieveLifted ? lifted() : pause();
        misses_ = 0;
        return pause();
    }
    if (status == SamStatus::Ok) return send(Command::ReadText);
    if (status == SamStatus::WrongCardType) return cardFailed(ReadFailure::WrongCard);
    return retryCard(ReadFailure::MovedAway);
}

Step ReaderMachine::read(const Answered& answer) {
    switch (answer.status) {
    case SamStatus::Ok:
        if (!answer.card_is_parsed) return cardFailed(ReadFailure::Unreadable);
        return config_.added_address ? send(Command::ReadAddedAddress) : cardDone();
    case SamStatus::WrongCardType:
        return cardFailed(ReadFailure::WrongCard);
    case SamStatus::DataNotAuthentic:
    case SamStatus::SamRejectsCard:
        return cardFailed(ReadFailure::NotAuthentic);
    default:
        return retryCard(ReadFailure::MovedAway);
    }
}

Step ReaderMachine::cardDone() {
    forgetCard();
    state_ = ReaderState::CardLeft;
    auto step = pause();
    step.deliver_card = true;
    return step;
}

Step ReaderMachine::cardFailed(ReadFailure failure) {
    forgetCard();
    card_failed_ = true;
    state_ = ReaderState::CardLeft;
    auto step = pause();
    step.failure = failure;
    return step;
}

Step ReaderMachine::retryCard(ReadFailure last_resort) {
    return ++card_tries_ >= kCardTries ? cardFailed(last_resort) : pause();
}

Step ReaderMachine::lifted() {
    forgetCard();
    attention_left_ = config_.attention;
    state_ = ReaderState::Ready;
    auto step = pause();
    step.card_removed = true;
    return step;
}

Step ReaderMachine::oddAnswer() {
    if (++odd_answers_ >= kOddAnswersToGiveUp) return giveUp(ReaderState::NotAnswering);
    drain_ = true;
    return send(asked_);
}

Step ReaderMachine::giveUp(ReaderState state) {
    Step step = stepTo(GiveUp{back_off_});
    step.card_removed = state_ == ReaderState::CardLeft;
    back_off_ = std::min(back_off_ * 2, kBackOffMost);
    state_ = state;
    return step;
}

Step ReaderMachine::send(Command command) {
    asked_ = command;
    const auto deadline = command == Command::ReadText ? kReadDeadline : kShortDeadline;
    return stepTo(Send{command, deadline, drain_});
}

Step ReaderMachine::pause() {
    if (isCalm()) return stepTo(Pause{config_.calm_poll});
    attention_left_ -= config_.poll;
    return stepTo(Pause{config_.poll});
}

/// Attention outlives the device: who plugs a reader is about to try it.
void ReaderMachine::startAnew() {
    const auto attention_left = attention_left_;
    *this = ReaderMachine(config_);
    attention_left_ = attention_left;
}

void ReaderMachine::forgetCard() {
    card_failed_ = false;
    card_tries_ = 0;
    misses_ = 0;
}

} // namespace onestop::id_card_reader
