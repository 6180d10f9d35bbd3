// SPDX-License-Identifier: Apache-2.0
// The rows first, then the talk about them.
#include "sync/daemon/sealed_post.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/spdlog.h>

#include "sync/crypto/crypto.h"

namespace onestop::daemon {

using store::Database;
using store::Result;
using transport::Task;

namespace {

constexpr unsigned kNoContent = 204, kNotFound = 404;

Result<std::vector<std::string>> unsent(Database& database) {
    auto select = database.prepare("SELECT record_id FROM sealed_record WHERE record_id NOT IN "
                                   "(SELECT record_id FROM sealed_receipt) ORDER BY sealed_at, record_id");
    if (!select) return tl::unexpected(select.error());
    std::vector<std::string> ids;
    for (auto row = select->step();; row = select->step()) {
        // A broken page ends the list; what stands before it can still be sent.
        const bool broken = !row && row.error().fault == store::StoreFault::Corrupt && !ids.empty();
        if (!row && !broken) return tl::unexpected(row.error());
        if (broken || !*row) return ids;
        ids.push_back(select->text(0));
    }
}

Result<std::optional<push::SealedRecord>> readRecord(Database& database, const std::string& record_id) {
    auto select =
        database.prepare("SELECT purpose, consent_version, sealed_at, cms FROM sealed_record WHERE record_id = ?");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->bind(1, std::string_view(record_id)).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return push::SealedRecord{record_id, select->text(0), select->text(1), select->text(2),
                              std::string(crypto::textOf(select->blob(3)))};
}

/// The receipts of records that the kiosk has deleted go with it.
Result<void> writeReceipt(Database& database, const std::string& record_id, events::WallTime now) {
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto insert = database.prepare("INSERT INTO sealed_receipt VALUES(?, ?) ON CONFLICT DO NOTHING");
    auto drop =
        database.prepare("DELETE FROM sealed_receipt WHERE record_id NOT IN (SELECT record_id FROM sealed_record)");
    if (!insert) return tl::unexpected(insert.error());
    if (!drop) return tl::unexpected(drop.error());
    insert->bind(1, std::string_view(record_id)).bind(2, std::string_view(events::toRfc3339(now)));
    if (auto done = insert->run(); !done) return done;
    if (auto done = drop->run(); !done) return done;
    return transaction->commit();
}

class KioskOutbox final : public push::SealedOutbox {
public:
    KioskOutbox(Database& database, const events::Clock& clock) : database_(database), clock_(clock) {}
    Result<std::vector<std::string>> unsent() override { return daemon::unsent(database_); }
    Result<std::optional<push::SealedRecord>> read(const std::string& record_id) override {
        return readRecord(database_, record_id);
    }
    Result<void> handedIn(const std::string& record_id) override {
        return writeReceipt(database_, record_id, clock_.now());
    }

private:
    Database& database_;
    const events::Clock& clock_;
};

/// A store that was set aside, as far as it can be read.
class FormerOutbox final : public push::SealedOutbox {
public:
    FormerOutbox(Database& former, std::set<std::string>& done) : former_(former), done_(done) {}
    Result<std::vector<std::string>> unsent() override {
        auto ids = daemon::unsent(former_);
        if (ids) std::erase_if(*ids, [this](const auto& id) { return done_.contains(id); });
        return ids;
    }
    Result<std::optional<push::SealedRecord>> read(const std::string& record_id) override {
        auto record = readRecord(former_, record_id);
        if (!record || !*record) done_.insert(record_id);
        return record;
    }
    Result<void> handedIn(const std::string& record_id) override {
        done_.insert(record_id);
        return {};
    }

private:
    Database& former_;
    std::set<std::string>& done_;
};

struct Question {
    std::string record_id, asked_at;
};

/// What somebody at the kiosk waits for and has not heard.
Result<std::optional<Question>> openQuestion(Database& database) {
    auto select =
        database.prepare("SELECT record_id, asked_at FROM answer_request WHERE NOT EXISTS (SELECT 1 FROM answer "
                         "WHERE answer.record_id = answer_request.record_id AND "
                         "answer.asked_at = answer_request.asked_at)");
    if (!select) return tl::unexpected(select.error());
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return Question{select->text(0), select->text(1)};
}

Result<void> writeAnswer(Database& database, const Question& question, std::string_view outcome,
                         std::string_view body) {
    auto replace = database.prepare("INSERT OR REPLACE INTO answer VALUES(1, ?, ?, ?, ?)");
    if (!replace) return tl::unexpected(replace.error());
    replace->bind(1, std::string_view(question.record_id)).bind(2, std::string_view(question.asked_at));
    replace->bind(3, outcome).bindBlob(4, crypto::bytesOf(body));
    return replace->run();
}

/// Who asked has gone: what was heard goes too.
Result<void> dropHeard(Database& database) {
    auto heard = database.prepare("SELECT 1 FROM answer WHERE record_id NOT IN (SELECT record_id FROM answer_request)");
    if (!heard) return tl::unexpected(heard.error());
    const auto row = heard->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    heard->reset();
    return database.execute("DELETE FROM answer");
}

} // namespace

Task<push::Exchange> SealedPost::exchange(transport::HttpClient& hub) {
    auto asked = co_await askForAnswer(hub); // a person waits for it
    if (asked.failed) co_return asked;
    KioskOutbox outbox(database_, clock_);
    auto sent = co_await push_.send(hub, outbox);
    sent.spoke |= asked.spoke;
    co_return sent;
}

Task<push::Exchange> SealedPost::salvage(transport::HttpClient& hub, Database& former) {
    FormerOutbox outbox(former, salvaged_);
    co_return co_await push_.send(hub, outbox);
}

bool SealedPost::waits(Database& former) const {
    const auto ids = unsent(former);
    if (!ids) return ids.error().fault == store::StoreFault::Busy || ids.error().fault == store::StoreFault::Machine;
    return !std::ranges::all_of(*ids, [this](const auto& id) { return salvaged_.contains(id); });
}

Task<push::Exchange> SealedPost::askForAnswer(transport::HttpClient& hub) {
    push::Exchange outcome;
    if (const auto dropped = dropHeard(database_); !dropped) spdlog::error("{}", dropped.error().context);
    const auto question = openQuestion(database_);
    if (!question) spdlog::error("{}", question.error().context);
    if (!question || !*question) co_return outcome;
    transport::HttpRequest request;
    request.target = base_.resolve("v1/answers/" + (*question)->record_id);
    auto answer = co_await hub.request(std::move(request));
    if (!answer && !push::hubAnswered(answer.error())) {
        outcome.failed = std::move(answer.error());
        co_return outcome;
    }
    outcome.spoke = true;
    if (!answer && answer.error().status != kNotFound) {
        spdlog::error("no word about an answer: {}", answer.error().context);
        co_return outcome;
    }
    const std::string_view heard = !answer ? "unknown" : answer->status == kNoContent ? "not_yet" : "answered";
    if (const auto written = writeAnswer(database_, **question, heard, answer ? answer->body : ""); !written)
        spdlog::error("{}", written.error().context);
    co_return outcome;
}

} // namespace onestop::daemon
