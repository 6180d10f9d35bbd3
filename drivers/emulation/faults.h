// SPDX-License-Identifier: Apache-2.0
// The faults a device can be told to have. They act on conditions (byte k, n answers), never on time,
// so a script on a slow machine sees the same fault as one on a fast machine.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace onestop::emulation {

enum class Fault {
    Nak,             ///< takes nothing on its OUT endpoints
    NoAnswer,        ///< keeps its next answers to itself
    DropBytes,       ///< byte `at` and those after it are lost, `times` bytes in all
    DoubleBytes,     ///< byte `at` and those after it come twice, `times` bytes in all
    WrongChecksum,   ///< reader: a bit of the checksum is wrong
    HalfFrame,       ///< reader: an answer ends in its middle
    Slow,            ///< an answer stops after `at` bytes until the script says "release"
    UnplugAt,        ///< leaves the bus before byte `at` is taken
    StaleAnswerId,   ///< printer: answers GS ( H with the id of the job before
    NoPrintedAnswer, ///< printer: does not know GS ( H (many clones)
    StallDeviceId,   ///< printer: stalls GET_DEVICE_ID (TM-U220, CUPS issue 1606)
    PaperOutAt,      ///< printer: the roll ends before byte `at`
    CutterError,     ///< printer: the cutter is jammed
    Overheated,      ///< printer: the head is too hot, recovers by itself
    Unrecoverable,   ///< printer: a fault that only a power cycle ends
};

/// The name in the control protocol: "stale_answer_id".
std::string_view faultName(Fault fault);
std::optional<Fault> parseFault(std::string_view name);

/// Whether a script that names no `times` means once (what happens at a place) or until cleared (what is so).
bool actsOnce(Fault fault);

/// Which faults a device has now, and how much of each is left. Pure.
class FaultSet {
public:
    /// @param at   byte position where the fault begins, counted from now on; its use is named at each fault
    /// @param times how often it acts; absent: until cleared (actsOnce() is the script's default)
    void set(Fault fault, std::uint64_t at, std::optional<std::uint64_t> times);
    void clear() { armed_.clear(); }

    bool has(Fault fault) const { return armed_.contains(fault); }
    /// True when the fault acts now; counts one use of it.
    bool take(Fault fault);
    /// True when the fault acts on this byte; moves its position on by one byte, counts one use.
    bool takeAtByte(Fault fault);
    /// Bytes until the fault begins; nothing when it is not set.
    std::optional<std::uint64_t> position(Fault fault) const;

private:
    struct Armed {
        std::uint64_t at = 0;
        std::optional<std::uint64_t> times;
    };
    std::map<Fault, Armed> armed_;
};

} // namespace onestop::emulation
