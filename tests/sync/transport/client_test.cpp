// SPDX-License-Identifier: Apache-2.0
// The client over real TLS: what each failure is called, and what a hostile server can do to a kiosk (nothing but waste
// a bounded time).
#include <utility>

#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "tests/sync/transport/loopback.h"

using namespace onestop;
using namespace onestop::transport;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

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
