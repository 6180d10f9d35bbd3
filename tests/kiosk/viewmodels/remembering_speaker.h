// SPDX-License-Identifier: Apache-2.0
// A speaker that says nothing aloud and keeps what it was asked to say.
#pragma once

#include <vector>

#include "kiosk/speech/speaker.h"

namespace onestop::tests {

class RememberingSpeaker : public speech::Speaker {
public:
    bool isPresent() const override { return present; }
    void say(const speech::Utterance& utterance) override { said.push_back(utterance); }
    bool isSaying() const override { return saying; }
    void set(const speech::VoiceSetting& setting) override { settings.push_back(setting); }

    bool present = true;
    bool saying = false; ///< as the test says: words take no time here
    std::vector<speech::Utterance> said;
    std::vector<speech::VoiceSetting> settings;
};

} // namespace onestop::tests
