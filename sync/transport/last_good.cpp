// SPDX-License-Identifier: Apache-2.0
// "<host> <address>" and an end of line, without which it was cut off.
#include "sync/transport/last_good.h"

#include <fstream>

namespace onestop::transport {

std::optional<boost::asio::ip::address> readLastGood(const std::filesystem::path& file, const std::string& host) {
    std::string of_host, text;
    std::ifstream in(file);
    if (!(in >> of_host >> text) || in.get() != '\n' || of_host != host) return std::nullopt;
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(text, error);
    return error ? std::nullopt : std::optional(address);
}

void keepLastGood(const std::filesystem::path& file, const std::string& host, const boost::asio::ip::address& address) {
    if (file.empty() || address.to_string() == host) return;
    std::ofstream(file) << host << ' ' << address.to_string() << '\n';
}

} // namespace onestop::transport
