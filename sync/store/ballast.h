// SPDX-License-Identifier: Apache-2.0
// A file that is only there to be thrown overboard: on a full disk SQLite cannot even delete, for that writes too
// (facts: measured on a 2 MiB file system). With the ballast gone, tickets are recorded and acknowledged rows can go.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace onestop::store {

class Ballast {
public:
    static constexpr std::uintmax_t kBytes = 4 * 1024 * 1024;
    /// Below this much free space it goes; above that much it is laid again. Far apart, so that it does not come and
    /// go.
    static constexpr std::uintmax_t kDropBelowBytes = 1024 * 1024, kLayAboveBytes = 64 * 1024 * 1024;

    /// Free bytes on the partition; what cannot be known counts as plenty.
    using FreeBytes = std::function<std::uintmax_t()>;
    explicit Ballast(const std::filesystem::path& file);
    Ballast(std::filesystem::path file, FreeBytes free_bytes);

    enum class Change { None, Laid, Dropped };
    /// Looks at the disk and does what is due; to be called every few seconds by one program.
    Change tend();
    bool isHeld() const;
    std::uintmax_t freeBytes() const { return free_bytes_(); }

private:
    bool lay();

    std::filesystem::path file_;
    FreeBytes free_bytes_;
};

} // namespace onestop::store
