// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/staff_codes.h"

#include <array>
#include <cctype>
#include <exception>

#include <BarcodeFormat.h>
#include <BitMatrix.h>
#include <MultiFormatWriter.h>
#include <spdlog/spdlog.h>

#include "sync/tuf/atomic_file.h"

namespace onestop::hub {

namespace {

constexpr std::size_t kKeyFileMost_bytes = 4096;
constexpr unsigned kOwnerOnly = 0600, kForEverybody = 0644;
constexpr std::chrono::days kProposedValidity{730};
constexpr int kQuietModules = 4; ///< ISO/IEC 18004

/// An entry as staff_keys.json has it.
std::string entryOf(const crypto::PublicKey& key, const std::string& site, events::WallTime now) {
    return R"({"kid":")" + crypto::toHex(catalogue::checkInKid(key)) + R"(","public":")" + crypto::toHex(key.raw()) +
           R"(","site":")" + site + R"(","valid_from":")" + events::toRfc3339(now) + R"(","valid_to":")" +
           events::toRfc3339(now + kProposedValidity) + "\"}\n";
}

} // namespace

tl::expected<StaffCodes, std::string> StaffCodes::open(const std::filesystem::path& database, const std::string& site,
                                                       events::WallTime now) {
    const std::filesystem::path file = database.string() + kKeyFile;
    if (auto kept = tuf::readFile(file, kKeyFileMost_bytes)) {
        auto key = crypto::PrivateKey::fromPem(crypto::textOf(*kept), "");
        crypto::wipe(std::span(*kept));
        if (!key) return tl::unexpected("cannot use " + file.string() + ": " + key.error().context);
        return StaffCodes(std::move(*key), site);
    }
    auto key = crypto::PrivateKey::generate();
    const auto entry = entryOf(key.publicKey(), site, now);
    std::string pem = key.toPem("");
    auto written = tuf::writeFileAtomically(file, crypto::bytesOf(pem), kOwnerOnly);
    crypto::wipe(pem);
    if (written)
        written = tuf::writeFileAtomically(database.string() + kEntryFile, crypto::bytesOf(entry), kForEverybody);
    if (!written) return tl::unexpected(written.error());
    spdlog::info("made a key for codes of staff; for staff_keys.json: {}", entry);
    return StaffCodes(std::move(key), site);
}

MadeStaffCode StaffCodes::make(int kiosk, const RandomSource& random, events::WallTime now) const {
    std::array<std::uint8_t, 16> id{};
    random(id);
    const catalogue::StaffCodeClaims claims{.issuer = site_,
                                            .expires = now + catalogue::kStaffCodeLife,
                                            .not_before = now - catalogue::kStaffCodeSkew,
                                            .issued = now,
                                            .code_id = crypto::toHex(id),
                                            .site = site_,
                                            .kiosk = kiosk};
    return {.text = catalogue::makeStaffCode(claims, catalogue::checkInKid(key_.publicKey()), key_),
            .code_id = claims.code_id,
            .expires = claims.expires};
}

std::string qrPicture(const std::string& text) {
    try {
        const auto modules = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode).setMargin(0).encode(text, 0, 0);
        std::string dots;
        for (int y = 0; y < modules.height(); ++y)
            for (int x = 0; x < modules.width(); ++x)
                if (modules.get(x, y))
                    dots +=
                        "M" + std::to_string(x + kQuietModules) + " " + std::to_string(y + kQuietModules) + "h1v1h-1z";
        const auto side = std::to_string(modules.width() + 2 * kQuietModules);
        return R"(<svg xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" viewBox="0 0 )" + side + " " +
               side + R"("><path fill="#fff" d="M0 0h)" + side + "v" + side + "H0z\"/><path d=\"" + dots + "\"/></svg>";
    } catch (const std::exception&) { // the writer's only way to say "too long"
        return {};
    }
}

} // namespace onestop::hub
