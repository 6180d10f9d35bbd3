// SPDX-License-Identifier: Apache-2.0
// What a screen asks the speaker, and how it travels: one datagram on a Unix socket each, so that a screen never waits
// for a voice. The text: "page zh-Hans\n请带好…", "call en\nNumber A001…", "help zh-Hans\n…", "trial en\n…", "press"
// or "stop".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/catalogue/localized.h"

namespace onestop::speech {

enum class UtteranceKind : std::uint8_t {
    Page,  ///< what stands on the screen: a newer page takes its place
    Call,  ///< a number called to a window: waits for its turn and is never cut
    Help,  ///< somebody asks for staff: two tones, then the words; before the numbers that wait, and never cut
    Trial, ///< as a page, and in the quiet hours too: staff listens how loud it is
    Press, ///< a soft tick under the finger: heard at once or not at all
    Stop,  ///< nothing more of a page: the resident has gone, or wants quiet
};

struct Utterance {
    UtteranceKind kind = UtteranceKind::Stop;
    catalogue::Language language = catalogue::Language::ZhHans;
    std::string text; ///< UTF-8, at most kTextBytesMost; empty for Press and Stop
    /// Who asked sees when the last of these goes: it was said, cut, replaced, or the speaker is no more.
    std::shared_ptr<const void> until_said = nullptr;

    bool operator==(const Utterance&) const = default;
};

inline constexpr std::size_t kTextBytesMost = 4096; ///< some 1,300 Chinese characters: five minutes
inline constexpr std::size_t kDatagramBytesMost = kTextBytesMost + 32;

struct UtteranceFailure {
    std::string sentence; ///< "cannot read what to say: …", without the text
};

std::string formatUtterance(const Utterance& utterance);
/// Never throws, whatever the bytes.
tl::expected<Utterance, UtteranceFailure> parseUtterance(std::string_view datagram);

} // namespace onestop::speech
