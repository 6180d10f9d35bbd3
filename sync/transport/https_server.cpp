// SPDX-License-Identifier: Apache-2.0
// Accept, handshake, converse: one coroutine a connection, a deadline on every wait.
#include "sync/transport/https_server.h"

#include <array>
#include <set>
#include <stdexcept>

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <spdlog/spdlog.h>

#include "sync/transport/tls.h"
#include "sync/transport/url.h"

namespace onestop::transport {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;

namespace {

constexpr std::uint32_t kHeaderLimitBytes = 16 * 1024;
constexpr std::chrono::seconds kHandshakeDeadline{10};
constexpr std::chrono::seconds kGoodbyeDeadline{2};
constexpr std::chrono::seconds kWriteDeadline{30};
constexpr std::chrono::seconds kLaterDeadline{60};

std::string_view viewOf(beast::string_view text) { return {text.data(), text.size()}; }

ServerResponse problem(unsigned status, std::string_view type, std::string_view title) {
    ServerResponse response;
    response.status = status;
    response.headers.push_back({"Content-Type", std::string(kProblemMediaType)});
    response.body = problemDocument(type, status, title, "");
    return response;
}

/// A handshake that failed, or a request that was refused half-way: close so that the other side can still read why.
/// Closing with unread bytes would reset the connection and take the alert with it.
asio::awaitable<void> sayGoodbye(beast::tcp_stream& socket) {
    error_code error;
    socket.socket().shutdown(Tcp::socket::shutdown_send, error);
    socket.expires_after(kGoodbyeDeadline);
    std::array<char, 4096> rest{};
    while (!error) {
        co_await socket.async_read_some(asio::buffer(rest), asio::redirect_error(asio::use_awaitable, error));
    }
}

/// What a handler throws is the log's; whoever asked may ask again.
template <class Made>
ServerResponse madeBy(const ServerRequest& request, Made&& made) {
    try {
        return made();
    } catch (const std::exception& failed) {
        spdlog::error("cannot answer {} {}: {}", request.method, request.path, failed.what());
        auto response = problem(503, "unavailable", "The hub cannot do this now");
        response.headers.push_back({"Retry-After", "5"});
        return response;
    }
}

} // namespace

struct HttpsServer::Impl : std::enable_shared_from_this<Impl> {
    Impl(asio::any_io_executor executor_, const DoorConfig& config_, const events::Clock& clock_, Handler handler_,
         asio::ssl::context context_)
        : executor(std::move(executor_)), config(config_), clock(clock_), handler(std::move(handler_)),
          context(std::move(context_)), acceptor(executor) {}

