// SPDX-License-Identifier: Apache-2.0
// kiosk.toml, read once at start by onestop-kiosk and onestop-hall. A fault is told with file, line and what was
// expected, because a technician corrects it in the lobby with nothing but this sentence.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/store/sealed_retention.h"

namespace onestop::app {

struct ScreenConfig {
    int width_px = 1080; ///< as the lobby sees it
    int height_px = 1920;
    double pitch_mm = 0.248; ///< of one pixel; sizes on the screen are millimetres
    int turned = 0;          ///< degrees clockwise, 0, 90, 180 or 270, from the panel's own upright to the lobby's
    std::optional<int> top_mm = std::nullopt; ///< its upper edge above the floor; none: nobody has measured it
    /// Who sits reaches all of it, so that low reach would be of no use. Unmeasured it counts as too high.
    bool isInReach() const;
};

struct KioskConfig {
    std::string site; ///< id in the catalogue
    int kiosk = 1;    ///< 1–6 within the site
    std::filesystem::path store;
    std::filesystem::path state; ///< marks outside the store
    std::filesystem::path run;   ///< tmpfs: the key of the day's hashes
    ScreenConfig screen;
    int paper_mm = 80;            ///< 58 or 80
    bool printer_raster = false;  ///< draw whole receipts: for printers without Chinese characters
    std::filesystem::path camera; ///< the scanner is this camera; empty: a scanner on the USB bus
    std::string public_url;       ///< empty: no QR is drawn
    /// With a token behind it: the page of a ticket, as on its slip. Empty where there is no public name.
    std::string ticketPages() const { return public_url.empty() ? std::string() : public_url + "/t/"; }
    std::filesystem::path speaker;    ///< the socket of onestop-speaker; empty: no voice
    std::filesystem::path log_answer; ///< where onestop-export answers; empty: nobody here exports the log
    std::filesystem::path input;      ///< the socket of onestop-input; empty: no pinyin
    std::filesystem::path update;     ///< how far an update of the software is, while there is one; empty: nobody says
    std::chrono::days sealed_retention = store::kSealedRetention; ///< as the district's hub.toml has it
    std::string help_phone;                                       ///< empty: the catalogue's number of the site
    std::string staff_pin; ///< crypto::passwordWord(); empty: the staff pages stay shut
};

struct ConfigFailure {
    std::string sentence; ///< "kiosk.toml:12: what was expected"
};

/// `path` names the file in failures; relative paths inside are taken from its folder. No I/O.
tl::expected<KioskConfig, ConfigFailure> parseKioskConfig(std::string_view text, const std::filesystem::path& path);

/// Reads and parses the file.
tl::expected<KioskConfig, ConfigFailure> readKioskConfig(const std::filesystem::path& path);

} // namespace onestop::app
