// SPDX-License-Identifier: Apache-2.0
// Who this machine is to the hub above: files in a folder beside its store that only the program reads, and what was
// brought on a stick. Every step is one rename, so that a kill at any instant leaves an identity that works (two slots:
// `new.pem` becomes `current.pem` only after the hub has taken it).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sync/crypto/certificate.h"
#include "sync/transport/url.h"

namespace onestop::identity {

struct IdentitySettings {
    std::string name;                        ///< in the certificate: "kiosk-1.<site>", "hub.<site>"
    std::filesystem::path folder;            ///< where a code and renewals put what they bring; this module's alone
    std::filesystem::path certificate, key;  ///< what was brought on a stick; both empty: enrolled with a code
    std::filesystem::path authority;         ///< empty: the one that the code named
    std::optional<transport::Url> enrolment; ///< where codes are taken and certificates renewed
};

struct Identity {
    std::filesystem::path certificate, key; ///< the same file in the slots
    crypto::Certificate read;
};

class IdentityFolder {
public:
    explicit IdentityFolder(IdentitySettings settings) : settings_(std::move(settings)) {}

    /// What can be used, the newest first; empty: this machine is not enrolled.
    std::vector<Identity> candidates() const;
    bool isNew(const Identity& identity) const { return identity.certificate == newSlot(); }
    /// Of the settings, or as it came with a code. Nothing: neither.
    std::optional<std::filesystem::path> authority() const;

    /// The key of a request that is under way, the same until takeNew() is promoted: a code that was used already is
    /// good for it again.
    tl::expected<std::string, std::string> pendingKey() const;
    tl::expected<std::filesystem::path, std::string> keepAuthority(const crypto::Certificate& authority) const;
    tl::expected<void, std::string> takeNew(const crypto::Certificate& certificate, std::string_view key) const;
    /// The hub has taken what is new: it is what counts now.
    void promote() const;
    /// The hub does not take it: the former one goes on.
    void dropNew() const;
    /// This machine was shut out: all its keys are overwritten. One that may not be written is never used again.
    void wipe() const;

private:
    std::filesystem::path newSlot() const { return settings_.folder / "new.pem"; }
    std::filesystem::path currentSlot() const { return settings_.folder / "current.pem"; }
    std::filesystem::path pendingFile() const { return settings_.folder / "pending.key"; }
    std::filesystem::path shutOutFile() const { return settings_.folder / "shut_out"; }
    tl::expected<void, std::string> write(const std::filesystem::path& file, std::string_view text) const;

    IdentitySettings settings_;
};

} // namespace onestop::identity
