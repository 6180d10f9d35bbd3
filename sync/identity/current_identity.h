// SPDX-License-Identifier: Apache-2.0
// The certificate with which this machine speaks now: the newest that the hub above takes; renewed when half of its
// life is over; wiped when the hub says that this machine was shut out.
#pragma once

#include <chrono>
#include <optional>

#include "sync/events/clock.h"
#include "sync/identity/enrolment.h"
#include "sync/identity/identity_folder.h"
#include "sync/transport/http_client.h"

namespace onestop::identity {

/// Lives on one thread. Whoever holds a connection makes it anew when generation() is another one than it was.
class CurrentIdentity {
public:
    explicit CurrentIdentity(const IdentitySettings& settings);

    int generation() const { return generation_; }
    /// For a connection to `base`; nothing: this machine has to be enrolled.
    std::optional<transport::HttpClientConfig> connection(const transport::Url& base) const;

    /// End of the certificate in use; nothing: there is none.
    std::optional<events::WallTime> goodUntil() const;
    /// From when it is renewed; nothing: it is not, or there is none.
    std::optional<events::WallTime> renewsAt() const;

    /// Looks again: a code or a stick may have brought a newer one, also while running. True: it is another one now.
    bool choose();
    /// The hub has answered a connection of this generation: a new certificate is the current one from now on.
    void taken(int generation);
    /// The hub has not: keys are wiped, or a new certificate is dropped, when that is why. True: it is another one now.
    bool refused(const transport::HttpFailure& failure);
    /// To be called every few seconds, also while the link is down: a certificate that is over may be why it is. Asks
    /// for a new one when it is time; a failure is tried again within the hour. True: it is another one now.
    transport::Task<bool> renewWhenDue(boost::asio::any_io_executor executor, const events::Clock& clock);

private:
    bool wipe();

    IdentitySettings settings_;
    IdentityFolder folder_;
    std::optional<Identity> identity_;
    int generation_ = 0;                   ///< counts its changes
    int failures_ = 0;                     ///< to renew, in a row
    std::chrono::milliseconds next_try_{}; ///< monotonic
};

} // namespace onestop::identity
