// SPDX-License-Identifier: Apache-2.0
// A mirror between a simulated repository that can lie and kiosks that check everything; its disk can lose power at
// each write. What the mirror's tests play with.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/hub/mirror.h"
#include "sync/tuf/packing.h"
#include "tests/sync/tuf/simulated_repository.h"

namespace onestop::hub::rehearsal {

using Files = std::map<std::string, crypto::Bytes>;
using Texts = std::map<std::string, std::string>; ///< path → what it says

inline std::string named(const char* folder, const std::string& name) { return std::string(folder) + "/" + name; }

struct PowerCut {};

/// Each write or removal is whole or has not happened. After `changes_left` of them the power is gone.
class SimulatedDisk final : public MirrorDisk {
public:
    std::optional<crypto::Bytes> read(const std::string& name) const override {
        const auto found = files.find(name);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    }
    tl::expected<void, std::string> write(const std::string& name, crypto::BytesView bytes) override {
        if (full) return tl::unexpected(std::string("no space left"));
        change();
        files[name] = {bytes.begin(), bytes.end()};
        return {};
    }
    void remove(const std::string& name) override {
        change();
        files.erase(name);
    }
    std::vector<std::string> list(const std::string& folder) const override {
        std::vector<std::string> names;
        for (const auto& [name, bytes] : files)
            if (name.starts_with(folder + "/")) names.push_back(name);
        return names;
    }
    /// What the public door shows.
    Files shown() const {
        Files found;
        for (const auto& [name, bytes] : files)
            if (!name.starts_with(".")) found[name] = bytes;
        return found;
    }

    Files files;
    int changes_left = 1'000'000;
    bool full = false;

private:
    void change() {
        if (changes_left == 0) throw PowerCut{};
        --changes_left;
    }
};

/// How the mirror sees the repository above: honest, away, or in somebody else's hands.
class Above final : public tuf::MetadataFetcher {
public:
    explicit Above(tuf::test::SimulatedRepository& repository) : repository_(repository) {}
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t most) override {
        return answer(named("metadata", name), most, [&] { return repository_.fetchMetadata(name, most); });
    }
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t most) override {
        return answer(named("targets", name), most, [&] { return repository_.fetchTarget(name, most); });
    }

    int answers_left = 1'000'000; ///< then the line is cut
    Files instead;                ///< what somebody answers with; no bytes: "not found"
    std::vector<std::string> asked;

private:
    template <class Honest>
    tl::expected<tuf::Bytes, tuf::FetchFailure> answer(const std::string& name, std::size_t most, Honest honest) {
        asked.push_back(name);
        if (answers_left == 0)
            return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::Unreachable, "the line is cut"});
        --answers_left;
        const auto found = instead.find(name);
        if (found == instead.end()) return honest();
        if (found->second.empty()) return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::NotFound, name});
        if (found->second.size() > most)
            return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::TooLong, name + " is endless"});
        return found->second;
    }
    tuf::test::SimulatedRepository& repository_;
};

/// What a kiosk sees of the mirror. `between` happens before each answer.
class Shown final : public tuf::MetadataFetcher {
public:
    explicit Shown(const SimulatedDisk& disk, std::function<void()> between = {})
        : disk_(disk), between_(std::move(between)) {}
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t most) override {
        return answer(named("metadata", name), most);
    }
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t most) override {
        return answer(named("targets", name), most);
    }

private:
    tl::expected<tuf::Bytes, tuf::FetchFailure> answer(const std::string& name, std::size_t most) {
        if (between_) between_();
        auto bytes = disk_.read(name);
        if (!bytes) return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::NotFound, name});
        if (bytes->size() > most) return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::TooLong, name});
        return std::move(*bytes);
    }
    const SimulatedDisk& disk_;
    std::function<void()> between_;
};

/// A district that publishes: a large guide by the targets role, months of a site and closures by roles of their own.
struct Publisher {
    tuf::test::SimulatedRepository repository;
    std::map<std::uint64_t, Texts> published; ///< version of the timestamp → what it means
    std::vector<std::string> guides;

