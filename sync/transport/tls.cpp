// SPDX-License-Identifier: Apache-2.0
// OpenSSL settings that client and server must not differ in.
#include "sync/transport/tls.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "sync/crypto/certificate.h"

namespace onestop::transport {

namespace ssl = boost::asio::ssl;

namespace {

tl::unexpected<std::string> cannotRead(const std::filesystem::path& file, const boost::system::error_code& error) {
    return tl::unexpected("cannot read " + file.string() + ": " + error.message());
}

} // namespace

tl::expected<ssl::context, std::string> makeTlsContext(ssl::context::method method, int minimum_version) {
    ssl::context context(method);
    if (SSL_CTX_set_min_proto_version(context.native_handle(), minimum_version) != 1) {
        return tl::unexpected(std::string("cannot set the lowest TLS version"));
    }
    SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context.native_handle(), 0);
    SSL_CTX_set_session_cache_mode(context.native_handle(), SSL_SESS_CACHE_OFF);
    return context;
}

tl::expected<void, std::string> useIdentity(ssl::context& context, const std::filesystem::path& certificate,
                                            const std::filesystem::path& key) {
    boost::system::error_code error;
    context.use_certificate_chain_file(certificate.string(), error);
    if (error) return cannotRead(certificate, error);
    context.use_private_key_file(key.string(), ssl::context::pem, error);
    if (error) return cannotRead(key, error);
    if (SSL_CTX_check_private_key(context.native_handle()) != 1) {
        ERR_clear_error();
        return tl::unexpected(key.string() + " is not the key of " + certificate.string());
    }
    return {};
}

tl::expected<void, std::string> useAuthority(ssl::context& context, const std::filesystem::path& authority) {
    boost::system::error_code error;
    context.load_verify_file(authority.string(), error);
    if (error) return cannotRead(authority, error);
    return {};
}

void checkCertificatesAt(SSL* ssl, events::WallTime now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    X509_VERIFY_PARAM_set_time(SSL_get0_param(ssl), static_cast<std::time_t>(seconds));
}

std::string peerCommonName(SSL* ssl) {
    X509* certificate = SSL_get1_peer_certificate(ssl);
    return certificate ? crypto::Certificate::fromHandle(certificate).commonName() : std::string();
}

std::optional<PeerCertificate> peerCertificate(SSL* ssl) {
    X509* counted = SSL_get1_peer_certificate(ssl);
    if (!counted) return std::nullopt;
    const auto certificate = crypto::Certificate::fromHandle(counted);
    return PeerCertificate{certificate.notBefore(), certificate.notAfter(), certificate.keySha256()};
}

} // namespace onestop::transport
