// SPDX-License-Identifier: Apache-2.0
// The process that sees an identity card cannot reach the network (DESIGN 2). Its systemd unit says the same; this
// filter holds on a machine without systemd, too, and cannot be taken off again.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace onestop::app {

struct RightsFailure {
    std::string sentence;
};

/// From here on, in every thread of the process: new sockets only AF_UNIX (display, log) and AF_NETLINK (udev's hotplug
/// events, which libusb needs); any other is refused with EACCES. io_uring, which could open sockets past the filter,
/// and reading other processes' memory are refused with EPERM. Sockets that are open already stay open.
tl::expected<void, RightsFailure> dropNetwork();

} // namespace onestop::app
