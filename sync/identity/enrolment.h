// SPDX-License-Identifier: Apache-2.0
// Becoming a kiosk or a site's hub, and staying one: EST (RFC 7030) with the enrolment door of the hub above.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/identity/identity_folder.h"
#include "sync/transport/enrolment.h"
#include "sync/transport/http_client.h"

namespace onestop::identity {

struct EnrolmentFailure {
    std::string sentence;  ///< what happened and what a technician does now
    bool shut_out = false; ///< this machine was revoked: wipe its keys
};
template <class T>
using EnrolmentResult = tl::expected<T, EnrolmentFailure>;

/// With a code: the authority is the one that the code names, or nothing is sent. A repetition with the same code
/// after a kill is answered again.
EnrolmentResult<crypto::Certificate> enrolByCode(const IdentitySettings& settings, const events::Clock& clock,
                                                 const transport::EnrolmentCode& code);

/// With the certificate at hand, which may have ended not long ago. What comes is in the slot `new`.
transport::Task<EnrolmentResult<crypto::Certificate>> renewIdentity(boost::asio::any_io_executor executor,
                                                                    IdentitySettings settings,
                                                                    const events::Clock& clock, Identity identity);

/// From when a certificate is renewed: half of its life and up to a tenth more, by its own number, so that machines
/// that were enrolled together do not come together.
events::WallTime renewalDue(const crypto::Certificate& certificate);

} // namespace onestop::identity
