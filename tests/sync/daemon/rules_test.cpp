// SPDX-License-Identifier: Apache-2.0
// Promises of the daemon's pure parts: leases ask for no more than three ahead; the outbox gives every stored event;
// each trouble has its own word; a broken configuration is told by file and line; what is dropped stays dropped.
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <random>
#include <set>

#include "sync/daemon/config.h"
#include "sync/daemon/lease_plan.h"
#include "sync/daemon/link.h"
#include "sync/daemon/outbox.h"
#include "sync/daemon/sandbox.h"
#include "sync/daemon/syncd_rows.h"
#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/unpacked.h"

using namespace onestop;
using namespace onestop::daemon;
using namespace std::chrono_literals;

namespace {

const events::WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

struct StillClock final : events::Clock {
    events::WallTime now() const override { return kNow; }
    std::chrono::milliseconds monotonic() const override { return 5ms; }
    bool trusted() const override { return true; }
};

void chance(std::span<std::uint8_t> out) { crypto::fillRandom(out); }

store::Database opened(const std::string& path, store::Program program) {
    auto database = store::Database::open(path, program);
    REQUIRE(database);
    return std::move(*database);
}

std::int64_t counted(store::Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    REQUIRE(statement);
    REQUIRE(statement->step().value_or(false));
    return statement->integer(0);
}

transport::HttpFailure failure(transport::HttpFailureKind kind, unsigned status = 0) {
    return {kind, "cannot GET https://hub/: why", status, "", {}, ""};
}

} // namespace

TEST_CASE("leases are asked for queues that hold fewer than three, and taken only when they fit", "[lease]") {
    const catalogue::ServiceDay day{std::chrono::year{2026} / 11 / 23};
    const std::vector<HeldNumbers> held{{"A", {{1, 3}, {7, 7}}, 2}, {"B", {}, 0}, {"C", {{4, 6}}, 3}};
    CHECK(leaseRequest(day, held) ==
          R"({"service_day":"2026-11-23","hold":3,"held":[{"business":"A","next":3,"last":4},{"business":"B"}]})");
    CHECK(leaseRequest(day, std::span(held).subspan(2)).empty());

    const auto leases = parseLeases(R"({"leases":[{"service_day":"2026-11-23","business":"A","first":7,"last":9}]})");
    REQUIRE(leases);
    CHECK(leases->front().lease == catalogue::NumberLease{7, 9});
    CHECK(parseLeases(R"({"leases":[]})"));
    for (const char* wrong :
         {"", "{}", R"({"leases":[{"service_day":"2026-11-23","business":"A","first":0,"last":9}]})",
          R"({"leases":[{"service_day":"2026-11-23","business":"A","first":9,"last":7}]})",
          R"({"leases":[{"service_day":"2026-11-23","business":"A","first":700,"last":701}]})",
          R"({"leases":[{"service_day":"yesterday","business":"A","first":1,"last":1}]})",
          R"({"leases":[{"service_day":"2026-11-23","business":"AA","first":1,"last":1}]})"})
        CHECK_FALSE(parseLeases(wrong));
}

