// SPDX-License-Identifier: Apache-2.0
// Works on the JSON that is published, so that members of newer versions stay in it.
#include "sync/publish/software.h"

#include "sync/catalogue/catalogue.h"
#include "sync/events/clock.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace onestop::publish {
namespace {

using catalogue::SoftwareStage;
using nlohmann::json;

const std::string kList = "software.json";

json stageValue(const SoftwareStage& stage) {
    if (stage.all) return "all";
    return stage.sites.empty() ? json{{"kiosks", stage.kiosks}} : json{{"sites", stage.sites}};
}

json published(const District& district) {
    return json::parse(district.target("targets", kList).value_or(R"({"releases":[]})"));
}

bool isListed(const json& list, const std::string& version, const std::string& compatible) {
    return std::any_of(list["releases"].begin(), list["releases"].end(), [&](const json& release) {
        return release["version"] == version && release["compatible"] == compatible;
    });
}

// The version for the same machine that everybody may take and that is newer: nobody will ask for `version` any more.
std::optional<std::string> outdatedBy(const json& list, const std::string& version, const std::string& compatible) {
    for (const json& other : list["releases"]) {
        const auto theirs = other["version"].get<std::string>();
        if (other["stage"] == "all" && other["compatible"] == compatible &&
            catalogue::parseVersion(theirs) > catalogue::parseVersion(version))
            return theirs;
    }
    return std::nullopt;
}

void dropOutdated(json& list, TargetChanges& changes) {
    json kept = json::array();
    for (const json& release : list["releases"]) {
        if (outdatedBy(list, release["version"].get<std::string>(), release["compatible"].get<std::string>()))
            changes[release["bundle"].get<std::string>()] = std::nullopt;
        else
            kept.push_back(release);
    }
    list["releases"] = std::move(kept);
}

Outcome put(District& district, json list, const TargetFiles& bundles) {
    TargetChanges changes;
    dropOutdated(list, changes);
    list["issued"] = events::toRfc3339(district.now());
    changes[kList] = list.dump(1);
    const auto faults = catalogue::checkTarget(kList, *changes[kList]);
    if (!faults.empty()) return tl::unexpected(faults.front().sentence());
    if (auto ok = district.setTargets("targets", changes, bundles); !ok) return ok;
    return district.bind();
}

} // namespace

Outcome addSoftware(District& district, const std::filesystem::path& bundle, const SoftwareStage& stage) {
    const std::string name = bundle.filename().string();
    constexpr std::string_view kBegin = "onestop-", kEnd = ".raucb";
    const auto machine = name.rfind('-');
    const bool fits = name.starts_with(kBegin) && name.ends_with(kEnd) && machine > kBegin.size();
    const std::string version = fits ? name.substr(kBegin.size(), machine - kBegin.size()) : "";
    if (!catalogue::parseVersion(version))
        return tl::unexpected(name + ": a bundle named onestop-<version>-<machine>.raucb was expected");
    std::error_code error;
    const auto length = std::filesystem::file_size(bundle, error);
    if (error) return tl::unexpected("cannot read " + bundle.string() + ": " + error.message());

    json list = published(district);
    const std::string compatible = "onestop-" + name.substr(machine + 1, name.size() - kEnd.size() - machine - 1);
    if (isListed(list, version, compatible))
        return tl::unexpected("version " + version + " is listed already; a changed bundle needs a new version");
    if (const auto newer = outdatedBy(list, version, compatible))
        return tl::unexpected("version " + version + " is older than " + *newer +
                              ", which is everybody's: no machine would take it");
    list["releases"].push_back({{"version", version},
                                {"compatible", compatible},
                                {"bundle", "software/" + name},
                                {"length", length},
                                {"stage", stageValue(stage)}});
    return put(district, std::move(list), {{"software/" + name, bundle}});
}

Outcome stageSoftware(District& district, const std::string& version, const SoftwareStage& stage) {
    json list = published(district);
    bool found = false;
    for (json& release : list["releases"]) {
        if (release["version"] != version) continue;
        release["stage"] = stageValue(stage);
        found = true;
    }
    if (!found) return tl::unexpected("there is no version " + version + " in software.json");
    return put(district, std::move(list), {});
}

} // namespace onestop::publish
