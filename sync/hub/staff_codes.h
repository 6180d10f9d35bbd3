// SPDX-License-Identifier: Apache-2.0
// Codes that open the staff's pages of a kiosk instead of the PIN (sync/catalogue/staff_code.h), signed with a key of
// this hub's own. It is made at the first start and never leaves the machine; its public half lies beside it as the
// entry that staff_keys.json wants.
#pragma once

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "sync/catalogue/staff_code.h"
#include "sync/crypto/signature.h"
#include "sync/hub/hub_log.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

struct MadeStaffCode {
    std::string text;
    std::string code_id;
    events::WallTime expires{};
};

class StaffCodes {
public:
    /// What is written after the database's name: the key (0600), and its entry for staff_keys.json.
    static constexpr const char* kKeyFile = ".staff_key.pem";
    static constexpr const char* kEntryFile = ".staff_key.json";

    /// Takes the key from <database>.staff_key.pem, or makes it, with <database>.staff_key.json beside it.
    static tl::expected<StaffCodes, std::string> open(const std::filesystem::path& database, const std::string& site,
                                                      events::WallTime now);

    MadeStaffCode make(int kiosk, const RandomSource& random, events::WallTime now) const;

private:
    StaffCodes(crypto::PrivateKey key, std::string site) : key_(std::move(key)), site_(std::move(site)) {}

    crypto::PrivateKey key_;
    std::string site_;
};

/// A QR code as SVG, quiet zone included; empty when the text is too long for one.
std::string qrPicture(const std::string& text);

} // namespace onestop::hub
