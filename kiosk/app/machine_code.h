// SPDX-License-Identifier: Apache-2.0
// The nine figures by which people name a machine that has no identity yet: on its page, on the phone to the office.
// They follow from what stays when the disk is flashed anew or changed. No secret, and no proof of anything: among a
// thousand machines two share theirs once in two hundred districts, and who asks for one also says where it stands.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace onestop::app {

/// Eight figures that follow from the mark, and one that checks them: "123 456 789". Of an address the letters may be
/// large or small. No I/O.
std::string machineCode(std::string_view mark);

/// How long a network card may take to appear after a start.
inline constexpr std::chrono::seconds kNetworkCardWait{10};

/// What tells this machine from others: the address of its first network card with a wire, as in `interfaces`
/// (/sys/class/net). Where there is none, and after kNetworkCardWait: the name in `machine_id` (/etc/machine-id: on the
/// image that of the firmware, which some makers give to all their boards alike). Empty: not known yet. Needs no
/// rights.
std::string machineMark(const std::filesystem::path& interfaces, const std::filesystem::path& machine_id,
                        std::chrono::milliseconds since_start);

} // namespace onestop::app
