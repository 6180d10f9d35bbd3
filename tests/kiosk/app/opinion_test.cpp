// SPDX-License-Identifier: Apache-2.0
// What a resident is promised who leaves an opinion: it is kept before she sees a code, nobody but the district's desk
// can read it, her answer is shown to her code only, and nothing of it outlives the visit.
#include "sync/catalogue/sealed_content.h"
#include "sync/crypto/query_code.h"
#include "sync/crypto/sealing.h"
#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;
using flows::AnswerStage;
using flows::OpinionStage;
using flows::OpinionTopic;

namespace {

const std::string kWords = "二楼阅览室的灯坏了两个星期，请修一修。";

const crypto::SealingKey& desk() {
    static const auto key = crypto::SealingKey::generate();
    return key;
}

/// A lobby whose catalogue names the desk, with the hub's and the daemon's part played by hand.
class AnOpenLobby : public ALobby {
public:
    AnOpenLobby() { bringSealing(2); }

    void bringSealing(int revision) {
        const auto now = std::chrono::floor<std::chrono::seconds>(clock.wall);
        const auto certificate = desk().certificate("desk", now, now + 24h * 30);
        std::string pem = certificate.toPem(), escaped;
        for (const char c : pem)
            escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
        auto targets = demoTargets(crypto::PrivateKey::generate().publicKey());
        targets["sealing.json"] = R"({"issued":"2026-11-01T00:00:00Z","certificate":")" + escaped + "\"}";
        syncd->bring(targets, revision);
        passSome();
    }
    void hubTakes() {
        auto insert = SyncdHand::must(
            daemon().prepare("INSERT OR IGNORE INTO sealed_receipt SELECT record_id, sealed_at FROM sealed_record"));
        REQUIRE(insert.run());
        passSome();
    }
    /// The daemon asks for what somebody waits for, and the hub says this.
    void hubSays(const std::string& outcome, const crypto::Bytes& body = {}) {
        auto insert = SyncdHand::must(daemon().prepare(
            "INSERT OR REPLACE INTO answer SELECT 1, record_id, asked_at, ?1, ?2 FROM answer_request"));
        REQUIRE(insert.bind(1, std::string_view(outcome)).bindBlob(2, body).run());
        passSome();
    }
    /// What lies in the store, opened at the desk.
    catalogue::SealedContent atTheDesk() {
        auto query = SyncdHand::must(lobbyDatabase().prepare("SELECT cms FROM sealed_record"));
        REQUIRE(query.step().value());
        auto plain = desk().open(query.blob(0));
        REQUIRE(plain);
        auto content = catalogue::parseSealedContent(crypto::textOf(*plain));
        REQUIRE(content);
        return std::move(*content);
    }
    bool filesHold(std::string_view words) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            if (bytes.find(words) != std::string::npos) return true;
        }
        return false;
    }

    /// A served ticket that was rated so.
    void rateAService(int level) {
        lobby->issueTicket("elder-card");
        auto queue = queueOn(clock);
        queue.tickets.push_back(heardOf(*seen().ticket, catalogue::TicketState::Done, 1));
        syncd->queue(clock, queue);
        passSome();
        REQUIRE(seen().rating);
        lobby->rate(level, {});
    }

private:
    store::Database& daemon() {
        daemon_ = SyncdHand::must(store::Database::open(config.store.string(), store::Program::Syncd));
        return *daemon_;
    }
    std::optional<store::Database> daemon_;
};

std::string paperOf(const receipt_printer::PrintJob& job) {
    std::string all;
    for (const auto& element : job.receipt.elements)
        if (const auto* text = std::get_if<receipt_printer::Text>(&element)) all += text->text + "\n";
    return all;
}

} // namespace

TEST_CASE("without a key to seal to no opinion is taken, and the screen says so", "[lobby][opinion]") {
    ALobby a;
    CHECK_FALSE(a.seen().opinions_open);
    a.lobby->leaveOpinion(OpinionTopic::Service, kWords);
    REQUIRE(a.seen().opinion);
    CHECK(a.seen().opinion->stage == OpinionStage::Refused);
    CHECK(a.jobs.empty());
    CHECK(a.toldTimes("opinion.submitted") == 0);
}

