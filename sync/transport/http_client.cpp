// SPDX-License-Identifier: Apache-2.0
// Beast is here and in https_server.cpp only. Each step gives a value or a Failed; fail() turns it into words.
#include "sync/transport/http_client.h"

#include <algorithm>
#include <array>
#include <limits>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <openssl/err.h>

#include "sync/transport/server_address.h"
#include "sync/transport/tls.h"

namespace onestop::transport {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace {

constexpr std::size_t kProblemLimitBytes = 64 * 1024;
constexpr std::size_t kPieceBytes = 64 * 1024;

/// Beast's view is Boost's own in 1.74 and another one later.
std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

HttpFailureKind kindOfCertificate(long verified) {
    switch (verified) {
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return HttpFailureKind::CertificateNotYetValid;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return HttpFailureKind::CertificateExpired;
    default:
        return HttpFailureKind::CertificateNotTrusted;
    }
}

/// What the server's TLS alert says about our own certificate.
bool isClientCertificateAlert(const error_code& error) {
    if (error.category() != asio::error::get_ssl_category()) return false;
    switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
        return true;
    default:
        return false;
    }
}

/// `answering`: bytes of the answer have been seen, so a break is the answer's fault and not the line's.
HttpFailureKind kindOf(const error_code& error, bool answering) {
    if (error == beast::error::timeout) return HttpFailureKind::Timeout;
    if (error == http::error::body_limit || error == http::error::header_limit) return HttpFailureKind::TooLarge;
    if (isClientCertificateAlert(error)) return HttpFailureKind::ClientCertificateRefused;
    if (error.category() == asio::error::get_ssl_category()) return HttpFailureKind::TlsRefused;
    if (error == http::error::end_of_stream) return HttpFailureKind::Unreachable;
    if (error == http::error::partial_message) return HttpFailureKind::Protocol;
    if (error.category() == http::make_error_code(http::error::bad_version).category())
        return HttpFailureKind::Protocol;
    return answering ? HttpFailureKind::Protocol : HttpFailureKind::Unreachable;
}

struct Failed {
    HttpFailureKind kind;
    std::string why;
    bool worth_another_connection = false;
};

} // namespace

struct HttpClient::Impl {
    Impl(asio::any_io_executor executor_, const HttpClientConfig& config_, const events::Clock& clock_,
         asio::ssl::context context_)
        : executor(std::move(executor_)), config(config_), clock(clock_), context(std::move(context_)),
          address(executor, config.base, config.last_good_file) {}

    using Parser = http::response_parser<http::buffer_body>;
    using Outcome = tl::expected<void, Failed>;

    asio::any_io_executor executor;
    HttpClientConfig config;
    const events::Clock& clock;
    asio::ssl::context context;
    std::unique_ptr<Stream> stream;
    beast::flat_buffer buffer;
    ServerAddress address;
    std::optional<std::chrono::seconds> skew;
    std::optional<std::chrono::milliseconds> reconnection_time;
    bool stopped = false;

    HttpFailure fail(const HttpRequest& request, Failed failed) const {
        if (stopped) failed.kind = HttpFailureKind::Stopped;
        HttpFailure failure;
        failure.kind = failed.kind;
        failure.context = "cannot " + request.method + " https://" + config.base.authority() + request.target + ": " +
                          (stopped ? "stopped" : failed.why);
        return failure;
    }

    void drop() {
        stream.reset();
        buffer.clear();
    }

    Task<Outcome> connect(SteadyTime deadline);
    Task<Outcome> connectTo(const Tcp::endpoint& endpoint, SteadyTime deadline);
    Task<Outcome> send(const HttpRequest& request, SteadyTime deadline);
    void callSent(const HttpRequest& request);
    Task<Outcome> readHeader(Parser& parser, SteadyTime deadline);
    Task<Outcome> start(const HttpRequest& request, std::unique_ptr<Parser>& parser, SteadyTime deadline);
    Task<tl::expected<std::string_view, Failed>> readPiece(Parser& parser, std::array<char, kPieceBytes>& piece);
    Task<HttpFailure> refuse(const HttpRequest& request, Parser& parser);
};

