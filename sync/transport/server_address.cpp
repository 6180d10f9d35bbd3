// SPDX-License-Identifier: Apache-2.0
#include "sync/transport/server_address.h"

#include <memory>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sync/transport/last_good.h"

namespace onestop::transport {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

// getaddrinfo cannot be interrupted: the coroutine waits on a timer, and an answer that comes late is dropped.
struct Lookup {
    explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), waiting(executor) {}
    Tcp::resolver resolver;
    asio::steady_timer waiting;
    error_code error = asio::error::timed_out;
    std::vector<Tcp::endpoint> found;
};

} // namespace

asio::awaitable<tl::expected<std::vector<Tcp::endpoint>, std::string>> ServerAddress::find(Deadline deadline) {
    error_code error;
    const auto address = asio::ip::make_address(server_.host, error);
    if (!error) co_return std::vector{Tcp::endpoint(address, server_.port)};

    const auto lookup = std::make_shared<Lookup>(executor_);
    lookup->waiting.expires_at(deadline);
    lookup->resolver.async_resolve(server_.host, std::to_string(server_.port),
                                   [lookup](const error_code& failed, const Tcp::resolver::results_type& results) {
                                       lookup->error = failed;
                                       for (const auto& result : results)
                                           lookup->found.push_back(result.endpoint());
                                       lookup->waiting.cancel();
                                   });
    waiting_ = &lookup->waiting;
    co_await lookup->waiting.async_wait(asio::redirect_error(asio::use_awaitable, error));
    waiting_ = nullptr;
    no_name_.clear();
    if (!lookup->found.empty()) co_return lookup->found;
    no_name_ = "no address for " + server_.host + ": " + lookup->error.message();
    if (!last_good_) {
        if (const auto kept = readLastGood(last_good_file_, server_.host))
            last_good_ = Tcp::endpoint(*kept, server_.port);
    }
    if (last_good_) co_return std::vector{*last_good_};
    co_return tl::unexpected(no_name_);
}

void ServerAddress::cancel() {
    if (waiting_ != nullptr) waiting_->cancel();
}

void ServerAddress::answered(const Endpoint& endpoint) {
    if (last_good_ != endpoint) keepLastGood(last_good_file_, server_.host, endpoint.address());
    last_good_ = endpoint;
    last_good_in_use_ = no_name_.empty() ? "" : endpoint.address().to_string();
}

} // namespace onestop::transport
