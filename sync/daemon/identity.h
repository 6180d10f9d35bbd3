// SPDX-License-Identifier: Apache-2.0
// Who this machine is to the hub: files in a folder beside the store that only the daemon reads, and what was brought
// on a stick. Every step is one rename, so that a kill at any instant leaves an identity that works (two slots:
// `new.pem` becomes `current.pem` only after the hub has taken it).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sync/crypto/certificate.h"
#include "sync/daemon/config.h"

namespace onestop::daemon {

struct Identity {
    std::filesystem::path certificate, key; ///< the same file in the slots
    crypto::Certificate read;
};

class IdentityFolder {
public:
    explicit IdentityFolder(const SyncdConfig& config);

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
    std::filesystem::path newSlot() const { return folder_ / "new.pem"; }
    std::filesystem::path currentSlot() const { return folder_ / "current.pem"; }
    std::filesystem::path pendingFile() const { return folder_ / "pending.key"; }
    std::filesystem::path shutOutFile() const { return folder_ / "shut_out"; }
    tl::expected<void, std::string> write(const std::filesystem::path& file, std::string_view text) const;

    SyncdConfig::Hub hub_;
    std::filesystem::path folder_;
};

} // namespace onestop::daemon
