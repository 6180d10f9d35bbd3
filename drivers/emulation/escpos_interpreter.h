// SPDX-License-Identifier: Apache-2.0
// A strict reader of ESC/POS: every command is known and whole, or it is a violation with its place. It draws the
// paper as a printer would. It shares nothing with the driver's encoder, so that it can judge it.
// Sources: facts of the Epson reference, TM-T88III guide, python-escpos, escpos-printer-db.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "drivers/emulation/paper.h"

namespace onestop::emulation {

/// A command that is unknown, truncated or wrong in an argument.
struct Violation {
    std::uint64_t offset = 0; ///< in the stream since power-on
    std::string what;         ///< with the bytes in hex
};

/// What came out of the printer between two cuts.
struct Slip {
    std::uint64_t number = 0; ///< 1, 2, 3 … since power-on of the emulator
    std::uint16_t width_dots = 0;
    bool full_cut = false;
    raster::Picture picture;
    std::vector<std::string> text;       ///< lines as printed, UTF-8
    std::vector<std::string> qr;         ///< payloads of QR codes drawn by the printer
    std::vector<std::string> answer_ids; ///< of GS ( H after this slip and before the next
    std::uint32_t rasters = 0;
    std::uint32_t live_commands_in_data = 0; ///< DLE EOT, DLE ENQ or DLE DC4 inside pictures or codes
    std::vector<Violation> violations;       ///< the first of them
};

/// What a command asks of the printer beyond the paper.
struct AskStatus {
    std::uint8_t which;
}; ///< GS r
struct SetAutomaticStatus {
    std::uint8_t what;
}; ///< GS a
struct AskIdentity {
    std::uint8_t which;
}; ///< GS I
struct AskPrinted {
    std::string id;
};                  ///< GS ( H, function 48
struct PaperCut {}; ///< the slip is in lastSlip()
using PrinterRequest = std::variant<AskStatus, SetAutomaticStatus, AskIdentity, AskPrinted, PaperCut>;

class EscposInterpreter {
public:
    explicit EscposInterpreter(PaperMillimetres width);

    /// Takes bytes up to and including the first command that asks something of the printer; returns how many.
    /// An unfinished command is kept until its rest comes.
    std::size_t feed(std::span<const std::uint8_t> bytes);
    /// What that command asked; nothing when all bytes were taken without one.
    std::vector<PrinterRequest> takeRequests();

    /// As ESC @ after power-on: an unfinished command is forgotten, what is on the paper stays there.
    void reset();
    /// The stream ends here: a command that waits for its rest is a violation.
    void endOfStream();

    const Slip& lastSlip() const { return last_; }
    void confirmLastSlip(std::string answer_id) { last_.answer_ids.push_back(std::move(answer_id)); }
    /// Of the slip not yet cut.
    const Slip& currentSlip() const { return current_; }
    std::uint64_t violations() const { return violations_; }

private:
    using View = std::span<const std::uint8_t>;

    // Each returns the bytes it took; 0: the command is not whole yet.
    std::size_t command(View rest);
    std::size_t escape(View rest);
    std::size_t group(View rest);
    std::size_t kanji(View rest);
    std::size_t parenthesis(View rest);
    std::size_t realTime(View rest);
    std::size_t character(View rest);
    std::size_t feedAndCut(View rest);
    std::size_t oldRaster(View rest);
    std::size_t longGraphics(View rest);
    void graphics(View parameters);
    void symbol(View parameters);
    void askPrinted(View parameters);
    void cut(bool full);
    std::size_t violation(View bytes, std::string_view why);
    std::size_t noted(View whole, bool valid, std::string_view why);
    void countLiveCommands(View data);

    PaperMillimetres width_;
    PaperRoll roll_;
    TextStyle style_;
    bool chinese_ = true;
    std::uint8_t code_page_ = 0;
    std::vector<std::uint8_t> pending_;
    std::uint64_t offset_ = 0;
    std::vector<PrinterRequest> requests_;
    Slip current_;
    Slip last_;
    std::uint64_t slips_ = 0;
    std::uint64_t violations_ = 0;
    struct {
        unsigned module_dots = 3;
        char level = 'L';
        std::string data;
        bool model2 = true;
    } qr_;
    std::optional<raster::Picture> graphics_; ///< stored by GS ( L, not printed yet
};

} // namespace onestop::emulation
