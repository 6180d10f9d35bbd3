// SPDX-License-Identifier: Apache-2.0
// Whatever a printer sends: the reader finds the same answers however the stream is cut, keeps less than one answer
// pending, and the machine that listens always ends a job.
#include <cstdlib>

#include "drivers/receipt_printer/printer_machine.h"

using namespace onestop::receipt_printer;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void sameHoweverCut(const std::vector<std::uint8_t>& stream) {
    AnswerReader whole, bytewise;
    std::vector<Answer> found;
    for (const auto byte : stream)
        for (auto& answer : bytewise.read({byte}))
            found.push_back(std::move(answer));
    require(whole.read(stream) == found);
}

void jobEndsOnce(const std::vector<std::uint8_t>& stream) {
    PrinterMachine machine;
    int ended = 0;
    bool journal_asked = false, waits = false;
    const auto give = [&](const Event& event) {
        for (const auto& effect : machine.handle(event)) {
            ended += std::holds_alternative<effect::Finish>(effect) ? 1 : 0;
            journal_asked = journal_asked || std::holds_alternative<effect::Journal>(effect);
            waits = waits || std::holds_alternative<effect::Wait>(effect);
        }
    };
    give(event::Attached{Confirmation::AnswerId, false});
    give(event::Submitted{"job", {'x'}});
    for (const auto byte : stream) {
        if (byte == 0xFF)
            give(event::Written{true});
        else if (byte == 0xFE)
            give(event::TimeUp{});
        else
            give(event::Received{{byte}});
        if (std::exchange(journal_asked, false)) give(event::Journalled{"0001"});
    }
    for (int i = 0; i < 30 && std::exchange(waits, false); ++i) {
        give(event::TimeUp{});
        if (std::exchange(journal_asked, false)) give(event::Journalled{"0001"});
    }
    require(ended == 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::uint8_t> stream(data, data + size);
    sameHoweverCut(stream);
    jobEndsOnce(stream);
    return 0;
}