TEST_CASE("an opinion is sealed, survives a crash and is read at the desk", "[lobby][opinion]") {
    AnOpenLobby a;
    REQUIRE(a.seen().opinions_open);
    a.lobby->leaveOpinion(OpinionTopic::Environment, kWords);
    REQUIRE(a.seen().opinion);
    CHECK(a.seen().opinion->stage == OpinionStage::Sealed);
    const std::string code = a.seen().opinion->query_code;
    REQUIRE(a.jobs.size() == 1);
    CHECK(paperOf(a.jobs[0]).find(code.substr(0, 9)) != std::string::npos);
    CHECK(paperOf(a.jobs[0]).find(code.substr(10, 9)) != std::string::npos);
    CHECK(paperOf(a.jobs[0]).find(kWords) == std::string::npos);

    a.start(); // as after kill -9
    const auto content = a.atTheDesk();
    CHECK(content.text == kWords);
    CHECK(content.topic == "environment");
    CHECK(content.consent_version == flows::kOpinionConsent);
    CHECK(content.record_id == crypto::QueryCode::parse(code)->keys().record_id);
    CHECK(a.toldTimes("opinion.submitted") == 1);
    CHECK_FALSE(a.filesHold("阅览室"));
    CHECK_FALSE(a.filesHold(code));
}

TEST_CASE("the screen says when the hub has it, and the kiosk lets it go when the hub has had it for long",
          "[lobby][opinion]") {
    AnOpenLobby a;
    a.lobby->leaveOpinion(OpinionTopic::Wish, kWords);
    a.passSome();
    CHECK(a.seen().opinion->stage == OpinionStage::Sealed);
    a.lobby->leaveOpinion(OpinionTopic::Wish, "the same touch again");
    CHECK(a.count("SELECT count(*) FROM sealed_record") == 1);
    a.hubTakes();
    CHECK(a.seen().opinion->stage == OpinionStage::Sent);
    a.lobby->dismissOpinion();
    CHECK_FALSE(a.seen().opinion);
    a.lobby->leaveOpinion(OpinionTopic::Other, "一句话");
    a.start();
    CHECK(a.count("SELECT count(*) FROM sealed_record") == 2); // a hub that is restored from a backup is given it again
    a.clock.wall += store::kKeepAcknowledged + 24h;
    a.start();
    CHECK(a.count("SELECT count(*) FROM sealed_record") == 1); // what the hub does not hold stays
}

TEST_CASE("nothing is not an opinion, and a full store is told", "[lobby][opinion]") {
    AnOpenLobby a;
    a.lobby->leaveOpinion(OpinionTopic::Service, "  \n");
    CHECK(a.seen().opinion->stage == OpinionStage::Refused);
    a.lobby->leaveOpinion(OpinionTopic::Service, std::string(flows::kLongestOpinion_bytes + 1, 'x'));
    CHECK(a.seen().opinion->stage == OpinionStage::Refused);
    a.lobby->leaveOpinion(OpinionTopic::Service, "一句话"); // after a refusal it may be tried again
    CHECK(a.seen().opinion->stage == OpinionStage::Sealed);
    CHECK(a.count("SELECT count(*) FROM sealed_record") == 1);
}

TEST_CASE("an answer is shown to the code and wiped with the visit", "[lobby][opinion]") {
    AnOpenLobby a;
    a.lobby->leaveOpinion(OpinionTopic::Service, kWords);
    const std::string code = a.seen().opinion->query_code;
    const auto content = a.atTheDesk();
    a.hubTakes();
    a.lobby->endSession();
    CHECK_FALSE(a.seen().opinion);

    a.lobby->askForAnswer(code);
    REQUIRE(a.seen().answer);
    CHECK(a.seen().answer->stage == AnswerStage::Asking);
    a.hubSays("not_yet");
    CHECK(a.seen().answer->stage == AnswerStage::NotYet);

    const auto sealed = crypto::sealAnswer("灯已修好。", *content.answer_key, content.record_id);
    a.clock.pass(1s);
    a.lobby->askForAnswer(code);
    a.hubSays("answered", sealed);
    CHECK(a.seen().answer->stage == AnswerStage::Answered);
    CHECK(a.seen().answer->text == "灯已修好。");
    CHECK_FALSE(a.filesHold("修好"));
    a.lobby->endSession();
    CHECK_FALSE(a.seen().answer);
    CHECK(a.count("SELECT count(*) FROM answer_request") == 0);
}

