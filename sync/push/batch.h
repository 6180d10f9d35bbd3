// SPDX-License-Identifier: Apache-2.0
// A batch of one log for the upstream: stored bytes unchanged, the chain's values before and after, zstd; and what the
// upstream's answer means. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/store/event_log.h"

namespace onestop::push {

struct Batch {
    std::string source;
    std::uint64_t first = 0; ///< sequence
    std::uint64_t last = 0;
    std::uint64_t newest = 0; ///< no answer can name a higher one
    std::string chain_before; ///< hex
    std::string chain_after;
    crypto::Digest after{}; ///< the same
    std::string body;       ///< zstd of application/cloudevents-batch+json
};

/// Bytes of a batch before packing: no event more once so many are in.
inline constexpr std::size_t kMostBatchBytes = 768 * 1024;

/// `events`: at least one, each the next in sequence; `before`: the chain before the first.
Batch makeBatch(std::string source, std::vector<store::StoredEvent> events, const crypto::Digest& before,
                std::uint64_t newest);

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

/// {"source":"…","sequence":N}: N is the highest contiguous sequence that the upstream holds of that source.
tl::expected<std::uint64_t, std::string> parseAcknowledgement(std::string_view json, std::string_view source);

/// More than was sent just now: the answer to an earlier push never came. Less: there is a gap, or the upstream was
/// restored. But what began just behind `held` was not taken, and more than was ever written is no answer.
inline bool isPossible(const Batch& batch, std::uint64_t held) {
    return held != batch.first - 1 && held <= batch.newest;
}

} // namespace onestop::push
