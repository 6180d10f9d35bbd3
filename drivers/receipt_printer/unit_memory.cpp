// SPDX-License-Identifier: Apache-2.0
// {"04b8:0202 SN1": {"confirmation": "answer_id", "used_dots": 123, "used_slips": 2, "roll_dots": 456, …}}
#include "drivers/receipt_printer/unit_memory.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include <nlohmann/json.hpp>

namespace onestop::receipt_printer {

namespace {

using nlohmann::json;

constexpr std::int64_t kRollDotsLeast = 2 * static_cast<std::int64_t>(kDotsPerMetre);
constexpr std::int64_t kDotsMost = 1'000 * static_cast<std::int64_t>(kDotsPerMetre);

std::int64_t countIn(const json& record, const char* key) {
    const auto found = record.find(key);
    if (found == record.end() || !found->is_number_integer()) return 0;
    return std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, kDotsMost);
}

UnitRecord readRecord(const json& record) {
    UnitRecord unit;
    if (record.value("confirmation", json()) == std::string(nameOf(Confirmation::AnswerId)))
        unit.confirmation = Confirmation::AnswerId; // the only one that is remembered (printer_machine.cpp)
    unit.used_dots = countIn(record, "used_dots");
    unit.used_slips = countIn(record, "used_slips");
    unit.roll_dots = countIn(record, "roll_dots");
    unit.was_near_end = record.value("was_near_end", json()) == true;
    unit.was_opened = record.value("was_opened", json()) == true;
    return unit;
}

} // namespace

void UnitRecord::changeRoll() {
    // The mean of the last measure and this one: one roll changed too early does not spoil the forecast.
    if (used_dots >= kRollDotsLeast) roll_dots = roll_dots == 0 ? used_dots : (roll_dots + used_dots) / 2;
    used_dots = used_slips = 0;
    was_near_end = was_opened = false;
}

bool UnitRecord::note(PrinterState state) {
    const UnitRecord before = *this;
    if (state == PrinterState::PaperNearEnd) {
        was_near_end = true;
        was_opened = false; // opened and closed again: still the old roll
    }
    if (was_near_end && (state == PrinterState::PaperOut || state == PrinterState::CoverOpen)) was_opened = true;
    if (was_near_end && was_opened && state == PrinterState::Ready) changeRoll();
    return *this != before;
}

std::int64_t UnitRecord::leftDots() const {
    return roll_dots == 0 ? 0 : std::max<std::int64_t>(roll_dots - used_dots, 0);
}

std::int64_t UnitRecord::leftSlips() const { return used_dots == 0 ? 0 : leftDots() * used_slips / used_dots; }

UnitMemory::UnitMemory(std::filesystem::path file) : file_(std::move(file)) {
    if (file_.empty()) return;
    std::ifstream in(file_);
    const json all = json::parse(in, nullptr, false);
    if (!all.is_object()) return;
    for (const auto& [unit, record] : all.items())
        if (record.is_object()) units_[unit] = readRecord(record);
}

bool UnitMemory::save() const {
    if (file_.empty()) return true;
    json all = json::object();
    for (const auto& [unit, record] : units_)
        all[unit] = {{"confirmation", nameOf(record.confirmation)},
                     {"used_dots", record.used_dots},
                     {"used_slips", record.used_slips},
                     {"roll_dots", record.roll_dots},
                     {"was_near_end", record.was_near_end},
                     {"was_opened", record.was_opened}};
    const auto beside = std::filesystem::path(file_).concat(".new");
    std::ofstream out(beside, std::ios::trunc);
    out << all.dump(1, ' ', false, json::error_handler_t::replace) << '\n';
    out.close();
    std::error_code failure;
    if (out) std::filesystem::rename(beside, file_, failure);
    return static_cast<bool>(out) && !failure;
}

} // namespace onestop::receipt_printer