    Publisher() {
        repository.delegate("targets", "site-a", "sites/a/*");
        repository.delegate("targets", "closures", "closures/*");
        repository.addTarget("closures", "closures/now.json", "open");
        repository.publishTargets("closures");
        publishMonth("the first month");
        publishGuide("first");
    }
    void bind() {
        repository.publishSnapshot();
        repository.publishTimestamp();
        Texts texts;
        for (const auto& [role, targets] : repository.targets_)
            for (const auto& [path, bytes] : targets)
                texts[path] = std::string(bytes.begin(), bytes.end());
        published[repository.versions_["timestamp"]] = texts;
    }
    void publishMonth(const std::string& text) {
        repository.addTarget("site-a", "sites/a/month.json", text);
        repository.publishTargets("site-a");
        bind();
    }
    void close(const std::string& text) {
        repository.addTarget("closures", "closures/now.json", text);
        repository.publishTargets("closures");
        bind();
    }
    void publishGuide(const std::string& edition) {
        std::string text;
        for (int i = 0; i < 12'000; ++i)
            text += std::to_string(i * 7919) + (i % 100 == 0 ? edition : "") + '\n';
        repository.addTarget("targets", "guide.json", text);
        repository.publishTargets();
        repository.targetFiles_[guideFile(text) + ".zst"] = tuf::packWhole(crypto::bytesOf(text)).value();
        constexpr std::ptrdiff_t kOlder = 3;
        for (auto it = guides.end() - std::min<std::ptrdiff_t>(kOlder, std::ssize(guides)); it != guides.end(); ++it) {
            const auto& older = *it;
            repository.targetFiles_[guideFile(text) + tuf::deltaEnding(crypto::sha256(crypto::bytesOf(older)))] =
                tuf::packAgainst(crypto::bytesOf(older), crypto::bytesOf(text)).value();
        }
        guides.push_back(text);
        bind();
    }
    static std::string guideFile(const std::string& text) {
        return crypto::toHex(crypto::sha256(crypto::bytesOf(text))) + ".guide.json";
    }
    /// A new key for a role of the root; what the old key had signed is signed anew.
    void rotate(const std::string& role) {
        repository.rotate(role);
        if (role == "targets") repository.publishTargets();
        bind();
    }
};

/// A kiosk that remembers what it trusted.
struct PullingKiosk {
    tuf::test::MemoryStore store;
    crypto::Bytes root;
    std::uint64_t version = 0; ///< of the timestamp that it saw last

    explicit PullingKiosk(crypto::Bytes root_) : root(std::move(root_)) {}
    tl::expected<Texts, tuf::TufFailure> pull(tuf::MetadataFetcher& mirror,
                                              const std::vector<std::string>& paths = {
                                                  "guide.json", "sites/a/month.json", "closures/now.json"}) {
        tuf::Refresh refresh(mirror, store, tuf::test::kNow, root);
        if (auto ok = refresh.run(); !ok) return tl::unexpected(ok.error());
        Texts texts;
        for (const auto& path : paths) {
            const auto target = refresh.find(path);
            if (!target) return tl::unexpected(target.error());
            if (!*target) return tl::unexpected(tuf::TufFailure{tuf::TufFailureKind::NotFound, path});
            const auto bytes = refresh.download(**target);
            if (!bytes) return tl::unexpected(bytes.error());
            texts[path] = std::string(bytes->begin(), bytes->end());
        }
        version = refresh.trusted()->timestamp()->version;
        return texts;
    }
};

/// A site: its mirror with the disk, and how it sees the district.
struct MirrorSite {
    Publisher& district;
    SimulatedDisk disk;
    Above above{district.repository};
    crypto::Bytes root = district.repository.root();
    MirrorLimits limits;
    Mirror mirror{disk, limits};
    std::chrono::milliseconds monotonic{0};

    explicit MirrorSite(Publisher& publisher, MirrorLimits limits_ = {}) : district(publisher), limits(limits_) {}
    Mirrored pull() { return mirror.pull(above, root, tuf::test::kNow, monotonic); }
    /// The program begins anew; false when it is killed again meanwhile.
    bool begin() {
        mirror = Mirror(disk, limits);
        try {
            return mirror.recover().has_value();
        } catch (const PowerCut&) {
            return false;
        }
    }
    /// False: it was killed at the change after `changes` ones.
    bool pullUntil(int changes) {
        disk.changes_left = changes;
        try {
            (void)pull();
        } catch (const PowerCut&) {
            disk.changes_left = 1'000'000;
            return false;
        }
        disk.changes_left = 1'000'000;
        return true;
    }
};

} // namespace onestop::hub::rehearsal
