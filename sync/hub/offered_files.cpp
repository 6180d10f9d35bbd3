// SPDX-License-Identifier: Apache-2.0
// <role>.json: the offer's metadata. <sha256>.part: what has come of a file.
#include "sync/hub/offered_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "sync/tuf/atomic_file.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

namespace fs = std::filesystem;

namespace {

/// What stays free beside such a file: the database and the journal go on.
constexpr std::uintmax_t kRoomBesideBytes = 256 * 1024 * 1024;

std::vector<tuf::TargetFile> filesOfOffers(const fs::path& folder) {
    std::vector<tuf::TargetFile> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() != ".json") continue;
        const auto bytes = tuf::readFile(entry.path());
        const auto metadata = bytes ? std::optional(tuf::parseMetadata(tuf::RoleType::Targets, *bytes)) : std::nullopt;
        if (!metadata || !*metadata) continue;
        for (const auto& [path, file] : std::get<tuf::Targets>((*metadata)->role).files)
            if (file.hashes.contains("sha256")) files.push_back(file);
    }
    return files;
}

} // namespace

fs::path OfferedFiles::offerOf(const std::string& role) const {
    return folder_ / (tuf::percentEncode(role, false) + ".json");
}

tl::expected<void, std::string> OfferedFiles::await(const std::string& role, const crypto::Bytes& metadata) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) return tl::unexpected("cannot make " + folder_.string() + ": " + error.message());
    if (auto written = tuf::writeFileAtomically(offerOf(role), metadata); !written) return written;
    removeUnlisted();
    return {};
}

void OfferedFiles::forget(const std::string& role) {
    std::error_code none;
    if (fs::remove(offerOf(role), none)) removeUnlisted();
}

void OfferedFiles::removeUnlisted() {
    std::set<fs::path> listed;
    for (const auto& file : filesOfOffers(folder_))
        listed.insert(part(file.hashes.at("sha256")));
    std::vector<fs::path> gone;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_, none))
        if (entry.path().extension() == ".part" && !listed.contains(entry.path())) gone.push_back(entry.path());
    for (const auto& file : gone)
        fs::remove(file, none);
}

std::optional<tuf::TargetFile> OfferedFiles::awaited(std::string_view sha256) const {
    const auto files = filesOfOffers(folder_);
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.hashes.at("sha256") == sha256; });
    return found == files.end() ? std::nullopt : std::optional(*found);
}

std::uint64_t OfferedFiles::held(std::string_view sha256) const {
    std::error_code missing;
    const auto bytes = fs::file_size(part(sha256), missing);
    return missing ? 0 : bytes;
}

tl::expected<void, std::string> OfferedFiles::append(std::string_view sha256, const tuf::TargetFile& file,
                                                     std::uint64_t first, std::string_view bytes) {
    std::error_code error;
    const auto space = fs::space(folder_, error);
    if (error || space.available < file.length - first + kRoomBesideBytes)
        return tl::unexpected("no room for a file of " + std::to_string(file.length) + " bytes");
    const int out = ::open(part(sha256).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    const auto written = out < 0 ? -1 : ::pwrite(out, bytes.data(), bytes.size(), static_cast<off_t>(first));
    const int why = errno;
    if (out >= 0) ::close(out);
    if (written == static_cast<ssize_t>(bytes.size())) return {};
    return tl::unexpected("cannot write " + part(sha256).string() + ": " +
                          (written < 0 ? std::strerror(why) : "no more room")); // what was written is held
}

} // namespace onestop::hub
