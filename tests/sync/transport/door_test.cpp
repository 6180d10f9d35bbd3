// SPDX-License-Identifier: Apache-2.0
// The door over real TLS: who gets in and under which name, and what it refuses.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "tests/sync/transport/loopback.h"

using namespace onestop;
using namespace onestop::transport;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

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
