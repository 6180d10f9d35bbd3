// SPDX-License-Identifier: Apache-2.0
// onestop-technician settings: the site's file into force; onestop-technician check FILE: would it be;
// onestop-technician pin: the line of it that holds the staff's PIN, from a PIN on standard input;
// onestop-technician export OUT: the log of this machine, sealed to the district's desk.
#include "deploy/technician/log_export.h"
#include "deploy/technician/settings.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "sync/crypto/password.h"

namespace {

namespace fs = std::filesystem;
using onestop::technician::Machine;
using onestop::technician::makeSettings;
using onestop::technician::SettingsFiles;

constexpr const char* kKept = "/data/onestop/settings";
constexpr int kExitUsage = 2;
constexpr int kExitNoRecipient = 3;

std::optional<std::string> read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) return std::nullopt;
    return text.str();
}

/// Whole or not at all, also when the power goes: beside, synced, renamed.
bool write(const fs::path& file, std::string_view text) {
    const fs::path beside = file.string() + ".new";
    const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return false;
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    std::error_code failed;
    if (written) fs::rename(beside, file, failed);
    return written && !failed;
}

/// The value of "name=value" in a file of such lines; only plain words.
std::string valueIn(const fs::path& file, const std::string& name) {
    std::istringstream lines(read(file).value_or(""));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(name + '=')) continue;
        auto value = line.substr(name.size() + 1);
        const bool plain =
            value.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-") ==
            std::string::npos;
        return plain ? value : std::string();
    }
    return {};
}

/// What the image says of itself (deploy/image/steps/root writes both).
std::optional<Machine> machineBy(const fs::path& os_release, const fs::path& installer) {
    Machine machine{valueIn(installer, "compatible"), valueIn(os_release, "IMAGE_VERSION")};
    if (machine.compatible.empty() || machine.version.empty()) return std::nullopt;
    return machine;
}

int complain(const std::string& sentence, int code) {
    std::cerr << "onestop-technician: " << sentence << '\n';
    return code;
}

int check(const fs::path& file) {
    const auto text = read(file);
    if (!text) return complain(file.string() + ":1: expected a readable file", kExitUsage);
    const auto made = makeSettings(*text, file.string());
    if (!made) return complain(made.error().sentence, kExitUsage);
    std::cout << file.string() << " holds\n";
    return 0;
}

int putIntoForce(const SettingsFiles& files, const fs::path& running) {
    std::error_code ignored;
    for (const auto& old : fs::directory_iterator(running, ignored))
        fs::remove(old.path(), ignored); // a hub that is no longer here must not start again
    for (const auto& [name, text] : files) {
        if (!write(running / name, text)) return complain("cannot write " + (running / name).string(), 1);
    }
    return 0;
}

/// The site's file, or, when a line of it is wrong, the last one that was right.
int settings(const fs::path& kept, const fs::path& running, const std::optional<Machine>& machine) {
    const fs::path wanted = kept / "site.toml", good = kept / "site.good.toml";
    if (const auto text = read(wanted)) {
        const auto made = makeSettings(*text, wanted.string(), machine);
        if (made) {
            if (!write(good, *text)) complain("cannot write " + good.string(), 1);
            return putIntoForce(*made, running);
        }
        complain(made.error().sentence + "; the last settings that held stay in force", kExitUsage);
    }
    const auto text = read(good);
    if (!text) return complain(wanted.string() + ":1: expected the settings of this site", kExitUsage);
    const auto made = makeSettings(*text, good.string(), machine);
    return made ? putIntoForce(*made, running) : complain(made.error().sentence, kExitUsage);
}

/// 6 to 12 digits, as the pad on the screen can type them.
int pin() {
    static constexpr std::size_t kLeast = 6, kMost = 12;
    std::string digits;
    std::getline(std::cin, digits);
    const bool fits = digits.size() >= kLeast && digits.size() <= kMost &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
    if (!fits) return complain("expected 6 to 12 digits on standard input", kExitUsage);
    std::array<std::uint8_t, onestop::crypto::kPasswordSaltBytes> salt{};
    onestop::crypto::fillRandom(salt);
    std::cout << "[staff]\npin = \"" << onestop::crypto::passwordWord(digits, salt) << "\"\n";
    onestop::crypto::wipe(digits);
    return 0;
}

int exportLog(const fs::path& out, const fs::path& kept, const fs::path& store) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto sealed =
        onestop::technician::sealedLog({.settings = kept, .store = store, .version = ONESTOP_VERSION, .now = now});
    if (!sealed) {
        const bool nobody = sealed.error().fault == onestop::technician::LogFault::NoRecipient;
        return complain(sealed.error().sentence, nobody ? kExitNoRecipient : 1);
    }
    if (!write(out, onestop::crypto::textOf(*sealed))) return complain("cannot write " + out.string(), 1);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view verb = argc > 1 ? argv[1] : "";
    if (verb == "check" && argc == 3) return check(argv[2]);
    if (verb == "pin" && argc == 2) return pin();
    const auto machine = machineBy("/usr/lib/os-release", "/etc/rauc/system.conf");
    if (verb == "settings" && argc == 2) return settings(kKept, "/run/onestop/settings", machine);
    if (verb == "settings" && argc == 4) return settings(argv[2], argv[3], machine);
    if (verb == "settings" && argc == 6) return settings(argv[2], argv[3], machineBy(argv[4], argv[5]));
    if (verb == "export" && argc == 3) return exportLog(argv[2], kKept, "/data/onestop/store/store.sqlite");
    if (verb == "export" && argc == 5) return exportLog(argv[2], argv[3], argv[4]);
    return complain(
        "expected: settings [KEPT RUNNING [OS_RELEASE RAUC_CONF]], check FILE, pin, or export OUT [KEPT STORE]",
        kExitUsage);
}
