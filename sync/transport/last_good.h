// SPDX-License-Identifier: Apache-2.0
// The address where a server answered last, in a file: what is left to a machine that starts without name service. TLS
// proves who is there, so a stale or changed file costs a try and no more.
#pragma once

#include <utility>

#include <boost/asio/ip/address.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace onestop::transport {

/// Absent: nothing is kept there for this host.
std::optional<boost::asio::ip::address> readLastGood(const std::filesystem::path& file, const std::string& host);
/// Does nothing without a file, or for a host that is an address itself.
void keepLastGood(const std::filesystem::path& file, const std::string& host, const boost::asio::ip::address& address);

} // namespace onestop::transport
