// SPDX-License-Identifier: Apache-2.0
// Sealed records up, answers down. Each record is sent until the hub holds it, whatever the hub says to others of them;
// an answer is asked for when somebody at the kiosk waits for one. What passes here is ciphertext.
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12

#include <map>
#include <optional>
#include <string>

#include "sync/events/clock.h"
#include "sync/store/database.h"
#include "sync/transport/http_client.h"

namespace onestop::daemon {

class SealedPost {
public:
    /// `base`: the hub's. All three outlive it.
    SealedPost(const transport::Url& base, const events::Clock& clock, store::Database& database)
        : base_(base), clock_(clock), database_(database) {}

    struct Outcome {
        bool spoke = false;                             ///< the hub answered something
        std::optional<transport::HttpFailure> failed{}; ///< of the link: nothing more is to be tried now
    };
    /// Whatever there is to send and to ask. Repeated after any kill it does the same again, and once in effect.
    transport::Task<Outcome> exchange(transport::HttpClient& hub);

private:
    transport::Task<Outcome> sendRecords(transport::HttpClient& hub);
    transport::Task<Outcome> askForAnswer(transport::HttpClient& hub);

    const transport::Url& base_;
    const events::Clock& clock_;
    store::Database& database_;
    /// Record → when to send it again, though the hub did not take it. Monotonic.
    std::map<std::string, std::chrono::milliseconds> refused_until_;
};

} // namespace onestop::daemon
