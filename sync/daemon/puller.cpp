// SPDX-License-Identifier: Apache-2.0
// The thin shell around sync/tuf: HTTPS for its fetcher, SQLite for its store.
#include "sync/daemon/puller.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>

#include <spdlog/spdlog.h>

#include "sync/events/event_types.h"
#include "sync/transport/http_client.h"

namespace onestop::daemon {

using transport::HttpFailureKind;

// --- network ------------------------------------------------------------------------------------------------------

/// Runs each request to its end on a loop of its own: TUF is a sequence, not a conversation.
class Puller::Fetcher final : public tuf::MetadataFetcher {
public:
    Fetcher(const SyncdConfig::Repository& repository, const events::Clock& clock) : base_(repository.url.path) {
        auto made = transport::HttpClient::make(
            loop_.get_executor(),
            {.base = repository.url, .authority = repository.authority, .certificate = {}, .key = {}}, clock);
        if (made)
            client_ = std::move(*made);
        else
            setup_failure_ = made.error().context;
    }

    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t most) override {
        return fetch("metadata/" + name, most);
    }
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t most) override {
        return fetch("targets/" + name, most);
    }

    /// Any thread. What comes after is not even tried: a server that hangs must not hold up the end.
    void stop() {
        stopped_ = true;
        boost::asio::post(loop_, [this] {
            if (client_) client_->close();
        });
    }
    std::optional<std::chrono::seconds> retryAfter() const { return retry_after_; }

private:
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetch(const std::string& name, std::size_t most) {
        if (!client_ || stopped_)
            return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::Unreachable, setup_failure_});
        transport::HttpRequest request;
        request.target = base_ + name;
        request.body_limit_bytes = most;
        std::optional<transport::HttpResult<transport::HttpResponse>> answer;
        loop_.restart();
        boost::asio::co_spawn(loop_, client_->request(std::move(request)),
                              [&](std::exception_ptr, transport::HttpResult<transport::HttpResponse> result) {
                                  answer = std::move(result);
                              });
        loop_.run();
        if (answer && *answer) return tuf::Bytes((*answer)->body.begin(), (*answer)->body.end());
        return tl::unexpected(answer ? failureOf(answer->error())
                                     : tuf::FetchFailure{tuf::FetchFailureKind::Unreachable, "cannot fetch " + name});
    }

    tuf::FetchFailure failureOf(const transport::HttpFailure& failure) {
        retry_after_ = failure.retry_after;
        if (failure.kind == HttpFailureKind::TooLarge) return {tuf::FetchFailureKind::TooLong, failure.context};
        // 403 is how some static servers name a file that is not there.
        if (failure.kind == HttpFailureKind::Refused && (failure.status == 404 || failure.status == 403))
            return {tuf::FetchFailureKind::NotFound, failure.context};
        return {tuf::FetchFailureKind::Unreachable, failure.context};
    }

    std::string base_;
    std::atomic<bool> stopped_ = false;
    boost::asio::io_context loop_;
    std::unique_ptr<transport::HttpClient> client_;
    std::string setup_failure_;
    std::optional<std::chrono::seconds> retry_after_;
};

// --- store --------------------------------------------------------------------------------------------------------

namespace {

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

/// One target: what is here already, or downloaded and verified. Nothing: nobody vouches for the path.
tl::expected<std::optional<VerifiedTarget>, tuf::TufFailure>
verifiedTarget(tuf::Refresh& refresh, const std::string& path, const std::map<std::string, crypto::Digest>& here) {
    const auto found = refresh.find(path);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::optional<VerifiedTarget>();
    const auto listed = sha256Of((*found)->file);
    const auto former = here.find(path);
    if (listed && former != here.end() && former->second == *listed) return std::optional(VerifiedTarget{*listed, {}});
    auto bytes = refresh.download(**found);
    if (!bytes) return tl::unexpected(bytes.error());
    return std::optional(VerifiedTarget{crypto::sha256(*bytes), std::string(bytes->begin(), bytes->end())});
}

} // namespace

