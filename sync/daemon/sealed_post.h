// SPDX-License-Identifier: Apache-2.0
// Sealed records of the kiosk's store up, answers down: one is asked for when somebody at the kiosk waits for it. What
// passes here is ciphertext.
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12

#include <set>
#include <string>

#include "sync/events/clock.h"
#include "sync/push/sealed_push.h"
#include "sync/store/database.h"
#include "sync/transport/http_client.h"

namespace onestop::daemon {

class SealedPost {
public:
    /// `base`: the hub's. All three outlive it.
    SealedPost(const transport::Url& base, const events::Clock& clock, store::Database& database)
        : base_(base), clock_(clock), database_(database), push_(base, clock) {}

    /// Whatever there is to send and to ask. Repeated after any kill it does the same again, and once in effect.
    transport::Task<push::Exchange> exchange(transport::HttpClient& hub);
    /// The records of a store that was set aside. Nothing is written there: which are done is known until this ends,
    /// and one that is sent once more is the same to the hub.
    transport::Task<push::Exchange> salvage(transport::HttpClient& hub, store::Database& former);
    /// Whether the hub did not take one of them, so far.
    bool waits(store::Database& former) const;

private:
    transport::Task<push::Exchange> askForAnswer(transport::HttpClient& hub);

    const transport::Url& base_;
    const events::Clock& clock_;
    store::Database& database_;
    push::SealedPush push_;
    std::set<std::string> salvaged_; ///< ids that the hub holds, or that cannot be read
};

} // namespace onestop::daemon
