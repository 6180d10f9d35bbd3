// SPDX-License-Identifier: Apache-2.0
// The seccomp filters of the input engine.
#include "kiosk/input/rights.h"

#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <memory>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/resource.h>

namespace onestop::input {

namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

Filter allowing() { return {seccomp_init(SCMP_ACT_ALLOW), &seccomp_release}; }

int refuse(scmp_filter_ctx filter, std::initializer_list<int> calls) {
    for (const int call : calls) {
        if (const int failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0); failed != 0) return failed;
    }
    return 0;
}

/// open() for writing, whichever argument holds the flags.
int refuseOpening(scmp_filter_ctx filter, int call, unsigned argument) {
    for (const unsigned mode : {O_WRONLY, O_RDWR}) {
        const scmp_arg_cmp writes{argument, SCMP_CMP_MASKED_EQ, O_ACCMODE, mode};
        if (const int failed = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 1, &writes); failed != 0)
            return failed;
    }
    return 0;
}

tl::expected<void, RightsFailure> load(scmp_filter_ctx filter, int failed) {
    if (failed == 0) failed = seccomp_load(filter);
    if (failed == 0) return {};
    return tl::unexpected(RightsFailure{std::string("cannot give up rights: ") + std::strerror(-failed)});
}

} // namespace

tl::expected<void, RightsFailure> dropSocketsAndPrograms() {
    const Filter filter = allowing();
    const int failed =
        filter == nullptr
            ? -ENOMEM
            : refuse(filter.get(), {SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(execve),
                                    SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                                    SCMP_SYS(process_vm_writev), SCMP_SYS(io_uring_setup), SCMP_SYS(bpf)});
    return load(filter.get(), failed);
}

tl::expected<void, RightsFailure> dropWriting() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0)
        return tl::unexpected(RightsFailure{std::string("cannot give up core dumps: ") + std::strerror(errno)});
    const Filter filter = allowing();
    int failed = filter == nullptr
                     ? -ENOMEM
                     : refuse(filter.get(),
                              {SCMP_SYS(creat), SCMP_SYS(openat2), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(mknod),
                               SCMP_SYS(mknodat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
                               SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat),
                               SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rmdir), SCMP_SYS(truncate)});
    if (failed == 0) failed = refuseOpening(filter.get(), SCMP_SYS(open), 1);
    if (failed == 0) failed = refuseOpening(filter.get(), SCMP_SYS(openat), 2);
    return load(filter.get(), failed);
}

} // namespace onestop::input
