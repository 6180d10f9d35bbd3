// SPDX-License-Identifier: Apache-2.0
// A sealed record through the hub: kept once, never opened, answered, forgotten in time.
#include "sync/hub/sealed.h"

#include "sync/crypto/query_code.h"
#include "sync/crypto/sealing.h"
#include "sync/hub/config.h"
#include "sync/hub/doors.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
using transport::ServerRequest;
using transport::ServerResponse;

namespace {

constexpr std::string_view kOpinion = "希望周末也开放阅览室 13800138000";

crypto::Bytes sealed(std::string_view text) {
    static const auto key = crypto::SealingKey::generate();
    const auto now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1};
    static const auto certificate = key.certificate("desk", now, now + std::chrono::days{30});
    return certificate.seal(crypto::bytesOf(text));
}

ServerRequest put(const std::string& record_id, const crypto::Bytes& bytes, std::string_view purpose = "opinion") {
    ServerRequest request;
    request.method = "PUT";
    request.path = "/v1/sealed/" + record_id;
    request.peer = "kiosk-1.dapeng-kuichong";
    request.headers = {{"Onestop-Purpose", std::string(purpose)},
                       {"Onestop-Consent-Version", "opinion-1"},
                       {"Onestop-Sealed-At", "2026-11-24T02:00:00.000Z"}};
    request.body = std::string(crypto::textOf(bytes));
    return request;
}

ServerResponse ask(Lobby& lobby, const std::string& record_id) {
    ServerRequest request;
    request.method = "GET";
    request.path = "/v1/answers/" + record_id;
    request.peer = "kiosk-1.dapeng-kuichong";
    return devicesDoor(lobby.hub, request);
}

std::string anId() { return crypto::makeRecordId(crypto::fillRandom); }

} // namespace

TEST_CASE("a record that arrives again is the same record", "[hub][sealed]") {
    Lobby lobby;
    const auto id = anId();
    const auto bytes = sealed(kOpinion);
    CHECK(devicesDoor(lobby.hub, put(id, bytes)).status == 201);
    CHECK(devicesDoor(lobby.hub, put(id, bytes)).status == 200);
    CHECK(lobby.count("SELECT count(*) FROM sealed_record") == 1);

    const auto other = devicesDoor(lobby.hub, put(id, sealed(kOpinion)));
    CHECK(other.status == 409);
    CHECK(other.body.find("other-bytes") != std::string::npos);
    CHECK(devicesDoor(lobby.hub, put(id, bytes)).status == 200); // the first one stands
}

TEST_CASE("what anybody could read, or is no record, is not taken", "[hub][sealed]") {
    Lobby lobby;
    CHECK(devicesDoor(lobby.hub, put(anId(), crypto::Bytes(kOpinion.begin(), kOpinion.end()))).status == 400);
    CHECK(devicesDoor(lobby.hub, put(anId(), {})).status == 400);
    CHECK(devicesDoor(lobby.hub, put("../../etc/passwd", sealed("x"))).status == 400);
    CHECK(devicesDoor(lobby.hub, put(anId(), sealed("x"), "gossip")).status == 400);
    CHECK(devicesDoor(lobby.hub, put(anId(), sealed(std::string(kMostSealedBytes, 'x')))).status == 413);
    auto broken = put(anId(), sealed("x"));
    broken.headers[1].value = "free words";
    CHECK(devicesDoor(lobby.hub, broken).status == 400);
    broken = put(anId(), sealed("x"));
    broken.method = "POST";
    CHECK(devicesDoor(lobby.hub, broken).status == 405);
    CHECK(lobby.count("SELECT count(*) FROM sealed_record") == 0);
}

TEST_CASE("the hub's files hold no run of what was said", "[hub][sealed]") {
    Lobby lobby;
    REQUIRE(devicesDoor(lobby.hub, put(anId(), sealed(kOpinion))).status == 201);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(lobby.folder.path())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        CHECK(bytes.find("13800138000") == std::string::npos);
        CHECK(bytes.find("阅览室") == std::string::npos);
    }
}

