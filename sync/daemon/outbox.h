// SPDX-License-Identifier: Apache-2.0
// The next batch of a log for the hub: stored bytes unchanged, the chain's values before and after, zstd; and what the
// hub's answer means. Exactly once in effect: the hub keeps (source, sequence) once, so any push may be repeated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/store/event_log.h"

namespace onestop::daemon {

struct Batch {
    std::string source;
    std::uint64_t first = 0; ///< sequence
    std::uint64_t last = 0;
    std::uint64_t newest = 0; ///< of the whole log
    std::string chain_before; ///< hex
    std::string chain_after;
    std::string body; ///< zstd of application/cloudevents-batch+json
};

/// At most so many events go in one batch; halved on 413, doubled again with each success.
class BatchSize {
public:
    static constexpr std::size_t kMost = 500;
    std::size_t now() const { return size_; }
    void tooLarge() { size_ = size_ > 1 ? size_ / 2 : 1; }
    void taken() { size_ = size_ * 2 < kMost ? size_ * 2 : kMost; }

private:
    std::size_t size_ = kMost;
};

/// Events of `owner` in `log` above what `acknowledgements` holds of that source; nothing when all is acknowledged.
/// The two are one store, but for a store that was set aside. Bytes of a batch before packing: at most 768 KiB.
store::Result<std::optional<Batch>> nextBatch(store::Database& log, store::Database& acknowledgements,
                                              store::Program owner, std::string_view site, std::string_view node,
                                              std::size_t limit);

/// {"source":"…","sequence":N}: N is the highest contiguous sequence that the hub holds of that source.
tl::expected<std::uint64_t, std::string> parseAcknowledgement(std::string_view json, std::string_view source);

/// Stores that were set aside beside `path` and may hold events that the hub never got, oldest first.
std::vector<std::string> setAsideStores(const std::string& path);

/// Nothing more can be had from it: the name it goes by from now on (`…salvaged-…`).
std::string salvagedName(const std::string& set_aside);

} // namespace onestop::daemon
