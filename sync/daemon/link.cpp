// SPDX-License-Identifier: Apache-2.0
// One row per kind of failure; the compiler names a kind that is missing.
#include "sync/daemon/link.h"

#include <filesystem>
#include <fstream>

#include "sync/transport/enrolment.h"

namespace onestop::daemon {

using store::LinkState;
using transport::HttpFailureKind;

static LinkVerdict judgeAnswer(const transport::HttpFailure& failure) {
    const auto status = std::to_string(failure.status);
    if (failure.problem == transport::kShutOut)
        return {LinkState::Refused, "this machine was shut out and has wiped its keys: enrol it with a new code"};
    if (failure.status == 401 || failure.status == 403)
        return {LinkState::Refused, "the hub refuses this kiosk (" + status + "): is it enrolled at this site?"};
    if (failure.status >= 300 && failure.status < 400)
        return {LinkState::LoginPage, "something answers with a redirection (" + status + "): a network login page?"};
    if (failure.status >= 500) return {LinkState::Unreachable, "the hub is there but cannot serve (" + status + ")"};
    return {LinkState::Refused, "the hub does not take what was sent (" + status + " " + failure.problem + ")"};
}

LinkVerdict judgeLink(const transport::HttpFailure& failure, bool has_network, bool clock_trusted) {
    const auto silent = has_network ? LinkState::Unreachable : LinkState::Offline;
    switch (failure.kind) {
    case HttpFailureKind::NameNotFound:
        return {silent, has_network ? "no name service, or it does not know the hub: " + failure.context
                                    : "no network: is the cable in?"};
    case HttpFailureKind::Unreachable:
    case HttpFailureKind::Timeout:
        return {silent, has_network ? failure.context : "no network: is the cable in?"};
    case HttpFailureKind::CertificateNotYetValid:
        return {LinkState::Clock, "the hub's certificate is not valid yet by our clock: is the clock behind?"};
    case HttpFailureKind::CertificateExpired:
        if (!clock_trusted)
            return {LinkState::Clock, "our clock cannot be trusted and the hub's certificate does not fit it"};
        return {LinkState::Clock,
                "the hub's certificate is over by our clock: is the clock ahead, or was it not renewed?"};
    case HttpFailureKind::CertificateNotTrusted:
        return {LinkState::LoginPage, "something else answers in the hub's place: a network login page?"};
    case HttpFailureKind::ClientCertificateRefused:
        return {LinkState::Refused, "the hub does not take this kiosk's certificate"};
    case HttpFailureKind::TlsRefused: // every hub speaks TLS 1.3 to kiosks
        return {LinkState::LoginPage, "what answers in the hub's place speaks no TLS 1.3: a network login page?"};
    case HttpFailureKind::BadSetup:
        return {LinkState::Refused, failure.context};
    case HttpFailureKind::Refused:
        return judgeAnswer(failure);
    case HttpFailureKind::Protocol:
    case HttpFailureKind::TooLarge:
        return {LinkState::Unreachable, failure.context};
    case HttpFailureKind::Stopped:
        break;
    }
    return {silent, failure.context};
}

std::string judgeOnline(std::string_view last_good, std::optional<std::chrono::seconds> ahead, bool clock_trusted) {
    constexpr std::chrono::minutes kClocksDiffer{1};
    std::string notes;
    const auto note = [&](const std::string& sentence) { notes += (notes.empty() ? "" : "; ") + sentence; };
    if (!last_good.empty()) note("no name service: the hub is found where it was last, at " + std::string(last_good));
    if (ahead && std::chrono::abs(*ahead) >= kClocksDiffer) {
        const auto minutes = std::chrono::abs(*ahead) / std::chrono::minutes{1};
        note("our clock is " + std::to_string(minutes) + " min " + (ahead->count() > 0 ? "behind" : "ahead of") +
             " the hub's");
    }
    if (!clock_trusted) note("our clock cannot be trusted: what was signed last is younger than it says");
    return notes;
}

bool hasNetwork() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/sys/class/net", error)) {
        if (entry.path().filename() == "lo") continue;
        std::ifstream carrier(entry.path() / "carrier");
        if (int up = 0; carrier >> up && up == 1) return true;
    }
    return false;
}

} // namespace onestop::daemon
