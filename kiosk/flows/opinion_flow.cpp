// SPDX-License-Identifier: Apache-2.0
// The decisions of 意见心愿.
#include "kiosk/flows/opinion_flow.h"

#include <algorithm>

namespace onestop::flows {

std::string_view topicText(OpinionTopic topic) {
    switch (topic) {
    case OpinionTopic::Service:
        return "service";
    case OpinionTopic::Environment:
        return "environment";
    case OpinionTopic::Activity:
        return "activity";
    case OpinionTopic::Wish:
        return "wish";
    case OpinionTopic::Other:
        return "other";
    }
    return "other";
}

bool isOpinion(std::string_view text) {
    return text.size() <= kLongestOpinion_bytes && text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

bool isPhone(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, digit));
    return digits >= kShortestPhone_digits && digits <= kLongestPhone_digits &&
           std::ranges::all_of(text, [&](char c) { return digit(c) || c == ' ' || c == '-'; });
}

bool mayAskForCallBack(bool rating_given, int level, bool asked) {
    return rating_given && level >= 1 && level <= kMostLevelForCallBack && !asked;
}

AnswerStage answerStage(const AnswerFacts& facts) {
    if (!facts.code_holds) return AnswerStage::Unknown;
    if (facts.readable) return AnswerStage::Answered;
    if (facts.received) return AnswerStage::NotYet;
    if (facts.unknown) return AnswerStage::Unknown;
    if (!facts.online || facts.asked_for >= kAnswerPatience) return AnswerStage::NoNetwork;
    return AnswerStage::Asking;
}

} // namespace onestop::flows
