// SPDX-License-Identifier: Apache-2.0
// Events of a log to an upstream, a batch a step. Exactly once in effect: the upstream keeps (source, sequence) once,
// so any step may be repeated after any kill. One request is on its way at a time, and the next batch is made ready
// meanwhile: a second request behind one that failed would be a gap to the upstream, which it notes against the node.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/events/clock.h"
#include "sync/push/backoff.h"
#include "sync/push/batch.h"
#include "sync/push/outbox.h"
#include "sync/transport/http_client.h"

namespace onestop::push {

enum class PushStep {
    Nothing,    ///< all is acknowledged
    Taken,      ///< the acknowledgement moved
    TooLarge,   ///< 413: the next step sends half of it
    NotTaken,   ///< the upstream answered, but did not take it: held off
    Unreadable, ///< the outbox could not be read
    LinkFailed, ///< `failure` says why
};
struct Pushed {
    PushStep step = PushStep::Nothing;
    std::optional<transport::HttpFailure> failure{};
};

/// The tries of one log, or of several that are held off together.
class EventPush {
public:
    /// `base`: the upstream's address. Both outlive it.
    EventPush(const transport::Url& base, const events::Clock& clock) : base_(base), clock_(clock) {}

    /// False while it is held off.
    bool mayTry() const { return refusals_.mayTry(clock_.now()); }
    /// `ahead`: the batch that was made ready while the one before was on its way; one such for each run of steps over
    /// one outbox, empty at first.
    transport::Task<Pushed> step(transport::HttpClient& upstream, Outbox& outbox, std::optional<Batch>& ahead);
    void holdOff(std::optional<std::chrono::seconds> retry_after = {});

private:
    store::Result<std::optional<Batch>> nextOf(Outbox& outbox, std::optional<Batch>& ahead) const;
    std::optional<std::uint64_t> takeAnswer(Outbox& outbox, const Batch& batch, const std::string& body);

    const transport::Url& base_;
    const events::Clock& clock_;
    Breaker refusals_{{std::chrono::seconds{5}, std::chrono::seconds{300}}};
    BatchSize batch_size_;
};

} // namespace onestop::push
