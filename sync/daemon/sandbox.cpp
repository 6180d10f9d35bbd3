// SPDX-License-Identifier: Apache-2.0
// libseccomp: allowed is what is not named here. The systemd unit says the same again from outside.
#include "sync/daemon/sandbox.h"

#include <seccomp.h>

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace onestop::daemon {

/// ioctl numbers of usbdevfs carry the type 'U' in bits 8–15 (linux/usbdevice_fs.h).
static constexpr scmp_datum_t kIoctlType = 0xff00, kUsbIoctl = 'U' << 8;

static bool denyCalls(scmp_filter_ctx filter) {
    bool done = true;
    for (const int call : {SCMP_SYS(execve),
                           SCMP_SYS(execveat),
                           SCMP_SYS(ptrace),
                           SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev),
                           SCMP_SYS(mount),
                           SCMP_SYS(umount2),
                           SCMP_SYS(pivot_root),
                           SCMP_SYS(chroot),
                           SCMP_SYS(init_module),
                           SCMP_SYS(finit_module),
                           SCMP_SYS(delete_module),
                           SCMP_SYS(kexec_load),
                           SCMP_SYS(bpf),
                           SCMP_SYS(perf_event_open),
                           SCMP_SYS(keyctl),
                           SCMP_SYS(add_key),
                           SCMP_SYS(request_key),
                           SCMP_SYS(unshare),
                           SCMP_SYS(setns),
                           SCMP_SYS(reboot),
                           SCMP_SYS(swapon),
                           SCMP_SYS(swapoff),
                           SCMP_SYS(open_by_handle_at),
                           SCMP_SYS(userfaultfd),
                           SCMP_SYS(settimeofday),
                           SCMP_SYS(clock_settime),
                           SCMP_SYS(mknod),
                           SCMP_SYS(mknodat),
                           SCMP_SYS(io_uring_setup)})
        done = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0 && done;
    return done;
}

/// Left are AF_UNIX (logging), AF_INET, AF_INET6 and AF_NETLINK (name service).
static bool denySockets(scmp_filter_ctx filter) {
    const auto deny = [&](scmp_arg_cmp family) {
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, family) == 0;
    };
    bool done = deny(SCMP_A0(SCMP_CMP_GT, AF_NETLINK));
    for (int family = AF_INET + 1; family < AF_NETLINK; ++family)
        if (family != AF_INET6) done = deny(SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(family))) && done;
    return done;
}

tl::expected<void, std::string> enterSandbox() {
    const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW), seccomp_release);
    if (!filter) return tl::unexpected(std::string("cannot drop rights: no memory"));
    bool done = denyCalls(filter.get()) && denySockets(filter.get());
    done = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                            SCMP_A1(SCMP_CMP_MASKED_EQ, kIoctlType, kUsbIoctl)) == 0 &&
           done;
    const int code = done ? seccomp_load(filter.get()) : -EINVAL;
    if (code != 0) return tl::unexpected(std::string("cannot drop rights: ") + std::strerror(-code));
    return {};
}

} // namespace onestop::daemon