    asio::any_io_executor executor;
    DoorConfig config;
    const events::Clock& clock;
    Handler handler;
    asio::ssl::context context;
    Tcp::acceptor acceptor;
    std::set<Stream*> open;
    bool stopping = false;

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(Tcp::socket socket);
    asio::awaitable<void> converse(Stream& stream, const std::string& peer, const std::string& remote);
    asio::awaitable<bool> answer(Stream& stream, const ServerResponse& response, unsigned version, bool head_only,
                                 bool keep);
    asio::awaitable<void> feed(Stream& stream, const ServerResponse& response);
    asio::awaitable<ServerResponse> await(const ServerRequest& request, std::shared_ptr<LaterAnswer> later);
};

asio::awaitable<void> HttpsServer::Impl::accept() {
    const auto self = shared_from_this();
    while (!stopping) {
        error_code error;
        Tcp::socket socket(executor);
        co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
        if (stopping) co_return;
        if (error) { // out of descriptors: wait instead of spinning
            asio::steady_timer pause(executor, std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        if (open.size() >= config.connection_limit) continue; // the socket closes here
        asio::co_spawn(
            executor, [self, s = std::move(socket)]() mutable { return self->serve(std::move(s)); }, asio::detached);
    }
}

asio::awaitable<void> HttpsServer::Impl::serve(Tcp::socket socket) {
    const auto self = shared_from_this();
    error_code error;
    socket.set_option(Tcp::no_delay(true), error);
    // A machine that lost its power never says goodbye: unanswered heartbeats end the connection.
    const unsigned unanswered_ms = 30'000;
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered_ms, sizeof unanswered_ms);
    const auto endpoint = socket.remote_endpoint(error);
    if (error) co_return;
    const std::string remote = endpoint.address().to_string();

    Stream stream(beast::tcp_stream(std::move(socket)), context);
    open.insert(&stream);
    auto& lowest = beast::get_lowest_layer(stream);
    checkCertificatesAt(stream.native_handle(), clock.now());
    lowest.expires_after(kHandshakeDeadline);
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
        co_await converse(stream, peerCommonName(stream.native_handle()), remote);
    } else {
        spdlog::debug("{}: no TLS with {}: {}", config.port, remote, error.message());
    }
    if (!stopping) co_await sayGoodbye(lowest);
    open.erase(&stream);
}

asio::awaitable<ServerResponse> HttpsServer::Impl::await(const ServerRequest& request,
                                                         std::shared_ptr<LaterAnswer> later) {
    asio::steady_timer timer(executor, kLaterDeadline);
    later->wake = [&timer] { timer.cancel(); };
    error_code woken;
    if (!later->answer) co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    later->wake = nullptr;
    co_return madeBy(request, [&] {
        if (!later->answer) throw std::runtime_error("no answer in time");
        return later->answer();
    });
}

asio::awaitable<void> HttpsServer::Impl::converse(Stream& stream, const std::string& peer, const std::string& remote) {
    auto& lowest = beast::get_lowest_layer(stream);
    beast::flat_buffer buffer;
    bool keep = true;
    while (keep && !stopping) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(kHeaderLimitBytes);
        parser.body_limit(config.body_limit_bytes);
        lowest.expires_after(config.request_deadline);
        error_code error;
        co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            ServerResponse refusal;
            if (error == http::error::body_limit) {
                refusal = problem(413, "too-large", "The request is larger than this door takes");
            } else if (error == http::error::header_limit || error == http::error::buffer_overflow) {
                refusal = problem(431, "header-too-large", "The request's head is too large");
            } else if (error.category() == http::make_error_code(http::error::bad_version).category() &&
                       error != http::error::end_of_stream && error != http::error::partial_message) {
                refusal = problem(400, "not-http", "This is not an HTTP/1.1 request");
            } else {
                co_return;
            }
            co_await answer(stream, refusal, 11, false, false);
            co_return;
        }

        const auto message = parser.release();
        ServerRequest request;
        request.method = viewOf(message.method_string());
        const bool head_only = request.method == "HEAD";
        if (head_only) request.method = "GET";
        const auto target = viewOf(message.target());
        const auto question = target.find('?');
        const auto path = decodePath(target.substr(0, question));
        if (question != std::string_view::npos) request.query = target.substr(question + 1);
        for (const auto& field : message) {
            request.headers.push_back({std::string(viewOf(field.name_string())), std::string(viewOf(field.value()))});
        }
        request.body = message.body();
        request.peer = peer;
        request.certificate = peerCertificate(stream.native_handle());
        request.remote = remote;
        keep = message.keep_alive();

        ServerResponse response;
        if (!path || path->empty() || path->front() != '/' || path->find('\0') != std::string::npos) {
            response = problem(400, "bad-path", "The path is not well formed");
        } else {
            request.path = *path;
            response = madeBy(request, [&] { return handler(request); });
        }
        if (response.later) response = co_await await(request, response.later);
        if (response.feed && !head_only) {
            co_await feed(stream, response);
            co_return;
        }
        if (!co_await answer(stream, response, message.version(), head_only, keep)) co_return;
    }
}

