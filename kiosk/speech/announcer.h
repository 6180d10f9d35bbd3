// SPDX-License-Identifier: Apache-2.0
// The queue, the voice and the card at work together: one thread that says one thing after the other.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/speech/speech_queue.h"
#include "kiosk/speech/voice.h"

namespace onestop::speech {

struct AnnouncerConfig {
    std::string device = "default"; ///< as ALSA names it
    int volume_percent = 100;       ///< 0–100, of what the card gives
};

class Announcer {
public:
    /// `quiet`: asked before each utterance; true: it is not said.
    Announcer(Voice& voice, AnnouncerConfig config, std::function<bool()> quiet);
    ~Announcer();
    Announcer(const Announcer&) = delete;
    Announcer& operator=(const Announcer&) = delete;

    /// Any thread; returns at once.
    void hear(Utterance utterance);

private:
    void work();
    void say(const Utterance& utterance);

    Voice& voice_; ///< outlives this; used by thread_ alone
    AnnouncerConfig config_;
    std::function<bool()> quiet_;
    std::mutex mutex_;
    std::condition_variable woken_;
    SpeechQueue queue_; ///< under mutex_
    bool ending_ = false;
    std::atomic<bool> cut_ = false;
    std::thread thread_; ///< last: works on all above
};

} // namespace onestop::speech
