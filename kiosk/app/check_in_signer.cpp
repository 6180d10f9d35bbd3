// SPDX-License-Identifier: Apache-2.0
// The key of the codes of bookings.
#include "kiosk/app/check_in_signer.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "kiosk/app/durable_file.h"

namespace onestop::app {

namespace {

constexpr std::size_t kKeyFileLimit_bytes = 4096;
constexpr mode_t kOwnerOnly = 0600, kForEverybody = 0644;
constexpr std::chrono::days kProposedValidity{730};

/// An entry as check_in_keys.json has it.
std::string entryOf(const crypto::PublicKey& key, const std::string& site, events::WallTime now) {
    return R"({"kid":")" + crypto::toHex(catalogue::checkInKid(key)) + R"(","public":")" + crypto::toHex(key.raw()) +
           R"(","site":")" + site + R"(","valid_from":")" + events::toRfc3339(now) + R"(","valid_to":")" +
           events::toRfc3339(now + kProposedValidity) + "\"}\n";
}

} // namespace

CheckInSigner::CheckInSigner(crypto::PrivateKey key, std::string site)
    : key_(std::move(key)), kid_(catalogue::checkInKid(key_.publicKey())), site_(std::move(site)) {}

std::optional<CheckInSigner> CheckInSigner::open(const std::filesystem::path& state, const std::string& site,
                                                 events::WallTime now) {
    const auto file = state / "check_in_key.pem";
    std::error_code unknown;
    if (std::filesystem::exists(file, unknown)) {
        std::string pem = readSmallFile(file, kKeyFileLimit_bytes).value_or("");
        auto key = crypto::PrivateKey::fromPem(pem, "");
        crypto::wipe(pem);
        if (key) return CheckInSigner(std::move(*key), site);
        spdlog::error("cannot use {}: {}", file.string(), key.error().context); // replacing it would void its codes
        return std::nullopt;
    }
    auto key = crypto::PrivateKey::generate();
    std::string pem = key.toPem("");
    const bool kept = replaceFile(file, pem, kOwnerOnly);
    crypto::wipe(pem);
    const auto entry = entryOf(key.publicKey(), site, now);
    if (!kept || !replaceFile(state / "check_in_key.json", entry, kForEverybody)) {
        spdlog::error("cannot keep {}: no activity can be booked here", file.string());
        return std::nullopt;
    }
    spdlog::info("made a key for check-in codes; for check_in_keys.json: {}", entry);
    return CheckInSigner(std::move(key), site);
}

std::string CheckInSigner::sign(const catalogue::CheckInClaims& claims) const {
    return catalogue::makeToken(claims, kid_, key_);
}

bool CheckInSigner::isListed(const catalogue::Catalogue* catalogue, events::WallTime now) const {
    return catalogue != nullptr && std::ranges::any_of(catalogue->check_in_keys, [&](const auto& listed) {
               return listed.kid == kid_ && now >= listed.valid_from && now < listed.valid_to;
           });
}

catalogue::CheckInKey CheckInSigner::ownEntry() const {
    return {.kid = kid_,
            .key = key_.publicKey(),
            .issuer = site_,
            .valid_from = events::WallTime::min(),
            .valid_to = events::WallTime::max()};
}

} // namespace onestop::app