TEST_CASE("a wrong, a foreign and a changed answer show nothing", "[lobby][opinion]") {
    AnOpenLobby a;
    a.lobby->askForAnswer("1234");
    CHECK(a.seen().answer->stage == AnswerStage::Unknown);
    CHECK(a.count("SELECT count(*) FROM answer_request") == 0); // nobody has to be asked

    const auto code = crypto::QueryCode::make(crypto::fillRandom);
    a.lobby->askForAnswer(code.text());
    a.hubSays("unknown");
    CHECK(a.seen().answer->stage == AnswerStage::Unknown);

    a.clock.pass(1s);
    a.lobby->askForAnswer(code.text());
    auto sealed = crypto::sealAnswer("灯已修好。", code.keys().answer_key, code.keys().record_id);
    sealed[sealed.size() / 2] ^= 1U;
    a.hubSays("answered", sealed);
    CHECK(a.seen().answer->stage == AnswerStage::NotYet);
    CHECK(a.seen().answer->text.empty());
    a.lobby->dismissAnswer();
    CHECK_FALSE(a.seen().answer);
}

TEST_CASE("without the network who asks is told so, at once or when nobody answers", "[lobby][opinion]") {
    AnOpenLobby a;
    const auto code = crypto::QueryCode::make(crypto::fillRandom).text();
    a.lobby->askForAnswer(code);
    CHECK(a.seen().answer->stage == AnswerStage::Asking);
    a.clock.pass(flows::kAnswerPatience);
    a.lobby->tick();
    CHECK(a.seen().answer->stage == AnswerStage::NoNetwork);
    a.hubSays("unknown"); // late is better than never
    CHECK(a.seen().answer->stage == AnswerStage::Unknown);

    a.syncd->link(a.clock, "unreachable");
    a.passSome();
    a.lobby->askForAnswer(code);
    CHECK(a.seen().answer->stage == AnswerStage::NoNetwork);
    a.start(); // a crash leaves no question behind
    CHECK(a.count("SELECT count(*) FROM answer_request") == 0);
}

TEST_CASE("an opinion that was left just now is not called unknown", "[lobby][opinion]") {
    AnOpenLobby a;
    a.lobby->leaveOpinion(OpinionTopic::Service, kWords);
    const auto code = a.seen().opinion->query_code;
    a.lobby->askForAnswer(code);
    a.hubSays("unknown"); // asked before the record was sent
    CHECK(a.seen().answer->stage == AnswerStage::NotYet);
}

TEST_CASE("who gave one star may ask to be called, once, and only the desk has the number", "[lobby][opinion]") {
    AnOpenLobby a;
    a.lobby->askForCallBack("13800138000");
    CHECK_FALSE(a.seen().opinion); // nothing was rated
    a.rateAService(1);
    a.lobby->askForCallBack("123");
    CHECK(a.seen().opinion->stage == OpinionStage::Refused);
    a.lobby->askForCallBack("13800138000");
    CHECK(a.seen().opinion->stage == OpinionStage::Sealed);
    CHECK(a.seen().opinion->query_code.empty());
    a.lobby->dismissOpinion();
    a.lobby->askForCallBack("13900139000");
    CHECK_FALSE(a.seen().opinion);

    const auto content = a.atTheDesk();
    CHECK(content.phone == "13800138000");
    CHECK(content.subject_id == a.seen().ticket->ticket_id);
    CHECK(content.level == 1);
    CHECK(content.consent_version == flows::kCallBackConsent);
    CHECK(a.toldTimes("callback.requested") == 1);
    CHECK_FALSE(a.filesHold("13800138000"));
}

TEST_CASE("who was content is not asked for a number", "[lobby][opinion]") {
    AnOpenLobby a;
    a.rateAService(4);
    a.lobby->askForCallBack("13800138000");
    CHECK_FALSE(a.seen().opinion);
    CHECK(a.count("SELECT count(*) FROM sealed_record") == 0);
}
