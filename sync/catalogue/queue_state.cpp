// SPDX-License-Identifier: Apache-2.0
// The queue document read strictly and written back.
#include "sync/catalogue/queue_state.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace onestop::catalogue {

using QueueJson = nlohmann::ordered_json;

static constexpr std::array<std::string_view, 6> kStates{"waiting", "called", "serving", "passed", "done", "given_up"};

std::string_view text(TicketState state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<TicketState> parseTicketState(std::string_view text) {
    for (std::size_t i = 0; i < kStates.size(); ++i)
        if (kStates[i] == text) return static_cast<TicketState>(i);
    return std::nullopt;
}

const QueueTicket* QueueState::ticket(std::string_view ticket_id) const {
    const auto found =
        std::find_if(tickets.begin(), tickets.end(), [&](const QueueTicket& t) { return t.ticket_id == ticket_id; });
    return found == tickets.end() ? nullptr : &*found;
}

const BusinessQueue* QueueState::business(std::string_view letter) const {
    const auto found = std::find_if(businesses.begin(), businesses.end(),
                                    [&](const BusinessQueue& b) { return b.business == letter; });
    return found == businesses.end() ? nullptr : &*found;
}

namespace {

/// Thrown inside this file only: the first member that does not fit.
struct QueueMisfit {
    std::string sentence;
};

constexpr int kMostNumber = 1'000'000;

[[noreturn]] void misfit(const char* name, const char* expected) {
    throw QueueMisfit{std::string(name) + ": expected " + expected};
}

std::string requiredText(const QueueJson& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) misfit(name, "a string");
    return found->get<std::string>();
}

std::optional<int> optionalNumber(const QueueJson& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return std::nullopt;
    if (!found->is_number_integer() || *found < 0 || *found > kMostNumber) misfit(name, "a whole number");
    return found->get<int>();
}

int requiredNumber(const QueueJson& object, const char* name) {
    const auto number = optionalNumber(object, name);
    if (!number) misfit(name, "a whole number");
    return *number;
}

WallTime requiredTime(const QueueJson& object, const char* name) {
    const auto time = events::parseRfc3339(requiredText(object, name));
    if (!time) misfit(name, "RFC 3339");
    return *time;
}

template <typename Read>
void each(const QueueJson& document, const char* name, Read read) {
    const auto found = document.find(name);
    if (found == document.end()) return;
    if (!found->is_array()) misfit(name, "a list");
    for (const auto& element : *found) {
        if (!element.is_object()) misfit(name, "a list of objects");
        read(element);
    }
}

QueueState readDocument(const QueueJson& document) {
    QueueState state;
    const auto revision = document.find("revision");
    if (revision == document.end() || !revision->is_number_unsigned()) misfit("revision", "a whole number");
    state.revision = revision->get<std::uint64_t>();
    const auto day = ServiceDay::parse(requiredText(document, "service_day"));
    if (!day) misfit("service_day", "YYYY-MM-DD");
    state.service_day = *day;
    state.as_of = requiredTime(document, "as_of");
    each(document, "businesses", [&](const QueueJson& b) {
        BusinessQueue queue{requiredText(b, "business"), requiredText(b, "name"), requiredNumber(b, "waiting"), {}};
        const auto low = optionalNumber(b, "wait_minutes_min"), high = optionalNumber(b, "wait_minutes_max");
        if (low && high && *low <= *high) queue.wait = WaitEstimate{*low, *high};
        state.businesses.push_back(std::move(queue));
    });
    each(document, "tickets", [&](const QueueJson& t) {
        const auto progress = parseTicketState(requiredText(t, "state"));
        if (!progress) misfit("state", "a state of a ticket");
        state.tickets.push_back({requiredText(t, "ticket_id"), requiredText(t, "number"), *progress,
                                 optionalNumber(t, "ahead"), optionalNumber(t, "counter")});
    });
    each(document, "calls", [&](const QueueJson& c) {
        state.calls.push_back({requiredText(c, "call_id"), requiredText(c, "ticket_id"), requiredText(c, "number"),
                               requiredNumber(c, "counter"), requiredTime(c, "called_at"), requiredNumber(c, "times")});
    });
    each(document, "counters", [&](const QueueJson& c) {
        const auto open = c.find("open");
        if (open == c.end() || !open->is_boolean()) misfit("open", "true or false");
        state.counters.push_back({requiredNumber(c, "counter"), open->get<bool>()});
    });
    each(document, "help", [&](const QueueJson& h) {
        state.help.push_back({requiredText(h, "help_id"), requiredTime(h, "acknowledged_at")});
    });
    each(document, "open_help", [&](const QueueJson& h) {
        state.open_help.push_back(
            {requiredText(h, "help_id"), requiredText(h, "node"), requiredTime(h, "requested_at")});
    });
    return state;
}

} // namespace

tl::expected<QueueState, std::string> parseQueueState(std::string_view json) {
    const QueueJson document = QueueJson::parse(json, nullptr, false);
    if (!document.is_object()) return tl::unexpected(std::string("expected a JSON object"));
    try {
        return readDocument(document);
    } catch (const QueueMisfit& misfit) {
        return tl::unexpected(misfit.sentence);
    }
}

std::string serialize(const QueueState& state) {
    QueueJson document{{"revision", state.revision},
                       {"service_day", state.service_day.text()},
                       {"as_of", events::toRfc3339(state.as_of)}};
    auto& businesses = document["businesses"] = QueueJson::array();
    for (const auto& b : state.businesses) {
        QueueJson queue{{"business", b.business}, {"name", b.name}, {"waiting", b.waiting}};
        if (b.wait)
            queue.update(
                QueueJson{{"wait_minutes_min", b.wait->minutes_min}, {"wait_minutes_max", b.wait->minutes_max}});
        businesses.push_back(std::move(queue));
    }
    auto& tickets = document["tickets"] = QueueJson::array();
    for (const auto& t : state.tickets) {
        QueueJson ticket{{"ticket_id", t.ticket_id}, {"number", t.number}, {"state", text(t.state)}};
        if (t.ahead) ticket["ahead"] = *t.ahead;
        if (t.counter) ticket["counter"] = *t.counter;
        tickets.push_back(std::move(ticket));
    }
    auto& calls = document["calls"] = QueueJson::array();
    for (const auto& c : state.calls)
        calls.push_back({{"call_id", c.call_id},
                         {"ticket_id", c.ticket_id},
                         {"number", c.number},
                         {"counter", c.counter},
                         {"called_at", events::toRfc3339(c.called_at)},
                         {"times", c.times}});
    auto& counters = document["counters"] = QueueJson::array();
    for (const auto& c : state.counters)
        counters.push_back({{"counter", c.counter}, {"open", c.open}});
    auto& help = document["help"] = QueueJson::array();
    for (const auto& h : state.help)
        help.push_back({{"help_id", h.help_id}, {"acknowledged_at", events::toRfc3339(h.acknowledged_at)}});
    auto& open_help = document["open_help"] = QueueJson::array();
    for (const auto& h : state.open_help)
        open_help.push_back(
            {{"help_id", h.help_id}, {"node", h.node}, {"requested_at", events::toRfc3339(h.requested_at)}});
    return document.dump(-1, ' ', false, QueueJson::error_handler_t::replace);
}

} // namespace onestop::catalogue
