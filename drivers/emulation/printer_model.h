// SPDX-License-Identifier: Apache-2.0
// An 80 or 58 mm ESC/POS receipt printer (class 7, bidirectional) as the host sees it: real-time status, ordered
// status, automatic status back, the answer that a job was printed, class requests, paper, cover and cutter.
#pragma once

#include <array>
#include <functional>

#include "drivers/emulation/device_model.h"
#include "drivers/emulation/escpos_interpreter.h"

namespace onestop::emulation {

enum class Paper { Present, NearEnd, Out };

class PrinterModel final : public DeviceModel {
public:
    explicit PrinterModel(PaperMillimetres width = PaperMillimetres::Eighty);

    void openCover();
    void closeCover();
    void takePaper(); ///< the roll is taken out
    void loadPaper(); ///< a new roll
    void paperLow();  ///< the near-end sensor sees the core
    void clearFaults();
    /// Tells what has changed (automatic status) and goes on printing when it can; also after faults().set().
    void stateChanged();

    /// Called at each cut with the slip, and again when its job was confirmed by GS ( H.
    std::function<void(const Slip&)> onSlip;

    bool takesOut(std::uint8_t endpoint) const override;
    nlohmann::json status() const override;
    const EscposInterpreter& interpreter() const { return interpreter_; }

private:
    void received(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
    std::optional<Bytes> classControl(const SetupPacket& setup, std::span<const std::uint8_t> data) override;
    void powerOn() override;
    bool damagesInput() const override { return true; }

    bool offline() const;
    void print();
    void obey(const PrinterRequest& request);
    void realTime(std::uint8_t byte);
    std::uint8_t realTimeStatus(std::uint8_t which) const;
    Bytes automaticStatus() const;
    Bytes identityAnswer(std::uint8_t which) const;

    EscposInterpreter interpreter_;
    Bytes buffer_;                            ///< taken and not yet printed
    std::array<std::uint8_t, 3> real_time_{}; ///< the last bytes taken, to see DLE sequences at their arrival
    Paper paper_ = Paper::Present;
    bool cover_open_ = false;
    bool cutter_jammed_ = false;
    std::uint8_t automatic_ = 0; ///< GS a: which changes are told
    Bytes last_automatic_;
    std::string last_answer_id_ = "0000";
    std::uint64_t receipts_ = 0;
    std::uint64_t printed_answers_ = 0;
    std::uint64_t bytes_printed_ = 0;
};

} // namespace onestop::emulation
