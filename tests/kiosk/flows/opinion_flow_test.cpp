// SPDX-License-Identifier: Apache-2.0
// What a resident hears of an opinion, of a code that was typed, and of a wish to be called back.
#include "kiosk/flows/opinion_flow.h"

#include "tests/support/catch.h"

using namespace onestop::flows;
using namespace std::chrono_literals;

TEST_CASE("an opinion has words and an end", "[opinion]") {
    CHECK(isOpinion("希望周末也开放阅览室"));
    CHECK_FALSE(isOpinion(""));
    CHECK_FALSE(isOpinion(" \n\t "));
    CHECK(isOpinion(std::string(kLongestOpinion_bytes, 'x')));
    CHECK_FALSE(isOpinion(std::string(kLongestOpinion_bytes + 1, 'x')));
}

TEST_CASE("a number that can be called is digits as people write them", "[opinion]") {
    CHECK(isPhone("13800138000"));
    CHECK(isPhone("0755-2830 1234"));
    CHECK(isPhone("+86 138 0013 8000"));
    CHECK_FALSE(isPhone("12345"));
    CHECK_FALSE(isPhone("13800138000 找王先生"));
    CHECK_FALSE(isPhone("1380013800012345"));
    CHECK_FALSE(isPhone(""));
}

TEST_CASE("a call back is offered once, to who gave one star or two", "[opinion]") {
    CHECK(mayAskForCallBack(true, 1, false));
    CHECK(mayAskForCallBack(true, 2, false));
    CHECK_FALSE(mayAskForCallBack(true, 3, false));
    CHECK_FALSE(mayAskForCallBack(false, 1, false));
    CHECK_FALSE(mayAskForCallBack(true, 1, true));
    CHECK_FALSE(mayAskForCallBack(true, 0, false));
}

TEST_CASE("who types a code is told the truth about it", "[opinion]") {
    AnswerFacts facts;
    CHECK(answerStage(facts) == AnswerStage::Unknown); // mistyped: nobody has to be asked
    facts.code_holds = true;
    CHECK(answerStage(facts) == AnswerStage::NoNetwork);
    facts.online = true;
    CHECK(answerStage(facts) == AnswerStage::Asking);
    facts.asked_for = kAnswerPatience;
    CHECK(answerStage(facts) == AnswerStage::NoNetwork); // syncd or the hub is silent
    facts.unknown = true;
    CHECK(answerStage(facts) == AnswerStage::Unknown);
    facts.unknown = false;
    facts.received = true;
    CHECK(answerStage(facts) == AnswerStage::NotYet);
    facts.online = false;
    CHECK(answerStage(facts) == AnswerStage::NotYet); // what was heard stays heard
    facts.readable = true;
    CHECK(answerStage(facts) == AnswerStage::Answered);
}
