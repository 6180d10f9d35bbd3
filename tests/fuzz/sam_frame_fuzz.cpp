// SPDX-License-Identifier: Apache-2.0
// Any stream in any cut: the first byte of the input says how long the pieces are. Answers stay within what was fed.
#include <algorithm>
#include <cstdlib>

#include "drivers/id_card_reader/sam_frame.h"

using namespace onestop::id_card_reader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = std::size_t{1} + data[0];
    std::span<const std::uint8_t> stream(data + 1, size - 1);
    FrameParser parser;
    while (!stream.empty()) {
        const auto part = stream.first(std::min(piece, stream.size()));
        stream = stream.subspan(part.size());
        parser.feed(part);
        while (const auto answer = parser.next()) {
            if (answer->data.size() > kLongestFrameBytes) std::abort();
            for (const auto command : {Command::Find, Command::ReadText})
                (void)answers(command, *answer);
            (void)samIdText(answer->data);
            if (const auto blocks = splitReadAnswer(answer->data); blocks && blocks->text.size() != 256) std::abort();
        }
    }
    return 0;
}
