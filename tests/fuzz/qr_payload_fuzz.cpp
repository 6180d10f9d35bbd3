// SPDX-License-Identifier: Apache-2.0
// Whatever a code holds: accepted payloads are short, in our scheme and free of control characters.
#include <cstdlib>

#include "drivers/qr_scanner/payload.h"

using namespace onestop::qr_scanner;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<std::string> schemes{"OS1:"};
    const auto payload = checkPayload({data, size}, schemes);
    if (!payload) return 0;
    if (payload->text.size() > kPayloadBytesMost || !payload->text.starts_with("OS1:")) std::abort();
    for (const char c : payload->text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) std::abort();
    if (payloadForLog(*payload).find("OS1:, ") != 0) std::abort();
    return 0;
}
