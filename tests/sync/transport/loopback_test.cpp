// SPDX-License-Identifier: Apache-2.0
// Real TLS over loopback: who gets in, what each failure is called, and what a hostile server can do to a kiosk
// (nothing but waste a bounded time). Certificates come from deploy/pki/make.
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cstdlib>

#include "sync/transport/http_client.h"
#include "sync/transport/https_server.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace onestop;
using namespace onestop::transport;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

/// Two authorities with a hub and two kiosks each, made once.
const std::filesystem::path& pki() {
    static const tests::ScratchFolder folder;
    static const auto path = [] {
        for (const auto* name : {"pki", "other"}) {
            const auto command = std::string(ONESTOP_SOURCE_DIR) + "/deploy/pki/make '" +
                                 (folder.path() / name).string() + "' dapeng-kuichong 2 > /dev/null 2>&1";
            if (std::system(command.c_str()) != 0) throw std::runtime_error("deploy/pki/make failed");
        }
        return folder.path();
    }();
    return path;
}

std::filesystem::path pem(const std::string& name) { return pki() / name; }

class ShiftedClock : public events::Clock {
public:
    explicit ShiftedClock(std::chrono::hours by = 0h) : by_(by) {}
    events::WallTime now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + by_;
    }
    std::chrono::milliseconds monotonic() const override { return {}; }
    bool trusted() const override { return true; }

private:
    std::chrono::hours by_;
};

struct Loop {
    asio::io_context io{1};
    ShiftedClock clock;

    template <class T>
    T wait(Task<T> task) {
        std::optional<T> result;
        std::exception_ptr thrown;
        asio::co_spawn(io, std::move(task), [&](std::exception_ptr failed, T value) {
            thrown = failed;
            result.emplace(std::move(value));
            io.stop();
        });
        io.restart();
        io.run();
        if (thrown) std::rethrow_exception(thrown);
        return std::move(*result);
    }
};

HttpClientConfig clientConfig(std::uint16_t port, const std::string& who = "pki/kiosk-1",
                              const std::string& authority = "pki/ca.crt") {
    HttpClientConfig config;
    config.base = *parseUrl("https://127.0.0.1:" + std::to_string(port) + "/");
    config.authority = pem(authority);
    if (!who.empty()) {
        config.certificate = pem(who + ".crt");
        config.key = pem(who + ".key");
    }
    return config;
}

HttpResult<HttpResponse> ask(Loop& loop, const HttpClientConfig& config, HttpRequest request = {},
                             ShiftedClock clock = ShiftedClock()) {
    auto client = HttpClient::make(loop.io.get_executor(), config, clock);
    if (!client) return tl::unexpected(client.error());
    return loop.wait((*client)->request(std::move(request)));
}

/// The devices door: says who came.
std::unique_ptr<HttpsServer> door(Loop& loop, DoorConfig config = {}, Handler handler = nullptr) {
    config.certificate = pem("pki/hub.crt");
    config.key = pem("pki/hub.key");
    config.client_authority = pem("pki/ca.crt");
    if (!handler) {
        handler = [](const ServerRequest& request) {
            ServerResponse response;
            response.body = request.method + " " + request.path + " " + request.peer + " " + request.body;
            return response;
        };
    }
    auto server = HttpsServer::make(loop.io.get_executor(), config, loop.clock, std::move(handler));
    REQUIRE(server);
    return std::move(*server);
}

HttpFailureKind kindOf(const HttpResult<HttpResponse>& result) {
    REQUIRE_FALSE(result);
    INFO(result.error().context);
    return result.error().kind;
}

/// A TLS server that reads a request's head and then does as told.
class HostileServer {
public:
    using Deed = std::function<asio::awaitable<void>(asio::ssl::stream<Tcp::socket>&)>;

    HostileServer(asio::io_context& io, Deed deed)
        : io_(io), acceptor_(io, Tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)),
          context_(asio::ssl::context::tls_server), deed_(std::move(deed)) {
        context_.use_certificate_chain_file(pem("pki/hub.crt").string());
        context_.use_private_key_file(pem("pki/hub.key").string(), asio::ssl::context::pem);
        asio::co_spawn(io, accept(), asio::detached);
    }
    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    int requests = 0;

