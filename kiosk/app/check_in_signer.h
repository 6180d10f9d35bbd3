// SPDX-License-Identifier: Apache-2.0
// This kiosk's own key, with which the codes of its bookings are signed (DESIGN 5). It is made at the first start and
// never leaves the kiosk; its public half lies beside it as the entry that check_in_keys.json wants. Until it is listed
// there, its codes hold at this kiosk only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/check_in_token.h"
#include "sync/catalogue/short_code.h"
#include "sync/crypto/signature.h"

namespace onestop::app {

class CheckInSigner {
public:
    /// Takes the key from `state`/check_in_key.pem (0600), or makes it, with check_in_key.json beside it. Absent when
    /// it can neither be read nor kept: a code that a restart makes worthless is not given out.
    static std::optional<CheckInSigner> open(const std::filesystem::path& state, const std::string& site,
                                             events::WallTime now);

    std::string sign(const catalogue::CheckInClaims& claims) const;
    /// The figures that name the code of that id to this kiosk.
    catalogue::ShortCode shortCode(std::string_view token_id) const { return catalogue::ShortCode::of(key_, token_id); }
    /// True while the catalogue lists this key: its codes then hold at every kiosk of the site.
    bool isListed(const catalogue::Catalogue* catalogue, events::WallTime now) const;
    /// For this kiosk's own verifier: good at any time.
    catalogue::CheckInKey ownEntry() const;

private:
    CheckInSigner(crypto::PrivateKey key, std::string site);

    crypto::PrivateKey key_;
    crypto::Bytes kid_;
    std::string site_;
};

} // namespace onestop::app
