// SPDX-License-Identifier: Apache-2.0
// A verified copy, byte for byte, of the repository above, for the kiosks of this site to pull from. Pure: what comes
// from above, the clock and the disk are arguments.
// Written are first targets, then roles, then the snapshot: names that nobody asks for yet. What is asked for first,
// new roots and the timestamp, is laid ready aside and then put in place, and whoever was killed in between does that
// when it begins again: so there is no instant from which a kiosk cannot pull.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sync/hub/mirror_disk.h"
#include "sync/hub/static_files.h"
#include "sync/pull/pull_thread.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

/// Against a hostile or broken repository above.
struct MirrorLimits {
    tuf::Limits metadata;
    std::size_t roles = 1024;
    std::uint64_t target_bytes = kMostFileBytes;
    std::uint64_t all_bytes = 1024 * 1024 * 1024; ///< of one state: roles and targets, not packed
    /// A file that nothing names any more stays for so long: a kiosk may be in the middle of a pull.
    std::chrono::milliseconds grace = std::chrono::hours{1};
};

struct Mirrored : pull::Pulled {
    /// A sentence for each delegated role or target that could not be had: it stops only itself (DESIGN 4.4), as it
    /// would for a kiosk that pulls from above. Asked for again at the next pull.
    std::vector<std::string> left_out;
};

/// One thread.
class Mirror {
public:
    /// `disk` outlives it.
    explicit Mirror(MirrorDisk& disk, MirrorLimits limits = {}) : disk_(&disk), limits_(limits) {}

    /// Ends what a kill broke off, by what is on the disk alone. To be called before anybody pulls from here.
    tl::expected<void, std::string> recover();

    /// What is above, or the reason why what was there stays. `root` is the root of trust; `monotonic` counts the
    /// grace.
    Mirrored pull(tuf::MetadataFetcher& above, const tuf::Bytes& root, tuf::Time now,
                  std::chrono::milliseconds monotonic);

private:
    void sweep(std::chrono::milliseconds monotonic);

    MirrorDisk* disk_; ///< never null
    MirrorLimits limits_;
    std::map<std::string, std::chrono::milliseconds> unnamed_since_; ///< monotonic
};

} // namespace onestop::hub