private:
    asio::awaitable<void> accept() {
        for (;;) {
            error_code error;
            Tcp::socket socket(io_);
            co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
            if (error) co_return;
            asio::co_spawn(io_, serve(std::move(socket)), asio::detached);
        }
    }
    asio::awaitable<void> serve(Tcp::socket socket) {
        error_code error;
        asio::ssl::stream<Tcp::socket> stream(std::move(socket), context_);
        co_await stream.async_handshake(asio::ssl::stream_base::server,
                                        asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return;
        asio::streambuf head;
        co_await asio::async_read_until(stream, head, "\r\n\r\n", asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return;
        ++requests;
        co_await deed_(stream);
    }
    asio::io_context& io_;
    Tcp::acceptor acceptor_;
    asio::ssl::context context_;
    Deed deed_;
};

HostileServer::Deed say(std::string words) {
    return [words = std::move(words)](asio::ssl::stream<Tcp::socket>& stream) -> asio::awaitable<void> {
        error_code error;
        co_await asio::async_write(stream, asio::buffer(words), asio::redirect_error(asio::use_awaitable, error));
        stream.next_layer().close(error);
    };
}

HostileServer::Deed dribble(std::string first, std::chrono::milliseconds pause) {
    return [first = std::move(first), pause](asio::ssl::stream<Tcp::socket>& stream) -> asio::awaitable<void> {
        error_code error;
        co_await asio::async_write(stream, asio::buffer(first), asio::redirect_error(asio::use_awaitable, error));
        asio::steady_timer timer(stream.get_executor());
        while (!error) {
            timer.expires_after(pause);
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
            co_await asio::async_write(stream, asio::buffer("x", 1), asio::redirect_error(asio::use_awaitable, error));
        }
    };
}

} // namespace

TEST_CASE("a kiosk of our authority is let in under its own name", "[transport][tls]") {
    Loop loop;
    const auto server = door(loop);
    HttpRequest request;
    request.method = "POST";
    request.target = "/v1/%E4%B8%80";
    request.body = "hello";

    const auto answer = ask(loop, clientConfig(server->port()), request);

    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "POST /v1/一 kiosk-1.dapeng-kuichong hello");
}

TEST_CASE("one connection carries many requests, and a closed one is opened again", "[transport][tls]") {
    Loop loop;
    auto server = door(loop);
    const auto port = server->port();
    auto client = HttpClient::make(loop.io.get_executor(), clientConfig(port), loop.clock);
    REQUIRE(client);
    for (int i = 0; i < 5; ++i)
        REQUIRE(loop.wait((*client)->request({})));

    server->stop();
    DoorConfig same;
    same.port = port;
    server = door(loop, same);

    CHECK(loop.wait((*client)->request({})));
}

TEST_CASE("without our certificate, or with a foreign one, the door stays shut and says why",
          "[transport][tls][hostile]") {
    Loop loop;
    const auto server = door(loop);
    CHECK(kindOf(ask(loop, clientConfig(server->port(), ""))) == HttpFailureKind::ClientCertificateRefused);
    CHECK(kindOf(ask(loop, clientConfig(server->port(), "other/kiosk-1"))) ==
          HttpFailureKind::ClientCertificateRefused);
    // The hub's own certificate is for serving, not for coming in.
    CHECK(kindOf(ask(loop, clientConfig(server->port(), "pki/hub"))) == HttpFailureKind::ClientCertificateRefused);
}

TEST_CASE("a client's certificate counts by the hub's clock", "[transport][tls]") {
    Loop loop;
    loop.clock = ShiftedClock(24h * 365 * 20);
    const auto server = door(loop);
    CHECK(kindOf(ask(loop, clientConfig(server->port()))) == HttpFailureKind::ClientCertificateRefused);
}

TEST_CASE("TLS 1.2 is refused at the devices door", "[transport][tls][hostile]") {
    Loop loop;
    const auto server = door(loop);
    const auto refused = loop.wait([](asio::io_context& io, std::uint16_t port) -> Task<bool> {
        asio::ssl::context context(asio::ssl::context::tls_client);
        SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_2_VERSION);
        asio::ssl::stream<Tcp::socket> stream(io, context);
        error_code error;
        co_await stream.next_layer().async_connect({asio::ip::make_address("127.0.0.1"), port},
                                                   asio::redirect_error(asio::use_awaitable, error));
        co_await stream.async_handshake(asio::ssl::stream_base::client,
                                        asio::redirect_error(asio::use_awaitable, error));
        co_return error&& std::string(error.message()).find("protocol version") != std::string::npos;
    }(loop.io, server->port()));
    CHECK(refused);
}

