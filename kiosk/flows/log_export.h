// SPDX-License-Identifier: Apache-2.0
// The export of the log that staff asked for, as onestop-export (deploy/units) answers it: one line that names the
// request, a word and, when it is done, the file. Pure: the line comes in as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onestop::flows {

enum class LogExport {
    None,
    Asked,           ///< nobody has answered yet
    Collecting,      ///< read, packed and sealed to the district's desk
    WaitingForStick, ///< sealed; a stick is to come
    Writing,         ///< the stick must stay
    StickRefused,    ///< full, or it cannot be written to; another one may come
    Written,
    NoRecipient, ///< the district has published nobody to seal to, so nothing was written
    NoStick,     ///< none came
    Failed,
};

/// Somebody is busy with the stick, not with the glass.
constexpr bool isExportUnderWay(LogExport log) {
    return log == LogExport::Asked || log == LogExport::Collecting || log == LogExport::WaitingForStick ||
           log == LogExport::Writing || log == LogExport::StickRefused;
}

struct LogExportAnswer {
    LogExport stands = LogExport::Failed;
    std::string file; ///< its name on the stick, once it is written

    bool operator==(const LogExportAnswer&) const = default;
};

/// Absent when the line is not about that request.
std::optional<LogExportAnswer> logExportAnswer(std::string_view line, std::string_view request);

} // namespace onestop::flows
