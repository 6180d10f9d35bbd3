// SPDX-License-Identifier: Apache-2.0
// What is kept of each single printer over restarts: how it confirms, and how much of its roll is used.
// Losing the file costs a probe and a forecast, never a ticket; so it is replaced whole and read leniently.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "drivers/receipt_printer/capabilities.h"
#include "drivers/receipt_printer/printer_state.h"

namespace onestop::receipt_printer {

struct UnitRecord {
    Confirmation confirmation = Confirmation::NotProbed;
    std::int64_t used_dots = 0; ///< since the last roll change
    std::int64_t used_slips = 0;
    std::int64_t roll_dots = 0; ///< how long the last rolls lasted; 0: no roll was changed here yet
    bool was_near_end = false;  ///< the near-end sensor has seen this roll
    bool was_opened = false;    ///< … and since then the cover was open or the paper out

    /// A new roll is in. Less than 2 m of use says nothing about the length of a roll.
    void changeRoll();
    /// Near its end, then opened, then ready: that was a roll change. A sensor that merely flickers is none.
    /// True when the record changed.
    bool note(PrinterState state);
    /// Dots left, by the rolls before; 0 when nothing can be said.
    std::int64_t leftDots() const;
    /// The same in slips as long as those of this roll; 0 when nothing can be said.
    std::int64_t leftSlips() const;

    friend bool operator==(const UnitRecord&, const UnitRecord&) = default;
};

inline constexpr double kDotsPerMetre = 8000; ///< 8 dots a millimetre

class UnitMemory {
public:
    /// Reads the file; a missing or damaged one is an empty memory. An empty path keeps nothing.
    explicit UnitMemory(std::filesystem::path file);

    UnitRecord& of(const std::string& unit) { return units_[unit]; }
    /// Beside, then renamed over; false when it could not be written.
    bool save() const;

private:
    std::filesystem::path file_;
    std::map<std::string, UnitRecord> units_;
};

} // namespace onestop::receipt_printer
