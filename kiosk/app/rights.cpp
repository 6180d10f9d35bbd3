// SPDX-License-Identifier: Apache-2.0
// The seccomp filter of the screen programs.
#include "kiosk/app/rights.h"

#include <cerrno>
#include <cstring>
#include <memory>

#include <seccomp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace onestop::app {

namespace {

/// Every address family but the two: libseccomp has no "not one of", so the gaps around and between them are named.
int refuseFamilies(scmp_filter_ctx filter) {
    static_assert(AF_UNIX < AF_NETLINK);
    const auto refused = SCMP_ACT_ERRNO(EACCES);
    int failed = seccomp_rule_add(filter, refused, SCMP_SYS(socket), 1, SCMP_A0_32(SCMP_CMP_LT, AF_UNIX));
    for (unsigned family = AF_UNIX + 1; family < AF_NETLINK && failed == 0; ++family) {
        failed = seccomp_rule_add(filter, refused, SCMP_SYS(socket), 1, SCMP_A0_32(SCMP_CMP_EQ, family));
    }
    return failed != 0 ? failed
                       : seccomp_rule_add(filter, refused, SCMP_SYS(socket), 1, SCMP_A0_32(SCMP_CMP_GT, AF_NETLINK));
}

int refuseWaysAround(scmp_filter_ctx filter) {
    for (const int call : {SCMP_SYS(io_uring_setup), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev), SCMP_SYS(bpf)}) {
        if (const int failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0); failed != 0) {
            return failed;
        }
    }
    return 0;
}

/// A filter passes on to a fresh process (fresh_process.h). A second one would say the same, at every call of the
/// system, and one day the kernel would take no more.
bool isNetworkDropped() {
    for (int family = 0; family < AF_MAX; ++family) {
        if (family == AF_UNIX || family == AF_NETLINK) continue;
        const int socket = ::socket(family, SOCK_STREAM, 0);
        const bool refused = socket < 0 && errno == EACCES;
        if (socket >= 0) ::close(socket);
        if (!refused) return false;
    }
    return true;
}

} // namespace

tl::expected<void, RightsFailure> dropNetwork() {
    if (isNetworkDropped()) return {};
    const auto filter =
        std::unique_ptr<void, decltype(&seccomp_release)>(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
    int failed = filter == nullptr ? -ENOMEM : seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (failed == 0) failed = refuseFamilies(filter.get());
    if (failed == 0) failed = refuseWaysAround(filter.get());
    if (failed == 0) failed = seccomp_load(filter.get());
    if (failed != 0) {
        return tl::unexpected(RightsFailure{std::string("cannot give up the network: ") + std::strerror(-failed)});
    }
    return {};
}

} // namespace onestop::app
