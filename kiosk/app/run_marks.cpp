// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/run_marks.h"

#include <fstream>
#include <system_error>

namespace onestop::app {

using flows::DeviceHealth;

void RunMarks::tellWhetherInUse(bool in_use) {
    if (in_use_ == in_use) return;
    in_use_ = in_use;
    std::error_code ignored;
    const auto file = run_ / "in_use";
    if (in_use)
        std::ofstream{file};
    else
        std::filesystem::remove(file, ignored);
}

void RunMarks::tellWhatAnswers(bool store_open, const flows::LobbyState& state) {
    std::string answers = store_open ? "store" : "";
    const auto add = [&answers](DeviceHealth health, const char* device) {
        const bool silent = health == DeviceHealth::Starting || health == DeviceHealth::Absent ||
                            health == DeviceHealth::NotAnswering || health == DeviceHealth::NeedsStaff;
        if (!silent) answers.append(" ").append(device); // out of paper it answers; what may not be opened does not
    };
    add(state.reader.health, "reader");
    add(state.printer.health, "printer");
    add(state.scanner.health, "scanner");
    if (answers_ == answers) return;
    // Whole or not at all: it is read at any moment.
    const auto file = run_ / "answers", beside = run_ / "answers.new";
    if (!(std::ofstream(beside) << answers << '\n').flush()) return;
    std::error_code failed;
    std::filesystem::rename(beside, file, failed);
    if (!failed) answers_ = std::move(answers);
}

} // namespace onestop::app