TEST_CASE("places are asked for where fewer than four are ahead, and given back above that", "[lease]") {
    const HeldPlaces enough{"enough", 4, 0, 0, 0}, fresh{"fresh", 0, 0, 0, 0}, busy{"busy", 9, 1, 6, 2};
    const HeldPlaces given{"given", 9, 2, 3, 0};
    CHECK(placesRequest("urn:s", std::vector{enough, fresh, busy, given}, {{"given", 1}}) ==
          R"({"source":"urn:s","sessions":[{"activity_session_id":"fresh","wanted":4,"returned":0},)"
          R"({"activity_session_id":"busy","wanted":13,"returned":1},)"
          R"({"activity_session_id":"given","wanted":9,"returned":2}]})");
    CHECK(placesRequest("urn:s", std::vector{enough, given}, {{"given", 2}}).empty());
    CHECK(placesToReturn(enough) == 0);
    CHECK(placesToReturn({"cancelled", 8, 0, 1, 0}) == 3);
    CHECK(placesToReturn({"waited for", 8, 0, 1, 2}) == 1);
    CHECK(placesToReturn({"over", 2, 0, 3, 0}) == 0);

    const auto places = parsePlaces(R"({"places":[{"activity_session_id":"a","granted":4,"returned":1}]})");
    REQUIRE(places);
    CHECK(places->front().granted == 4);
    CHECK(places->front().returned == 1);
    CHECK(parsePlaces(R"({"places":[]})"));
    for (const char* wrong : {"", "{}", R"({"places":[7]})", R"({"places":[{"granted":1,"returned":0}]})",
                              R"({"places":[{"activity_session_id":"a","granted":1,"returned":2}]})",
                              R"({"places":[{"activity_session_id":"a","granted":-1,"returned":0}]})",
                              R"({"places":[{"activity_session_id":"a","granted":"4","returned":0}]})"})
        CHECK_FALSE(parsePlaces(wrong));
}

TEST_CASE("what is not needed leaves the store before the hub hears of it, and no answer lowers anything", "[lease]") {
    const tests::ScratchFolder folder;
    const auto path = (folder.path() / "store.sqlite").string();
    auto kiosk = store::Database::open(path, store::Program::Kiosk);
    auto syncd = store::Database::open(path, store::Program::Syncd);
    REQUIRE(kiosk);
    REQUIRE(syncd);
    const auto now = *events::parseRfc3339("2026-11-23T10:00:00+08:00");
    const std::vector<std::string> sessions{"a"};
    REQUIRE(writePlaces(*syncd, std::vector{LeasedPlaces{"a", 9, 0}}, now));
    REQUIRE(kiosk->execute("INSERT INTO booking VALUES('b', 'a', 2, 'confirmed', 't', '')"));
    const auto held = settlePlaces(*syncd, sessions, now);
    REQUIRE(held);
    CHECK(held->front().returned == 3);
    CHECK(held->front().free() == kPlacesAhead);

    REQUIRE(writePlaces(*syncd, std::vector{LeasedPlaces{"a", 4, 0}}, now)); // an answer from long ago
    const auto still = settlePlaces(*syncd, sessions, now);
    REQUIRE(still);
    CHECK(still->front().granted == 9);
    CHECK(still->front().returned == 3);

    REQUIRE(writePlaces(*syncd, {}, now + std::chrono::hours{24 * 36})); // long over
    CHECK(settlePlaces(*syncd, sessions, now)->front().granted == 0);
}

TEST_CASE("what the certificate is stands in the store for the screen, also that there is none", "[certificate]") {
    tests::ScratchFolder folder;
    auto syncd = opened(folder.file("store.sqlite"), store::Program::Syncd);
    auto kiosk = opened(folder.file("store.sqlite"), store::Program::Kiosk);
    CHECK_FALSE(*store::syncdCertificate(kiosk));
    using std::chrono::days;
    for (const auto& told : {store::SyncdCertificate{kNow + days{161}, kNow + days{14}},
                             store::SyncdCertificate{kNow + days{161}, std::nullopt}, store::SyncdCertificate{}}) {
        REQUIRE(writeCertificate(syncd, told));
        CHECK(**store::syncdCertificate(kiosk) == told);
    }
}

TEST_CASE("each trouble of the link has its own word", "[link]") {
    using store::LinkState;
    using transport::HttpFailureKind;
    const auto word = [](HttpFailureKind kind, unsigned status = 0, bool network = true) {
        return judgeLink(failure(kind, status), network, true).link;
    };
    CHECK(word(HttpFailureKind::Unreachable) == LinkState::Unreachable);
    CHECK(word(HttpFailureKind::Unreachable, 0, false) == LinkState::Offline);
    CHECK(word(HttpFailureKind::NameNotFound, 0, false) == LinkState::Offline);
    CHECK(word(HttpFailureKind::CertificateNotYetValid) == LinkState::Clock);
    CHECK(word(HttpFailureKind::CertificateNotTrusted) == LinkState::LoginPage);
    CHECK(word(HttpFailureKind::TlsRefused) == LinkState::LoginPage);
    CHECK(word(HttpFailureKind::Refused, 302) == LinkState::LoginPage);
    CHECK(word(HttpFailureKind::Refused, 403) == LinkState::Refused);
    CHECK(word(HttpFailureKind::Refused, 503) == LinkState::Unreachable);
}

