// SPDX-License-Identifier: Apache-2.0
// The Unix socket by which programs of one kiosk reach each other: a path in a folder, no port and no network.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <sys/un.h>
#include <tl/expected.hpp>

namespace onestop::service {

/// As bind(2), connect(2) and sendto(2) want it; nothing when the path is empty or longer than an address holds.
std::optional<sockaddr_un> localAddress(const std::filesystem::path& path);

enum class LocalSocketKind {
    Datagrams, ///< read as they come, without connections
    Packets,   ///< connections that keep each packet whole
    Stream,
};

struct ListenFailure {
    std::string sentence; ///< with the path, for the log
};

/// Listens at a path from open() to its end, and takes both away with it. Reading and accepting never block: poll(2)
/// it.
class LocalListener {
public:
    /// A socket that an earlier run left there is replaced; any other file is left alone, and is a failure.
    static tl::expected<LocalListener, ListenFailure> open(std::filesystem::path path, LocalSocketKind kind);
    ~LocalListener();
    LocalListener(LocalListener&& other) noexcept;
    LocalListener& operator=(LocalListener&&) = delete;

    int descriptor() const { return descriptor_; }

private:
    LocalListener(std::filesystem::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

    std::filesystem::path path_;
    int descriptor_;
};

} // namespace onestop::service
