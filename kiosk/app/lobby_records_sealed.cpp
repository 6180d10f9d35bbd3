// SPDX-License-Identifier: Apache-2.0
// What was sealed, on its way to the desk, and the question whether it was answered. Nothing here can be read.
#include "kiosk/app/lobby_records.h"
#include "sync/events/event_types.h"

namespace onestop::app {

namespace {

/// So many that the hub does not hold: a kiosk that is cut off for weeks says so rather than fill its disk.
constexpr std::int64_t kMostUnsent = 1000;

constexpr std::string_view kPrintTitle = "意见受理回执"; ///< never the code

/// The event's own topic, built from its JSON form, so that a new topic without a name there is refused.
Result<events::OpinionSubmitted> submitted(const SealedOrder& order) {
    auto event =
        events::OpinionSubmitted::parse(R"({"record_id":")" + order.record_id + R"(","topic":")" + order.topic +
                                        R"(","consent_version":")" + order.consent_version + R"("})");
    if (!event)
        return tl::unexpected(
            store::StoreFailure{store::StoreFault::Failed, "cannot report an opinion: " + event.error().context});
    return *event;
}

} // namespace

Result<bool> LobbyRecords::keepSealed(const SealedOrder& order) {
    return inTransaction(*database_, [&]() -> Result<bool> {
        auto unsent = statement(*database_, "SELECT count(*) FROM sealed_record WHERE record_id NOT IN "
                                            "(SELECT record_id FROM sealed_receipt)");
        if (!unsent) return tl::unexpected(unsent.error());
        if (auto row = unsent->step(); !row) return tl::unexpected(row.error());
        if (unsent->integer(0) >= kMostUnsent) return false;
        unsent->reset();

        auto insert =
            statement(*database_, "INSERT INTO sealed_record VALUES(?1, ?2, ?3, ?4, ?5)",
                      std::string_view(order.record_id), catalogue::text(order.purpose),
                      std::string_view(order.consent_version), std::string_view(events::toRfc3339(order.sealed_at)));
        if (!insert) return tl::unexpected(insert.error());
        insert->bindBlob(5, order.cms);
        if (auto inserted = insert->run(); !inserted) return tl::unexpected(inserted.error());
        if (order.purpose == catalogue::SealedPurpose::CallBack) {
            auto told = log_.append(
                events::CallbackRequested{.record_id = order.record_id, .consent_version = order.consent_version});
            if (!told) return tl::unexpected(told.error());
            return true;
        }
        const auto event = submitted(order);
        if (!event) return tl::unexpected(event.error());
        if (auto told = log_.append(*event); !told) return tl::unexpected(told.error());
        return true;
    });
}

Result<bool> LobbyRecords::isSent(const std::string& record_id) {
    auto query =
        statement(*database_, "SELECT 1 FROM sealed_receipt WHERE record_id = ?1", std::string_view(record_id));
    if (!query) return tl::unexpected(query.error());
    return query->step();
}

Result<void> LobbyRecords::dropSent() {
    return run(*database_,
               "DELETE FROM sealed_record WHERE record_id IN "
               "(SELECT record_id FROM sealed_receipt WHERE received_at < ?1)",
               std::string_view(events::toRfc3339(clock_->now() - store::kKeepAcknowledged)));
}

Result<PrintOrder> LobbyRecords::orderOpinionPrint() {
    return inTransaction(*database_, [&] { return insertPrintJob(std::nullopt, std::string(kPrintTitle), false); });
}

Result<std::string> LobbyRecords::askForAnswer(const std::string& record_id) {
    std::string asked_at = now();
    return inTransaction(*database_, [&]() -> Result<std::string> {
        auto asked = run(*database_, "INSERT OR REPLACE INTO answer_request VALUES(1, ?1, ?2)",
                         std::string_view(record_id), std::string_view(asked_at));
        if (!asked) return tl::unexpected(asked.error());
        return asked_at;
    });
}

Result<void> LobbyRecords::stopAsking() {
    return inTransaction(*database_, [&] { return run(*database_, "DELETE FROM answer_request"); });
}

Result<std::optional<HeardAnswer>> LobbyRecords::heardAnswer(const std::string& record_id,
                                                             const std::string& asked_at) {
    auto query =
        statement(*database_,
                  "SELECT outcome, body, EXISTS (SELECT 1 FROM sealed_record WHERE record_id = ?1) FROM answer "
                  "WHERE record_id = ?1 AND asked_at = ?2",
                  std::string_view(record_id), std::string_view(asked_at));
    if (!query) return tl::unexpected(query.error());
    const auto found = query->step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return HeardAnswer{.known = query->view(0) != "unknown" || query->integer(2) != 0, .sealed = query->blob(1)};
}

} // namespace onestop::app
