// SPDX-License-Identifier: Apache-2.0
// Where events and sealed records wait, as the push sees it. A kiosk's daemon and a hub each bring their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/push/batch.h"
#include "sync/store/database.h"

namespace onestop::push {

/// A log as the push sees it.
class Outbox {
public:
    virtual ~Outbox() = default;
    /// The events behind the acknowledgement, at most `limit` and about kMostBatchBytes; nothing when there are none.
    virtual store::Result<std::optional<Batch>> next(std::size_t limit) = 0;
    /// The events behind `sent`, made ready while it is on its way; nothing when there are none so far.
    virtual store::Result<std::optional<Batch>> behind(const Batch& sent, std::size_t limit) = 0;
    /// Kept before next() is asked again; also a lower one than before.
    virtual store::Result<void> acknowledge(const Batch& batch, std::uint64_t held) = 0;
};

struct SealedRecord {
    std::string record_id, purpose, consent_version, sealed_at, cms;
};

/// Where records wait, as the push sees it.
class SealedOutbox {
public:
    virtual ~SealedOutbox() = default;
    /// Ids of those that the upstream does not hold yet, the oldest first.
    virtual store::Result<std::vector<std::string>> unsent() = 0;
    virtual store::Result<std::optional<SealedRecord>> read(const std::string& record_id) = 0;
    /// The upstream holds it.
    virtual store::Result<void> handedIn(const std::string& record_id) = 0;
};

} // namespace onestop::push
