// SPDX-License-Identifier: Apache-2.0
// The text form of the marks.
#include "kiosk/flows/high_water.h"

#include <algorithm>
#include <charconv>

namespace onestop::flows {

namespace {

constexpr std::string_view kHead = "onestop high water 1";
constexpr std::string_view kEnd = "end";
constexpr int kMarkLimit = 99999;

/// Takes the text up to `end` off the front; absent when `end` does not come.
std::optional<std::string_view> take(std::string_view& text, char end) {
    const auto at = text.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view word = text.substr(0, at);
    text.remove_prefix(at + 1);
    return word;
}

std::optional<int> number(std::string_view word) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value < 0 || value > kMarkLimit)
        return std::nullopt;
    return value;
}

} // namespace

std::optional<HighWater> HighWater::parse(std::string_view text) {
    HighWater result;
    if (take(text, '\n') != kHead) return std::nullopt;
    for (;;) {
        auto line = take(text, '\n');
        if (!line) return std::nullopt; // cut off
        if (*line == kEnd) return text.empty() ? std::optional(result) : std::nullopt;
        const auto day = catalogue::ServiceDay::parse(take(*line, ' ').value_or(""));
        const auto business = take(*line, ' ');
        const auto leased = number(take(*line, ' ').value_or(""));
        const auto kiosk = number(*line);
        if (!day || !business || business->empty() || !leased || !kiosk) return std::nullopt;
        result.raise(*day, *business, {.leased = *leased, .kiosk = *kiosk});
    }
}

std::string HighWater::text() const {
    std::string text(kHead);
    text += "\n";
    for (const auto& [key, marks] : marks_) {
        text.append(key.first.text()).append(" ").append(key.second).append(" ");
        text.append(std::to_string(marks.leased)).append(" ").append(std::to_string(marks.kiosk)).append("\n");
    }
    text.append(kEnd).append("\n");
    return text;
}

catalogue::NumberMarks HighWater::at(const catalogue::ServiceDay& day, std::string_view business) const {
    const auto found = marks_.find({day, std::string(business)});
    return found == marks_.end() ? catalogue::NumberMarks{} : found->second;
}

void HighWater::raise(const catalogue::ServiceDay& day, std::string_view business, catalogue::NumberMarks marks) {
    catalogue::NumberMarks& mine = marks_[{day, std::string(business)}];
    mine = higher(mine, marks);
}

void HighWater::forgetBefore(const catalogue::ServiceDay& day) {
    std::erase_if(marks_, [&](const auto& entry) { return entry.first.first < day; });
}

catalogue::NumberMarks higher(catalogue::NumberMarks a, catalogue::NumberMarks b) {
    return {.leased = std::max(a.leased, b.leased), .kiosk = std::max(a.kiosk, b.kiosk)};
}

} // namespace onestop::flows
