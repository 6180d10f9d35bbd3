// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/spoken_text.h"

#include <cstddef>
#include <optional>

namespace onestop::speech {

namespace {

using catalogue::Language;

constexpr std::size_t kTelephoneFigures = 7; ///< a figure this long is no amount

bool isFigure(char c) { return c >= '0' && c <= '9'; }
bool isCapital(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view figuresAt(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && isFigure(text[end]))
        ++end;
    return text.substr(at, end - at);
}

std::string spelled(std::string_view figures) {
    std::string said;
    for (const char c : figures)
        said.append(said.empty() ? "" : " ").append(1, c);
    return said;
}

/// "09:05" at `at`: nine o'clock five; what is eaten is always hour, colon and two figures.
std::optional<std::string> timeAt(std::string_view text, std::size_t at, std::string_view hour, Language language) {
    if (hour.empty() || hour.size() > 2 || at + hour.size() >= text.size() || text[at + hour.size()] != ':') return {};
    const auto minute = figuresAt(text, at + hour.size() + 1);
    if (minute.size() != 2) return {};
    const std::string hours = hour.size() == 2 && hour[0] == '0' ? std::string(1, hour[1]) : std::string(hour);
    if (language == Language::En) return hours + (minute == "00" ? " o'clock" : " " + std::string(minute));
    const std::string point = language == Language::ZhHant ? "點" : "点";
    return minute == "00" ? hours + point : hours + point + std::string(minute) + "分";
}

/// One step of reading: what is said, and how many bytes of the text it stands for.
struct Said {
    std::string words;
    std::size_t bytes;
};

Said sayAt(std::string_view text, std::size_t at, Language language) {
    const bool begins_word = at == 0 || !(isFigure(text[at - 1]) || isCapital(text[at - 1]));
    if (begins_word && isCapital(text[at])) { // a ticket: one letter and three or four figures
        const auto figures = figuresAt(text, at + 1);
        if (figures.size() == 3 || figures.size() == 4)
            return {std::string(1, text[at]) + " " + spelled(figures), 1 + figures.size()};
    }
    if (begins_word && isFigure(text[at])) {
        const auto figures = figuresAt(text, at);
        if (auto time = timeAt(text, at, figures, language)) return {*time, figures.size() + 3};
        if (figures.size() >= kTelephoneFigures) return {spelled(figures), figures.size()};
        return {std::string(figures), figures.size()};
    }
    constexpr std::string_view kDash = "–", kMiddleDot = "·", kMiddot = "・";
    if (text.substr(at).starts_with(kDash)) {
        const std::string_view to = language == Language::En ? " to " : "到";
        return {std::string(to), kDash.size()};
    }
    for (const auto dot : {kMiddleDot, kMiddot})
        if (text.substr(at).starts_with(dot)) return {language == Language::En ? ", " : "，", dot.size()};
    if (text[at] == '*') return {"", 1};
    return {std::string(1, text[at]), 1};
}

} // namespace

std::string spokenText(std::string_view written, catalogue::Language language) {
    std::string spoken;
    for (std::size_t at = 0; at < written.size();) {
        auto said = sayAt(written, at, language);
        spoken += said.words;
        at += said.bytes;
    }
    return spoken;
}

} // namespace onestop::speech
