// SPDX-License-Identifier: Apache-2.0
// Reading for a batch takes no lock that the kiosk could wait for (WAL).
#include "sync/daemon/outbox.h"

#include <zstd.h>

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "sync/events/batch.h"

namespace onestop::daemon {

static constexpr int kLevel = 3; ///< facts/sync.md C3: higher levels gain nothing on events
static constexpr std::size_t kMostBytes = 768 * 1024;

static std::string packed(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), kLevel));
    return out;
}

/// As many events as can be read: in a damaged store those before the first broken page.
static store::Result<std::vector<store::StoredEvent>> readable(store::Database& log, store::Program owner,
                                                               std::uint64_t after, std::size_t limit) {
    auto rows = store::pending(log, owner, after, limit, kMostBytes);
    while (!rows && rows.error().fault == store::StoreFault::Corrupt && limit > 1) {
        limit /= 2;
        rows = store::pending(log, owner, after, limit, kMostBytes);
    }
    return rows;
}

store::Result<std::optional<Batch>> nextBatch(store::Database& log, store::Database& acknowledgements,
                                              store::Program owner, std::string_view site, std::string_view node,
                                              std::size_t limit) {
    const auto source = store::sourceOf(log, owner, site, node);
    if (!source) return tl::unexpected(source.error());
    if (!*source) return std::optional<Batch>();
    const auto held = store::acknowledged(acknowledgements, **source);
    if (!held) return tl::unexpected(held.error());
    auto rows = readable(log, owner, *held, limit);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<Batch>();
    const auto newest = store::lastSequence(log, owner);
    if (!newest) return tl::unexpected(newest.error());

    Batch batch;
    batch.source = **source;
    batch.first = rows->front().sequence;
    batch.last = rows->back().sequence;
    batch.newest = std::max(*newest, batch.last);
    const auto before = store::chainAfter(log, owner, batch.first - 1);
    if (!before) return tl::unexpected(before.error());
    if (!*before)
        return tl::unexpected(store::StoreFailure{store::StoreFault::Failed, "cannot send events from " +
                                                                                 std::to_string(batch.first) +
                                                                                 ": the one before is no longer kept"});
    batch.chain_before = crypto::toHex(**before);
    batch.chain_after = crypto::toHex(rows->back().hash);
    std::vector<std::string> bodies;
    for (auto& row : *rows)
        bodies.push_back(std::move(row.body));
    batch.body = packed(events::joinBatch(bodies));
    return std::optional(std::move(batch));
}

tl::expected<std::uint64_t, std::string> parseAcknowledgement(std::string_view json, std::string_view source) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    const bool fits = document.is_object() && document.contains("source") && document["source"] == source &&
                      document.contains("sequence") && document["sequence"].is_number_unsigned() &&
                      document["sequence"] <= INT64_MAX;
    if (!fits) return tl::unexpected(std::string("cannot take the hub's answer: expected source and sequence"));
    return document["sequence"].get<std::uint64_t>();
}

static constexpr std::string_view kCorrupt = ".corrupt-", kSalvaged = ".salvaged-";

std::vector<std::string> setAsideStores(const std::string& path) {
    const std::filesystem::path store(path);
    const auto begin = store.filename().string() + std::string(kCorrupt);
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry :
         std::filesystem::directory_iterator(store.has_parent_path() ? store.parent_path() : ".", error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with(begin) && !name.ends_with("-wal") && !name.ends_with("-shm"))
            found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string salvagedName(const std::string& set_aside) {
    auto name = set_aside;
    return name.replace(name.rfind(kCorrupt), kCorrupt.size(), kSalvaged);
}

} // namespace onestop::daemon
