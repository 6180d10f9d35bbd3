// SPDX-License-Identifier: Apache-2.0
// Promises: what the screen says of an export is about this request, and what nobody understands is a failure, never a
// "written".
#include "kiosk/flows/log_export.h"
#include "tests/support/catch.h"

using namespace onestop::flows;

namespace {
constexpr auto kRequest = "2026-11-23T02:00:00.000Z";
LogExport heard(const std::string& words) {
    return logExportAnswer(std::string(kRequest) + " " + words, kRequest)
        .value_or(LogExportAnswer{LogExport::None, ""})
        .stands;
}
} // namespace

TEST_CASE("each word of the answer has its own meaning", "[log]") {
    CHECK(heard("collecting\n") == LogExport::Collecting);
    CHECK(heard("waiting") == LogExport::WaitingForStick);
    CHECK(heard("writing") == LogExport::Writing);
    CHECK(heard("stick_refused") == LogExport::StickRefused);
    CHECK(heard("no_recipient") == LogExport::NoRecipient);
    CHECK(heard("no_stick") == LogExport::NoStick);
    const auto written =
        logExportAnswer(std::string(kRequest) + " written onestop-log-a-kiosk1-2026-11-23.p7m\n", kRequest);
    CHECK(written == LogExportAnswer{LogExport::Written, "onestop-log-a-kiosk1-2026-11-23.p7m"});
}

TEST_CASE("a word that nobody knows is a failure", "[log]") {
    for (const char* odd : {"failed", "", "writtenx", "Written", "\n"})
        CHECK(heard(odd) == LogExport::Failed);
}

TEST_CASE("the answer to another request, or none, says nothing of this one", "[log]") {
    CHECK_FALSE(logExportAnswer("2026-11-23T01:00:00.000Z written a.p7m", kRequest));
    CHECK_FALSE(logExportAnswer("", kRequest));
    CHECK_FALSE(logExportAnswer(" written a.p7m", ""));
}
