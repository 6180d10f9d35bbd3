// SPDX-License-Identifier: Apache-2.0
// Works on the JSON that is published, so that members of newer versions stay in it.
#include "sync/publish/software.h"

#include "sync/catalogue/catalogue.h"
#include "sync/events/clock.h"

#include <algorithm>
#include <nlohmann/json.hpp>

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

json* find(json& list, const std::string& version) {
    for (json& release : list["releases"])
        if (release["version"] == version) return &release;
    return nullptr;
}

// What nobody will ask for again: older than a version for the same machine that everybody may take.
void dropOutdated(json& list, TargetChanges& changes) {
    const auto outdated = [&list](const json& release) {
        const auto version = catalogue::parseVersion(release["version"].get<std::string>());
        return std::any_of(list["releases"].begin(), list["releases"].end(), [&](const json& other) {
            return other["stage"] == "all" && other["compatible"] == release["compatible"] &&
                   catalogue::parseVersion(other["version"].get<std::string>()) > version;
        });
    };
    json kept = json::array();
    for (const json& release : list["releases"]) {
        if (outdated(release))
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
    if (find(list, version) != nullptr)
        return tl::unexpected("version " + version + " is listed already; a changed bundle needs a new version");
    const std::string machineName = name.substr(machine + 1, name.size() - kEnd.size() - machine - 1);
    list["releases"].push_back({{"version", version},
                                {"compatible", "onestop-" + machineName},
                                {"bundle", "software/" + name},
                                {"length", length},
                                {"stage", stageValue(stage)}});
    return put(district, std::move(list), {{"software/" + name, bundle}});
}

Outcome stageSoftware(District& district, const std::string& version, const SoftwareStage& stage) {
    json list = published(district);
    json* release = find(list, version);
    if (release == nullptr) return tl::unexpected("there is no version " + version + " in software.json");
    (*release)["stage"] = stageValue(stage);
    return put(district, std::move(list), {});
}

} // namespace onestop::publish