TEST_CASE("what is odd although the hub answers is named, too", "[link]") {
    using namespace std::chrono_literals;
    CHECK(judgeOnline("", std::nullopt, true).empty());
    CHECK(judgeOnline("", 59s, true).empty());
    CHECK(judgeOnline("", 3700s, true) == "our clock is 61 min behind the hub's");
    CHECK(judgeOnline("10.1.2.3", -120s, true) ==
          "no name service: the hub is found where it was last, at 10.1.2.3; our clock is 2 min ahead of the hub's");
    CHECK(judgeOnline("", 0s, false).starts_with("our clock cannot be trusted"));
}

TEST_CASE("batches hold the stored bytes, in order, with the chain around them, until all is acknowledged",
          "[outbox]") {
    tests::ScratchFolder folder;
    const StillClock clock;
    auto kiosk = opened(folder.file("store.sqlite"), store::Program::Kiosk);
    auto syncd = opened(folder.file("store.sqlite"), store::Program::Syncd);
    CHECK_FALSE(*nextBatch(syncd, syncd, store::Program::Kiosk, "dapeng-kuichong", "kiosk-1", 10)); // no epoch yet
    auto log = store::EventLog::open(kiosk, clock, chance, "dapeng-kuichong", "kiosk-1");
    REQUIRE(log);
    for (int i = 0; i < 24; ++i) {
        auto transaction = store::Transaction::begin(kiosk);
        REQUIRE(transaction);
        REQUIRE(log->append(events::HelpRequested{std::string("h").append(std::to_string(i)), "home"}));
        REQUIRE(transaction->commit());
    }

    std::uint64_t expected = 1;
    bool doubted = false;
    auto hash = events::kChainStart;
    while (true) {
        const auto batch = nextBatch(syncd, syncd, store::Program::Kiosk, "dapeng-kuichong", "kiosk-1", 10);
        REQUIRE(batch);
        if (!*batch) break;
        CHECK((*batch)->source == log->source());
        CHECK((*batch)->first == expected);
        CHECK((*batch)->chain_before == crypto::toHex(hash));
        const auto text = tests::unpacked((*batch)->body);
        const auto bodies = events::splitBatch(text);
        REQUIRE(bodies);
        for (const auto body : *bodies) {
            CHECK(events::parseEvent(body)->sequence == expected++);
            hash = events::chainNext(hash, body);
        }
        CHECK((*batch)->chain_after == crypto::toHex(hash));
        LogOutbox outbox(syncd, syncd, store::Program::Kiosk, "dapeng-kuichong", "kiosk-1", clock, doubted);
        const auto behind = outbox.behind(**batch, 10); // made ready before this one is acknowledged
        REQUIRE(behind);
        CHECK(behind->has_value() == (expected < 26));
        if (*behind) {
            CHECK((*behind)->first == expected);
            CHECK((*behind)->chain_before == (*batch)->chain_after);
        }
        REQUIRE(writeAcknowledgement(syncd, log->source(), (*batch)->last, kNow));
    }
    CHECK(expected == 26);

    const auto again = nextBatch(syncd, syncd, store::Program::Kiosk, "dapeng-kuichong", "kiosk-1", 10, Repeat::Newest);
    CHECK((*again)->first == 25); // to hear whether the hub still holds it
    CHECK((*again)->last == 25);
    REQUIRE(syncd.execute("INSERT INTO sealed_receipt VALUES('r1', '2026-11-24T00:00:00Z')"));
    REQUIRE(writeAcknowledgement(syncd, log->source(), 25, kNow)); // nothing new
    CHECK(counted(syncd, "SELECT count(*) FROM sealed_receipt") == 1);
    REQUIRE(writeAcknowledgement(syncd, log->source(), 4, kNow));      // a restored hub holds less
    CHECK(counted(syncd, "SELECT count(*) FROM sealed_receipt") == 0); // and is offered what was sealed again
    CHECK((*nextBatch(syncd, syncd, store::Program::Kiosk, "dapeng-kuichong", "kiosk-1", 10))->first == 5);
}

