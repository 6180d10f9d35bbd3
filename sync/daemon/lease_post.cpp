// SPDX-License-Identifier: Apache-2.0
// The rows first, then the talk about them.
#include "sync/daemon/lease_post.h"

#include <chrono>

#include <spdlog/spdlog.h>

#include "sync/crypto/crypto.h"
#include "sync/daemon/lease_plan.h"
#include "sync/daemon/syncd_rows.h"
#include "sync/store/event_log.h"

namespace onestop::daemon {

using transport::Task;

static constexpr std::chrono::seconds kAskAgain{60}; ///< a hub with nothing to give, or that was just asked the same

static transport::HttpRequest leasing(const transport::Url& target, std::string_view path, std::string body) {
    transport::HttpRequest request;
    request.method = "POST";
    request.target = target.resolve(path);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::move(body);
    return request;
}

Task<push::Exchange> LeasePost::askNumbers(transport::HttpClient& hub, catalogue::ServiceDay day) {
    push::Exchange outcome;
    if (const auto until = none_left_until_.find(day.text());
        until != none_left_until_.end() && clock_.now() < until->second)
        co_return outcome;
    const auto letters = readLetters(database_, config_.site);
    const auto held = letters ? readHeld(database_, day, *letters) : tl::unexpected(letters.error());
    if (!held) {
        spdlog::error("{}", held.error().context);
        co_return outcome;
    }
    auto request = leasing(config_.hub.url, "v1/leases", leaseRequest(day, *held));
    if (request.body.empty()) co_return outcome;
    auto& key = keys_[request.body];
    if (key.empty()) key = store::newUuid7(clock_, crypto::fillRandom);
    request.headers.push_back({"Idempotency-Key", key});
    auto answer = co_await hub.request(request);
    if (!answer && !push::hubAnswered(answer.error())) {
        outcome.failed = std::move(answer.error());
        co_return outcome;
    }
    outcome.spoke = true;
    keys_.erase(request.body);
    const auto leases = answer ? parseLeases(answer->body) : tl::unexpected(answer.error().context);
    if (!leases || leases->empty()) {
        spdlog::warn("no numbers for {}: {}", day.text(), leases ? "the hub has none to give" : leases.error());
        none_left_until_[day.text()] = clock_.now() + kAskAgain;
        co_return outcome;
    }
    const catalogue::ServiceDay yesterday{std::chrono::year_month_day{
        std::chrono::sys_days{catalogue::serviceDayOf(clock_.now()).date} - std::chrono::days{1}}};
    if (const auto written = writeLeases(database_, *leases, yesterday, clock_.now()); !written)
        spdlog::error("{}", written.error().context);
    co_return outcome;
}

Task<push::Exchange> LeasePost::askPlaces(transport::HttpClient& hub) {
    push::Exchange outcome;
    const auto now = clock_.now();
    const auto source = store::sourceOf(database_, store::Program::Kiosk, config_.site, config_.node());
    const auto sessions = readBookable(database_, config_.site, now);
    const auto held = sessions ? settlePlaces(database_, *sessions, now) : tl::unexpected(sessions.error());
    if (!source || !held) {
        spdlog::error("{}", !source ? source.error().context : held.error().context);
        co_return outcome;
    }
    if (!*source) co_return outcome; // no kiosk has written here yet
    const auto request = leasing(config_.hub.url, "v1/places", placesRequest(**source, *held, returned_told_));
    const bool asked_just_now = places_asked_.first == request.body && now < places_asked_.second;
    if (request.body.empty() || asked_just_now) co_return outcome;
    auto answer = co_await hub.request(request);
    if (!answer && !push::hubAnswered(answer.error())) {
        outcome.failed = std::move(answer.error());
        co_return outcome;
    }
    outcome.spoke = true;
    places_asked_ = {request.body, clock_.now() + kAskAgain};
    const auto places = answer ? parsePlaces(answer->body) : tl::unexpected(answer.error().context);
    if (!places) {
        spdlog::warn("no places of activities: {}", places.error());
        co_return outcome;
    }
    for (const auto& leased : *places)
        returned_told_[leased.activity_session_id] = leased.returned;
    if (const auto written = writePlaces(database_, *places, clock_.now()); !written)
        spdlog::error("{}", written.error().context);
    co_return outcome;
}

} // namespace onestop::daemon
