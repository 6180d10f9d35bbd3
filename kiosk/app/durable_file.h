// SPDX-License-Identifier: Apache-2.0
// A small file that is either the old one or the new one, whatever happens in between: write beside, sync, rename,
// sync the directory.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace onestop::app {

/// False, with errno set, when it could not be made durable; the old file then stands. Makes the folder when missing.
bool replaceFile(const std::filesystem::path& path, std::string_view content, mode_t mode);

/// Absent when it cannot be read or holds more than `limit` bytes.
std::optional<std::string> readSmallFile(const std::filesystem::path& path, std::size_t limit);

} // namespace onestop::app
