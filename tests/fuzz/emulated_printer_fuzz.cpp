// SPDX-License-Identifier: Apache-2.0
// The emulated printer takes any bytes: the judge of the driver must not be the first to fall.
#include <algorithm>
#include <cstdlib>

#include "drivers/emulation/printer_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace onestop::emulation;
    // Feeding paper costs memory: 48 KB a byte at worst.
    constexpr std::size_t kLongest = 1024;
    if (size == 0) return 0;
    PrinterModel printer(data[0] % 2 == 0 ? PaperMillimetres::Eighty : PaperMillimetres::FiftyEight);
    printer.plugged();
    std::size_t piece = 1 + data[0] / 2;
    auto rest = std::span(data, std::min(size, kLongest)).subspan(1);
    while (!rest.empty()) {
        auto count = std::min(piece, rest.size());
        printer.out(0x01, rest.first(count));
        rest = rest.subspan(count);
        while (printer.in(0x82, DeviceModel::kPacketBytes)) {
        }
    }
    if (printer.status()["bytes_waiting"] != 0) std::abort(); // nothing is stuck in a printer that can print
    return 0;
}
