// SPDX-License-Identifier: Apache-2.0
// 意见心愿: what may be left, which consent belongs to it, and what the resident hears of an answer. Pure: the sealing
// is the caller's, and a text only passes through here to be judged.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace onestop::flows {

enum class OpinionTopic { Service, Environment, Activity, Wish, Other };

enum class OpinionStage {
    None,
    Sealed,  ///< kept here, will be sent
    Sent,    ///< the hub has it
    Refused, ///< no sealing key, or the store is full, or there is nothing to keep
};

enum class AnswerStage {
    None,
    Asking,
    NotYet, ///< received, no answer so far
    Answered,
    Unknown, ///< no such code
    NoNetwork,
};

/// The words of consent that the pages show have these versions; who changes the words changes the version.
constexpr std::string_view kOpinionConsent = "opinion-1";
constexpr std::string_view kCallBackConsent = "call-back-1";

constexpr std::size_t kLongestOpinion_bytes = 6000; ///< 2,000 Chinese characters in UTF-8
constexpr std::size_t kShortestPhone_digits = 7;
constexpr std::size_t kLongestPhone_digits = 15; ///< ITU-T E.164
constexpr int kMostLevelForCallBack = 2;

/// How long the screen says that it asks before it says that there is no network now.
constexpr std::chrono::seconds kAnswerPatience{8};

/// "service", as events and sealed records name it.
std::string_view topicText(OpinionTopic topic);

/// Something beside blanks, and not longer than what is kept.
bool isOpinion(std::string_view text);

/// Digits, perhaps with + in front and blanks or hyphens between.
bool isPhone(std::string_view text);

/// Who gave a bad rating may ask to be called back, once.
bool mayAskForCallBack(bool rating_given, int level, bool asked);

/// What the upstream said of a query code, as far as it is here.
struct AnswerFacts {
    bool code_holds = false; ///< as many digits as a code has, and the check digit fits
    bool online = false;
    bool received = false; ///< the hub knows the record
    bool unknown = false;  ///< the hub does not know it
    bool readable = false; ///< an answer is here and opened with the code
    std::chrono::milliseconds asked_for{};
};

AnswerStage answerStage(const AnswerFacts& facts);

} // namespace onestop::flows
