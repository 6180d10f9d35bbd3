// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/voice.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>

namespace onestop::speech {

namespace {

constexpr int kWordsAMinute = 150; ///< espeak's own is 175; the old hear better at this

const char* voiceOf(catalogue::Language language) {
    return language == catalogue::Language::En ? "en-us" : "cmn-latn-pinyin";
}

/// espeak's callback: 0 to go on, 1 to stop.
int give(short* samples, int count, espeak_EVENT* events) {
    if (samples == nullptr || count <= 0) return 0;
    const auto& sink = *static_cast<const SampleSink*>(events->user_data);
    return sink({samples, static_cast<std::size_t>(count)}) ? 0 : 1;
}

} // namespace

tl::expected<Voice, VoiceFailure> Voice::open() {
    const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (rate <= 0) return tl::unexpected(VoiceFailure{"cannot open espeak-ng: is espeak-ng-data installed?"});
    espeak_SetSynthCallback(&give);
    espeak_SetParameter(espeakRATE, kWordsAMinute, 0);
    return Voice(rate);
}

Voice::~Voice() {
    if (rate_hz_ > 0) espeak_Terminate();
}

tl::expected<void, VoiceFailure> Voice::say(const std::string& text, catalogue::Language language,
                                            const SampleSink& sink) {
    if (espeak_SetVoiceByName(voiceOf(language)) != EE_OK)
        return tl::unexpected(VoiceFailure{std::string("espeak-ng has no voice ") + voiceOf(language)});
    const auto said = espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                                   const_cast<SampleSink*>(&sink));
    if (said != EE_OK) return tl::unexpected(VoiceFailure{"espeak-ng could not say a text"});
    return {};
}

} // namespace onestop::speech
