// SPDX-License-Identifier: Apache-2.0
// Where a server is: by its name, and without a name service where it answered last. On its executor's thread.
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12 (chriskohlhoff/asio#944)

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sync/transport/url.h"

namespace onestop::transport {

class ServerAddress {
public:
    using Endpoint = boost::asio::ip::tcp::endpoint;
    using Deadline = std::chrono::steady_clock::time_point;

    /// `last_good_file` keeps where it answered last; empty: in memory only.
    ServerAddress(boost::asio::any_io_executor executor, const Url& server, std::filesystem::path last_good_file)
        : executor_(std::move(executor)), server_(server), last_good_file_(std::move(last_good_file)) {}

    /// At least one, in the order in which to try them; else why there is none. One look-up at a time.
    boost::asio::awaitable<tl::expected<std::vector<Endpoint>, std::string>> find(Deadline deadline);
    /// Ends a look-up that is under way.
    void cancel();

    /// The server was reached there.
    void answered(const Endpoint& endpoint);
    /// Why the last look-up found no name, so that find() gave what is left; empty: it found one.
    const std::string& noName() const { return no_name_; }
    /// The address in use because there is no name service; empty: none was needed.
    const std::string& lastGoodInUse() const { return last_good_in_use_; }

private:
    boost::asio::any_io_executor executor_;
    Url server_;
    std::filesystem::path last_good_file_;
    std::optional<Endpoint> last_good_;
    std::string no_name_;
    std::string last_good_in_use_;
    boost::asio::steady_timer* waiting_ = nullptr;
};

} // namespace onestop::transport
