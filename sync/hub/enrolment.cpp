// SPDX-License-Identifier: Apache-2.0
// Each request is one transaction: a code is used and its certificate written together, or neither.
#include "sync/hub/enrolment.h"

#include <algorithm>
#include <array>

#include "sync/hub/node_name.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

namespace {

using events::toRfc3339;
using events::WallTime;

bool isKiosk(std::string_view common_name, std::string_view site) {
    for (std::int64_t number = 1; number <= 6; ++number)
        if (common_name == *kioskNode(number) + '.' + std::string(site)) return true;
    return false;
}

/// Whom this hub renews certificates for.
bool isNodeBelow(std::string_view common_name, std::string_view site) {
    return isKiosk(common_name, site) || isSiteHub(common_name, site);
}

crypto::Digest hashOfSecret(std::string_view secret) { return crypto::sha256(crypto::bytesOf(secret)); }

Issued issue(store::Database& database, const crypto::DeviceAuthority& authority, std::string_view site,
             const crypto::CertificateRequest& request, bool renewed, WallTime now) {
    const auto from = std::chrono::floor<std::chrono::seconds>(now);
    const auto to = std::min(from + kCertificateLength, authority.certificate().notAfter());
    auto made = authority.issue(request, from, to);
    run(database,
        "INSERT INTO device_certificate (fingerprint, node, key_hash, not_before, not_after, renewed) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        made.fingerprint(), nodeName(request.common_name, site), request.key_sha256, toRfc3339(from), toRfc3339(to),
        renewed ? 1 : 0);
    return made;
}

tl::expected<crypto::CertificateRequest, EnrolmentFault> read(std::string_view body, std::string_view name) {
    const auto der = transport::fromEstBody(body);
    if (!der) return tl::unexpected(EnrolmentFault::NotARequest);
    auto request = crypto::readCertificateRequest(*der);
    if (!request) return tl::unexpected(EnrolmentFault::NotARequest);
    if (request->common_name != name) return tl::unexpected(EnrolmentFault::WrongName);
    return std::move(*request);
}

} // namespace

std::optional<std::string> kioskNode(std::int64_t number) {
    if (number < 1 || number > 6) return std::nullopt;
    return "kiosk-" + std::to_string(number);
}

std::optional<std::string> siteHubNode(std::string_view site, std::string_view own_site) {
    constexpr std::size_t kLongestSite = 60; // a common name has 64 characters
    const bool is_id = site.size() <= kLongestSite && std::ranges::all_of(site, [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                       });
    const auto name = "hub." + std::string(site);
    return is_id && isSiteHub(name, own_site) ? std::optional(name) : std::nullopt;
}

