// SPDX-License-Identifier: Apache-2.0
// The thin shell around sync/tuf: HTTPS for its fetcher, SQLite for its store.
#include "sync/daemon/puller.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <spdlog/spdlog.h>

#include "sync/catalogue/target_parser.h"
#include "sync/events/event_types.h"
#include "sync/tuf/mapped_file.h"
#include "sync/tuf/packing.h"

namespace onestop::daemon {

// --- store --------------------------------------------------------------------------------------------------------

namespace {

const std::string kSites = "sites.json";
const std::string kSoftware = "software.json";

/// Trusted metadata as rows; each save is one commit, so a kill leaves the old or the new.
class MetadataRows final : public tuf::MetadataStore {
public:
    explicit MetadataRows(store::Database& database) : database_(database) {}

    std::optional<tuf::Bytes> load(const std::string& role) override {
        auto select = database_.prepare("SELECT body FROM trusted_metadata WHERE role = ?");
        if (!select) return std::nullopt;
        const auto row = select->bind(1, std::string_view(role)).step();
        if (!row || !*row) return std::nullopt;
        return select->blob(0);
    }
    tl::expected<void, std::string> save(const std::string& role, std::uint64_t version,
                                         tuf::BytesView bytes) override {
        auto replace = database_.prepare("INSERT OR REPLACE INTO trusted_metadata VALUES(?, ?, ?)");
        if (!replace) return tl::unexpected(replace.error().context);
        replace->bind(1, std::string_view(role)).bind(2, static_cast<std::int64_t>(version)).bindBlob(3, bytes);
        if (auto done = replace->run(); !done) return tl::unexpected(done.error().context);
        return {};
    }

private:
    store::Database& database_;
};

tuf::Bytes readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A small target as it was verified: just now, or in the current revision.
std::string bytesOf(store::Database& database, const std::string& path, const VerifiedTarget& target) {
    if (target.body) return *target.body;
    if (target.file) {
        const auto bytes = readFile(*target.file);
        return {bytes.begin(), bytes.end()};
    }
    return currentBytes(database, path);
}

bool isOutOfReach(tuf::TufFailureKind kind) { return kind == tuf::TufFailureKind::Unreachable; }

events::CatalogueRejected::Reason reasonOf(tuf::TufFailureKind kind) {
    using Reason = events::CatalogueRejected::Reason;
    switch (kind) {
    case tuf::TufFailureKind::Unsigned:
        return Reason::Signature;
    case tuf::TufFailureKind::Rollback:
        return Reason::Rollback;
    case tuf::TufFailureKind::Expired:
        return Reason::Expired;
    case tuf::TufFailureKind::Mismatch:
        return Reason::Hash;
    case tuf::TufFailureKind::TooLong:
        return Reason::Size;
    case tuf::TufFailureKind::Store:
        return Reason::Store;
    default:
        return Reason::Metadata;
    }
}

std::optional<crypto::Digest> sha256Of(const tuf::TargetFile& file) {
    const auto found = file.hashes.find("sha256");
    if (found == file.hashes.end()) return std::nullopt;
    const auto bytes = crypto::fromHex(found->second);
    if (!bytes || bytes->size() != 32) return std::nullopt;
    crypto::Digest digest{};
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    return digest;
}

/// Faults and moment of one new target; the bytes wherever they are.
catalogue::TargetSurvey survey(const std::string& path, const VerifiedTarget& target) {
    if (target.body) return catalogue::surveyTarget(path, *target.body);
    const auto mapped = tuf::MappedFile::open(*target.file);
    return catalogue::surveyTarget(path, mapped ? crypto::textOf(mapped->bytes()) : std::string_view());
}

} // namespace

Puller::Puller(SyncdConfig config, const events::SystemClock& clock)
    : config_(std::move(config)), clock_(clock), fetcher_(config_.repository, clock),
      large_(config_.store.string() + ".download", [this](const auto& name, std::size_t most, const auto& file) {
          return fetcher_.fetchFile(name, most, file);
      }) {}

void Puller::stop() { fetcher_.stop(); }

/// One target: what is here already, or downloaded and verified. Nothing: nobody vouches for the path.
tl::expected<std::optional<VerifiedTarget>, tuf::TufFailure> Puller::verifiedTarget(store::Database& database,
                                                                                    tuf::Refresh& refresh,
                                                                                    const std::string& path,
                                                                                    const crypto::Digest* former) {
    const auto found = refresh.find(path);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::optional<VerifiedTarget>();
    const auto& target = **found;
    const auto listed = sha256Of(target.file);
    if (listed && former && *former == *listed) return std::optional(VerifiedTarget{*listed, {}, {}});
    if (!listed || target.file.length < tuf::kPackedFromBytes) {
        auto bytes = refresh.download(target);
        if (!bytes) return tl::unexpected(bytes.error());
        return std::optional(VerifiedTarget{crypto::sha256(*bytes), std::string(bytes->begin(), bytes->end()), {}});
    }
    std::optional<OlderVersion> older;
    if (former) {
        const auto place = large_.placeFor(*former);
        if (place && copyTarget(database, path, *place)) older = OlderVersion{*former, *place};
    }
    const auto name = tuf::targetFileName(target, refresh.trusted()->rootRole().consistentSnapshot);
    auto file = large_.take(target, name, older);
    if (!file) return tl::unexpected(file.error());
    return std::optional(VerifiedTarget{*listed, {}, std::move(*file)});
}

PullReport Puller::rejected(store::Database& database, store::EventLog& log, const tuf::TufFailure& failure) {
    if (isOutOfReach(failure.kind)) return {{PullOutcome::NotReached, failure.context, fetcher_.retryAfter()}, {}};
    if (last_rejection_ != failure.context) {
        last_rejection_ = failure.context;
        if (auto transaction = store::Transaction::begin(database))
            if (log.append(events::CatalogueRejected{reasonOf(failure.kind)})) (void)transaction->commit();
    }
    return {{PullOutcome::Rejected, failure.context, {}}, {}};
}

/// A path that cannot be had keeps what stood; the rest goes on.
void Puller::gather(store::Database& database, tuf::Refresh& refresh, const std::string& path, Gathered& gathered,
                    const std::map<std::string, crypto::Digest>& here, std::optional<tuf::TufFailure>& missed) {
    const auto former = here.find(path);
    auto target = verifiedTarget(database, refresh, path, former != here.end() ? &former->second : nullptr);
    if (!target) {
        missed = target.error();
        if (last_rejection_ != missed->context) spdlog::warn("{}", missed->context);
        if (former != here.end()) gathered.targets[path] = {former->second, {}, {}};
    } else if (*target) {
        gathered.changed = gathered.changed || (*target)->isNew();
        gathered.targets[path] = std::move(**target);
    }
}

PullReport Puller::pull(store::Database& database, store::EventLog& log) {
    const auto now = std::max(clock_.now(), clock_.floor());
    MetadataRows trusted(database);
    tuf::Refresh refresh(fetcher_, trusted, now, readFile(config_.root));
    if (const auto run = refresh.run(); !run) return rejected(database, log, run.error());
    auto report = pullTargets(database, log, refresh, now);
    if (config_.update) report.software = softwareNews(database, refresh);
    return report;
}

/// Read off the list that is in the store now. A bundle that cannot be looked up is not heard of.
std::optional<SoftwareNews> Puller::softwareNews(store::Database& database, tuf::Refresh& refresh) const {
    catalogue::Catalogue list;
    const auto text = currentBytes(database, kSoftware);
    if (!text.empty()) (void)catalogue::readTarget(kSoftware, text, list);
    const auto* release = catalogue::wantedRelease(config_.update->version, config_.update->compatible,
                                                   config_.node() + '.' + config_.site, list.releases);
    if (release == nullptr) return SoftwareNews{};
    const auto found = refresh.find(release->bundle);
    if (!found || !*found || (*found)->file.length != release->length_bytes || !sha256Of((*found)->file)) {
        spdlog::warn("software {} is listed, but no bundle of it is signed as listed", release->version_text);
        return std::nullopt;
    }
    const auto name = tuf::targetFileName(**found, refresh.trusted()->rootRole().consistentSnapshot);
    return SoftwareNews{WantedBundle{release->version_text, **found, name}};
}

PullReport Puller::pullTargets(store::Database& database, store::EventLog& log, tuf::Refresh& refresh,
                               events::WallTime now) {
    const auto here = currentHashes(database);
    if (!here) return {{PullOutcome::Rejected, here.error().context, {}}, {}};

    Gathered gathered;
    for (const auto& path : catalogue::wantedPaths(config_.site, now))
        gather(database, refresh, path, gathered, *here, gathered.missed);
    // What other sites publish is theirs to mend: it is named, and does not make this pull fail.
    std::optional<tuf::TufFailure> missed_elsewhere;
    const auto sites = gathered.targets.find(kSites);
    if (sites != gathered.targets.end())
        for (const auto& path : catalogue::neighbourPaths(bytesOf(database, kSites, sites->second), config_.site, now))
            gather(database, refresh, path, gathered, *here, missed_elsewhere);
    const auto& missed = gathered.missed ? gathered.missed : missed_elsewhere;

    const bool changed = gathered.changed || gathered.targets.size() != here->size();
    if (changed && !gathered.targets.empty()) {
        auto applied = apply(database, log, gathered.targets);
        if (!applied) return {{PullOutcome::Rejected, applied.error().context, {}}, {}};
        if (missed && applied->outcome == PullOutcome::Applied) (void)rejected(database, log, *missed);
        return *applied;
    }
    if (gathered.missed) return rejected(database, log, *gathered.missed);
    if (missed_elsewhere) {
        (void)rejected(database, log, *missed_elsewhere);
    } else {
        last_rejection_.clear();
    }
    return {{PullOutcome::Unchanged, "nothing new", {}}, {}};
}

store::Result<PullReport> Puller::apply(store::Database& database, store::EventLog& log,
                                        const VerifiedTargets& targets) {
    const auto begun = std::chrono::steady_clock::now();
    const auto current = store::currentCatalogue(database);
    if (!current) return tl::unexpected(current.error());
    events::WallTime issued = *current ? (*current)->issued_at : events::WallTime{};
    bool any = false;
    std::vector<catalogue::CatalogueFailure> faults;
    for (const auto& [path, target] : targets) {
        const auto found = target.isNew() ? survey(path, target) : catalogue::TargetSurvey{};
        any = any || found.faults.empty();
        issued = std::max(issued, found.issued);
        faults.insert(faults.end(), found.faults.begin(), found.faults.end());
    }
    if (!any) { // nothing at all could be read
        if (auto transaction = store::Transaction::begin(database))
            if (log.append(events::CatalogueRejected{events::CatalogueRejected::Reason::Content}))
                (void)transaction->commit();
        return PullReport{{PullOutcome::Rejected, faults.front().sentence(), {}}, {}};
    }
    const std::uint64_t revision = *current ? (*current)->revision + 1 : 1;
    if (auto written = writeTargets(database, revision, targets); !written) return tl::unexpected(written.error());
    for (const auto& fault : faults)
        spdlog::warn("left out of the catalogue: {}", fault.sentence());
    if (auto switched = switchCatalogue(database, log, revision, issued, clock_.now()); !switched)
        return tl::unexpected(switched.error());
    large_.clear();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    return PullReport{{PullOutcome::Applied,
                       "catalogue " + std::to_string(revision) + " with " + std::to_string(targets.size()) +
                           " targets, in " + std::to_string(took.count()) + " ms",
                       {}},
                      issued};
}

} // namespace onestop::daemon
