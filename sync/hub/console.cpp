// SPDX-License-Identifier: Apache-2.0
// See console.h.
#include "sync/hub/console.h"

#include <iostream>
#include <span>

#include "sync/postgres/postgres_engine.h"
#include "sync/tuf/atomic_file.h"

namespace onestop::hub {

int complain(const std::string& sentence) {
    std::cerr << "onestop-hub: " << sentence << "\n";
    return 2;
}

int fail(const std::string& sentence) {
    complain(sentence);
    return 1;
}

tl::expected<crypto::DeviceAuthority, std::string> readAuthority(const HubConfig& config) {
    const auto certificate = tuf::readFile(config.devices.client_authority);
    auto key = tuf::readFile(config.authority_key);
    if (!certificate) return tl::unexpected("cannot read " + config.devices.client_authority.string());
    if (!key) return tl::unexpected("cannot read " + config.authority_key.string());
    auto authority = crypto::DeviceAuthority::fromPem(crypto::textOf(*certificate), crypto::textOf(*key));
    crypto::wipe(std::span(*key));
    if (!authority) return tl::unexpected(config.authority_key.string() + ": " + authority.error());
    return authority;
}

tl::expected<StaffCodes, std::string> staffCodesOf(const HubConfig& config, events::WallTime now) {
    if (postgres::isAddress(config.database))
        return tl::unexpected(std::string("a kiosk is opened by the hub of its own site"));
    return StaffCodes::open(config.database, config.site, now);
}

} // namespace onestop::hub