TEST_CASE("a store that was set aside gives up every event before its first broken page", "[outbox][fault]") {
    tests::ScratchFolder folder;
    const StillClock clock;
    const auto path = folder.file("store.sqlite");
    std::string source;
    {
        auto kiosk = opened(path, store::Program::Kiosk);
        auto log = store::EventLog::open(kiosk, clock, chance, "dapeng-kuichong", "kiosk-1");
        REQUIRE(log);
        source = log->source();
        auto transaction = store::Transaction::begin(kiosk);
        REQUIRE(transaction);
        for (int i = 0; i < 400; ++i)
            REQUIRE(log->append(events::HelpRequested{"help", "home"}));
        REQUIRE(transaction->commit());
    }
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-4096 * 20, std::ios::end);
        file << std::string(4096, 'x');
    }
    const auto fresh = store::openOrSetAside(path, store::Program::Syncd, "2026-11-23T02:32:11.000Z");
    REQUIRE(fresh);
    REQUIRE(fresh->set_aside);
    CHECK(setAsideStores(path) == std::vector<std::string>{*fresh->set_aside});
    CHECK(salvagedName(*fresh->set_aside) == path + ".salvaged-20261123T023211000Z");

    auto former = opened(*fresh->set_aside, store::Program::Reader);
    auto acknowledgements = opened(path, store::Program::Syncd);
    std::uint64_t last = 0;
    while (true) {
        const auto batch =
            nextBatch(former, acknowledgements, store::Program::Kiosk, "dapeng-kuichong", "kiosk-1", 100);
        if (!batch || !*batch) break;
        CHECK((*batch)->source == source);
        CHECK((*batch)->first == last + 1);
        last = (*batch)->last;
        REQUIRE(writeAcknowledgement(acknowledgements, source, last, kNow));
    }
    INFO("salvaged up to " << last);
    CHECK(last > 100);
    CHECK(last < 401);
}

