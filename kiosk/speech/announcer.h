// SPDX-License-Identifier: Apache-2.0
// The queue, the voices and the card at work together: one thread that says one thing after the other, by recorded
// clips where they say it and by the synthesizer where not.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "kiosk/speech/speech_queue.h"
#include "kiosk/speech/voice.h"
#include "kiosk/speech/voice_pack.h"
#include "kiosk/speech/voice_setting.h"

namespace onestop::speech {

struct AnnouncerConfig {
    std::string device = "default"; ///< as ALSA names it
    VoiceSetting setting;
    VoicePacks packs = {}; ///< none: everything is synthesized
};

class OpenCard;

class Announcer {
public:
    /// `since_midnight`: the local time, asked before each utterance.
    Announcer(Voice& voice, AnnouncerConfig config, std::function<std::chrono::minutes()> since_midnight);
    ~Announcer();
    Announcer(const Announcer&) = delete;
    Announcer& operator=(const Announcer&) = delete;

    /// Any thread; returns at once.
    void hear(Utterance utterance);
    /// Any thread; what is being said changes its loudness at once.
    void set(const VoiceSetting& setting);

private:
    void work();
    void say(const Utterance& utterance);
    void sayOnce(const Utterance& utterance, const std::string& text, OpenCard& card);
    void sayAgain(const std::string& text, OpenCard& card);

    Voice& voice_; ///< outlives this; used by thread_ alone
    std::string device_;
    VoicePacks packs_;
    bool card_absent_ = false;   ///< the log was told so; thread_'s
    std::set<std::string> told_; ///< voices that the log was told of; thread_'s
    std::function<std::chrono::minutes()> since_midnight_;
    std::atomic<int> volume_percent_;
    std::mutex mutex_;
    std::condition_variable woken_;
    SpeechQueue queue_; ///< under mutex_
    QuietHours quiet_;  ///< under mutex_
    bool ending_ = false;
    std::atomic<bool> cut_ = false;
    std::thread thread_; ///< last: works on all above
};

} // namespace onestop::speech
