// SPDX-License-Identifier: Apache-2.0
#include "sync/publish/site_names.h"

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "sync/catalogue/target_parser.h"

namespace onestop::publish {

namespace {

using nlohmann::json;

std::vector<std::string_view> characters(std::string_view utf8) {
    std::vector<std::string_view> found;
    for (std::size_t begin = 0, end = 1; begin < utf8.size(); begin = end++) {
        while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80)
            ++end;
        found.push_back(utf8.substr(begin, end - begin));
    }
    return found;
}

/// How many characters both have, in the same order.
std::size_t common(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1);
    for (const auto& each : a) {
        for (std::size_t i = 0; i < b.size(); ++i)
            row[i + 1] = each == b[i] ? before[i] + 1 : std::max(row[i], before[i + 1]);
        std::swap(before, row);
    }
    return before.back();
}

} // namespace

SiteNames SiteNames::of(const std::optional<std::string>& sites_json) {
    catalogue::Catalogue district;
    if (sites_json) (void)catalogue::readTarget("sites.json", *sites_json, district);
    return SiteNames(std::move(district.sites));
}

std::optional<std::string> SiteNames::idOf(std::string_view name_or_id) const {
    for (const auto& site : sites_) {
        if (site.site_id == name_or_id || site.name.zh_hans == name_or_id || site.name.zh_hant == name_or_id ||
            site.name.en == name_or_id)
            return site.site_id;
    }
    return std::nullopt;
}

std::string SiteNames::advice(std::string_view unknown) const {
    const auto wanted = characters(unknown);
    std::size_t best = wanted.size() / 2; // less than half alike is a guess
    std::string likely;
    for (const auto& site : sites_) {
        for (const std::string& name : {site.name.zh_hans, site.site_id}) {
            const std::size_t same = common(wanted, characters(name));
            if (same <= best) continue;
            best = same;
            likely = name;
        }
    }
    return likely.empty() ? std::string() : " (perhaps " + likely + ")";
}

std::vector<catalogue::CatalogueFailure> unknownPlaces(std::string_view path, std::string_view text,
                                                       const SiteNames& sites) {
    std::vector<catalogue::CatalogueFailure> faults;
    const auto kind = catalogue::kindOf(path);
    if (kind != catalogue::TargetKind::Guide && kind != catalogue::TargetKind::MonthList) return faults;
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object() || !document.contains("services")) return faults;
    std::set<std::string> named;
    std::size_t item = 0;
    for (const json& service : document["services"]) {
        const std::string at = std::to_string(item++);
        if (!service.is_object() || !service.contains("places")) continue;
        std::size_t number = 0;
        for (const json& place : service["places"]) {
            const std::string element = std::to_string(number++);
            if (!place.is_object() || !place.contains("site") || !place["site"].is_string()) continue;
            const std::string id = place["site"];
            if (sites.idOf(id) == id || !named.insert(id).second) continue;
            std::string sentence = "services.";
            sentence.append(at).append(".places.").append(element);
            sentence.append(".site: expected an id of sites.json, not \"").append(id).append("\"");
            sentence.append(sites.advice(id));
            faults.push_back({std::string(path), catalogue::lineOf(text, {"services", at, "places", element, "site"}),
                              std::move(sentence)});
        }
    }
    return faults;
}

} // namespace onestop::publish
