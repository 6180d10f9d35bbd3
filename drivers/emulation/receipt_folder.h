// SPDX-License-Identifier: Apache-2.0
// Slips as files: NNN.png is the paper, NNN.json what is on it and what the printer answered for it.
#pragma once

#include <filesystem>

#include "drivers/emulation/escpos_interpreter.h"

namespace onestop::emulation {

class ReceiptFolder {
public:
    /// Made when it is missing; slips left there by an earlier run are removed, so that a count means this run.
    explicit ReceiptFolder(std::filesystem::path folder);

    /// Each file appears whole (written beside and renamed). Throws std::runtime_error when the disk refuses.
    void write(const Slip& slip) const;

private:
    std::filesystem::path folder_;
};

} // namespace onestop::emulation
