// SPDX-License-Identifier: Apache-2.0
// Scanners without a protocol: those that type (HID boot keyboard) and those that write lines (CDC-ACM).
// Their bytes become scans here and go nowhere else: nothing is ever typed into a window. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace onestop::qr_scanner {

using Bytes = std::vector<std::uint8_t>;

/// Ends a scan at CR or LF; a scanner without a line end is ended by flush() after a silence.
class LineAssembler {
public:
    /// Whole scans in these bytes. What grows beyond any accepted payload is cut, so that it is refused.
    std::vector<Bytes> feed(std::span<const std::uint8_t> bytes);
    std::optional<Bytes> flush();
    bool midway() const { return !line_.empty(); }

private:
    Bytes line_;
};

/// Boot keyboard reports (HID 1.11, appendix B) with the US layout that scanners use out of the box.
/// A key that is no printable character (or one pressed with Ctrl, Alt or GUI) becomes the byte 00, for which
/// the payload rules refuse the whole scan.
class KeyboardAssembler {
public:
    std::vector<Bytes> feed(std::span<const std::uint8_t> report);
    std::optional<Bytes> flush() { return lines_.flush(); }
    bool midway() const { return lines_.midway(); }

private:
    LineAssembler lines_;
    std::array<std::uint8_t, 6> pressed_{}; ///< keys of the last report: held keys count once
};

} // namespace onestop::qr_scanner
