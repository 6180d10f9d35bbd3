// SPDX-License-Identifier: Apache-2.0
// A Unix stream socket that listens at a path from its construction to its end.
#pragma once

#include <filesystem>

namespace onestop::emulation {

class ListeningSocket {
public:
    /// A socket left by an earlier run is replaced. Throws std::runtime_error.
    explicit ListeningSocket(std::filesystem::path path);
    /// Closes it and removes it from the folder.
    ~ListeningSocket();
    ListeningSocket(const ListeningSocket&) = delete;
    ListeningSocket& operator=(const ListeningSocket&) = delete;

    int descriptor() const { return descriptor_; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
};

} // namespace onestop::emulation
