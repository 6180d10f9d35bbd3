// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/utterance.h"

#include <array>
#include <utility>

namespace onestop::speech {

namespace {

using catalogue::Language;

constexpr std::array kKinds{std::pair{UtteranceKind::Page, std::string_view("page ")},
                            std::pair{UtteranceKind::Call, std::string_view("call ")},
                            std::pair{UtteranceKind::Help, std::string_view("help ")},
                            std::pair{UtteranceKind::Trial, std::string_view("trial ")}};
constexpr std::array kLanguages{std::pair{Language::ZhHans, std::string_view("zh-Hans\n")},
                                std::pair{Language::ZhHant, std::string_view("zh-Hant\n")},
                                std::pair{Language::En, std::string_view("en\n")}};
constexpr std::string_view kPress = "press";
constexpr std::string_view kStop = "stop";

tl::unexpected<UtteranceFailure> unreadable(std::string why) {
    return tl::unexpected(UtteranceFailure{"cannot read what to say: " + std::move(why)});
}

} // namespace

std::string formatUtterance(const Utterance& utterance) {
    for (const auto& [kind, word] : kKinds) {
        if (kind != utterance.kind) continue;
        for (const auto& [language, name] : kLanguages)
            if (language == utterance.language) return std::string(word).append(name).append(utterance.text);
    }
    return std::string(utterance.kind == UtteranceKind::Press ? kPress : kStop);
}

tl::expected<Utterance, UtteranceFailure> parseUtterance(std::string_view datagram) {
    if (datagram == kStop) return Utterance{};
    if (datagram == kPress) return Utterance{UtteranceKind::Press, {}, {}};
    for (const auto& [kind, word] : kKinds) {
        if (!datagram.starts_with(word)) continue;
        const auto rest = datagram.substr(word.size());
        for (const auto& [language, name] : kLanguages) {
            if (!rest.starts_with(name)) continue;
            const auto text = rest.substr(name.size());
            if (text.empty()) return unreadable("there is no text");
            if (text.size() > kTextBytesMost)
                return unreadable("a text of more than " + std::to_string(kTextBytesMost) + " bytes");
            if (text.find('\0') != std::string_view::npos) return unreadable("a zero byte in the text");
            return Utterance{kind, language, std::string(text)};
        }
        return unreadable("expected zh-Hans, zh-Hant or en and a line end after \"" + std::string(word) + "\"");
    }
    return unreadable("expected page, call, help, trial, press or stop");
}

} // namespace onestop::speech
