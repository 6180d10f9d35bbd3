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

/// What a run of steps over one outbox carries from one to the next; empty at first. Lost with a kill: then the
/// upstream is sent again what it holds already.
struct Ahead {
    std::optional<Batch> batch;     ///< made ready while the one before was on its way
    std::optional<Batch> unwritten; ///< held to its end, to be acknowledged while `batch` is on its way
};

/// The tries of one log, or of several that are held off together.
class EventPush {
public:
    /// `base`: the upstream's address. Both outlive it.
    EventPush(const transport::Url& base, const events::Clock& clock) : base_(base), clock_(clock) {}

    /// False while it is held off.
    bool mayTry() const { return refusals_.mayTry(clock_.now()); }
    transport::Task<Pushed> step(transport::HttpClient& upstream, Outbox& outbox, Ahead& ahead);
    void holdOff(std::optional<std::chrono::seconds> retry_after = {});

private:
    store::Result<std::optional<Batch>> nextOf(Outbox& outbox, Ahead& ahead) const;
    bool takeAnswer(Outbox& outbox, Batch batch, const std::string& body, Ahead& ahead);
    static bool acknowledge(Outbox& outbox, const Batch& batch, std::uint64_t held);
    static bool writeBehind(Outbox& outbox, Ahead& ahead);

    const transport::Url& base_;
    const events::Clock& clock_;
    Breaker refusals_{{std::chrono::seconds{5}, std::chrono::seconds{300}}};
    BatchSize batch_size_;
};

} // namespace onestop::push
