// SPDX-License-Identifier: Apache-2.0
// The walk of a kiosk over a folder, with every refusal turned into a sentence for the desk.
#include "sync/publish/check.h"

#include "sync/catalogue/catalogue.h"
#include "sync/publish/rules.h"
#include "sync/tuf/atomic_file.h"
#include "sync/tuf/refresh.h"

#include <map>

namespace onestop::publish {
namespace {

// The repository's folder as a kiosk would see it through a web server.
class FolderFetcher : public tuf::MetadataFetcher {
public:
    explicit FolderFetcher(std::filesystem::path folder) : folder_(std::move(folder)) {}

    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t maxLength) override {
        return fetch(folder_ / "metadata" / name, name, maxLength);
    }
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t maxLength) override {
        return fetch(folder_ / "targets" / name, name, maxLength);
    }

private:
    static tl::expected<tuf::Bytes, tuf::FetchFailure> fetch(const std::filesystem::path& file, const std::string& name,
                                                             std::size_t maxLength) {
        std::error_code error;
        const auto size = std::filesystem::file_size(file, error);
        using tuf::FetchFailureKind;
        if (error)
            return tl::unexpected(
                tuf::FetchFailure{FetchFailureKind::NotFound, "cannot read " + name + ": there is no such file"});
        if (size > maxLength)
            return tl::unexpected(
                tuf::FetchFailure{FetchFailureKind::TooLong, "cannot read " + name + ": it is too long"});
        auto bytes = tuf::readFile(file);
        if (!bytes) return tl::unexpected(tuf::FetchFailure{FetchFailureKind::Unreachable, "cannot read " + name});
        return std::move(*bytes);
    }

    std::filesystem::path folder_;
};

class MemoryStore : public tuf::MetadataStore {
public:
    std::optional<tuf::Bytes> load(const std::string& role) override {
        const auto found = roles_.find(role);
        if (found == roles_.end()) return std::nullopt;
        return found->second;
    }
    tl::expected<void, std::string> save(const std::string& role, std::uint64_t, tuf::BytesView bytes) override {
        roles_[role] = tuf::Bytes(bytes.begin(), bytes.end());
        return {};
    }

private:
    std::map<std::string, tuf::Bytes> roles_;
};

// Every target path that a role lists or may list through its delegations.
std::vector<std::string> listedTargets(const tuf::TrustedSet& set, FolderFetcher& fetcher,
                                       std::vector<std::string>& faults) {
    std::vector<std::string> paths;
    const auto add = [&](const tuf::Targets& targets) {
        for (const auto& [path, file] : targets.files)
            paths.push_back(path);
    };
    const auto& top = std::get<tuf::Targets>(set.targets("targets")->role);
    add(top);
    for (const tuf::Delegation& delegation : top.delegations) {
        const tuf::MetaFile* listed = set.listed(delegation.name);
        if (listed == nullptr) {
            faults.push_back("metadata: " + delegation.name + " has not published anything");
            continue;
        }
        const std::string name = std::to_string(listed->version) + "." + delegation.name + ".json";
        const auto bytes = fetcher.fetchMetadata(name, tuf::Limits{}.targetsBytes);
        const auto metadata =
            bytes ? tuf::parseMetadata(tuf::RoleType::Targets, *bytes)
                  : tl::unexpected(tuf::TufFailure{tuf::TufFailureKind::NotFound, bytes.error().context});
        if (!metadata) {
            faults.push_back("metadata/" + name + ": " + metadata.error().context);
            continue;
        }
        add(std::get<tuf::Targets>(metadata->role));
    }
    return paths;
}

} // namespace

std::vector<std::string> checkRepository(const std::filesystem::path& repository,
                                         const std::filesystem::path& trustedRoot, tuf::Time now) {
    std::vector<std::string> faults;
    auto root = tuf::readFile(trustedRoot);
    if (!root) return {"cannot read the trusted root " + trustedRoot.string()};
    FolderFetcher fetcher(repository);
    MemoryStore store;
    tuf::Refresh refresh(fetcher, store, now, std::move(*root));
    if (auto ok = refresh.run(); !ok) return {ok.error().context};

    catalogue::Targets documents;
    for (const std::string& path : listedTargets(*refresh.trusted(), fetcher, faults)) {
        const auto target = refresh.find(path);
        if (!target || !*target) {
            faults.push_back(path + ": " +
                             (target ? "no role that may speak for it lists it" : target.error().context));
            continue;
        }
        if (catalogue::isBundlePath(path)) {
            const auto name = tuf::targetFileName(**target, refresh.trusted()->rootRole().consistentSnapshot);
            if (!tuf::isTargetFile(repository / "targets" / name, (*target)->file))
                faults.push_back(path + ": its file is missing, or not the signed one");
            continue;
        }
        const auto bytes = refresh.download(**target);
        if (!bytes) {
            faults.push_back(path + ": " + bytes.error().context);
            continue;
        }
        const std::string text(crypto::textOf(*bytes));
        for (const auto& fault : catalogue::checkTarget(path, text))
            faults.push_back(fault.sentence());
        documents.emplace(path, text);
    }
    for (std::string& fault : checkRules(documents))
        faults.push_back(std::move(fault));
    return faults;
}

} // namespace onestop::publish