asio::awaitable<bool> HttpsServer::Impl::answer(Stream& stream, const ServerResponse& response, unsigned version,
                                                bool head_only, bool keep) {
    http::response<http::string_body> message{http::status(response.status), version};
    for (const auto& header : response.headers)
        message.set(header.name, header.value);
    message.set("X-Content-Type-Options", "nosniff");
    message.set(http::field::date, httpDate(clock.now())); // how far the other side's clock is off
    message.keep_alive(keep);
    const auto length = response.body.size();
    if (!head_only) message.body() = response.body;
    if (response.status != 304 && response.status != 204) message.content_length(length);
    beast::get_lowest_layer(stream).expires_after(kWriteDeadline);
    error_code error;
    if (head_only) {
        http::response_serializer<http::string_body> serializer{message};
        co_await http::async_write_header(stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    } else {
        co_await http::async_write(stream, message, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return !error;
}

asio::awaitable<void> HttpsServer::Impl::feed(Stream& stream, const ServerResponse& response) {
    auto& lowest = beast::get_lowest_layer(stream);
    http::response<http::empty_body> head{http::status::ok, 11};
    for (const auto& header : response.headers)
        head.set(header.name, header.value);
    head.set(http::field::content_type, "text/event-stream");
    head.set(http::field::cache_control, "no-store");
    head.set(http::field::date, httpDate(clock.now()));
    head.keep_alive(false);
    http::response_serializer<http::empty_body> serializer{head};
    lowest.expires_after(kWriteDeadline);
    error_code error;
    co_await http::async_write_header(stream, serializer, asio::redirect_error(asio::use_awaitable, error));

    asio::steady_timer timer(executor);
    const auto listener = response.feed->listen();
    listener->wake = [&timer] { timer.cancel(); };
    while (!error && !stopping) {
        std::string out;
        for (const auto& [name, data] : std::exchange(listener->waiting, {}))
            out += serialize({name, data});
        if (out.empty()) {
            lowest.expires_never();
            timer.expires_after(config.heartbeat);
            error_code woken;
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
            if (woken) continue; // something to say, or the door closes
        }
        out.insert(
            0, heartbeat(response.feed->reconnectionTime())); // also before what is said: a busy stream has no pause
        lowest.expires_after(kWriteDeadline);
        co_await asio::async_write(stream, asio::buffer(out), asio::redirect_error(asio::use_awaitable, error));
    }
    listener->wake = nullptr;
}

tl::expected<std::unique_ptr<HttpsServer>, std::string> HttpsServer::make(asio::any_io_executor executor,
                                                                          const DoorConfig& config,
                                                                          const events::Clock& clock, Handler handler) {
    const bool mutual = !config.client_authority.empty();
    auto context = makeTlsContext(asio::ssl::context::tls_server, mutual ? TLS1_3_VERSION : TLS1_2_VERSION);
    if (!context) return tl::unexpected(context.error());
    if (const auto used = useIdentity(*context, config.certificate, config.key); !used) {
        return tl::unexpected(used.error());
    }
    if (mutual) {
        if (const auto used = useAuthority(*context, config.client_authority); !used)
            return tl::unexpected(used.error());
        const bool known = config.clients == DoorConfig::Clients::Known;
        context->set_verify_mode(asio::ssl::verify_peer | (known ? 0 : asio::ssl::verify_fail_if_no_peer_cert));
        if (known)
            context->set_verify_callback([](bool verified, asio::ssl::verify_context& at) {
                return verified || X509_STORE_CTX_get_error(at.native_handle()) == X509_V_ERR_CERT_HAS_EXPIRED;
            });
    }
    auto impl = std::make_shared<Impl>(std::move(executor), config, clock, std::move(handler), std::move(*context));

    const auto cannot = [&](const error_code& error) {
        return tl::unexpected("cannot listen on " + config.address + ":" + std::to_string(config.port) + ": " +
                              error.message());
    };
    error_code error;
    const auto address = asio::ip::make_address(config.address, error);
    if (error) return cannot(error);
    const Tcp::endpoint endpoint(address, config.port);
    impl->acceptor.open(endpoint.protocol(), error);
    if (!error) impl->acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) impl->acceptor.bind(endpoint, error);
    if (!error) impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot(error);
    asio::co_spawn(
        impl->executor, [impl] { return impl->accept(); }, asio::detached);
    return std::unique_ptr<HttpsServer>(new HttpsServer(impl));
}

HttpsServer::HttpsServer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

HttpsServer::~HttpsServer() { stop(); }

std::uint16_t HttpsServer::port() const {
    error_code error;
    return impl_->acceptor.local_endpoint(error).port();
}

void HttpsServer::stop() {
    if (std::exchange(impl_->stopping, true)) return;
    error_code error;
    impl_->acceptor.close(error);
    for (Stream* stream : impl_->open)
        beast::get_lowest_layer(*stream).close();
}

} // namespace onestop::transport
