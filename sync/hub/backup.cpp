// SPDX-License-Identifier: Apache-2.0
// Everything is written beside, synced and renamed; the timestamp of the repository is copied last, as publishing
// writes it.
#include "sync/hub/backup.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "sync/catalogue/number_plan.h"
#include "sync/catalogue/service_day.h"
#include "sync/events/event_types.h"
#include "sync/hub/hub.h"
#include "sync/hub/places.h"
#include "sync/hub/rows.h"
#include "sync/hub/staff_codes.h"
#include "sync/tuf/atomic_file.h"

namespace onestop::hub {

namespace fs = std::filesystem;
using Outcome = tl::expected<void, std::string>;

namespace {

constexpr const char* kDatabase = "hub.sqlite";
constexpr const char* kRepository = "repository";
constexpr const char* kOnlineKeys = "online_keys";
constexpr const char* kSums = "SHA256SUMS";
constexpr const char* kTimestamp = "metadata/timestamp.json";
constexpr auto kSecret = fs::perms::owner_read | fs::perms::owner_write;
constexpr auto kPublic = kSecret | fs::perms::group_read | fs::perms::others_read;
/// A queue document of the restored hub must not look older than one that a screen has seen.
constexpr std::int64_t kRevisionsAhead = 1'000'000;

tl::unexpected<std::string> cannot(const std::string& what, const fs::path& path) {
    return tl::unexpected("cannot " + what + " " + path.string());
}

/// Below `folder`, relative, in order.
std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), folder));
    std::sort(files.begin(), files.end());
    return files;
}

/// Any length; on the disk when it returns.
Outcome copyFile(const fs::path& from, const fs::path& to, fs::perms mode) {
    const fs::path beside = to.string() + ".new";
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (!fs::copy_file(from, beside, fs::copy_options::overwrite_existing, error)) return cannot("copy", from);
    fs::permissions(beside, mode, error);
    const int fd = ::open(beside.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!synced) return cannot("sync", beside);
    fs::rename(beside, to, error);
    return error ? Outcome(cannot("rename", beside)) : Outcome();
}

/// What the timestamp names was there before it, and stays; so it is read first and written last. What nothing names
/// may go meanwhile; what is hidden a mirror keeps for itself.
Outcome copyFolder(const fs::path& from, const fs::path& to, fs::perms mode) {
    const auto timestamp = tuf::readFile(from / kTimestamp);
    for (const auto& file : filesBelow(from))
        if (file != kTimestamp && !file.begin()->string().starts_with('.'))
            if (auto copied = copyFile(from / file, to / file, mode); !copied && fs::exists(from / file)) return copied;
    return timestamp ? tuf::writeFileAtomically(to / kTimestamp, *timestamp) : Outcome();
}

Outcome copyDatabase(const fs::path& from, const fs::path& to) {
    if (!fs::exists(from)) return cannot("find", from);
    auto database = openHubDatabase(from.string());
    if (!database) return tl::unexpected(database.error().context);
    run(*database, "VACUUM INTO ?", to.string()); // one moment of it, also while the hub writes
    const auto copy = openHubDatabase(to.string());
    if (!copy) return tl::unexpected(copy.error().context);
    return {};
}

tl::expected<std::string, std::string> hashOfFile(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    crypto::Sha256 hash;
    std::vector<char> piece(64 * 1024);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
        hash.update(crypto::bytesOf({piece.data(), static_cast<std::size_t>(in.gcount())}));
    if (!in.eof()) return cannot("read", file);
    return crypto::toHex(hash.finish());
}

Outcome writeSums(const fs::path& folder) {
    std::string sums;
    for (const auto& file : filesBelow(folder)) {
        const auto hash = hashOfFile(folder / file);
        if (!hash) return tl::unexpected(hash.error());
        sums += *hash + "  " + file.string() + '\n';
    }
    return tuf::writeFileAtomically(folder / kSums, crypto::bytesOf(sums));
}

/// Every file is listed and as it was, and none is missing.
Outcome checkSums(const fs::path& folder) {
    std::ifstream in(folder / kSums);
    if (!in) return tl::unexpected(folder.string() + " is no backup: it has no SHA256SUMS");
    std::map<fs::path, std::string> listed;
    for (std::string line; std::getline(in, line);)
        if (line.size() > 66) listed[line.substr(66)] = line.substr(0, 64);
    auto files = filesBelow(folder);
    std::erase(files, fs::path(kSums));
    for (const auto& file : files) {
        const auto hash = hashOfFile(folder / file);
        if (!hash || !listed.contains(file) || listed[file] != *hash)
            return tl::unexpected((folder / file).string() + " is not as it was when the backup was made");
    }
    if (files.size() != listed.size()) return tl::unexpected(folder.string() + ": files of the backup are missing");
    return {};
}

std::string compact(events::WallTime time) {
    auto text = events::toRfc3339(time);
    std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == '.'; });
    return text;
}

Outcome moveAside(const fs::path& file, events::WallTime now) {
    std::error_code error;
    for (const char* part : {"", "-wal", "-shm"}) {
        const fs::path there = file.string() + part;
        if (!fs::exists(there)) continue;
        fs::rename(there, file.string() + ".before-restore-" + compact(now) + part, error);
        if (error) return cannot("move aside", there);
    }
    return {};
}

