// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/machine_code.h"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <vector>

#include "sync/crypto/check_digit.h"
#include "sync/crypto/crypto.h"

namespace onestop::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCodePurpose = "onestop machine code 1 "; ///< machine-id(5): never shown, only hashed so
constexpr std::size_t kCodeFigures = 8, kCodeGroup = 3;
constexpr std::string_view kEthernet = "1"; ///< ARPHRD_ETHER

std::string firstLineOf(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

/// A card of the machine's own: not a bridge or loopback (no device behind it), not a radio, not one that made up its
/// address at this start.
bool isWired(const fs::path& interface) {
    std::error_code ignored;
    return fs::exists(interface / "device", ignored) && !fs::exists(interface / "wireless", ignored) &&
           !fs::exists(interface / "phy80211", ignored) && firstLineOf(interface / "type") == kEthernet &&
           firstLineOf(interface / "addr_assign_type") != "1";
}

} // namespace

std::string machineCode(std::string_view mark) {
    std::string named(kCodePurpose);
    for (const char c : mark)
        named += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return crypto::inGroups(crypto::checkedFigures(crypto::sha256(crypto::bytesOf(named)), kCodeFigures), kCodeGroup);
}

std::string machineMark(const fs::path& interfaces, const fs::path& machine_id, std::chrono::milliseconds since_start) {
    std::error_code ignored;
    std::vector<fs::path> wired;
    for (const auto& entry : fs::directory_iterator(interfaces, ignored)) {
        if (isWired(entry.path())) wired.push_back(entry.path());
    }
    if (const auto first = std::ranges::min_element(wired); first != wired.end())
        return firstLineOf(*first / "address");
    return since_start < kNetworkCardWait ? std::string() : firstLineOf(machine_id);
}

} // namespace onestop::app
