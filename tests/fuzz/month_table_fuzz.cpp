// SPDX-License-Identifier: Apache-2.0
// A table from anyone's stick: whatever the bytes, reading ends, and what it accepts the kiosks accept.
#include "sync/catalogue/catalogue.h"
#include "sync/publish/month_changes.h"
#include "sync/publish/month_list.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace onestop::publish;
    const auto text = decodeText({data, size});
    if (!text) return 0;
    static const SiteNames kHouses = SiteNames::of(
        std::string(R"({"issued":"2026-11-01T00:00:00Z","sites":[{"id":"b","name":{"zh-Hans":"中心"},"level":"park",)"
                    R"("address":{"zh-Hans":"x"},"opening_hours":{"schedules":[],"holiday":"closed"}}]})"));
    const auto table = parseTable(*text);
    if (!table) return 0;
    const auto period = std::chrono::year{2026} / 11;
    const auto month = monthFromTable(*table, "site", kHouses, period, {});
    if (month) (void)changesBetween(*month, monthFromJson(*month, "site", period, {}));
    // The parser of the kiosks has limits of its own (lengths); it must survive all of it.
    if (month) (void)onestop::catalogue::checkTarget("sites/site/2026-11.json", *month);
    return 0;
}
