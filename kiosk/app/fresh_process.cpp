// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/fresh_process.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include <unistd.h>

#include "kiosk/app/held_picture.h"
#include "kiosk/app/kept_mode.h"

namespace onestop::app {

namespace {

constexpr const char* kLegacy = "ONESTOP_LEGACY"; ///< for the next process of this program only

std::vector<std::string> copyOf(char** words) {
    std::vector<std::string> copy;
    for (; *words != nullptr; ++words)
        copy.emplace_back(*words);
    return copy;
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

FreshProcess::FreshProcess(char** arguments) : arguments_(copyOf(arguments)) {
    if (const char* text = std::getenv(kLegacy)) {
        legacy_ = parseLegacy(text);
        ::unsetenv(kLegacy);
    }
    environment_ = copyOf(environ);
    if (!legacy_) return;
    former_picture_ = displayDescriptors();
    if (std::ranges::any_of(former_picture_, isGraphicsCard)) keepMode();
}

void FreshProcess::letFormerPictureGo() {
    for (const int descriptor : std::exchange(former_picture_, {}))
        ::close(descriptor);
}

std::string FreshProcess::begin(const Legacy& legacy) const {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error); // not by its link: ps shows a name
    if (error) return "cannot find the program: " + error.message();
    auto arguments = arguments_;
    auto environment = environment_;
    environment.push_back(std::string(kLegacy) + "=" + textOf(legacy));
    leaveOpen(displayDescriptors());
    ::execve(program.c_str(), pointersTo(arguments).data(), pointersTo(environment).data());
    return "cannot begin " + program.string() + " again: " + std::strerror(errno);
}

} // namespace onestop::app