TEST_CASE("a login page, another authority and another name are not trusted", "[transport][tls][hostile]") {
    Loop loop;
    const auto server = door(loop);
    CHECK(kindOf(ask(loop, clientConfig(server->port(), "pki/kiosk-1", "other/ca.crt"))) ==
          HttpFailureKind::CertificateNotTrusted);
    auto elsewhere = clientConfig(server->port());
    DoorConfig everywhere;
    everywhere.address = "127.0.0.2";
    const auto twin = door(loop, everywhere);
    elsewhere.base = *parseUrl("https://127.0.0.2:" + std::to_string(twin->port()));
    CHECK(kindOf(ask(loop, elsewhere)) == HttpFailureKind::CertificateNotTrusted);
}

TEST_CASE("a wrong clock is called a wrong clock", "[transport][tls]") {
    Loop loop;
    const auto server = door(loop);
    CHECK(kindOf(ask(loop, clientConfig(server->port()), {}, ShiftedClock(-24h * 365))) ==
          HttpFailureKind::CertificateNotYetValid);
    CHECK(kindOf(ask(loop, clientConfig(server->port()), {}, ShiftedClock(24h * 365 * 20))) ==
          HttpFailureKind::CertificateExpired);
}

TEST_CASE("no such name, nobody listening and a bad key file each have their name", "[transport]") {
    Loop loop;
    std::uint16_t free_port = 0;
    {
        Tcp::acceptor closing(loop.io, Tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
        free_port = closing.local_endpoint().port();
    }
    CHECK(kindOf(ask(loop, clientConfig(free_port))) == HttpFailureKind::Unreachable);
    auto nowhere = clientConfig(443);
    nowhere.base.host = "hub.invalid";
    nowhere.connect_timeout = 3s;
    CHECK(kindOf(ask(loop, nowhere)) == HttpFailureKind::NameNotFound);
    auto keyless = clientConfig(443);
    keyless.key = pem("other/kiosk-1.key");
    CHECK(kindOf(ask(loop, keyless)) == HttpFailureKind::BadSetup);
    keyless.key = pem("no-such-file");
    CHECK(kindOf(ask(loop, keyless)) == HttpFailureKind::BadSetup);
}

TEST_CASE("a server that takes the connection and says nothing costs a deadline", "[transport][hostile]") {
    Loop loop;
    Tcp::acceptor silent(loop.io, Tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
    HttpRequest request;
    request.timeout = 300ms;
    CHECK(kindOf(ask(loop, clientConfig(silent.local_endpoint().port()), request)) == HttpFailureKind::Timeout);
}

TEST_CASE("refusals carry status, problem and Retry-After; redirects are never followed", "[transport][hostile]") {
    Loop loop;
    const std::string problem = R"({"type":"urn:onestop:problem:too-large","status":413})";
    const auto refuse = [&](const std::string& status, const std::string& headers, const std::string& body) {
        HostileServer server(loop.io, say("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " +
                                          std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body));
        const auto answer = ask(loop, clientConfig(server.port()));
        CHECK(server.requests == 1);
        REQUIRE_FALSE(answer);
        CHECK(answer.error().kind == HttpFailureKind::Refused);
        return answer.error();
    };
    const auto large = refuse("413", "", problem);
    CHECK(large.status == 413);
    CHECK(large.problem == "urn:onestop:problem:too-large");
    CHECK(refuse("429", "Retry-After: 120\r\n", "").retry_after == 120s);
    CHECK(refuse("503", "Retry-After: 99999999999\r\n", "").retry_after == 24h);
    CHECK(refuse("503", "Retry-After: Mon, 23 Nov 2020 00:00:00 GMT\r\n", "").retry_after == 0s);
    CHECK_FALSE(refuse("503", "Retry-After: soon\r\n", "").retry_after);
    CHECK(refuse("302", "Location: https://127.0.0.1:1/\r\n", "").status == 302);
    CHECK(refuse("404", "", "<html>not here</html>").problem.empty());
}

TEST_CASE("an answer cut at any byte is never taken for a whole one", "[transport][hostile][property]") {
    Loop loop;
    const std::string whole =
        "HTTP/1.1 200 OK\r\nContent-Length: 24\r\nConnection: close\r\n\r\n{\"source\":1,\"sequence\":2}";
    for (std::size_t length = 0; length < whole.size(); length += length < 20 || length > whole.size() - 6 ? 1 : 7) {
        HostileServer server(loop.io, say(whole.substr(0, length)));
        const auto answer = ask(loop, clientConfig(server.port()));
        INFO("cut at " << length);
        REQUIRE_FALSE(answer);
        const auto kind = answer.error().kind;
        CHECK((kind == HttpFailureKind::Unreachable || kind == HttpFailureKind::Protocol));
    }
    HostileServer server(loop.io, say(whole));
    CHECK(ask(loop, clientConfig(server.port()))->body.size() == 24);
}

TEST_CASE("endless, oversized and slow answers are stopped", "[transport][hostile]") {
    Loop loop;
    HttpRequest request;
    request.timeout = 800ms;
    request.body_limit_bytes = 1000;
    const auto with = [&](HostileServer::Deed deed) {
        HostileServer server(loop.io, std::move(deed));
        return kindOf(ask(loop, clientConfig(server.port()), request));
    };
    CHECK(with(say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")) == HttpFailureKind::TooLarge);
    CHECK(with(say("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x'))) == HttpFailureKind::TooLarge);
    CHECK(with(say("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n")) == HttpFailureKind::TooLarge);
    CHECK(with(dribble("HTTP/1.1 200 OK\r\nX: ", 50ms)) == HttpFailureKind::Timeout);
    CHECK(with(dribble("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", 50ms)) == HttpFailureKind::Timeout);
    CHECK(with(say("SSH-2.0-OpenSSH_9.2\r\n")) == HttpFailureKind::Protocol);
    CHECK(with(say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) == HttpFailureKind::Protocol);
    CHECK(with(say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello")) ==
          HttpFailureKind::Protocol);
}

TEST_CASE("a download is handed on in pieces and can be stopped", "[transport]") {
    Loop loop;
    const auto server = door(loop, {}, [](const ServerRequest&) {
        ServerResponse response;
        response.body = std::string(300'000, 'a');
        return response;
    });
    auto client = HttpClient::make(loop.io.get_executor(), clientConfig(server->port()), loop.clock);
    std::size_t received = 0;
    int pieces = 0;
    const auto whole = loop.wait((*client)->download({}, [&](std::string_view bytes) {
        received += bytes.size();
        ++pieces;
        return true;
    }));
    CHECK(whole);
    CHECK(received == 300'000);
    CHECK(pieces > 1);
    const auto stopped = loop.wait((*client)->download({}, [](std::string_view) { return false; }));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().kind == HttpFailureKind::Stopped);
    CHECK(loop.wait((*client)->request({})));
}

TEST_CASE("state comes at once, again at each change, and a quiet stream stays alive", "[transport][stream]") {
    Loop loop;
    const auto feed = std::make_shared<EventFeed>();
    feed->publish({"state", "{\"revision\":1}"}, true);
    DoorConfig config;
    config.heartbeat = 20ms;
    const auto server = door(loop, config, [&](const ServerRequest&) {
        ServerResponse response;
        response.feed = feed;
        return response;
    });
    auto client = HttpClient::make(loop.io.get_executor(), clientConfig(server->port()), loop.clock);
    std::vector<ServerSentEvent> seen;
    bool opened = false;
    asio::steady_timer later(loop.io, 150ms); // several heartbeats, and more than the silence allowed below
    later.async_wait([&](error_code) {
        feed->publish({"state", "{\"revision\":2}"}, true);
        feed->publish({"state", "{\"revision\":3}"}, true); // only the newest matters
        feed->publish({"refresh", "{}"}, false);
    });

    const auto ended = loop.wait((*client)->listen(
        {}, 100ms, [&] { opened = true; },
        [&](const ServerSentEvent& event) {
            seen.push_back(event);
            return seen.size() < 3;
        }));

    CHECK(opened);
    CHECK(ended.kind == HttpFailureKind::Stopped);
    REQUIRE(seen.size() == 3);
    CHECK(seen[0] == ServerSentEvent{"state", "{\"revision\":1}"});
    CHECK(seen[1] == ServerSentEvent{"refresh", "{}"});
    CHECK(seen[2] == ServerSentEvent{"state", "{\"revision\":3}"});
}

TEST_CASE("with the first word of a stream comes how widely those who lose it should spread", "[transport][stream]") {
    Loop loop;
    const auto feed = std::make_shared<EventFeed>();
    feed->publish({"state", "{}"}, true);
    const auto server = door(loop, {}, [&](const ServerRequest&) {
        ServerResponse response;
        response.feed = feed;
        return response;
    });
    std::vector<std::shared_ptr<EventFeed::Listener>> others{feed->listen(), feed->listen()};
    for (int gone = 0; gone < 500; ++gone)
        (void)feed->listen(); // came and left: they do not count
    auto client = HttpClient::make(loop.io.get_executor(), clientConfig(server->port()), loop.clock);
    loop.wait((*client)->listen({}, 5s, nullptr, [](const ServerSentEvent&) { return false; }));
    CHECK((*client)->reconnectionTime() == 1003ms);
}

TEST_CASE("a stream that falls silent, ends or grows without end is left", "[transport][stream][hostile]") {
    Loop loop;
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    const auto with = [&](HostileServer::Deed deed) {
        HostileServer server(loop.io, std::move(deed));
        auto client = HttpClient::make(loop.io.get_executor(), clientConfig(server.port()), loop.clock);
        HttpRequest request;
        request.body_limit_bytes = 1000;
        return loop.wait((*client)->listen(request, 200ms, nullptr, [](const ServerSentEvent&) { return true; })).kind;
    };
    CHECK(with(dribble(head, 10s)) == HttpFailureKind::Timeout);
    CHECK(with(say(head + "event: state\ndata: {}\n\n")) == HttpFailureKind::Unreachable);
    CHECK(with(say(head + "data: " + std::string(5000, 'x'))) == HttpFailureKind::TooLarge);
    CHECK(with(say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) == HttpFailureKind::Protocol);
    CHECK(with(say("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) == HttpFailureKind::Refused);
}

TEST_CASE("the door refuses what is too large, malformed or endless", "[transport][server][hostile]") {
    Loop loop;
    DoorConfig small;
    small.body_limit_bytes = 1000;
    const auto server = door(loop, small, [](const ServerRequest& request) -> ServerResponse {
        if (request.path == "/throw") throw std::runtime_error("the disk is gone");
        return {};
    });
    HttpRequest large;
    large.method = "POST";
    large.body = std::string(5000, 'x');
    CHECK(ask(loop, clientConfig(server->port()), large).error().status == 413);
    HttpRequest broken;
    broken.target = "/throw";
    const auto unavailable = ask(loop, clientConfig(server->port()), broken).error();
    CHECK(unavailable.status == 503);
    CHECK(unavailable.retry_after == 5s);
    HttpRequest odd;
    odd.target = "/%zz";
    CHECK(ask(loop, clientConfig(server->port()), odd).error().status == 400);
    HttpRequest heavy;
    heavy.headers.push_back({"X-Weight", std::string(40'000, 'x')});
    CHECK(ask(loop, clientConfig(server->port()), heavy).error().status == 431);
}

TEST_CASE("an answer that comes later keeps nobody else waiting, and may be a failure", "[transport][server]") {
    Loop loop;
    std::shared_ptr<LaterAnswer> waiting;
    const auto server = door(loop, {}, [&waiting](const ServerRequest& request) {
        ServerResponse response;
        response.body = "at once";
        if (request.path == "/later") waiting = response.later = std::make_shared<LaterAnswer>();
        return response;
    });
    const auto client = HttpClient::make(loop.io.get_executor(), clientConfig(server->port()), loop.clock);
    REQUIRE(client);
    const auto askLater = [&](std::function<ServerResponse()> made) {
        std::optional<HttpResult<HttpResponse>> heard;
        HttpRequest request;
        request.target = "/later";
        waiting.reset();
        asio::co_spawn(loop.io, (*client)->request(std::move(request)),
                       [&](std::exception_ptr, HttpResult<HttpResponse> result) { heard.emplace(std::move(result)); });
        loop.io.restart();
        while (!waiting)
            loop.io.run_one();
        CHECK(ask(loop, clientConfig(server->port()))->body == "at once");
        CHECK_FALSE(heard);
        waiting->give(std::move(made));
        loop.io.restart();
        while (!heard)
            loop.io.run_one();
        return *heard;
    };
    const auto answer = askLater([] {
        ServerResponse response;
        response.body = "at last";
        return response;
    });
    CHECK(answer->body == "at last");
    CHECK(askLater([]() -> ServerResponse { throw std::runtime_error("the disk is gone"); }).error().status == 503);
}

TEST_CASE("a door that cannot open says which file or address", "[transport][server]") {
    Loop loop;
    DoorConfig config;
    config.certificate = pem("pki/hub.crt");
    config.key = pem("missing.key");
    const auto keyless = HttpsServer::make(loop.io.get_executor(), config, loop.clock, nullptr);
    REQUIRE_FALSE(keyless);
    CHECK(keyless.error().find("missing.key") != std::string::npos);
    const auto first = door(loop);
    config.key = pem("pki/hub.key");
    config.port = first->port();
    const auto taken = HttpsServer::make(loop.io.get_executor(), config, loop.clock, nullptr);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().find("cannot listen on 127.0.0.1:") == 0);
}
