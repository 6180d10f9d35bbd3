// SPDX-License-Identifier: Apache-2.0
// An ID-card reader with a SAM (GA 450 family) as the host sees it: frames in, frames out, a card that is laid and
// lifted. After a good read a card left on the reader answers "find" with 80 until it is lifted, as real ones do.
#pragma once

#include <optional>

#include "drivers/emulation/card_text.h"
#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

/// Both exist under the same id 0400:c35a and are told apart by their endpoints.
enum class ReaderWiring {
    SinglePipe, ///< OUT 02, IN 81: whole frames
    SplitPipe,  ///< OUT 02 and IN 81 carry preamble and length, OUT 06 and IN 85 the rest
};

class ReaderModel final : public DeviceModel {
public:
    explicit ReaderModel(ReaderWiring wiring = ReaderWiring::SinglePipe);

    void layCard(CardContent card);
    void liftCard();
    bool hasCard() const { return card_.has_value(); }

    nlohmann::json status() const override;

private:
    void received(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
    void powerOn() override;
    void takeFrames();
    Bytes reply(std::span<const std::uint8_t> body);
    Bytes readCard(bool with_fingerprint);
    void send(Bytes status_and_data);

    ReaderWiring wiring_;
    Bytes received_;
    std::optional<CardContent> card_;
    bool selected_ = false;
    bool already_read_ = false; ///< since it was laid
    std::uint64_t frames_ = 0;
    std::uint64_t finds_ = 0;
    std::uint64_t reads_ = 0;
};

} // namespace onestop::emulation
