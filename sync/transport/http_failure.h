// SPDX-License-Identifier: Apache-2.0
// What can go wrong between a client and its server, told so that a technician knows where to look.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace onestop::transport {

/// Everything that can go wrong, by what has to be looked at.
enum class HttpFailureKind {
    BadSetup,                 ///< our own certificate, key or authority file cannot be used
    NameNotFound,             ///< DNS: no such name, no answer, and no last good address either
    Unreachable,              ///< no route, connection refused or broken off
    Timeout,                  ///< a deadline passed
    CertificateNotTrusted,    ///< not from the private authority or for another name: a login page shows up here
    CertificateNotYetValid,   ///< our clock is behind, or the certificate is new
    CertificateExpired,       ///< our clock is ahead, or nobody renewed it
    ClientCertificateRefused, ///< the server does not take our certificate
    TlsRefused,               ///< no common TLS (an old or foreign server)
    Refused,                  ///< an answer that is not 2xx: status, problem, retry_after
    Protocol,                 ///< not HTTP, broken off in the middle, or an event stream that is none
    TooLarge,                 ///< more than the limit the caller gave
    Stopped,                  ///< close() was called, or the sink wanted no more
};

/// The kind's name in lower_snake_case, for status files and logs.
std::string_view name(HttpFailureKind kind);

struct HttpFailure {
    HttpFailureKind kind = HttpFailureKind::Protocol;
    std::string context;                             ///< "cannot GET https://host/path: why", for a log
    unsigned status = 0;                             ///< Refused only
    std::string problem;                             ///< Refused only: `type` of the RFC 9457 problem, else empty
    std::optional<std::chrono::seconds> retry_after; ///< Refused only; both forms of the header, at most a day
    std::string body;                                ///< Refused only: the problem document as received, at most 64 KiB
};

} // namespace onestop::transport
