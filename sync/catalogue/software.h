// SPDX-License-Identifier: Apache-2.0
// Which version of the software a machine should run: read off the district's signed list, staged from one kiosk over
// one site to all. Pure; who fetches and who installs it is elsewhere.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onestop::catalogue {

/// "0.1.0-202611291200". Ordered as RAUC orders them (semantic versioning), which refuses an older one.
struct SoftwareVersion {
    std::array<std::uint64_t, 3> numbers{};
    std::uint64_t made_at = UINT64_MAX; ///< behind the hyphen; a version without it is newer than all that have one
    auto operator<=>(const SoftwareVersion&) const = default; // NOLINT(modernize-use-nullptr): clang 14 sees a 0
};
/// Absent: it is not of that form.
std::optional<SoftwareVersion> parseVersion(std::string_view text);

/// Who may take a release already. Two empty lists: nobody, which is how a release is held back.
struct SoftwareStage {
    bool all = false;
    std::vector<std::string> sites;
    std::vector<std::string> kiosks; ///< "kiosk-1.dapeng-kuichong"

    bool covers(std::string_view kiosk) const;
    /// Whether any machine of that site may take it.
    bool reaches(std::string_view site) const;
};

struct SoftwareRelease {
    std::string version_text;
    SoftwareVersion version;
    std::string compatible; ///< RAUC's name of the kind of machine
    std::string bundle;     ///< TUF path, "software/….raucb"
    std::uint64_t length_bytes = 0;
    SoftwareStage stage;
};

/// "software/<name>.raucb", the name one that is safe as a file's.
bool isBundlePath(std::string_view path);

/// What the machine `kiosk` ("kiosk-1.dapeng-kuichong") should run instead of `running`: the newest release for its
/// kind whose stage has reached it. Null: it has that already, or something newer; or nobody can tell what it has.
const SoftwareRelease* wantedRelease(std::string_view running, std::string_view compatible, std::string_view kiosk,
                                     std::span<const SoftwareRelease> releases);

} // namespace onestop::catalogue
