// SPDX-License-Identifier: Apache-2.0
// A plugged-in device says anything: the first two bytes are the length of its report descriptor, the rest are reports.
#include <algorithm>
#include <cstdlib>

#include "drivers/qr_scanner/payload.h"
#include "drivers/qr_scanner/pos_reports.h"
#include "drivers/qr_scanner/typed_scans.h"

using namespace onestop::qr_scanner;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    std::span<const std::uint8_t> rest(data + 2, size - 2);
    const auto descriptor = rest.first(std::min<std::size_t>(data[0] | data[1] << 8, rest.size()));
    rest = rest.subspan(descriptor.size());
    const auto fields = parseReportDescriptor(descriptor);
    const auto layout = fields ? posLayoutOf(*fields) : std::nullopt;
    std::optional<PosAssembler> pos;
    if (layout) pos.emplace(*layout);
    KeyboardAssembler keyboard;
    while (!rest.empty()) {
        const auto report = rest.first(std::min<std::size_t>(64, rest.size()));
        rest = rest.subspan(report.size());
        const auto scan = pos ? pos->feed(report) : std::nullopt;
        if (scan && scan->size() > kPayloadBytesMost + 1) std::abort();
        for (const auto& typed : keyboard.feed(report))
            if (typed.size() > kPayloadBytesMost + 1) std::abort();
    }
    return 0;
}
