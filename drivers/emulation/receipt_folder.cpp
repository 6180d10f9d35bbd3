// SPDX-License-Identifier: Apache-2.0
// See receipt_folder.h.
#include "drivers/emulation/receipt_folder.h"

#include <cstdio>
#include <fstream>
#include <regex>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace onestop::emulation {

namespace {

void replace(const std::filesystem::path& path, std::string_view content) {
    auto beside = path;
    beside += ".new";
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file) throw std::runtime_error("cannot write " + beside.string());
    std::filesystem::rename(beside, path);
}

} // namespace

ReceiptFolder::ReceiptFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    const std::regex slip(R"(\d{3,}\.(png|json)(\.new)?)");
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
        if (std::regex_match(entry.path().filename().string(), slip)) std::filesystem::remove(entry.path());
}

void ReceiptFolder::write(const Slip& slip) const {
    char name[24];
    std::snprintf(name, sizeof name, "%03llu", static_cast<unsigned long long>(slip.number));
    auto violations = nlohmann::json::array();
    for (const auto& violation : slip.violations)
        violations.push_back({{"offset", violation.offset}, {"what", violation.what}});
    nlohmann::ordered_json what{{"number", slip.number},
                                {"width_dots", slip.width_dots},
                                {"height_dots", slip.picture.height()},
                                {"cut", slip.full_cut ? "full" : "partial"},
                                {"text", slip.text},
                                {"qr", slip.qr},
                                {"rasters", slip.rasters},
                                {"answer_ids", slip.answer_ids},
                                {"live_commands_in_data", slip.live_commands_in_data},
                                {"violations", violations}};
    // The picture first: who sees the JSON may open the PNG. A confirmation changes the JSON only.
    auto picture = folder_ / (std::string(name) + ".png");
    if (!std::filesystem::exists(picture)) {
        auto png = raster::encodePng(slip.picture);
        replace(picture, std::string_view(reinterpret_cast<const char*>(png.data()), png.size()));
    }
    auto json = what.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    replace(folder_ / (std::string(name) + ".json"), json);
}

} // namespace onestop::emulation
