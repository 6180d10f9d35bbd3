// SPDX-License-Identifier: Apache-2.0
// Roles as files; the percent-encoding is what keeps "../x" in the folder.
#include "sync/tuf/file_store.h"

#include "sync/tuf/atomic_file.h"

namespace onestop::tuf {

std::optional<Bytes> FileStore::load(const std::string& role) {
    return readFile(folder_ / (percentEncode(role, false) + ".json"));
}

tl::expected<void, std::string> FileStore::save(const std::string& role, std::uint64_t /*version*/, BytesView bytes) {
    return writeFileAtomically(folder_ / (percentEncode(role, false) + ".json"), bytes);
}

} // namespace onestop::tuf
