// SPDX-License-Identifier: Apache-2.0
// 意见心愿 and call backs. What was typed is sealed to the district's desk here, in memory, before anything is written,
// and overwritten; of a code that was typed only what follows from it is kept, until the answer is put away.
#include <utility>

#include "kiosk/app/slip_of.h"
#include "kiosk/app/store_lobby.h"
#include "sync/crypto/query_code.h"
#include "sync/crypto/sealing.h"

namespace onestop::app {

namespace {

/// Word for word into a buffer that is wiped with the content; the first one is wiped at once.
void take(std::string& from, std::string& into) {
    into.assign(from);
    crypto::wipe(from);
}

} // namespace

void StoreLobby::leaveOpinion(flows::OpinionTopic topic, std::string text) {
    advanceSession(session::Input::Touch);
    catalogue::SealedContent content;
    take(text, content.text);
    if (state_.opinion && state_.opinion->stage != flows::OpinionStage::Refused) return; // the former is still shown
    state_.opinion = flows::OpinionView{.stage = flows::OpinionStage::Refused, .query_code = {}};
    if (state_.opinions_open && flows::isOpinion(content.text)) {
        const auto code = crypto::QueryCode::make(random_);
        auto keys = code.keys();
        content.record_id = keys.record_id;
        content.consent_version = flows::kOpinionConsent;
        content.topic = flows::topicText(topic);
        content.answer_key = keys.answer_key;
        crypto::wipe(std::span(keys.answer_key));
        if (keepSealed(content)) {
            state_.opinion->query_code = code.text();
            printOpinion();
        }
    }
    notify();
}

void StoreLobby::askForCallBack(std::string phone) {
    advanceSession(session::Input::Touch);
    catalogue::SealedContent content;
    take(phone, content.phone);
    const bool given = state_.rating && state_.rating->stage == flows::RatingStage::Given;
    if (!flows::mayAskForCallBack(given, sealed_.rated_level, sealed_.called_back)) return;
    state_.opinion = flows::OpinionView{.stage = flows::OpinionStage::Refused, .query_code = {}};
    if (state_.opinions_open && flows::isPhone(content.phone)) {
        content.record_id = crypto::makeRecordId(random_);
        content.purpose = catalogue::SealedPurpose::CallBack;
        content.consent_version = flows::kCallBackConsent;
        content.subject_type = state_.rating->subject == flows::RatingSubject::Ticket ? "ticket" : "activity";
        content.subject_id = state_.rating->subject_id;
        content.level = sealed_.rated_level;
        sealed_.called_back = keepSealed(content);
    }
    notify();
}

/// True, and shown as kept, when it is durable.
bool StoreLobby::keepSealed(catalogue::SealedContent& content) {
    content.site_id = config_.site;
    content.kiosk = config_.kiosk;
    content.sealed_at = clock_.now();
    const auto desk = crypto::SealingCertificate::fromPem(state_.catalogue->sealing_certificate);
    if (!desk || !records_) return false;
    std::string plain = catalogue::serialize(content);
    const SealedOrder order{.record_id = content.record_id,
                            .purpose = content.purpose,
                            .consent_version = content.consent_version,
                            .topic = content.topic,
                            .sealed_at = content.sealed_at,
                            .cms = desk->seal(crypto::bytesOf(plain))};
    crypto::wipe(plain);
    const auto kept = records_->keepSealed(order);
    if (!held(kept) || !*kept) return false;
    state_.opinion->stage = flows::OpinionStage::Sealed;
    sealed_.record_id = content.record_id;
    return true;
}

void StoreLobby::printOpinion() {
    state_.opinion->print = flows::PrintProgress::Failed; // paper is a copy: the code stands on the screen, too
    const auto order = records_->orderOpinionPrint();
    if (!held(order)) return;
    sealed_.print_job_id = order->print_job_id;
    state_.opinion->print = flows::PrintProgress::Printing;
    print_({.print_job_id = order->print_job_id,
            .receipt = receipts::makeOpinion(slipOf(*state_.opinion, state_, language_))});
}

void StoreLobby::dismissOpinion() {
    if (state_.opinion) crypto::wipe(state_.opinion->query_code);
    state_.opinion.reset();
    sealed_.record_id.clear();
    sealed_.print_job_id.clear();
    notify();
}

void StoreLobby::askForAnswer(const std::string& query_code) {
    advanceSession(session::Input::Touch);
    forgetAnswer();
    state_.answer = flows::AnswerView{};
    if (const auto code = crypto::QueryCode::parse(query_code)) {
        sealed_.asked = code->keys();
        sealed_.asked_since = clock_.monotonic();
        if (records_ && state_.link == flows::Link::Online) {
            if (auto asked = records_->askForAnswer(sealed_.asked->record_id); held(asked))
                sealed_.asked_at = std::move(*asked);
        }
    }
    refreshAnswer();
    notify();
}

void StoreLobby::dismissAnswer() {
    forgetAnswer();
    notify();
}

void StoreLobby::forgetAnswer() {
    if (state_.answer) crypto::wipe(state_.answer->text);
    state_.answer.reset();
    if (sealed_.asked) crypto::wipe(std::span(sealed_.asked->answer_key));
    sealed_.asked.reset();
    if (!std::exchange(sealed_.asked_at, {}).empty() && records_) held(records_->stopAsking());
}

/// Also when nobody is waited for any more: a late answer is still an answer.
void StoreLobby::refreshAnswer() {
    flows::AnswerFacts facts;
    facts.code_holds = sealed_.asked.has_value();
    facts.online = state_.link == flows::Link::Online;
    if (!sealed_.asked_at.empty() && records_) {
        facts.asked_for = clock_.monotonic() - sealed_.asked_since;
        const auto heard = records_->heardAnswer(sealed_.asked->record_id, sealed_.asked_at);
        if (held(heard) && *heard) {
            facts.received = (*heard)->known;
            facts.unknown = !(*heard)->known;
            auto text = crypto::openAnswer((*heard)->sealed, sealed_.asked->answer_key, sealed_.asked->record_id);
            facts.readable = text.has_value();
            if (text) {
                take(*text, state_.answer->text);
            }
        }
    } else {
        facts.online = false; // nobody was asked
    }
    state_.answer->stage = flows::answerStage(facts);
}

/// Time has passed or the store has changed: true when a page has something else to show.
bool StoreLobby::advanceSealed() {
    bool changed = false;
    if (state_.opinion && state_.opinion->stage == flows::OpinionStage::Sealed && records_) {
        const auto sent = records_->isSent(sealed_.record_id);
        if (held(sent) && *sent) {
            state_.opinion->stage = flows::OpinionStage::Sent;
            changed = true;
        }
    }
    if (state_.answer && !sealed_.asked_at.empty()) {
        const flows::AnswerStage former = state_.answer->stage;
        const bool waits = former == flows::AnswerStage::Asking || former == flows::AnswerStage::NoNetwork;
        if (waits) refreshAnswer();
        changed |= state_.answer->stage != former;
    }
    return changed;
}

void StoreLobby::wipeSealed() {
    forgetAnswer();
    if (state_.opinion) crypto::wipe(state_.opinion->query_code);
    state_.opinion.reset();
    sealed_ = {};
}

} // namespace onestop::app
