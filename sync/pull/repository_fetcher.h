// SPDX-License-Identifier: Apache-2.0
// The repository over HTTPS, for TUF: small files whole, large ones into a file that goes on where it broke off. No
// Asio in here, so that whoever pulls need not compile it.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "sync/events/clock.h"
#include "sync/transport/url.h"
#include "sync/tuf/refresh.h"

namespace onestop::pull {

/// Where a repository is, and who may answer there.
struct RepositoryAddress {
    transport::Url url; ///< its path ends with a slash
    std::filesystem::path authority;
};

/// Blocking; belongs to one thread, except stop().
class RepositoryFetcher final : public tuf::MetadataFetcher {
public:
    RepositoryFetcher(const RepositoryAddress& repository, const events::Clock& clock);
    ~RepositoryFetcher() override;

    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t most) override;
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t most) override;
    /// A file of the targets folder into `file`, in pieces of 64 KiB (Range). What a former try left there, with its
    /// tag in `<file>.etag`, is not asked for again (If-Range); when the server has other bytes by now it begins anew.
    /// A server without ranges gives all at once, up to 16 MiB; what is longer cannot be had from it.
    tl::expected<void, tuf::FetchFailure> fetchFile(const std::string& name, std::size_t most,
                                                    const std::filesystem::path& file);

    /// Ends what is under way, and what comes after is not even tried: a server that hangs must not hold up the end.
    void stop();
    /// Of the last refusal.
    std::optional<std::chrono::seconds> retryAfter() const { return retry_after_; }

private:
    struct Connection;
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetch(const std::string& name, std::size_t most);

    std::string base_;
    std::atomic<bool> stopped_ = false;
    std::unique_ptr<Connection> connection_;
    std::string setup_failure_;
    std::optional<std::chrono::seconds> retry_after_;
};

} // namespace onestop::pull
