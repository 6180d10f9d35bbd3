// SPDX-License-Identifier: Apache-2.0
// 办证一体机: a certificate machine that stands in a house beside the kiosk. The kiosk says what it is good for and
// whether it works; it does not work it.
#pragma once

#include <string>

#include "sync/catalogue/localized.h"

namespace onestop::catalogue {

struct CertMachine {
    std::string cert_machine_id;
    LocalizedText place;  ///< where it stands
    LocalizedText offers; ///< what it does
    LocalizedText bring;  ///< what to bring for it

    bool operator==(const CertMachine&) const = default;
};

} // namespace onestop::catalogue
