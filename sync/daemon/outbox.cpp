// SPDX-License-Identifier: Apache-2.0
// Reading for a batch takes no lock that the kiosk could wait for (WAL).
#include "sync/daemon/outbox.h"

#include <algorithm>
#include <filesystem>

#include "sync/daemon/syncd_rows.h"

namespace onestop::daemon {

/// As many events as can be read: in a damaged store those before the first broken page.
static store::Result<std::vector<store::StoredEvent>> readable(store::Database& log, store::Program owner,
                                                               std::uint64_t after, std::size_t limit) {
    auto rows = store::pending(log, owner, after, limit, push::kMostBatchBytes);
    while (!rows && rows.error().fault == store::StoreFault::Corrupt && limit > 1) {
        limit /= 2;
        rows = store::pending(log, owner, after, limit, push::kMostBatchBytes);
    }
    return rows;
}

store::Result<std::optional<push::Batch>> nextBatch(store::Database& log, store::Database& acknowledgements,
                                                    store::Program owner, std::string_view site, std::string_view node,
                                                    std::size_t limit, Repeat repeat) {
    const auto source = store::sourceOf(log, owner, site, node);
    if (!source) return tl::unexpected(source.error());
    if (!*source) return std::optional<push::Batch>();
    const auto held = store::acknowledged(acknowledgements, **source);
    if (!held) return tl::unexpected(held.error());
    const auto newest = store::lastSequence(log, owner);
    if (!newest) return tl::unexpected(newest.error());
    const bool again = repeat == Repeat::Newest && *newest > 0 && *held >= *newest;
    auto rows = readable(log, owner, again ? *newest - 1 : *held, limit);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<push::Batch>();

    const auto before = store::chainAfter(log, owner, rows->front().sequence - 1);
    if (!before) return tl::unexpected(before.error());
    if (!*before)
        return tl::unexpected(store::StoreFailure{store::StoreFault::Failed,
                                                  "cannot send events from " + std::to_string(rows->front().sequence) +
                                                      ": the one before is no longer kept"});
    return std::optional(push::makeBatch(**source, std::move(*rows), **before, *newest));
}

store::Result<std::optional<push::Batch>> LogOutbox::next(std::size_t limit) {
    return nextBatch(log_, acknowledgements_, owner_, site_, node_, limit, doubted_ ? Repeat::Newest : Repeat::Nothing);
}

store::Result<std::optional<push::Batch>> LogOutbox::behind(const push::Batch& sent, std::size_t limit) {
    auto rows = readable(log_, owner_, sent.last, limit);
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<push::Batch>();
    const auto newest = store::lastSequence(log_, owner_);
    if (!newest) return tl::unexpected(newest.error());
    return std::optional(push::makeBatch(sent.source, std::move(*rows), sent.after, *newest));
}

store::Result<void> LogOutbox::acknowledge(const push::Batch& batch, std::uint64_t held) {
    doubted_ = false;
    return writeAcknowledgement(acknowledgements_, batch.source, held, clock_.now());
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
