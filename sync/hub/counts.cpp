// SPDX-License-Identifier: Apache-2.0
// One SQL sentence a figure, so that anybody can ask the database the same question.
#include "sync/hub/counts.h"

#include <array>

#include <nlohmann/json.hpp>

#include "sync/hub/rows.h"

namespace onestop::hub {

using nlohmann::ordered_json;
using store::Database;

namespace {

struct Figure {
    const char* name;
    const char* sql; ///< one number, ?1 = service day
};

// Wait: issued to first called; service: serving to done. In whole minutes, rounded, of those that got so far.
constexpr std::array kFigures{
    Figure{"tickets_issued", "SELECT COUNT(*) FROM ticket WHERE service_day = ?1"},
    Figure{"tickets_waiting", "SELECT COUNT(*) FROM ticket WHERE service_day = ?1 AND state = 'waiting'"},
    Figure{"tickets_called", "SELECT COUNT(DISTINCT ticket_id) FROM call WHERE service_day = ?1"},
    Figure{"tickets_serving", "SELECT COUNT(*) FROM ticket WHERE service_day = ?1 AND state = 'serving'"},
    Figure{"tickets_done", "SELECT COUNT(*) FROM ticket WHERE service_day = ?1 AND state = 'done'"},
    Figure{"tickets_passed", "SELECT COUNT(*) FROM ticket WHERE service_day = ?1 AND passes > 0"},
    Figure{"tickets_given_up", "SELECT COUNT(*) FROM ticket WHERE service_day = ?1 AND state = 'given_up'"},
    Figure{"wait_minutes",
           "SELECT CAST(ROUND(AVG(julianday(called_at) - julianday(issued_at)) * 1440) AS INTEGER) FROM "
           "ticket WHERE service_day = ?1 AND called_at IS NOT NULL"},
    Figure{"service_minutes", "SELECT CAST(ROUND(AVG(julianday(ended_at) - julianday(serving_at)) * 1440) AS INTEGER) "
                              "FROM ticket WHERE service_day = ?1 AND state = 'done' AND serving_at IS NOT NULL"},
    Figure{"check_ins", "SELECT COUNT(*) FROM check_in WHERE service_day = ?1"},
    Figure{"check_in_people", "SELECT COALESCE(SUM(people), 0) FROM check_in WHERE service_day = ?1"},
    Figure{"check_ins_rejected",
           "SELECT COUNT(*) FROM held_event WHERE service_day = ?1 AND type = 'checkin.rejected'"},
    Figure{"bookings", "SELECT COUNT(*) FROM booking WHERE service_day = ?1"},
    Figure{"bookings_waitlisted", "SELECT COUNT(*) FROM booking WHERE service_day = ?1 AND standing = 'waitlisted'"},
    Figure{"bookings_cancelled", "SELECT COUNT(*) FROM booking WHERE service_day = ?1 AND standing = 'cancelled'"},
    Figure{"help_calls", "SELECT COUNT(*) FROM help_call WHERE service_day = ?1"},
    Figure{"help_acknowledged",
           "SELECT COUNT(*) FROM help_call WHERE service_day = ?1 AND acknowledged_at IS NOT NULL"},
    Figure{"ratings", "SELECT COUNT(*) FROM rating WHERE service_day = ?1"},
    Figure{"ratings_satisfied", "SELECT COUNT(*) FROM rating WHERE service_day = ?1 AND level >= 3"},
    Figure{"sessions", "SELECT COUNT(*) FROM held_event WHERE service_day = ?1 AND type = 'session.started'"},
};

struct LedgerLine {
    const char* name;
    const char* events;
    const char* rows;
};

constexpr std::array kLedger{
    LedgerLine{"tickets_issued",
               "SELECT COUNT(DISTINCT json_extract(body, '$.data.ticket_id')) FROM held_event WHERE type = "
               "'ticket.issued' AND "
               "json_extract(body, '$.data.service_day') = ?1",
               kFigures[0].sql},
    LedgerLine{"tickets_done", "SELECT COUNT(*) FROM held_event WHERE type = 'ticket.done' AND service_day = ?1",
               "SELECT COUNT(*) FROM ticket WHERE service_day = ?1 AND state = 'done'"},
    LedgerLine{
        "check_ins",
        "SELECT COALESCE(SUM(CASE type WHEN 'checkin.accepted' THEN 1 ELSE -1 END), 0) FROM held_event WHERE type IN "
        "('checkin.accepted', 'checkin.undone') AND service_day = ?1",
        "SELECT COUNT(*) FROM check_in WHERE service_day = ?1"},
    LedgerLine{"bookings", "SELECT COUNT(*) FROM held_event WHERE type = 'booking.created' AND service_day = ?1",
               "SELECT COUNT(*) FROM booking WHERE service_day = ?1"},
    LedgerLine{
        "help_calls",
        "SELECT COUNT(DISTINCT json_extract(body, '$.data.help_id')) FROM held_event WHERE type = 'help.requested' AND "
        "service_day = ?1",
        "SELECT COUNT(*) FROM help_call WHERE service_day = ?1"},
};

} // namespace

std::string countsDocument(Database& database, const catalogue::ServiceDay& service_day, const SitePlan& plan) {
    const auto day = service_day.text();
    ordered_json document;
    document["service_day"] = day;
    document["site"] = plan.site_name;
    auto& counts = document["counts"] = ordered_json::object();
    for (const auto& figure : kFigures) {
        const auto value = integerOf(database, figure.sql, day);
        counts[figure.name] = value ? ordered_json(*value) : ordered_json();
    }
    auto& ledger = document["ledger"] = ordered_json::array();
    for (const auto& line : kLedger) {
        ledger.push_back({{"name", line.name},
                          {"events", integerOf(database, line.events, day).value_or(0)},
                          {"rows", integerOf(database, line.rows, day).value_or(0)}});
    }
    auto& businesses = document["businesses"] = ordered_json::array();
    auto by_business = query(database,
                             "SELECT business, COUNT(*), COUNT(*) FILTER (WHERE state = 'done'), COUNT(*) FILTER "
                             "(WHERE state = 'waiting'), COUNT(*) FILTER (WHERE passes > 0) FROM own_ticket WHERE "
                             "service_day = ? GROUP BY business ORDER BY business",
                             day);
    while (nextRow(by_business)) {
        businesses.push_back({{"business", by_business.text(0)},
                              {"name", plan.businessName(by_business.text(0))},
                              {"issued", by_business.integer(1)},
                              {"done", by_business.integer(2)},
                              {"waiting", by_business.integer(3)},
                              {"passed", by_business.integer(4)}});
    }
    auto& sites = document["sites"] = ordered_json::array(); // below this hub; their queues' letters are their own
    auto by_site = query(
        database,
        "WITH below(site) AS (SELECT DISTINCT substr(node, instr(node, '.')) FROM node WHERE instr(node, '.') > 0), "
        "day_ticket AS (SELECT substr(node, instr(node, '.')) AS site, state FROM ticket WHERE service_day = ?1 AND "
        "instr(node, '.') > 0), day_check_in AS (SELECT substr(node, instr(node, '.')) AS site FROM check_in WHERE "
        "service_day = ?1 AND instr(node, '.') > 0), day_help AS (SELECT substr(node, instr(node, '.')) AS site FROM "
        "help_call WHERE service_day = ?1 AND instr(node, '.') > 0) SELECT substr(site, 2), (SELECT COUNT(*) FROM "
        "day_ticket WHERE day_ticket.site = below.site), (SELECT COUNT(*) FROM day_ticket WHERE day_ticket.site = "
        "below.site AND state = 'done'), (SELECT COUNT(*) FROM day_check_in WHERE day_check_in.site = below.site), "
        "(SELECT COUNT(*) FROM day_help WHERE day_help.site = below.site) FROM below ORDER BY site",
        day);
    while (nextRow(by_site)) {
        sites.push_back({{"site", by_site.text(0)},
                         {"issued", by_site.integer(1)},
                         {"done", by_site.integer(2)},
                         {"check_ins", by_site.integer(3)},
                         {"help_calls", by_site.integer(4)}});
    }
    auto& nodes = document["nodes"] = ordered_json::array();
    auto by_node =
        query(database,
              "SELECT node.node, last_contact_at, (SELECT COUNT(*) FROM ticket WHERE ticket.node = node.node AND "
              "service_day = ?1), (SELECT COUNT(*) FROM check_in WHERE check_in.node = node.node AND service_day = ?1) "
              "FROM node ORDER BY node.node",
              day);
    while (nextRow(by_node)) {
        nodes.push_back({{"node", by_node.text(0)},
                         {"last_contact_at", by_node.text(1)},
                         {"tickets", by_node.integer(2)},
                         {"check_ins", by_node.integer(3)}});
    }
    std::array<std::int64_t, 24> hours{};
    auto by_hour = query(
        database,
        "SELECT substr(issued_at, 1, 13) AS in_hour, COUNT(*) FROM ticket WHERE service_day = ? GROUP BY in_hour", day);
    while (nextRow(by_hour)) {
        const auto begins = events::parseRfc3339(by_hour.text(0) + ":00:00Z");
        const auto hour = begins ? std::chrono::floor<std::chrono::hours>(*begins - service_day.begins()).count() : -1;
        if (hour >= 0 && hour < 24) hours.at(static_cast<std::size_t>(hour)) = by_hour.integer(1);
    }
    document["hours"] = hours;
    auto& anomalies = document["anomalies"] = ordered_json::array();
    auto noticed = query(
        database,
        "SELECT noticed_at, kind, node, detail FROM anomaly WHERE service_day = ? ORDER BY anomaly_id DESC LIMIT 50",
        day);
    while (nextRow(noticed)) {
        anomalies.push_back({{"noticed_at", noticed.text(0)},
                             {"kind", noticed.text(1)},
                             {"node", noticed.text(2)},
                             {"detail", noticed.text(3)}});
    }
    return document.dump();
}

} // namespace onestop::hub
