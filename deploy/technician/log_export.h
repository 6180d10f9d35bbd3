// SPDX-License-Identifier: Apache-2.0
// The log of this machine, for the district's desk and nobody else: journal, versions, settings and the devices' state,
// sealed as residents' records are (sync/crypto/sealing.h). In memory only: nothing plain touches a disk.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"

namespace onestop::technician {

struct LogSources {
    std::filesystem::path settings; ///< folder of site.toml
    std::filesystem::path store;    ///< the kiosk's: whom to seal to, and what it knows of its devices
    std::string version;
    std::chrono::sys_seconds now;
};

enum class LogFault {
    NoRecipient, ///< the district has published nobody to seal to
    Failed,
};
struct LogFailure {
    LogFault fault = LogFault::Failed;
    std::string sentence;
};

/// CMS of a tar. Asks journalctl and rauc, as PATH finds them; without a journal there is no log.
tl::expected<crypto::Bytes, LogFailure> sealedLog(const LogSources& sources);

} // namespace onestop::technician