transport::EnrolmentCode makeCode(store::Database& database, std::string_view node,
                                  const crypto::Digest& authority_fingerprint, const RandomSource& random,
                                  std::string_view by, WallTime now) {
    std::array<std::uint8_t, transport::kEnrolmentSecretBytes> bytes{};
    random(bytes);
    auto code = transport::makeEnrolmentCode(bytes, authority_fingerprint);
    auto transaction = orThrow(store::Transaction::begin(database));
    run(database, "DELETE FROM enrolment_code WHERE expires_at < ? OR (node = ? AND key_hash IS NULL)", toRfc3339(now),
        node);
    run(database, "INSERT INTO enrolment_code (secret_hash, node, made_by, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        hashOfSecret(code.secret), node, by, toRfc3339(now), toRfc3339(now + kCodeLength));
    orThrow(transaction.commit());
    return code;
}

std::string_view problemOf(EnrolmentFault fault) {
    switch (fault) {
    case EnrolmentFault::NotARequest:
        return "not-a-certificate-request";
    case EnrolmentFault::WrongName:
        return "wrong-name";
    case EnrolmentFault::WrongCode:
        return "wrong-code";
    case EnrolmentFault::CodeUsed:
        return "code-used";
    case EnrolmentFault::CodeExpired:
        return "code-expired";
    case EnrolmentFault::NoCertificate:
        return "no-certificate";
    case EnrolmentFault::Revoked:
        return "revoked";
    case EnrolmentFault::GraceOver:
        return "grace-over";
    }
    return "not-a-certificate-request";
}

unsigned statusOf(EnrolmentFault fault) {
    switch (fault) {
    case EnrolmentFault::NotARequest:
        return 400;
    case EnrolmentFault::WrongCode:
    case EnrolmentFault::NoCertificate:
        return 401;
    default:
        return 403;
    }
}

std::string_view sentence(EnrolmentFault fault) {
    switch (fault) {
    case EnrolmentFault::NotARequest:
        return "expected a PKCS#10 request for a P-256 key, in base64";
    case EnrolmentFault::WrongName:
        return "the code is for another machine: site and kiosk number of this one are in its settings";
    case EnrolmentFault::WrongCode:
        return "no such code: compare it with the slip, or have a new one made";
    case EnrolmentFault::CodeUsed:
        return "the code was used by another machine: have a new one made";
    case EnrolmentFault::CodeExpired:
        return "the code is older than 24 hours: have a new one made";
    case EnrolmentFault::NoCertificate:
        return "a renewal wants the certificate that is to be renewed";
    case EnrolmentFault::Revoked:
        return "this machine was shut out: wipe its keys; a new code lets it in again";
    case EnrolmentFault::GraceOver:
        return "the certificate has been over for too long: enrol with a new code";
    }
    return {};
}

Issued enrol(store::Database& database, const crypto::DeviceAuthority& authority, std::string_view site,
             const std::pair<std::string, std::string>& user_and_secret, std::string_view body, WallTime now) {
    const auto& [user, secret] = user_and_secret;
    auto transaction = orThrow(store::Transaction::begin(database));
    const auto hash = hashOfSecret(secret);
    auto row = query(database, "SELECT node, expires_at, key_hash FROM enrolment_code WHERE secret_hash = ?", hash);
    if (!nextRow(row)) return tl::unexpected(EnrolmentFault::WrongCode);
    if (commonName(row.text(0), site) != user) return tl::unexpected(EnrolmentFault::WrongName);
    if (row.text(1) < toRfc3339(now)) return tl::unexpected(EnrolmentFault::CodeExpired);
    const auto request = read(body, user);
    if (!request) return tl::unexpected(request.error());
    if (!row.isNull(2) && !crypto::sameSecret(row.blob(2), request->key_sha256))
        return tl::unexpected(EnrolmentFault::CodeUsed);
    run(database, "UPDATE enrolment_code SET key_hash = ? WHERE secret_hash = ?", request->key_sha256, hash);
    auto issued = issue(database, authority, site, *request, false, now);
    orThrow(transaction.commit());
    return issued;
}

Issued renew(store::Database& database, const crypto::DeviceAuthority& authority, std::string_view site,
             const transport::ServerRequest& request, WallTime now) {
    if (!request.certificate || !isNodeBelow(request.peer, site)) return tl::unexpected(EnrolmentFault::NoCertificate);
    auto transaction = orThrow(store::Transaction::begin(database));
    if (isRevoked(database, site, request)) return tl::unexpected(EnrolmentFault::Revoked);
    const auto& certificate = *request.certificate;
    if (certificate.not_after < now) {
        const bool known = integerOf(database, "SELECT 1 FROM device_certificate WHERE node = ? AND key_hash = ?",
                                     nodeName(request.peer, site), certificate.key_sha256)
                               .has_value();
        if (!known || certificate.not_after + kGrace < now) return tl::unexpected(EnrolmentFault::GraceOver);
    }
    const auto asked = read(request.body, request.peer);
    if (!asked) return tl::unexpected(asked.error());
    auto issued = issue(database, authority, site, *asked, true, now);
    orThrow(transaction.commit());
    return issued;
}

void revoke(store::Database& database, std::string_view node, std::string_view by, WallTime now) {
    auto transaction = orThrow(store::Transaction::begin(database));
    run(database,
        "INSERT INTO revocation (node, revoked_at, revoked_by) VALUES (?, ?, ?) ON CONFLICT (node) DO UPDATE SET "
        "revoked_at = excluded.revoked_at, revoked_by = excluded.revoked_by",
        node, toRfc3339(now), by);
    run(database, "DELETE FROM enrolment_code WHERE node = ?", node);
    run(database, "DELETE FROM device_certificate WHERE node = ?", node);
    orThrow(transaction.commit());
}

bool isRevoked(store::Database& database, std::string_view site, const transport::ServerRequest& request) {
    if (!request.certificate) return false;
    const auto node = nodeName(request.peer, site);
    const auto at = textOf(database, "SELECT revoked_at FROM revocation WHERE node = ?", node);
    if (!at || toRfc3339(request.certificate->not_before) > *at) return false;
    // A certificate counts whole seconds: one that a new code brought in the very second of the revocation seems older.
    return !integerOf(database, "SELECT 1 FROM device_certificate WHERE node = ? AND key_hash = ?", node,
                      request.certificate->key_sha256);
}

std::string lastRevocation(store::Database& database) {
    return textOf(database, "SELECT MAX(revoked_at) FROM revocation").value_or("");
}

} // namespace onestop::hub