Puller::Puller(SyncdConfig config, const events::SystemClock& clock)
    : config_(std::move(config)), clock_(clock), fetcher_(std::make_unique<Fetcher>(config_.repository, clock)) {}

Puller::~Puller() = default;
void Puller::stop() { fetcher_->stop(); }

PullReport Puller::rejected(store::Database& database, store::EventLog& log, const tuf::TufFailure& failure) {
    if (isOutOfReach(failure.kind)) return {PullOutcome::NotReached, failure.context, {}, fetcher_->retryAfter()};
    if (last_rejection_ != failure.context) {
        last_rejection_ = failure.context;
        if (auto transaction = store::Transaction::begin(database))
            if (log.append(events::CatalogueRejected{reasonOf(failure.kind)})) (void)transaction->commit();
    }
    return {PullOutcome::Rejected, failure.context, {}, {}};
}

PullReport Puller::pull(store::Database& database, store::EventLog& log) {
    const auto now = std::max(clock_.now(), clock_.floor());
    MetadataRows trusted(database);
    tuf::Refresh refresh(*fetcher_, trusted, now, readFile(config_.repository.root));
    if (const auto run = refresh.run(); !run) return rejected(database, log, run.error());
    const auto here = currentHashes(database);
    if (!here) return {PullOutcome::Rejected, here.error().context, {}, {}};

    VerifiedTargets targets;
    std::optional<tuf::TufFailure> missed;
    bool changed = false;
    for (const auto& path : catalogue::wantedPaths(config_.site, now)) {
        auto target = verifiedTarget(refresh, path, *here);
        const auto former = here->find(path);
        if (!target) {
            missed = target.error();
            spdlog::warn("{}", target.error().context);
            if (former != here->end()) targets[path] = {former->second, {}};
        } else if (*target) {
            changed = changed || (*target)->body.has_value();
            targets[path] = std::move(**target);
        }
    }
    changed = changed || targets.size() != here->size();
    if (changed && !targets.empty()) {
        auto applied = apply(database, log, std::move(targets));
        if (!applied) return {PullOutcome::Rejected, applied.error().context, {}, {}};
        if (!missed || applied->outcome != PullOutcome::Applied) return *applied;
        (void)rejected(database, log, *missed);
        return *applied;
    }
    if (missed) return rejected(database, log, *missed);
    last_rejection_.clear();
    return {PullOutcome::Unchanged, "nothing new", {}, {}};
}

store::Result<PullReport> Puller::apply(store::Database& database, store::EventLog& log, VerifiedTargets targets) {
    const auto current = store::currentCatalogue(database);
    if (!current) return tl::unexpected(current.error());
    const std::uint64_t revision = *current ? (*current)->revision + 1 : 1;
    if (auto written = writeTargets(database, revision, targets); !written) return tl::unexpected(written.error());
    targets.clear(); // one copy of the documents at a time
    const auto documents = store::readTargets(database, revision);
    if (!documents) return tl::unexpected(documents.error());
    const auto parsed = catalogue::parseCatalogue(*documents, config_.site);
    if (!parsed) {
        if (auto transaction = store::Transaction::begin(database))
            if (log.append(events::CatalogueRejected{events::CatalogueRejected::Reason::Content}))
                (void)transaction->commit();
        return PullReport{PullOutcome::Rejected, parsed.error().sentence(), {}, {}};
    }
    for (const auto& fault : parsed->faults)
        spdlog::warn("left out of the catalogue: {}", fault.sentence());
    if (auto switched = switchCatalogue(database, log, revision, parsed->issued, clock_.now()); !switched)
        return tl::unexpected(switched.error());
    return PullReport{PullOutcome::Applied,
                      "catalogue " + std::to_string(revision) + " with " + std::to_string(documents->size()) +
                          " targets",
                      parsed->issued,
                      {}};
}

} // namespace onestop::daemon
