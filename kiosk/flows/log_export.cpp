// SPDX-License-Identifier: Apache-2.0
#include "kiosk/flows/log_export.h"

#include <algorithm>
#include <array>

namespace onestop::flows {

namespace {

struct AnswerWord {
    std::string_view word;
    LogExport stands;
};
constexpr auto kAnswerWords = std::to_array<AnswerWord>({{"collecting", LogExport::Collecting},
                                                         {"waiting", LogExport::WaitingForStick},
                                                         {"writing", LogExport::Writing},
                                                         {"stick_refused", LogExport::StickRefused},
                                                         {"written", LogExport::Written},
                                                         {"no_recipient", LogExport::NoRecipient},
                                                         {"no_stick", LogExport::NoStick}});

/// The text before the next space, which is taken off.
std::string_view nextWord(std::string_view& line) {
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

} // namespace

std::optional<LogExportAnswer> logExportAnswer(std::string_view line, std::string_view request) {
    line = line.substr(0, line.find('\n'));
    if (request.empty() || nextWord(line) != request) return std::nullopt;
    const auto word = nextWord(line);
    const auto* known = std::find_if(kAnswerWords.begin(), kAnswerWords.end(),
                                     [&](const AnswerWord& answer) { return answer.word == word; });
    if (known == kAnswerWords.end()) return LogExportAnswer{};
    return LogExportAnswer{.stands = known->stands, .file = std::string(line)};
}

} // namespace onestop::flows
