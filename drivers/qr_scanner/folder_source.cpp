// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/folder_source.h"

#include <algorithm>
#include <vector>

#include "drivers/qr_scanner/picture_file.h"

namespace onestop::qr_scanner {
namespace {

tl::expected<std::vector<std::filesystem::path>, SourceFailure> filesOf(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code ignored;
        if (at->is_regular_file(ignored)) files.push_back(at->path());
    }
    if (error == std::errc::permission_denied) return tl::unexpected(SourceFailure::Refused);
    if (error) return tl::unexpected(SourceFailure::Absent);
    if (files.empty()) return tl::unexpected(SourceFailure::NotAnswering);
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

tl::expected<void, SourceFailure> FolderSource::probe() {
    const auto files = filesOf(folder_);
    if (!files) return tl::unexpected(files.error());
    return {};
}

tl::expected<void, SourceFailure> FolderSource::start() {
    next_ = 0;
    return probe();
}

tl::expected<raster::Picture, SourceFailure> FolderSource::next(std::chrono::milliseconds) {
    const auto files = filesOf(folder_);
    if (!files) return tl::unexpected(files.error());
    auto picture = readPicture((*files)[next_++ % files->size()]);
    if (!picture) return tl::unexpected(SourceFailure::BrokenFrame);
    return std::move(*picture);
}

} // namespace onestop::qr_scanner
