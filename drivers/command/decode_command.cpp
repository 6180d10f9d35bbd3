// SPDX-License-Identifier: Apache-2.0
// `onestop-device decode`: reads codes from photographs, one JSON line a file.
#include <chrono>
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "drivers/command/commands.h"
#include "drivers/qr_scanner/decoder.h"
#include "drivers/qr_scanner/picture_file.h"

namespace onestop::command {

int decode(const std::vector<std::filesystem::path>& files) {
    bool all_read = true;
    for (const auto& file : files) {
        nlohmann::ordered_json line{{"file", file.string()}, {"text", nullptr}, {"format", nullptr}, {"ms", nullptr}};
        const auto picture = qr_scanner::readPicture(file);
        if (picture) {
            const auto begun = std::chrono::steady_clock::now();
            const auto read = qr_scanner::decodeQr(*picture);
            const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
            line["ms"] = static_cast<double>(std::lround(taken.count() * 100)) / 100;
            if (!read.empty()) {
                line["text"] = read.front().text;
                line["format"] = read.front().format;
            }
        } else {
            std::cerr << "onestop-device: " << picture.error().what << '\n';
        }
        all_read = all_read && !line["text"].is_null();
        // A code may hold bytes that are no text: they are shown as U+FFFD instead of ending the list.
        std::cout << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    }
    return all_read ? 0 : 1;
}

} // namespace onestop::command