Task<HttpClient::Impl::Outcome> HttpClient::Impl::connectTo(const Tcp::endpoint& endpoint, SteadyTime deadline) {
    drop();
    stream = std::make_unique<Stream>(executor, context);
    SSL* ssl = stream->native_handle();
    checkCertificatesAt(ssl, clock.now());
    error_code literal;
    asio::ip::make_address(config.base.host, literal);
    if (literal) {
        SSL_set_tlsext_host_name(ssl, config.base.host.c_str());
        SSL_set1_host(ssl, config.base.host.c_str());
    } else {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), config.base.host.c_str());
    }

    auto& lowest = beast::get_lowest_layer(*stream);
    lowest.expires_at(std::min(deadline, std::chrono::steady_clock::now() + config.connect_timeout));
    error_code error;
    co_await lowest.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
    if (stopped || !stream) co_return tl::unexpected(Failed{HttpFailureKind::Stopped, "stopped"});
    if (error) {
        drop();
        co_return tl::unexpected(
            Failed{error == beast::error::timeout ? HttpFailureKind::Timeout : HttpFailureKind::Unreachable,
                   "cannot connect: " + error.message()});
    }
    lowest.socket().set_option(Tcp::no_delay(true), error);
    co_await stream->async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
    if (stopped || !stream) co_return tl::unexpected(Failed{HttpFailureKind::Stopped, "stopped"});
    if (!error) co_return Outcome{};

    const long verified = SSL_get_verify_result(stream->native_handle());
    drop();
    if (verified != X509_V_OK) {
        co_return tl::unexpected(Failed{kindOfCertificate(verified), std::string("the server's certificate: ") +
                                                                         X509_verify_cert_error_string(verified)});
    }
    co_return tl::unexpected(Failed{kindOf(error, false), "no TLS: " + error.message()});
}

Task<HttpClient::Impl::Outcome> HttpClient::Impl::connect(SteadyTime deadline) {
    const auto endpoints =
        co_await address.find(std::min(deadline, std::chrono::steady_clock::now() + config.connect_timeout));
    if (stopped) co_return tl::unexpected(Failed{HttpFailureKind::Stopped, "stopped"});
    if (!endpoints) co_return tl::unexpected(Failed{HttpFailureKind::NameNotFound, endpoints.error()});
    Outcome outcome = tl::unexpected(Failed{HttpFailureKind::NameNotFound, "no address"});
    for (const auto& endpoint : *endpoints) { // both families
        outcome = co_await connectTo(endpoint, deadline);
        if (outcome) {
            address.answered(endpoint);
            co_return outcome;
        }
        if (stopped || std::chrono::steady_clock::now() >= deadline) break;
    }
    const auto kind = outcome.error().kind;
    if (!address.noName().empty() && (kind == HttpFailureKind::Unreachable || kind == HttpFailureKind::Timeout))
        co_return tl::unexpected(Failed{HttpFailureKind::NameNotFound, address.noName() + "; nobody answers at " +
                                                                           endpoints->front().address().to_string() +
                                                                           ", where it was last"});
    co_return outcome;
}

Task<HttpClient::Impl::Outcome> HttpClient::Impl::send(const HttpRequest& request, SteadyTime deadline) {
    http::request<http::string_body> message;
    message.version(11);
    message.method_string(request.method);
    message.target(request.target);
    message.set(http::field::host, config.base.authority());
    for (const auto& header : request.headers)
        message.set(header.name, header.value);
    message.body() = request.body;
    if (request.method != "GET" && request.method != "HEAD") message.prepare_payload();
    beast::get_lowest_layer(*stream).expires_at(deadline);
    error_code error;
    co_await http::async_write(*stream, message, asio::redirect_error(asio::use_awaitable, error));
    if (!error) co_return Outcome{};
    co_return tl::unexpected(Failed{kindOf(error, false), "cannot send: " + error.message(), true});
}

