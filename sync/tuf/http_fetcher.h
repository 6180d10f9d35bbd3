// SPDX-License-Identifier: Apache-2.0
// A repository behind plain HTTP, for onestop-tuf: TUF needs no trust in the transport. (The daemon
// fetches over TLS with sync/transport.) Blocking; every exchange has a deadline.
#pragma once
#include "sync/tuf/refresh.h"

#include <memory>
#include <string>

namespace onestop::tuf {

/// http://host[:port]/path/ only; redirects are never followed.
class HttpFetcher : public MetadataFetcher {
public:
    /// Base URLs of the metadata and of the targets folder, with or without the last slash.
    HttpFetcher(std::string metadataUrl, std::string targetsUrl);
    ~HttpFetcher() override;

    tl::expected<Bytes, FetchFailure> fetchMetadata(const std::string& name, std::size_t maxLength) override;
    tl::expected<Bytes, FetchFailure> fetchTarget(const std::string& name, std::size_t maxLength) override;

private:
    struct Connection;
    tl::expected<Bytes, FetchFailure> fetch(const std::string& base, const std::string& name, std::size_t maxLength);

    std::string metadataUrl_;
    std::string targetsUrl_;
    std::unique_ptr<Connection> connection_;
};

} // namespace onestop::tuf
