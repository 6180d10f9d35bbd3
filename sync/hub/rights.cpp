// SPDX-License-Identifier: Apache-2.0
// A filter that names what is never needed, so that a libc update does not end the service.
#include "sync/hub/rights.h"

#include <array>
#include <cerrno>
#include <memory>

#include <seccomp.h>

namespace onestop::hub {

tl::expected<void, std::string> dropRights() {
    const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
    if (!filter) return tl::unexpected(std::string("cannot drop rights: no seccomp filter"));
    constexpr std::array kNever{
        SCMP_SYS(execve),           SCMP_SYS(execveat),         SCMP_SYS(ptrace), SCMP_SYS(mount),
        SCMP_SYS(umount2),          SCMP_SYS(pivot_root),       SCMP_SYS(bpf),    SCMP_SYS(kexec_load),
        SCMP_SYS(init_module),      SCMP_SYS(finit_module),     SCMP_SYS(reboot), SCMP_SYS(swapon),
        SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev)};
    int failed = 0;
    for (const int call : kNever)
        failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0);
    // Every USBDEVFS request is _IOC type 'U' (linux/usbdevice_fs.h).
    constexpr scmp_datum_t kTypeMask = 0xFF00;
    failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                               SCMP_A1(SCMP_CMP_MASKED_EQ, kTypeMask, static_cast<scmp_datum_t>('U') << 8));
    if (failed != 0 || seccomp_load(filter.get()) != 0)
        return tl::unexpected(std::string("cannot drop rights: the kernel refuses the filter"));
    return {};
}

} // namespace onestop::hub
