// SPDX-License-Identifier: Apache-2.0
// One door of the hub: an HTTPS listener that gives whole requests to a handler and sends what it returns. TLS,
// deadlines, limits and event streams are here; what a request means is not. Single-threaded: handlers run on the
// executor's thread and are short. Beast stays in the .cpp.
#pragma once

#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "sync/events/clock.h"
#include "sync/transport/door.h"

namespace onestop::transport {

struct DoorConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one (tests)
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::filesystem::path
        client_authority; ///< set: mutual TLS 1.3, clients of this authority only; else TLS 1.2 or 1.3
    /// With an authority. Known: whoever has no certificate is served too (peer is empty), and so is one whose
    /// certificate is over; the handler has to look.
    enum class Clients { Current, Known } clients = Clients::Current;
    std::size_t body_limit_bytes = 64 * 1024;
    std::size_t connection_limit = 512;
    std::chrono::milliseconds request_deadline{30'000}; ///< from the first wait to the last byte of a request
    std::chrono::milliseconds heartbeat{10'000};        ///< of event streams
};

class HttpsServer {
public:
    /// Listens when it returns; the failure says which file or address and why.
    static tl::expected<std::unique_ptr<HttpsServer>, std::string>
    make(boost::asio::any_io_executor executor, const DoorConfig& config, const events::Clock& clock, Handler handler);
    ~HttpsServer();
    HttpsServer(const HttpsServer&) = delete;
    HttpsServer& operator=(const HttpsServer&) = delete;

    std::uint16_t port() const;
    /// Takes no more connections and ends those that are open.
    void stop();

private:
    struct Impl;
    explicit HttpsServer(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
};

} // namespace onestop::transport
