// SPDX-License-Identifier: Apache-2.0
// One target's JSON into a catalogue: strict on every member, lenient on the whole. A list element that does not fit
// is left out and named with its line. README.md shows the documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/catalogue/catalogue.h"

namespace onestop::catalogue {

/// What a path of the repository holds.
enum class TargetKind {
    Sites,
    Calendar,
    Guide,
    MonthList,
    QueuePlan,

    Posters,
    CheckInKeys,
    StaffKeys,
    Revocations,
    Closures,
    Sealing,
    Software,

    Unknown
};
TargetKind kindOf(std::string_view path);

/// "dapeng-kuichong" of "sites/dapeng-kuichong/2026-11.json"; empty for the district's targets.
std::string_view siteOfPath(std::string_view path);

/// Reads one target into `into`; the faults found.
std::vector<CatalogueFailure> readTarget(std::string_view path, std::string_view json, Catalogue& into);

/// What is wrong with one target, and its moment, without keeping its content: however long the guide, one service of
/// it is in memory at a time.
struct TargetSurvey {
    std::vector<CatalogueFailure> faults;
    WallTime issued{};
};
TargetSurvey surveyTarget(std::string_view path, std::string_view json);

/// Line (from 1) of the value at a path of member names and list indices; nothing when it is not there.
std::optional<int> lineOf(std::string_view json, const std::vector<std::string>& path);

} // namespace onestop::catalogue
