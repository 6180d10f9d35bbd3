// SPDX-License-Identifier: Apache-2.0
// HTTPS as the sync daemon needs it: TLS 1.3, a private authority, mutual TLS, deadlines and limits on everything,
// and failures that name what a technician can do. Coroutines of Boost.Asio outside, Beast only in the .cpp.
// Redirects are never followed and compression is never negotiated (facts/sync.md A).
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12 (chriskohlhoff/asio#944)

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/events/clock.h"
#include "sync/transport/event_stream.h"
#include "sync/transport/http_failure.h"
#include "sync/transport/message.h"
#include "sync/transport/url.h"

namespace onestop::transport {

template <class T>
using HttpResult = tl::expected<T, HttpFailure>;
template <class T>
using Task = boost::asio::awaitable<T>;

struct HttpRequest {
    std::string method = "GET";
    std::string target = "/"; ///< path and query; see Url::resolve for paths below a base
    std::vector<Header> headers;
    std::string body;
    std::size_t body_limit_bytes = 1024 * 1024; ///< of the answer
    std::chrono::milliseconds timeout{30'000};  ///< for everything: name, connection, TLS, answer
    /// Called once it has gone out, before the answer is waited for: for what can be done meanwhile. Called again when
    /// it goes out again on another connection.
    std::function<void()> sent{};
};

struct HttpResponse {
    unsigned status = 0; ///< always 2xx: anything else is HttpFailureKind::Refused
    std::vector<Header> headers;
    std::string body; ///< empty after download()
};

struct HttpClientConfig {
    Url base; ///< scheme https; only host and port are used here
    /// PEM: the only authority that is trusted. Empty: nobody is, and whatever comes must be proved otherwise (the
    /// provisional connection of RFC 7030 4.1.1; nothing secret may be sent over it).
    std::filesystem::path authority;
    std::filesystem::path certificate;                 ///< PEM chain of this node; empty: no mutual TLS
    std::filesystem::path key;                         ///< PEM
    std::chrono::milliseconds connect_timeout{10'000}; ///< of each address; a name also has this long
    /// Keeps the address where the server answered last, for a start without name service; empty: in memory only.
    std::filesystem::path last_good_file{};
};

/// One server, one connection at a time, kept open between requests. One coroutine at a time: an event stream
/// wants a client of its own. A request that meets a kept connection which the server has just closed is sent
/// again once on a new one, so everything sent through here must be idempotent.
class HttpClient {
public:
    /// Reads certificate, key and authority now; the clock gives the time at which certificates are checked.
    static HttpResult<std::unique_ptr<HttpClient>> make(boost::asio::any_io_executor executor,
                                                        const HttpClientConfig& config, const events::Clock& clock);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// The whole answer in memory.
    Task<HttpResult<HttpResponse>> request(HttpRequest request);

    /// The answer's body in pieces, as it comes. `sink` returns false to stop (HttpFailureKind::Stopped). It is
    /// called for 2xx answers only; status 206 and `Content-Range` are the caller's to check.
    using Sink = std::function<bool(std::string_view bytes)>;
    Task<HttpResult<HttpResponse>> download(HttpRequest request, Sink sink);

    /// Server-sent events until the server closes (Unreachable), nothing at all comes for `silence`
    /// (Timeout), or `event` returns false (Stopped). Never returns success; request.timeout covers the start,
    /// request.body_limit_bytes one event.
    using OnOpen = std::function<void()>;
    using OnEvent = std::function<bool(const ServerSentEvent& event)>;
    Task<HttpFailure> listen(HttpRequest request, std::chrono::milliseconds silence, OnOpen open, OnEvent event);

    /// Drops the connection; what is under way ends with Stopped. On the executor's thread.
    void close();

    /// The server's `Date` of the last answer minus our clock: a measure of skew, never a time source.
    std::optional<std::chrono::seconds> clockSkew() const;
    /// The address in use because there is no name service: the server was found there last. Empty: none was needed.
    const std::string& lastGoodInUse() const;
    /// Within what time whoever lost the server's stream should come back, as the server said while it was heard.
    std::optional<std::chrono::milliseconds> reconnectionTime() const;

private:
    struct Impl;
    explicit HttpClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace onestop::transport
