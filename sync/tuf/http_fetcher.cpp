// SPDX-License-Identifier: Apache-2.0
// One connection at a time, run to its end on a loop of its own: TUF is a sequence, not a conversation.
#include "sync/tuf/http_fetcher.h"

#include <utility> // before Asio: Boost 1.74 on g++ 12 misses it (chriskohlhoff/asio#944)

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>

namespace onestop::tuf {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
constexpr std::chrono::seconds kDeadline{30};

struct Url {
    std::string host, port, path;
};

std::optional<Url> parseUrl(std::string_view text) {
    constexpr std::string_view kScheme = "http://";
    if (!text.starts_with(kScheme)) return std::nullopt;
    text.remove_prefix(kScheme.size());
    const std::size_t slash = text.find('/');
    Url url{std::string(text.substr(0, slash)), "80",
            slash == std::string_view::npos ? "/" : std::string(text.substr(slash))};
    const std::size_t colon = url.host.rfind(':');
    if (colon != std::string::npos && url.host.find(']', colon) == std::string::npos) {
        url.port = url.host.substr(colon + 1);
        url.host.resize(colon);
    }
    if (url.host.starts_with('[') && url.host.ends_with(']')) url.host = url.host.substr(1, url.host.size() - 2);
    if (url.host.empty() || url.port.empty()) return std::nullopt;
    return url;
}

} // namespace

// Kept open between requests of one host; opened anew when the server has closed it.
struct HttpFetcher::Connection {
    asio::io_context io{1};
    std::optional<beast::tcp_stream> stream;
    beast::flat_buffer buffer;
    std::string peer;

    // Runs what was started until it is done; the stream's own deadline ends it.
    void run() {
        io.restart();
        io.run();
    }

    beast::error_code connect(const Url& url) {
        if (stream && peer == url.host + ":" + url.port) return {};
        stream.reset();
        beast::error_code error;
        asio::ip::tcp::resolver resolver(io);
        const auto addresses = resolver.resolve(url.host, url.port, error);
        if (error) return error;
        stream.emplace(io);
        buffer.clear();
        stream->expires_after(kDeadline);
        stream->async_connect(addresses, [&](beast::error_code e, const auto&) { error = e; });
        run();
        if (error) {
            stream.reset();
        } else {
            peer = url.host + ":" + url.port;
        }
        return error;
    }

    using Parser = http::response_parser<http::string_body>;
    beast::error_code exchange(const Url& url, const std::string& target, Parser& parser) {
        http::request<http::empty_body> request(http::verb::get, target, 11);
        request.set(http::field::host, url.port == "80" ? url.host : url.host + ":" + url.port);
        request.set(http::field::user_agent, "onestop-tuf");
        beast::error_code error;
        stream->expires_after(kDeadline);
        http::async_write(*stream, request, [&](beast::error_code e, std::size_t) { error = e; });
        run();
        if (!error) {
            http::async_read(*stream, buffer, parser, [&](beast::error_code e, std::size_t) { error = e; });
            run();
        }
        if (error || !parser.get().keep_alive()) stream.reset();
        return error;
    }
};

HttpFetcher::HttpFetcher(std::string metadataUrl, std::string targetsUrl)
    : metadataUrl_(std::move(metadataUrl)), targetsUrl_(std::move(targetsUrl)),
      connection_(std::make_unique<Connection>()) {}

HttpFetcher::~HttpFetcher() = default;

tl::expected<Bytes, FetchFailure> HttpFetcher::fetchMetadata(const std::string& name, std::size_t maxLength) {
    return fetch(metadataUrl_, name, maxLength);
}

tl::expected<Bytes, FetchFailure> HttpFetcher::fetchTarget(const std::string& name, std::size_t maxLength) {
    return fetch(targetsUrl_, name, maxLength);
}

tl::expected<Bytes, FetchFailure> HttpFetcher::fetch(const std::string& base, const std::string& name,
                                                     std::size_t maxLength) {
    const auto fail = [&](FetchFailureKind kind, const std::string& why) {
        return tl::unexpected(FetchFailure{kind, "cannot fetch " + name + ": " + why});
    };
    const auto url = parseUrl(base);
    if (!url) return fail(FetchFailureKind::Unreachable, "\"" + base + "\" is not http://host/path/");
    const std::string target = url->path + (url->path.ends_with('/') ? "" : "/") + name;

    std::optional<Connection::Parser> parser;
    beast::error_code error;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const bool reused = connection_->stream.has_value();
        error = connection_->connect(*url);
        if (error) break;
        parser.emplace();
        parser->body_limit(maxLength);
        error = connection_->exchange(*url, target, *parser);
        if (!error || !reused) break; // an idle connection may have been closed meanwhile: once more
    }
    if (error == http::error::body_limit) return fail(FetchFailureKind::TooLong, "more bytes than allowed");
    if (error) return fail(FetchFailureKind::Unreachable, error.message());
    const unsigned status = parser->get().result_int();
    // 403: what static object stores answer for a file that does not exist (TUF 1.0 leaves it to the client).
    if (status == 404 || status == 403) return fail(FetchFailureKind::NotFound, "HTTP " + std::to_string(status));
    if (status != 200) return fail(FetchFailureKind::Unreachable, "HTTP " + std::to_string(status));
    const std::string& body = parser->get().body();
    return Bytes(body.begin(), body.end());
}

} // namespace onestop::tuf
