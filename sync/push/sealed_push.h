// SPDX-License-Identifier: Apache-2.0
// Sealed records to an upstream. Each is sent until it is held there, whatever the upstream says to others of them.
// What passes here is ciphertext.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "sync/events/clock.h"
#include "sync/push/answered.h"
#include "sync/push/outbox.h"
#include "sync/transport/http_client.h"

namespace onestop::push {

class SealedPush {
public:
    /// `base`: the upstream's address. Both outlive it.
    SealedPush(const transport::Url& base, const events::Clock& clock) : base_(base), clock_(clock) {}

    /// All that waits. Repeated after any kill it does the same again, and once in effect.
    transport::Task<Exchange> send(transport::HttpClient& upstream, SealedOutbox& outbox);

private:
    const transport::Url& base_;
    const events::Clock& clock_;
    /// Record → when to send it again, though the upstream did not take it. Monotonic.
    std::map<std::string, std::chrono::milliseconds> refused_until_;
};

} // namespace onestop::push
