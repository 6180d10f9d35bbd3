// SPDX-License-Identifier: Apache-2.0
// Runs each request to its end on a loop of its own: TUF is a sequence, not a conversation.
#include "sync/pull/repository_fetcher.h"

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <charconv>
#include <fstream>
#include <iterator>

#include "sync/transport/http_client.h"

namespace onestop::pull {

using transport::HttpFailure;
using transport::HttpFailureKind;
using transport::HttpResponse;
using transport::HttpResult;

namespace {

constexpr std::uintmax_t kPieceBytes = 64 * 1024;
/// A longer file comes in pieces or not at all: an answer is in memory.
constexpr std::size_t kWholeAtMostBytes = 16 * 1024 * 1024;
constexpr unsigned kNotSatisfiable = 416;

std::filesystem::path tagFileOf(const std::filesystem::path& file) { return file.string() + ".etag"; }

std::string tagOf(const std::filesystem::path& file) {
    std::ifstream in(tagFileOf(file), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::uintmax_t sizeOf(const std::filesystem::path& file) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    return missing ? 0 : size;
}

void forget(const std::filesystem::path& file) {
    std::error_code ignored;
    std::filesystem::remove(tagFileOf(file), ignored);
    std::filesystem::remove(file, ignored);
}

/// "bytes 65536-131071/500000" that begins where ours ends: the length of the whole. 0: it says something else.
std::uintmax_t wholeLength(const HttpResponse& answer, std::uintmax_t have) {
    const auto range = transport::findHeader(answer.headers, "Content-Range");
    const auto slash = range.find('/');
    if (slash == range.npos || !range.starts_with("bytes " + std::to_string(have) + "-")) return 0;
    std::uintmax_t length = 0;
    const auto text = range.substr(slash + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    return error == std::errc{} && end == text.data() + text.size() ? length : 0;
}

/// The tag after the first bytes: a kill between the two leaves a file without a tag, which is begun anew.
bool keep(const std::filesystem::path& file, const HttpResponse& answer, bool goes_on) {
    if (!goes_on) forget(file);
    std::ofstream out(file, std::ios::binary | std::ios::app);
    out.write(answer.body.data(), static_cast<std::streamsize>(answer.body.size()));
    out.close();
    const auto tag = transport::findHeader(answer.headers, "ETag");
    if (!goes_on && tag.starts_with('"')) // a weak one says nothing about bytes
        std::ofstream(tagFileOf(file), std::ios::binary) << tag;
    return !out.fail();
}

tuf::FetchFailure failureOf(const HttpFailure& failure) {
    if (failure.kind == HttpFailureKind::TooLarge) return {tuf::FetchFailureKind::TooLong, failure.context};
    // 403 is how some static servers name a file that is not there.
    if (failure.kind == HttpFailureKind::Refused && (failure.status == 404 || failure.status == 403))
        return {tuf::FetchFailureKind::NotFound, failure.context};
    return {tuf::FetchFailureKind::Unreachable, failure.context};
}

} // namespace

struct RepositoryFetcher::Connection {
    boost::asio::io_context loop;
    std::unique_ptr<transport::HttpClient> client;

    HttpResult<HttpResponse> run(transport::Task<HttpResult<HttpResponse>> task) {
        HttpFailure ended;
        ended.kind = HttpFailureKind::Stopped;
        ended.context = "cannot fetch: stopped";
        HttpResult<HttpResponse> answer = tl::unexpected(ended);
        loop.restart();
        boost::asio::co_spawn(loop, std::move(task),
                              [&](std::exception_ptr, HttpResult<HttpResponse> result) { answer = std::move(result); });
        loop.run();
        return answer;
    }
};

RepositoryFetcher::RepositoryFetcher(const RepositoryAddress& repository, const events::Clock& clock)
    : base_(repository.url.path), connection_(std::make_unique<Connection>()) {
    auto made = transport::HttpClient::make(
        connection_->loop.get_executor(),
        {.base = repository.url, .authority = repository.authority, .certificate = {}, .key = {}}, clock);
    if (made)
        connection_->client = std::move(*made);
    else
        setup_failure_ = made.error().context;
}

RepositoryFetcher::~RepositoryFetcher() = default;

void RepositoryFetcher::stop() {
    stopped_ = true;
    boost::asio::post(connection_->loop, [this] {
        if (connection_->client) connection_->client->close();
    });
}

tl::expected<tuf::Bytes, tuf::FetchFailure> RepositoryFetcher::fetchMetadata(const std::string& name,
                                                                             std::size_t most) {
    return fetch("metadata/" + name, most);
}

tl::expected<tuf::Bytes, tuf::FetchFailure> RepositoryFetcher::fetchTarget(const std::string& name, std::size_t most) {
    return fetch("targets/" + name, most);
}

tl::expected<tuf::Bytes, tuf::FetchFailure> RepositoryFetcher::fetch(const std::string& name, std::size_t most) {
    if (!connection_->client || stopped_)
        return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::Unreachable, setup_failure_});
    transport::HttpRequest request;
    request.target = base_ + name;
    request.body_limit_bytes = most;
    const auto answer = connection_->run(connection_->client->request(std::move(request)));
    if (answer) return tuf::Bytes(answer->body.begin(), answer->body.end());
    retry_after_ = answer.error().retry_after;
    return tl::unexpected(failureOf(answer.error()));
}

tl::expected<void, tuf::FetchFailure> RepositoryFetcher::fetchFile(const std::string& name, std::size_t most,
                                                                   const std::filesystem::path& file) {
    const auto fail = [&name](tuf::FetchFailureKind kind, const std::string& why) {
        return tl::unexpected(tuf::FetchFailure{kind, "cannot fetch " + name + ": " + why});
    };
    std::string tag = tagOf(file);
    if (tag.empty()) forget(file); // nobody knows what the bytes are of
    while (connection_->client && !stopped_) {
        const auto have = sizeOf(file);
        transport::HttpRequest request;
        request.target = base_ + "targets/" + name;
        request.body_limit_bytes = most > kWholeAtMostBytes ? kPieceBytes : most;
        request.headers.push_back(
            {"Range", "bytes=" + std::to_string(have) + '-' + std::to_string(have + kPieceBytes - 1)});
        if (have > 0) request.headers.push_back({"If-Range", tag});
        const auto answer = connection_->run(connection_->client->request(std::move(request)));
        if (!answer) {
            retry_after_ = answer.error().retry_after;
            const auto& refused = answer.error();
            if (have > 0 && refused.kind == HttpFailureKind::Refused && refused.status == kNotSatisfiable) {
                forget(file); // it was whole before a kill, or is another and shorter one by now
                continue;
            }
            if (have > 0 && refused.kind == HttpFailureKind::TooLarge) { // all of it: it is another one by now
                forget(file);
                return fail(tuf::FetchFailureKind::Unreachable, "it changed at the server; it is begun anew");
            }
            return tl::unexpected(failureOf(answer.error()));
        }
        const bool part = answer->status == 206;
        const std::uintmax_t length = part ? wholeLength(*answer, have) : answer->body.size();
        if (part ? length == 0 : answer->status != 200)
            return fail(tuf::FetchFailureKind::Unreachable, "another part came than was asked for");
        if (length > most) return fail(tuf::FetchFailureKind::TooLong, "more bytes than allowed");
        if (!keep(file, *answer, part && have > 0))
            return fail(tuf::FetchFailureKind::Unreachable, "cannot write " + file.string());
        if (!part || have + answer->body.size() >= length) return {};
        tag = tagOf(file);
        if (tag.empty() || answer->body.empty())
            return fail(tuf::FetchFailureKind::Unreachable, "the server cannot go on where it stopped");
    }
    return fail(tuf::FetchFailureKind::Unreachable, setup_failure_);
}

} // namespace onestop::pull
