// SPDX-License-Identifier: Apache-2.0
// Facts from the tables, order from urgency(): a technician sees the worst first.
#include "sync/hub/fleet.h"

#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "sync/catalogue/service_day.h"
#include "sync/hub/node_name.h"
#include "sync/hub/rows.h"
#include "sync/hub/upstream_rows.h"

namespace onestop::hub {

namespace {

constexpr std::chrono::minutes kSilentAfter{10}, kClockOff{2};
constexpr std::chrono::hours kWaitingLong{1};
constexpr int kSilent = 100, kDeviceDown = 10, kUpdateFailed = 10, kAnomaly = 1, kAnomaliesCounted = 9;

/// `kiosk` as the releases name it: "kiosk-1.dapeng-kuichong".
std::optional<NodeSoftware> readSoftware(store::Database& database, const std::string& node, const std::string& kiosk,
                                         const std::vector<catalogue::SoftwareRelease>& releases) {
    auto row = query(database,
                     "SELECT running, compatible, updated_to, progress, reason, part, updated_at FROM software WHERE "
                     "node = ?",
                     node);
    if (!nextRow(row)) return std::nullopt;
    NodeSoftware software{row.text(0), row.text(1), {},          row.text(2),
                          row.text(3), row.text(4), row.text(5), row.text(6)};
    const auto* wanted = catalogue::wantedRelease(software.running, software.compatible, kiosk, releases);
    if (wanted) software.wanted = wanted->version_text;
    return software;
}

std::vector<FleetNode> readNodes(Hub& hub, events::WallTime now) {
    auto& database = hub.database;
    const auto& present = hub.present;
    std::vector<FleetNode> nodes;
    const auto day = catalogue::serviceDayOf(now).text();
    auto rows =
        query(database,
              "SELECT node, last_contact_at, version, COALESCE(catalogue_issued_at, ''), clock_ahead_s, waiting, "
              "COALESCE(waiting_since, ''), "
              "(SELECT COUNT(*) FROM anomaly WHERE anomaly.node = node.node AND service_day = ?) FROM node",
              day);
    while (nextRow(rows)) {
        FleetNode node{rows.text(0),
                       present.contains(rows.text(0)),
                       events::parseRfc3339(rows.text(1)).value_or(events::WallTime{}),
                       rows.text(2),
                       rows.text(3),
                       {},
                       static_cast<int>(rows.integer(7)),
                       rows.isNull(4) ? std::nullopt : std::optional(rows.integer(4)),
                       rows.integer(5),
                       rows.text(6)};
        auto devices = query(database, "SELECT device, state FROM device WHERE node = ?", node.node);
        while (nextRow(devices))
            node.devices[devices.text(0)] = devices.text(1);
        node.software = readSoftware(database, node.node, commonName(node.node, hub.site), hub.floor.plan().releases);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

nlohmann::ordered_json timeOrNull(const std::optional<events::WallTime>& time) {
    return time ? nlohmann::ordered_json(events::toRfc3339(*time)) : nlohmann::ordered_json();
}

nlohmann::ordered_json upstreamJson(Hub& hub) {
    if (!hub.upstream) return {};
    const auto backlog = backlogOf(hub.database, hub.site);
    return {{"online", hub.upstream->online},
            {"since", events::toRfc3339(hub.upstream->since)},
            {"reason", hub.upstream->reason},
            {"waiting", backlog.events},
            {"oldest_at", timeOrNull(backlog.oldest_at)},
            {"certificate_end", timeOrNull(hub.upstream_certificate_end)}};
}

nlohmann::ordered_json softwareJson(const std::optional<NodeSoftware>& software) {
    if (!software) return {};
    return {{"running", software->running},   {"wanted", software->wanted},        {"updated_to", software->updated_to},
            {"progress", software->progress}, {"failed", software->failed()},      {"reason", software->reason},
            {"part", software->part},         {"updated_at", software->updated_at}};
}

nlohmann::ordered_json mirrorJson(const Hub& hub) {
    if (!hub.mirror) return {};
    return {{"address", hub.mirror->address},
            {"verified_at", timeOrNull(hub.mirror->verified_at)},
            {"fault", hub.mirror->fault}};
}

} // namespace

bool NodeSoftware::failed() const {
    return progress == "failed" && (wanted.empty() || wanted == updated_to) &&
           catalogue::parseVersion(updated_to) > catalogue::parseVersion(running);
}

int urgency(const FleetNode& node, events::WallTime now) {
    int points = std::min(node.anomalies, kAnomaliesCounted) * kAnomaly;
    if (std::abs(node.clock_ahead_s.value_or(0)) > std::chrono::seconds(kClockOff).count()) points += kAnomaly;
    const auto since = events::parseRfc3339(node.waiting_since);
    if (since && *since + kWaitingLong < now) points += kAnomaly;
    for (const auto& [device, state] : node.devices)
        points += state == "ready" ? 0 : kDeviceDown;
    if (node.software && node.software->failed()) points += kUpdateFailed;
    const bool of_another_hub = !siteSuffix(node.node).empty() && !node.node.starts_with("hub.");
    if (!of_another_hub && !node.online && node.last_contact + kSilentAfter < now) points += kSilent;
    return points;
}

std::string fleetDocument(Hub& hub) {
    const auto now = hub.clock.now();
    auto nodes = readNodes(hub, now);
    std::sort(nodes.begin(), nodes.end(), [now](const FleetNode& a, const FleetNode& b) {
        const int first = urgency(a, now);
        const int second = urgency(b, now);
        return first != second ? first > second : a.node < b.node;
    });
    nlohmann::ordered_json document{{"as_of", events::toRfc3339(now)},
                                    {"upstream", upstreamJson(hub)},
                                    {"mirror", mirrorJson(hub)},
                                    {"nodes", nlohmann::ordered_json::array()}};
    for (const auto& node : nodes) {
        document["nodes"].push_back(
            {{"node", node.node},
             {"online", node.online},
             {"last_contact_at", events::toRfc3339(node.last_contact)},
             {"version", node.version},
             {"software", softwareJson(node.software)},
             {"catalogue_issued_at", node.catalogue_issued_at},
             {"devices", node.devices},
             {"anomalies", node.anomalies},
             {"clock_ahead_s", node.clock_ahead_s ? nlohmann::ordered_json(*node.clock_ahead_s) : nullptr},
             {"waiting", node.waiting},
             {"waiting_since", node.waiting_since},
             {"urgency", urgency(node, now)}});
    }
    return document.dump();
}

} // namespace onestop::hub
