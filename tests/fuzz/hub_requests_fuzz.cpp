// SPDX-License-Identifier: Apache-2.0
// What a kiosk's socket may carry to the hub before anything is stored: zstd frames, lease requests, ranges, paths.
#include <cstdint>
#include <cstdlib>

#include "sync/hub/ingest.h"
#include "sync/hub/leases.h"
#include "sync/hub/places.h"
#include "sync/hub/static_files.h"
#include "sync/transport/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace onestop;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
    case 0: {
        constexpr std::size_t kLimit = 1 << 20;
        const auto unpacked = hub::unpackZstd(bytes, kLimit);
        if (unpacked && unpacked->size() > kLimit) std::abort();
        break;
    }
    case 1: {
        const auto request = hub::parseLeaseRequest(bytes);
        if (request && (request->hold > hub::kMaxHold || request->held.size() > 26)) std::abort();
        const auto places = hub::parsePlacesRequest(bytes);
        if (places && places->sessions.size() > 500) std::abort();
        break;
    }
    case 2: {
        const auto answer = hub::parseRange(bytes, 1000);
        if (answer.kind == hub::RangeKind::Part &&
            (answer.range.first > answer.range.last || answer.range.last >= 1000))
            std::abort();
        break;
    }
    default: {
        const auto path = transport::decodePath(bytes);
        if (path && hub::staysBelow(*path) && ("/" + *path + "/").find("/../") != std::string::npos) std::abort();
        if (const auto url = transport::parseUrl(bytes); url && url->host.empty()) std::abort();
    }
    }
    return 0;
}
