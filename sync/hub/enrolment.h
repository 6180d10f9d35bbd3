// SPDX-License-Identifier: Apache-2.0
// Who becomes a kiosk of this site or the hub of a site below, and who no longer is one: codes that are good once,
// certificates, revocation.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/crypto/certificate.h"
#include "sync/events/clock.h"
#include "sync/hub/hub_log.h"
#include "sync/store/database.h"
#include "sync/transport/door.h"
#include "sync/transport/enrolment.h"

namespace onestop::hub {

inline constexpr std::chrono::hours kCodeLength{24};              ///< a code is good for so long
inline constexpr std::chrono::hours kCertificateLength{24 * 365}; ///< kiosks renew at half of it
inline constexpr std::chrono::hours kGrace{24 * 30};              ///< so long after its end it still renews itself

/// "kiosk-3" for 1…6; nothing for any other number.
std::optional<std::string> kioskNode(std::int64_t number);
/// "hub.dapeng-kuichong" for the id of another site than this hub's own, whose hub may then forward that site's logs.
std::optional<std::string> siteHubNode(std::string_view site, std::string_view own_site);

/// A new code for `node`; former ones of it that were not used are void. Its secret is kept as a hash.
transport::EnrolmentCode makeCode(store::Database& database, std::string_view node,
                                  const crypto::Digest& authority_fingerprint, const RandomSource& random,
                                  std::string_view by, events::WallTime now);

enum class EnrolmentFault {
    NotARequest,   ///< not PKCS#10 as this hub takes it
    WrongName,     ///< the request names another machine than the code or the certificate
    WrongCode,     ///< no such code
    CodeUsed,      ///< another key has used it
    CodeExpired,   ///< older than kCodeLength
    NoCertificate, ///< a renewal without the certificate to be renewed
    Revoked,       ///< this machine was shown out
    GraceOver,     ///< its certificate has been over for too long, or never was this hub's
};
std::string_view problemOf(EnrolmentFault fault);
unsigned statusOf(EnrolmentFault fault);
/// What a technician does now.
std::string_view sentence(EnrolmentFault fault);

using Issued = tl::expected<crypto::Certificate, EnrolmentFault>;

/// By code: `user` is the machine's name, "kiosk-1.dapeng-kuichong".
Issued enrol(store::Database& database, const crypto::DeviceAuthority& authority, std::string_view site,
             const std::pair<std::string, std::string>& user_and_secret, std::string_view body, events::WallTime now);
/// With the certificate at hand, also for kGrace after its end.
Issued renew(store::Database& database, const crypto::DeviceAuthority& authority, std::string_view site,
             const transport::ServerRequest& request, events::WallTime now);

/// From now on all certificates that `node` has are refused; a code lets a machine in again.
void revoke(store::Database& database, std::string_view node, std::string_view by, events::WallTime now);
/// Whether the certificate of this request was revoked.
bool isRevoked(store::Database& database, std::string_view site, const transport::ServerRequest& request);
/// Changes with every revocation.
std::string lastRevocation(store::Database& database);

} // namespace onestop::hub
