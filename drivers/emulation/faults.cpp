// SPDX-License-Identifier: Apache-2.0
// See faults.h.
#include "drivers/emulation/faults.h"

#include <array>
#include <utility>

namespace onestop::emulation {

namespace {
constexpr std::array<std::pair<Fault, std::string_view>, 15> kNames{{
    {Fault::Nak, "nak"},
    {Fault::NoAnswer, "no_answer"},
    {Fault::DropBytes, "drop_bytes"},
    {Fault::DoubleBytes, "double_bytes"},
    {Fault::WrongChecksum, "wrong_checksum"},
    {Fault::HalfFrame, "half_frame"},
    {Fault::Slow, "slow"},
    {Fault::UnplugAt, "unplug_at"},
    {Fault::StaleAnswerId, "stale_answer_id"},
    {Fault::NoPrintedAnswer, "no_printed_answer"},
    {Fault::StallDeviceId, "stall_device_id"},
    {Fault::PaperOutAt, "paper_out_at"},
    {Fault::CutterError, "cutter_error"},
    {Fault::Overheated, "overheated"},
    {Fault::Unrecoverable, "unrecoverable"},
}};
} // namespace

std::string_view faultName(Fault fault) {
    for (const auto& [value, name] : kNames)
        if (value == fault) return name;
    return {};
}

std::optional<Fault> parseFault(std::string_view name) {
    for (const auto& [value, known] : kNames)
        if (known == name) return value;
    return std::nullopt;
}

bool actsOnce(Fault fault) {
    switch (fault) {
    case Fault::DropBytes:
    case Fault::DoubleBytes:
    case Fault::UnplugAt:
    case Fault::PaperOutAt:
    case Fault::CutterError:
        return true;
    default:
        return false;
    }
}

void FaultSet::set(Fault fault, std::uint64_t at, std::optional<std::uint64_t> times) { armed_[fault] = {at, times}; }

bool FaultSet::take(Fault fault) {
    auto found = armed_.find(fault);
    if (found == armed_.end()) return false;
    if (auto& times = found->second.times; times && --*times == 0) armed_.erase(found);
    return true;
}

bool FaultSet::takeAtByte(Fault fault) {
    auto found = armed_.find(fault);
    if (found == armed_.end()) return false;
    if (found->second.at == 0) return take(fault);
    --found->second.at;
    return false;
}

std::optional<std::uint64_t> FaultSet::position(Fault fault) const {
    auto found = armed_.find(fault);
    if (found == armed_.end()) return std::nullopt;
    return found->second.at;
}

} // namespace onestop::emulation
