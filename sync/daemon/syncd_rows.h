// SPDX-License-Identifier: Apache-2.0
// Writing side of syncd's tables: acknowledgement, leases, queue, link, certificate, catalogue. Each call is one short
// transaction.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/catalogue/catalogue.h"
#include "sync/crypto/crypto.h"
#include "sync/daemon/lease_plan.h"
#include "sync/store/catalogue_rows.h"
#include "sync/store/event_log.h"

namespace onestop::daemon {

/// A lower one than before: the hub was restored, and may have lost sealed records too: each that is still here is
/// offered again.
store::Result<void> writeAcknowledgement(store::Database& database, std::string_view source, std::uint64_t sequence,
                                         events::WallTime now);

/// Adds leases and drops those of days before `keep_from`.
store::Result<void> writeLeases(store::Database& database, std::span<const LeasedNumbers> leases,
                                const catalogue::ServiceDay& keep_from, events::WallTime now);

/// Leases and marks of the letters on one day.
store::Result<std::vector<HeldNumbers>> readHeld(store::Database& database, const catalogue::ServiceDay& day,
                                                 std::span<const std::string> letters);

/// Letters of the queues of the current catalogue that have a counter.
store::Result<std::vector<std::string>> readLetters(store::Database& database, std::string_view site);

/// Ids of the sessions of the current catalogue that can be booked now.
store::Result<std::vector<std::string>> readBookable(store::Database& database, std::string_view site,
                                                     events::WallTime now);

/// What is held of each session. What is not needed is first given back here, in the same transaction, so that the
/// kiosk cannot book it any more when the hub hears of it.
store::Result<std::vector<HeldPlaces>> settlePlaces(store::Database& database, std::span<const std::string> sessions,
                                                    events::WallTime now);

/// Raises what is leased to what the hub says, and drops what has long been over.
store::Result<void> writePlaces(store::Database& database, std::span<const LeasedPlaces> places, events::WallTime now);

store::Result<void> writeQueue(store::Database& database, std::uint64_t revision, std::string_view body,
                               events::WallTime now);
store::Result<void> writeState(store::Database& database, const store::SyncdState& state);
store::Result<void> writeCertificate(store::Database& database, const store::SyncdCertificate& certificate);

/// A verified target: its hash and, when it is new, its bytes or the file that holds them (otherwise those of the
/// current revision are kept).
struct VerifiedTarget {
    crypto::Digest sha256{};
    std::optional<std::string> body;
    std::optional<std::filesystem::path> file{};
    bool isNew() const { return body || file; }
};
using VerifiedTargets = std::map<std::string, VerifiedTarget>;

/// Hashes of the targets of the current revision; empty before the first.
store::Result<std::map<std::string, crypto::Digest>> currentHashes(store::Database& database);

/// The bytes of a target of the current revision; empty: there is none.
std::string currentBytes(store::Database& database, const std::string& path);

/// The bytes of a target of the current revision into a file, slice by slice. False: there is none, or it cannot be
/// written.
bool copyTarget(store::Database& database, const std::string& path, const std::filesystem::path& file);

/// Writes the targets under `revision`, one transaction for each and for each slice of a large one; leftovers of a
/// former try go first.
store::Result<void> writeTargets(store::Database& database, std::uint64_t revision, const VerifiedTargets& targets);

/// Switches to the revision, with its event, in one transaction; then removes the rows of all others.
store::Result<void> switchCatalogue(store::Database& database, store::EventLog& log, std::uint64_t revision,
                                    events::WallTime issued, events::WallTime now);

} // namespace onestop::daemon
