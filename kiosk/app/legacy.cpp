// SPDX-License-Identifier: Apache-2.0
// Ten figures: wrong PINs and until when (monotonic, of this boot), wrong codes likewise, then health and since when of
// each device.
#include "kiosk/app/legacy.h"

#include <array>
#include <charconv>

namespace onestop::app {

namespace {

constexpr std::size_t kFigures = 10;

std::optional<std::array<std::int64_t, kFigures>> figuresOf(std::string_view text) {
    std::array<std::int64_t, kFigures> figures{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < kFigures; ++i) {
        if (i > 0 && (at == end || *at++ != ':')) return std::nullopt;
        const auto read = std::from_chars(at, end, figures[i]);
        if (read.ec != std::errc()) return std::nullopt;
        at = read.ptr;
    }
    if (at != end) return std::nullopt;
    return figures;
}

bool isHealth(std::int64_t figure) {
    return figure >= 0 && figure <= static_cast<std::int64_t>(flows::DeviceHealth::CoverOpen);
}

flows::DeviceView deviceOf(std::int64_t health, std::int64_t since_ms) {
    return {.health = static_cast<flows::DeviceHealth>(health),
            .since = events::WallTime(std::chrono::milliseconds(since_ms))};
}

std::string textOf(const flows::DeviceView& device) {
    const auto since = std::chrono::floor<std::chrono::milliseconds>(device.since.time_since_epoch());
    return ":" + std::to_string(static_cast<int>(device.health)) + ":" + std::to_string(since.count());
}

std::string textOf(const flows::PinBrake& brake) {
    return std::to_string(brake.wrong) + ":" + std::to_string(brake.shut_until.count());
}

bool isCount(std::int64_t figure) { return figure >= 0 && figure <= 1'000'000; }

flows::PinBrake brakeOf(std::int64_t wrong, std::int64_t shut_until) {
    return {.wrong = static_cast<int>(wrong), .shut_until = session::Moment(shut_until)};
}

} // namespace

std::string textOf(const Legacy& legacy) {
    return textOf(legacy.brake) + ":" + textOf(legacy.code_brake) + textOf(legacy.reader) + textOf(legacy.printer) +
           textOf(legacy.scanner);
}

std::optional<Legacy> parseLegacy(std::string_view text) {
    const auto figures = figuresOf(text);
    if (!figures) return std::nullopt;
    const auto& [wrong, shut, wrong_codes, codes_shut, reader, reader_since, printer, printer_since, scanner,
                 scanner_since] = *figures;
    if (!isCount(wrong) || !isCount(wrong_codes) || !isHealth(reader) || !isHealth(printer) || !isHealth(scanner))
        return std::nullopt;
    return Legacy{.brake = brakeOf(wrong, shut),
                  .code_brake = brakeOf(wrong_codes, codes_shut),
                  .reader = deviceOf(reader, reader_since),
                  .printer = deviceOf(printer, printer_since),
                  .scanner = deviceOf(scanner, scanner_since)};
}

} // namespace onestop::app