TEST_CASE("a catalogue is seen whole or not at all, whenever the writer dies", "[catalogue][kill]") {
    tests::ScratchFolder folder;
    const StillClock clock;
    const auto path = folder.file("store.sqlite");
    std::mt19937 engine(3);
    std::uint64_t shown = 0;
    for (int run = 0; run < 15; ++run) {
        int told[2];
        REQUIRE(pipe(told) == 0);
        const pid_t child = fork();
        if (child == 0) {
            auto syncd = store::Database::open(path, store::Program::Syncd);
            auto log = store::EventLog::open(*syncd, clock, chance, "dapeng-kuichong", "kiosk-1");
            while (true) {
                const auto current = store::currentCatalogue(*syncd);
                const auto revision = *current ? (*current)->revision + 1 : 1;
                VerifiedTargets targets;
                for (int i = 0; i < 20; ++i) {
                    auto body = std::to_string(revision) + std::string(5000, 'x');
                    const auto hash = crypto::sha256(crypto::bytesOf(body));
                    targets[std::string("t").append(std::to_string(i))] = {hash, std::move(body)};
                }
                if (!writeTargets(*syncd, revision, targets) || !switchCatalogue(*syncd, *log, revision, kNow, kNow))
                    _exit(1);
                if (write(told[1], "x", 1) != 1) _exit(1);
            }
        }
        close(told[1]);
        // Dies somewhere in the catalogue after one that was switched to.
        char mark = 0;
        REQUIRE(read(told[0], &mark, 1) == 1);
        usleep(engine() % 30'000);
        kill(child, SIGKILL);
        close(told[0]);
        waitpid(child, nullptr, 0);

        auto reader = opened(path, store::Program::Syncd);
        const auto current = store::currentCatalogue(reader);
        REQUIRE(current);
        REQUIRE(*current);
        CHECK((*current)->revision > shown);
        shown = (*current)->revision;
        const auto targets = store::readTargets(reader, shown);
        REQUIRE(targets);
        REQUIRE(targets->size() == 20);
        for (const auto& [name, body] : *targets)
            REQUIRE(body.starts_with(std::to_string(shown) + "x"));
    }
    CHECK(shown > 0);
}

TEST_CASE("a broken syncd.toml is told by file, line and what was expected", "[config]") {
    tests::ScratchFolder folder;
    for (const char* name : {"a.crt", "a.key", "ca.crt", "1.root.json"})
        std::ofstream(folder.file(name)) << "x";
    const std::string good =
        "site = \"dapeng-kuichong\"\nkiosk = 1\nstore = \"store.sqlite\"\n[hub]\nurl = \"https://127.0.0.1:18443\"\n"
        "certificate = \"a.crt\"\nkey = \"a.key\"\nauthority = \"ca.crt\"\n[repository]\n"
        "url = \"https://127.0.0.1:18445/repository\"\nauthority = \"ca.crt\"\nroot = \"1.root.json\"\n";
    const auto read = [&](const std::string& from, const std::string& to) {
        auto text = good;
        text.replace(text.find(from), from.size(), to);
        std::ofstream(folder.file("syncd.toml")) << text;
        const auto config = readConfig(folder.file("syncd.toml"));
        return config ? std::string() : config.error().substr(folder.path().string().size() + 1);
    };
    CHECK(read("kiosk = 1", "kiosk = 1").empty());
    CHECK(readConfig(folder.file("syncd.toml"))->repository.url.path == "/repository/");
    CHECK(readConfig(folder.file("syncd.toml"))->store == folder.file("store.sqlite"));
    CHECK(read("kiosk = 1", "kiosk = 7") == "syncd.toml:2: kiosk: expected a number from 1 to 6");
    CHECK(read("kiosk = 1", "kisok = 1").find("syncd.toml:2: kisok: not an option") == 0);
    CHECK(read("\"a.key\"", "\"b.key\"").find("syncd.toml:7: hub.key: expected a file") == 0);
    CHECK(read("https://127.0.0.1:18443", "http://x").find("syncd.toml:5: hub.url: expected") == 0);
    CHECK(read("[hub]", "[hub").find("syncd.toml:4: ") == 0);
    CHECK(readConfig(folder.file("none.toml")).error().find("none.toml:1: ") != std::string::npos);
}

TEST_CASE("the daemon cannot reach USB devices, start programs or open raw sockets", "[sandbox]") {
    const pid_t child = fork();
    if (child == 0) {
        const int device = open("/dev/null", O_RDWR);
        if (!enterSandbox()) _exit(10);
        usbdevfs_getdriver driver{};
        if (ioctl(device, USBDEVFS_GETDRIVER, &driver) != -1 || errno != EPERM) _exit(11);
        if (ioctl(device, USBDEVFS_RESET) != -1 || errno != EPERM) _exit(12);
        char program[] = "/bin/true";
        char* arguments[] = {program, nullptr};
        execv(program, arguments);
        if (errno != EPERM) _exit(13);
        if (socket(AF_PACKET, SOCK_RAW, 0) != -1 || errno != EPERM) _exit(14);
        if (socket(AF_BLUETOOTH, SOCK_RAW, 0) != -1 || errno != EPERM) _exit(15);
        if (socket(AF_INET6, SOCK_STREAM, 0) < 0 && errno == EPERM) _exit(16);
        if (socket(AF_INET, SOCK_STREAM, 0) < 0) _exit(17);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