TEST_CASE("an answer goes out to the desk's folder and comes back by the record's id", "[hub][sealed]") {
    Lobby lobby;
    const auto opinion = anId(), other = anId();
    CHECK(ask(lobby, opinion).status == 404);
    REQUIRE(devicesDoor(lobby.hub, put(opinion, sealed(kOpinion))).status == 201);
    REQUIRE(devicesDoor(lobby.hub, put(other, sealed("x"), "call_back")).status == 201);
    CHECK(ask(lobby, opinion).status == 204);

    const auto stick = lobby.folder.path() / "stick";
    CHECK(exportSealed(lobby.database(), stick) == 2U);
    CHECK(std::filesystem::exists(stick / (opinion + ".cms")));
    lobby.folder.write("stick/" + opinion + ".answer", "ciphertext");
    lobby.folder.write("stick/" + anId() + ".answer", "of another hub");
    lobby.folder.write("stick/notes.answer", "no record");
    const auto imported = importAnswers(lobby.database(), stick, lobby.clock.now());
    REQUIRE(imported);
    CHECK(imported->taken == 1);
    CHECK(imported->left.size() == 2);
    CHECK(ask(lobby, opinion).status == 200);
    CHECK(ask(lobby, opinion).body == "ciphertext");
    CHECK(ask(lobby, other).status == 204);

    lobby.folder.write("stick/" + opinion + ".answer", "better words");
    REQUIRE(importAnswers(lobby.database(), stick, lobby.clock.now()));
    CHECK(ask(lobby, opinion).body == "better words");
    CHECK(exportSealed(lobby.database(), lobby.folder.path() / "next") == 1U); // what was answered is done
    CHECK_FALSE(importAnswers(lobby.database(), lobby.folder.path() / "nowhere", lobby.clock.now()));
}

TEST_CASE("after the days of retention record and answer are gone", "[hub][sealed]") {
    Lobby lobby;
    const auto old = anId(), young = anId();
    REQUIRE(devicesDoor(lobby.hub, put(old, sealed("x"))).status == 201);
    lobby.folder.write("stick/" + old + ".answer", "ciphertext");
    REQUIRE(importAnswers(lobby.database(), lobby.folder.path() / "stick", lobby.clock.now()));
    lobby.clock.pass(24h * 100);
    REQUIRE(devicesDoor(lobby.hub, put(young, sealed("x"))).status == 201);
    CHECK(forgetSealed(lobby.database(), std::chrono::days{180}, lobby.clock.now()) == 0);
    lobby.clock.pass(24h * 81);
    CHECK(forgetSealed(lobby.database(), std::chrono::days{180}, lobby.clock.now()) == 1);
    CHECK(ask(lobby, old).status == 404);
    CHECK(ask(lobby, young).status == 204);
    CHECK(lobby.count("SELECT count(*) FROM sealed_answer") == 0);
}

TEST_CASE("how long sealed records stay is configuration, and a wrong number is named with its line", "[hub][sealed]") {
    Folder folder;
    const std::string hub =
        "site = \"dapeng-kuichong\"\ndatabase = \"hub.sqlite\"\n[devices]\nlisten = \"127.0.0.1:1\"\n"
        "certificate = \"a\"\nkey = \"b\"\nauthority = \"c\"\n";
    CHECK(readHubConfig(folder.write("a.toml", hub))->sealed_retention == kSealedRetention);
    CHECK(readHubConfig(folder.write("b.toml", hub + "[sealed]\nretention_days = 30\n"))->sealed_retention ==
          std::chrono::days{30});
    const auto wrong = readHubConfig(folder.write("c.toml", hub + "[sealed]\nretention_days = 0\n"));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().find("c.toml:9: retention_days: expected") != std::string::npos);
}