Task<HttpClient::Impl::Outcome> HttpClient::Impl::readHeader(Parser& parser, SteadyTime deadline) {
    beast::get_lowest_layer(*stream).expires_at(deadline);
    error_code error;
    co_await http::async_read_header(*stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (!error) co_return Outcome{};
    const bool answering = parser.got_some();
    const auto kind = kindOf(error, answering);
    co_return tl::unexpected(
        Failed{kind, "no answer: " + error.message(), !answering && kind == HttpFailureKind::Unreachable});
}

/// An answer is on its way: when nobody will read it, its connection must not serve another request.
void HttpClient::Impl::callSent(const HttpRequest& request) {
    try {
        request.sent();
    } catch (...) {
        drop();
        throw;
    }
}

/// Sends and reads the answer's head, on the kept connection or on a new one.
Task<HttpClient::Impl::Outcome> HttpClient::Impl::start(const HttpRequest& request, std::unique_ptr<Parser>& parser,
                                                        SteadyTime deadline) {
    for (int attempt = 0;; ++attempt) {
        const bool kept = stream != nullptr;
        if (!kept) {
            if (auto connected = co_await connect(deadline); !connected) co_return connected;
        }
        parser = std::make_unique<Parser>();
        parser->body_limit(request.body_limit_bytes);
        auto outcome = co_await send(request, deadline);
        if (stopped || !stream) co_return tl::unexpected(Failed{HttpFailureKind::Stopped, "stopped"});
        if (outcome && request.sent) callSent(request);
        // Also after a failed write: an alert about our certificate waits to be read.
        const auto answered = co_await readHeader(*parser, deadline);
        if (stopped || !stream) co_return tl::unexpected(Failed{HttpFailureKind::Stopped, "stopped"});
        if (answered) co_return Outcome{};
        if (outcome || answered.error().kind == HttpFailureKind::ClientCertificateRefused) outcome = answered;
        drop();
        if (!kept || attempt > 0 || !outcome.error().worth_another_connection) co_return outcome;
    }
}

Task<tl::expected<std::string_view, Failed>> HttpClient::Impl::readPiece(Parser& parser,
                                                                         std::array<char, kPieceBytes>& piece) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    body.more = true;
    error_code error;
    co_await http::async_read_some(*stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (stopped || !stream) co_return tl::unexpected(Failed{HttpFailureKind::Stopped, "stopped"});
    if (error && error != http::error::need_buffer) {
        // A body that ends with the connection ends like this; whoever has a length hears partial_message.
        if (error == asio::ssl::error::stream_truncated && parser.need_eof()) error = http::error::end_of_stream;
        co_return tl::unexpected(Failed{kindOf(error, true), "the answer broke off: " + error.message()});
    }
    co_return std::string_view(piece.data(), piece.size() - body.size);
}

Task<HttpFailure> HttpClient::Impl::refuse(const HttpRequest& request, Parser& parser) {
    const auto& head = parser.get();
    HttpFailure failure =
        fail(request, {HttpFailureKind::Refused, "the server answers " + std::to_string(head.result_int())});
    failure.status = head.result_int();
    failure.retry_after = parseRetryAfter(view(head[http::field::retry_after]), clock.now());
    const auto piece = std::make_unique<std::array<char, kPieceBytes>>();
    while (!parser.is_done() && failure.body.size() < kProblemLimitBytes) {
        const auto bytes = co_await readPiece(parser, *piece);
        if (!bytes) break;
        failure.body.append(*bytes);
    }
    if (failure.body.size() > kProblemLimitBytes) failure.body.resize(kProblemLimitBytes);
    failure.problem = problemTypeOf(failure.body);
    if (!failure.problem.empty()) failure.context += " (" + failure.problem + ")";
    if (!parser.is_done() || !head.keep_alive()) drop();
    co_return failure;
}

HttpResult<std::unique_ptr<HttpClient>> HttpClient::make(asio::any_io_executor executor, const HttpClientConfig& config,
                                                         const events::Clock& clock) {
    const auto bad = [](std::string why) {
        HttpFailure failure;
        failure.kind = HttpFailureKind::BadSetup;
        failure.context = std::move(why);
        return tl::unexpected(std::move(failure));
    };
    auto context = makeTlsContext(asio::ssl::context::tls_client, TLS1_3_VERSION);
    if (!context) return bad(context.error());
    const bool provisional = config.authority.empty();
    if (!provisional) {
        if (const auto trusted = useAuthority(*context, config.authority); !trusted) return bad(trusted.error());
    }
    if (!config.certificate.empty()) {
        const auto identity = useIdentity(*context, config.certificate, config.key);
        if (!identity) return bad(identity.error());
    }
    context->set_verify_mode(provisional ? asio::ssl::verify_none : asio::ssl::verify_peer);
    return std::unique_ptr<HttpClient>(
        new HttpClient(std::make_unique<Impl>(std::move(executor), config, clock, std::move(*context))));
}

HttpClient::HttpClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpClient::~HttpClient() = default;

Task<HttpResult<HttpResponse>> HttpClient::request(HttpRequest request) {
    std::string body;
    auto response = co_await download(std::move(request), [&body](std::string_view bytes) {
        body.append(bytes);
        return true;
    });
    if (response) response->body = std::move(body);
    co_return response;
}

Task<HttpResult<HttpResponse>> HttpClient::download(HttpRequest request, Sink sink) {
    Impl& self = *impl_;
    self.stopped = false;
    const auto deadline = std::chrono::steady_clock::now() + request.timeout;
    std::unique_ptr<Impl::Parser> parser;
    if (const auto started = co_await self.start(request, parser, deadline); !started) {
        self.drop();
        co_return tl::unexpected(self.fail(request, started.error()));
    }
    HttpResponse response;
    response.status = parser->get().result_int();
    for (const auto& field : parser->get()) {
        response.headers.push_back({std::string(view(field.name_string())), std::string(view(field.value()))});
    }
    if (const auto date = parseHttpDate(findHeader(response.headers, "Date"))) {
        self.skew = *date - std::chrono::floor<std::chrono::seconds>(self.clock.now());
    }
    if (response.status < 200 || response.status > 299)
        co_return tl::unexpected(co_await self.refuse(request, *parser));

    const auto piece = std::make_unique<std::array<char, kPieceBytes>>();
    while (!parser->is_done()) {
        const auto bytes = co_await self.readPiece(*parser, *piece);
        if (!bytes) {
            self.drop();
            co_return tl::unexpected(self.fail(request, bytes.error()));
        }
        if (!bytes->empty() && !sink(*bytes)) {
            self.drop();
            co_return tl::unexpected(self.fail(request, {HttpFailureKind::Stopped, "enough received"}));
        }
    }
    if (!parser->get().keep_alive()) self.drop();
    co_return response;
}

Task<HttpFailure> HttpClient::listen(HttpRequest request, std::chrono::milliseconds silence, OnOpen open,
                                     OnEvent event) {
    Impl& self = *impl_;
    self.stopped = false;
    request.headers.push_back({"Accept", "text/event-stream"});
    std::unique_ptr<Impl::Parser> parser;
    const std::size_t event_limit = request.body_limit_bytes;
    request.body_limit_bytes = std::numeric_limits<std::size_t>::max(); // a stream has no end; each event has
    const auto deadline = std::chrono::steady_clock::now() + request.timeout;
    if (const auto started = co_await self.start(request, parser, deadline); !started) {
        self.drop();
        co_return self.fail(request, started.error());
    }
    if (parser->get().result_int() != 200) co_return co_await self.refuse(request, *parser);
    const std::string_view type = view(parser->get()[http::field::content_type]);
    if (type.substr(0, 17) != "text/event-stream") {
        self.drop();
        co_return self.fail(request, {HttpFailureKind::Protocol, "the answer is no event stream"});
    }
    if (open) open();

    EventStreamReader reader(event_limit);
    const auto piece = std::make_unique<std::array<char, kPieceBytes>>();
    Failed failed{HttpFailureKind::Unreachable, "the server ended the stream"};
    while (!parser->is_done()) {
        beast::get_lowest_layer(*self.stream).expires_after(silence);
        const auto bytes = co_await self.readPiece(*parser, *piece);
        if (!bytes) {
            failed = bytes.error();
            if (failed.kind == HttpFailureKind::Protocol) failed.kind = HttpFailureKind::Unreachable;
            break;
        }
        const auto events = reader.feed(*bytes);
        if (!events) {
            failed = {HttpFailureKind::TooLarge, events.error()};
            break;
        }
        if (reader.reconnectionTime()) self.reconnection_time = reader.reconnectionTime();
        const bool more = std::all_of(events->begin(), events->end(), [&](const auto& one) { return event(one); });
        if (!more) {
            failed = {HttpFailureKind::Stopped, "enough received"};
            break;
        }
    }
    const auto failure = self.fail(request, failed);
    self.drop();
    co_return failure;
}

void HttpClient::close() {
    impl_->stopped = true;
    impl_->address.cancel();
    if (impl_->stream) beast::get_lowest_layer(*impl_->stream).close();
}

std::optional<std::chrono::seconds> HttpClient::clockSkew() const { return impl_->skew; }

const std::string& HttpClient::lastGoodInUse() const { return impl_->address.lastGoodInUse(); }

std::optional<std::chrono::milliseconds> HttpClient::reconnectionTime() const { return impl_->reconnection_time; }

} // namespace onestop::transport
