// SPDX-License-Identifier: Apache-2.0
// The voice as a screen sees it.
#pragma once

#include <filesystem>

#include "kiosk/speech/utterance.h"
#include "kiosk/speech/voice_setting.h"

namespace onestop::speech {

/// Every announcement is also text on the screen: a voice that fails is silence, never a fault of the screen.
class Speaker {
public:
    virtual ~Speaker() = default;
    /// Somebody listens: what is said will be heard.
    virtual bool isPresent() const = 0;
    /// Returns at once. One thread's.
    virtual void say(const Utterance& utterance) = 0;
    /// What was last asked for a page waits for its turn or is being said. A speaker that ends is no longer saying it.
    virtual bool isSaying() const = 0;
    /// How loud and when from now on; a speaker that starts anew has to be told again.
    virtual void set(const VoiceSetting& setting) = 0;
};

/// Sends to onestop-speaker, which may come and go.
class SocketSpeaker : public Speaker {
public:
    /// `socket`: its path; empty: this kiosk has no voice.
    explicit SocketSpeaker(std::filesystem::path socket);
    ~SocketSpeaker() override;
    SocketSpeaker(const SocketSpeaker&) = delete;
    SocketSpeaker& operator=(const SocketSpeaker&) = delete;

    bool isPresent() const override;
    void say(const Utterance& utterance) override;
    bool isSaying() const override;
    void set(const VoiceSetting& setting) override;

private:
    void send(const std::string& datagram, int until_said = -1);
    void forgetPage();

    std::filesystem::path socket_;
    int descriptor_ = -1;
    int page_end_ = -1; ///< of the pipe whose other end the speaker holds until the page is said; -1: of none
};

} // namespace onestop::speech
