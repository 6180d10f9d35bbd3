// SPDX-License-Identifier: Apache-2.0
// 意见心愿 and call backs. Until a sealing key is known everything is refused, and says so.
#include "kiosk/app/store_lobby.h"

namespace onestop::app {

void StoreLobby::leaveOpinion(flows::OpinionTopic, std::string text) {
    crypto::wipe(text);
    advanceSession(session::Input::Touch);
    state_.opinion = flows::OpinionView{.stage = flows::OpinionStage::Refused, .query_code = {}};
    notify();
}

void StoreLobby::dismissOpinion() {
    state_.opinion.reset();
    notify();
}

void StoreLobby::askForAnswer(const std::string&) {
    advanceSession(session::Input::Touch);
    state_.answer = flows::AnswerView{.stage = flows::AnswerStage::Unknown, .text = {}};
    notify();
}

void StoreLobby::dismissAnswer() {
    state_.answer.reset();
    notify();
}

void StoreLobby::askForCallBack(std::string phone) {
    crypto::wipe(phone);
    advanceSession(session::Input::Touch);
    state_.opinion = flows::OpinionView{.stage = flows::OpinionStage::Refused, .query_code = {}};
    notify();
}

} // namespace onestop::app
