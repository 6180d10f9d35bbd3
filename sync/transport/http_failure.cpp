// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/http_failure.h"

namespace onestop::transport {

std::string_view name(HttpFailureKind kind) {
    switch (kind) {
    case HttpFailureKind::BadSetup:
        return "bad_setup";
    case HttpFailureKind::NameNotFound:
        return "name_not_found";
    case HttpFailureKind::Unreachable:
        return "unreachable";
    case HttpFailureKind::Timeout:
        return "timeout";
    case HttpFailureKind::CertificateNotTrusted:
        return "certificate_not_trusted";
    case HttpFailureKind::CertificateNotYetValid:
        return "certificate_not_yet_valid";
    case HttpFailureKind::CertificateExpired:
        return "certificate_expired";
    case HttpFailureKind::ClientCertificateRefused:
        return "client_certificate_refused";
    case HttpFailureKind::TlsRefused:
        return "tls_refused";
    case HttpFailureKind::Refused:
        return "refused";
    case HttpFailureKind::Protocol:
        return "protocol";
    case HttpFailureKind::TooLarge:
        return "too_large";
    case HttpFailureKind::Stopped:
        return "stopped";
    }
    return "protocol";
}

} // namespace onestop::transport
