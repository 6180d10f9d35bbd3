// SPDX-License-Identifier: Apache-2.0
// Both ends of a TLS connection over loopback in one thread, with certificates from deploy/pki/make.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "sync/transport/http_client.h"
#include "sync/transport/https_server.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::transport {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// Two authorities with a hub and two kiosks each, made once.
inline const std::filesystem::path& pki() {
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

inline std::filesystem::path pem(const std::string& name) { return pki() / name; }

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

inline HttpClientConfig clientConfig(std::uint16_t port, const std::string& who = "pki/kiosk-1",
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

inline HttpResult<HttpResponse> ask(Loop& loop, const HttpClientConfig& config, HttpRequest request = {},
                                    ShiftedClock clock = ShiftedClock()) {
    auto client = HttpClient::make(loop.io.get_executor(), config, clock);
    if (!client) return tl::unexpected(client.error());
    return loop.wait((*client)->request(std::move(request)));
}

/// The devices door: says who came.
inline std::unique_ptr<HttpsServer> door(Loop& loop, DoorConfig config = {}, Handler handler = nullptr) {
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

inline HttpFailureKind kindOf(const HttpResult<HttpResponse>& result) {
    REQUIRE_FALSE(result);
    INFO(result.error().context);
    return result.error().kind;
}

} // namespace onestop::transport
