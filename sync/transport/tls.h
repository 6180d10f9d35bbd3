// SPDX-License-Identifier: Apache-2.0
// What the client and the server side of a TLS connection share: contexts from PEM files, the moment at which
// certificates are checked (our clock, so that a rehearsed clock counts too), and OpenSSL's reasons in words.
#pragma once

#include <utility>

#include <boost/asio/ssl/context.hpp>

#include <filesystem>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "sync/events/clock.h"
#include "sync/transport/door.h"

namespace onestop::transport {

/// A context without compression, renegotiation or session tickets.
/// `why` of the failure: "cannot read <file>: reason".
tl::expected<boost::asio::ssl::context, std::string> makeTlsContext(boost::asio::ssl::context::method method,
                                                                    int minimum_version);
tl::expected<void, std::string> useIdentity(boost::asio::ssl::context& context,
                                            const std::filesystem::path& certificate, const std::filesystem::path& key);
/// The one authority that is trusted; the machine's own store is never asked.
tl::expected<void, std::string> useAuthority(boost::asio::ssl::context& context,
                                             const std::filesystem::path& authority);

/// Certificates of this connection are checked at `now` instead of the machine's time.
void checkCertificatesAt(SSL* ssl, events::WallTime now);

/// The common name of the peer's certificate, empty when there is none.
std::string peerCommonName(SSL* ssl);
/// The rest of what the peer's certificate says; nothing when there is none.
std::optional<PeerCertificate> peerCertificate(SSL* ssl);

} // namespace onestop::transport