struct KeyFile {
    const char* name;
    fs::perms mode;
};
constexpr auto kStaffKey = std::to_array<KeyFile>({{StaffCodes::kKeyFile, kSecret}, {StaffCodes::kEntryFile, kPublic}});

fs::path staffKeyIn(const fs::path& backup, const KeyFile& file) {
    return backup / (kDatabase + std::string(file.name));
}

Outcome keepStaffKey(const fs::path& database, const fs::path& backup) {
    for (const auto& file : kStaffKey)
        if (const fs::path kept = database.string() + file.name; fs::exists(kept))
            if (auto done = copyFile(kept, staffKeyIn(backup, file), file.mode); !done) return done;
    return {};
}

/// Kiosks know the key that was published; one that a hub without it made at its start goes aside.
Outcome restoreStaffKey(const fs::path& database, const fs::path& backup, events::WallTime now) {
    for (const auto& file : kStaffKey) {
        const fs::path place = database.string() + file.name;
        if (!fs::exists(staffKeyIn(backup, file))) continue;
        if (auto done = moveAside(place, now); !done) return done;
        if (auto done = copyFile(staffKeyIn(backup, file), place, file.mode); !done) return done;
    }
    return {};
}

/// The database knows that time was lost.
void markRestored(store::Database& database, const HubPlaces& places, const events::Clock& clock,
                  const RandomSource& random) {
    const auto former = textOf(database, "SELECT epoch FROM hub_state").value_or("");
    const auto held = heldOf(database, events::SourceName{places.site, "hub", "hub", former}.text());
    auto transaction = orThrow(store::Transaction::begin(database));
    run(database, "UPDATE hub_state SET epoch = ?, revision = revision + ?", newId(clock, random), kRevisionsAhead);
    const auto today = catalogue::serviceDayOf(clock.now());
    for (const auto& day : {today.text(), today.next().text()})
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            const std::string business(1, letter);
            run(database,
                "INSERT INTO lease (service_day, business, first, last, node, leased_at) "
                "SELECT ?1, ?2, high + 1, ?3, 'restored', ?4 FROM (SELECT coalesce(max(last), 0) AS high FROM lease "
                "WHERE service_day = ?1 AND business = ?2) WHERE high < ?3",
                day, business, catalogue::kLeasedLast, events::toRfc3339(clock.now()));
        }
    pausePlaces(database, clock.now());
    orThrow(transaction.commit());
    HubLog log(database, clock, random, places.site);
    auto opened = orThrow(store::Transaction::begin(database));
    events::EpochOpened data;
    data.previous_epoch = former;
    data.previous_hash = crypto::toHex(held.hash);
    log.append(data);
    orThrow(opened.commit());
}

} // namespace

tl::expected<std::size_t, std::string> makeBackup(const HubPlaces& places, const fs::path& folder) {
    if (fs::exists(folder)) return tl::unexpected(folder.string() + " is there already: a new folder was expected");
    const fs::path beside = folder.string() + ".new";
    std::error_code error;
    fs::remove_all(beside, error); // of a backup that was killed
    fs::create_directories(beside, error);
    fs::permissions(beside, fs::perms::owner_all, error);
    if (error) return cannot("make", beside);
    if (auto done = copyDatabase(places.database, beside / kDatabase); !done) return tl::unexpected(done.error());
    if (auto done = keepStaffKey(places.database, beside); !done) return tl::unexpected(done.error());
    if (!places.repository.empty())
        if (auto done = copyFolder(places.repository, beside / kRepository, kPublic); !done)
            return tl::unexpected(done.error());
    if (!places.online_keys.empty())
        if (auto done = copyFolder(places.online_keys, beside / kOnlineKeys, kSecret); !done)
            return tl::unexpected(done.error());
    if (auto done = writeSums(beside); !done) return tl::unexpected(done.error());
    fs::rename(beside, folder, error);
    if (error) return cannot("rename", beside);
    return filesBelow(folder).size();
}

Outcome restoreBackup(const HubPlaces& places, const fs::path& folder, const events::Clock& clock,
                      const std::function<void(std::span<std::uint8_t>)>& random) {
    if (auto whole = checkSums(folder); !whole) return whole;
    if (auto done = moveAside(places.database, clock.now()); !done) return done;
    const fs::path fresh = places.database.string() + ".restored";
    if (auto done = copyFile(folder / kDatabase, fresh, kSecret); !done) return done;
    {
        auto database = openHubDatabase(fresh.string());
        if (!database) return tl::unexpected(database.error().context);
        if (auto whole = database->integrityCheck(); !whole) return tl::unexpected(whole.error().context);
        markRestored(*database, places, clock, random);
    } // closing moves its WAL into the file
    std::error_code error;
    fs::rename(fresh, places.database, error);
    if (error) return cannot("rename", fresh);
    if (auto done = restoreStaffKey(places.database, folder, clock.now()); !done) return done;
    if (fs::exists(folder / kRepository) && !places.repository.empty() && !fs::exists(places.repository / kTimestamp))
        if (auto done = copyFolder(folder / kRepository, places.repository, kPublic); !done) return done;
    if (fs::exists(folder / kOnlineKeys) && !places.online_keys.empty() && !fs::exists(places.online_keys))
        return copyFolder(folder / kOnlineKeys, places.online_keys, kSecret);
    return {};
}

} // namespace onestop::hub
