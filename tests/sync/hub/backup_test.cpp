// SPDX-License-Identifier: Apache-2.0
// Promises to the technician who swaps a broken hub: one command puts it back; what came in since the backup comes
// again from the kiosks, once; no number is given twice; a backup that was touched is refused; what stood there is
// kept.
#include "tests/support/catch.h"

#include "rehearsal.h"

#include "sync/hub/backup.h"
#include "sync/hub/leases.h"
#include "sync/hub/staff_codes.h"
#include "sync/tuf/atomic_file.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
namespace fs = std::filesystem;

namespace {

HubPlaces placesIn(const Folder& folder) {
    return {std::string(kSite), folder.path() / "hub.sqlite", folder.path() / "repository", folder.path() / "online"};
}

/// A hub's folder with a published repository and its keys.
void furnish(const Folder& folder) {
    folder.write("repository/metadata/1.root.json", "root");
    folder.write("repository/metadata/timestamp.json", "timestamp");
    folder.write("repository/targets/sites/a/1.json", "list");
    folder.write("online/snapshot.pem", "key");
}

store::Database restored(const HubPlaces& places, const fs::path& backup, const StillClock& clock) {
    const auto done = restoreBackup(places, backup, clock, [](auto out) { crypto::fillRandom(out); });
    INFO((done ? "" : done.error()));
    REQUIRE(done);
    return orThrow(openHubDatabase(places.database.string()));
}

std::string ask(store::Database& database, const StillClock& clock) {
    LeaseRequest request;
    request.service_day = catalogue::serviceDayOf(clock.now());
    request.hold = 3;
    request.held = {{"A", 0}};
    return lease(database, "kiosk-2", "", request, clock.now()).value_or("refused");
}

} // namespace

TEST_CASE("a hub put back on a new machine gets what it missed, once", "[hub][backup]") {
    Lobby lobby;
    furnish(lobby.folder);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.takeNumber("A001");
    REQUIRE(kiosk.pushAll(lobby.database()));
    const auto backup = lobby.folder.path() / "backup";
    REQUIRE(makeBackup(placesIn(lobby.folder), backup)); // while the hub runs
    kiosk.takeNumber("A002");
    REQUIRE(kiosk.pushAll(lobby.database()));

    const Folder machine;
    auto database = restored(placesIn(machine), backup, lobby.clock);
    kiosk.takeNumber("A003"); // the first after the swap; A002 was acknowledged by the hub that is gone
    const auto told = kiosk.push(database, 3, 3);
    const auto again = kiosk.pushAll(database);

    REQUIRE(told);
    CHECK(told->sequence == 1); // of what it holds: the kiosk goes back
    REQUIRE(again);
    CHECK(again->sequence == 3);
    CHECK(integerOf(database, "SELECT count(*) FROM ticket") == 3);
    for (const char* file :
         {"repository/metadata/timestamp.json", "repository/targets/sites/a/1.json", "online/snapshot.pem"})
        CHECK(fs::exists(machine.path() / file));
    CHECK(fs::status(machine.path() / "online/snapshot.pem").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("codes for staff of a restored hub are signed with the key that kiosks know", "[hub][backup]") {
    Lobby lobby;
    const auto places = placesIn(lobby.folder);
    REQUIRE(StaffCodes::open(places.database, std::string(kSite), lobby.clock.now()));
    const auto key_in = [](const HubPlaces& hub) {
        return *tuf::readFile(hub.database.string() + StaffCodes::kKeyFile);
    };
    REQUIRE(makeBackup(places, lobby.folder.path() / "backup"));

    const Folder machine;
    const auto there = placesIn(machine);
    REQUIRE(StaffCodes::open(there.database, std::string(kSite), lobby.clock.now())); // it ran once before
    restored(there, lobby.folder.path() / "backup", lobby.clock);

    CHECK(key_in(there) == key_in(places));
    CHECK(fs::status(there.database.string() + StaffCodes::kKeyFile).permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a restored hub gives no number that may be given already", "[hub][backup]") {
    Lobby lobby;
    REQUIRE(ask(lobby.database(), lobby.clock).find("\"first\":1") != std::string::npos);
    const auto backup = lobby.folder.path() / "backup";
    REQUIRE(makeBackup(placesIn(lobby.folder), backup));
    REQUIRE(ask(lobby.database(), lobby.clock).find("\"first\":4") != std::string::npos); // the backup does not know

    const Folder machine;
    auto database = restored(placesIn(machine), backup, lobby.clock);

    CHECK(ask(database, lobby.clock) == R"({"leases":[]})");
    lobby.clock.pass(48h);
    CHECK(ask(database, lobby.clock).find("\"first\":1") != std::string::npos);
}

TEST_CASE("a restored hub speaks in a new epoch that names the former", "[hub][backup]") {
    Lobby lobby;
    const auto former = textOf(lobby.database(), "SELECT epoch FROM hub_state").value();
    const auto backup = lobby.folder.path() / "backup";
    REQUIRE(makeBackup(placesIn(lobby.folder), backup));

    auto database = restored(placesIn(lobby.folder), backup, lobby.clock); // over what stands there

    const auto now = textOf(database, "SELECT epoch FROM hub_state").value();
    CHECK(now != former);
    const auto opened =
        textOf(database, "SELECT body FROM event WHERE type = 'epoch.opened' AND source LIKE ?", "%:" + now);
    REQUIRE(opened);
    CHECK(opened->find(former) != std::string::npos);
    std::size_t aside = 0;
    for (const auto& entry : fs::directory_iterator(lobby.folder.path()))
        aside += entry.path().filename().string().starts_with("hub.sqlite.before-restore-") ? 1 : 0;
    CHECK(aside >= 1);
}

TEST_CASE("a backup that was touched, or is none, is refused and nothing moves", "[hub][backup][hostile]") {
    Lobby lobby;
    furnish(lobby.folder);
    const auto backup = lobby.folder.path() / "backup";
    const auto places = placesIn(lobby.folder);
    REQUIRE(makeBackup(places, backup));
    const auto refused = [&] {
        const bool no = !restoreBackup(places, backup, lobby.clock, countedRandom());
        return no && fs::exists(places.database);
    };

    CHECK_FALSE(makeBackup(places, backup)); // never over another
    lobby.folder.write("backup/repository/targets/sites/a/1.json", "lies");
    CHECK(refused());
    lobby.folder.write("backup/repository/targets/sites/a/1.json", "list");
    lobby.folder.write("backup/repository/extra.json", "more");
    CHECK(refused());
    fs::remove(backup / "repository/extra.json");
    fs::remove(backup / "online_keys/snapshot.pem");
    CHECK(refused());
    fs::remove(backup / "SHA256SUMS");
    CHECK(refused());
}
