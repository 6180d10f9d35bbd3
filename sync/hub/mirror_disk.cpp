// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/mirror_disk.h"

#include "sync/hub/static_files.h"
#include "sync/tuf/atomic_file.h"

namespace onestop::hub {

std::optional<crypto::Bytes> FolderDisk::read(const std::string& name) const {
    return tuf::readFile(folder_ / name, kMostFileBytes);
}

tl::expected<void, std::string> FolderDisk::write(const std::string& name, crypto::BytesView bytes) {
    const auto file = folder_ / name;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) return tl::unexpected("cannot make " + file.parent_path().string() + ": " + error.message());
    return tuf::writeFileAtomically(file, bytes);
}

void FolderDisk::remove(const std::string& name) {
    std::error_code ignored;
    std::filesystem::remove(folder_ / name, ignored);
}

std::vector<std::string> FolderDisk::list(const std::string& folder) const {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator entry(folder_ / folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->is_regular_file(error)) names.push_back(entry->path().lexically_relative(folder_).generic_string());
    return names;
}

} // namespace onestop::hub
