// SPDX-License-Identifier: Apache-2.0
// What onestop-hub says on standard error and with which code it ends; and what both its serving and its commands read.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "sync/crypto/certificate.h"
#include "sync/hub/config.h"
#include "sync/hub/staff_codes.h"

namespace onestop::hub {

/// What was asked or configured does not fit: exit code 2.
int complain(const std::string& sentence);
/// It fits, and did not work: exit code 1.
int fail(const std::string& sentence);

/// The key that signs kiosks' certificates, with `[devices].authority`.
tl::expected<crypto::DeviceAuthority, std::string> readAuthority(const HubConfig& config);

/// Their key lies beside the database's file.
tl::expected<StaffCodes, std::string> staffCodesOf(const HubConfig& config, events::WallTime now);

} // namespace onestop::hub
