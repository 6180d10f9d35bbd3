// SPDX-License-Identifier: Apache-2.0
// What onestop-device does, one function a command: says it on standard output, for people or as JSON, and returns the
// program's exit code: 0 all well, 1 something does not work. Names are masked, codes are shown by their beginning.
#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

#include "drivers/receipt_printer/receipt.h"

namespace onestop::command {

struct Options {
    bool json = false;
    std::chrono::seconds timeout{30}; ///< how long to wait for a person
    receipt_printer::PaperWidth paper = receipt_printer::PaperWidth::Mm80;
    bool raster = false;          ///< the printer has no Chinese characters
    bool on_paper = false;        ///< doctor: print the findings too
    std::filesystem::path camera; ///< the scanner is this camera (/dev/video0); empty: one on the USB bus
    std::filesystem::path frames; ///< or this folder of pictures in its place
    /// Where the kiosk keeps what it knows of its printer (`printer` in its state folder); empty: not asked.
    std::filesystem::path memory;
};

int list(const Options& options);
int status(const Options& options);
int readCard(const Options& options);
int printTest(const Options& options);
/// Leads through a roll change and prints a test slip.
int changeRoll(const Options& options);
int scan(const Options& options);
int doctor(const Options& options);
/// One JSON object a line and file: file, text, format, ms; text and format are null where nothing was read.
int decode(const std::vector<std::filesystem::path>& files);

} // namespace onestop::command
