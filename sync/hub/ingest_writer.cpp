// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/ingest_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sync/hub/rows.h"

namespace onestop::hub {

/// Whoever else writes waits for one transaction; a few dozen milliseconds of it.
static constexpr std::ptrdiff_t kMostTogether = 16;

IngestWriter::IngestWriter(store::Database database, std::string own_site, Post post)
    : database_(std::move(database)), own_site_(std::move(own_site)), post_(std::move(post)),
      thread_([this] { work(); }) {}

IngestWriter::~IngestWriter() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    came_.notify_one();
    thread_.join();
}

void IngestWriter::store(std::unique_ptr<IncomingBatch> batch, Then then) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({std::move(batch), std::move(then), {}});
    }
    came_.notify_one();
}

/// The oldest that wait; none: it is over.
std::vector<IngestWriter::Waiting> IngestWriter::take() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    const auto end = waiting_.begin() + std::min(kMostTogether, std::ssize(waiting_));
    std::vector<Waiting> taken(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    return taken;
}

void IngestWriter::work() {
    for (auto batches = take(); !batches.empty(); batches = take()) {
        storeAll(batches);
        for (auto& [batch, then, stored] : batches)
            post_([then = std::move(then), stored = std::move(stored)] { then(stored); });
    }
}

void IngestWriter::storeAll(std::span<Waiting> batches) {
    if (storeTogether(batches) != Went::Wrong || batches.size() == 1) return;
    // One of them may be what the database does not take: no other is to suffer for it.
    for (std::size_t i = 0; i < batches.size(); ++i)
        if (storeTogether(batches.subspan(i, 1)) == Went::Nowhere) return; // the rest keep the failure they have
}

/// Nowhere: the database cannot be reached, or another one holds it.
IngestWriter::Went IngestWriter::storeTogether(std::span<Waiting> batches) {
    bool begun = false;
    try {
        auto transaction = orThrow(store::Transaction::begin(database_));
        begun = true;
        for (auto& [batch, then, stored] : batches)
            stored.outcome = storeBatch(database_, own_site_, batch->peer, batch->batch, batch->received_at);
        orThrow(transaction.commit());
        for (auto& waiting : batches)
            waiting.stored.fault = nullptr;
        return Went::Well;
    } catch (const std::exception&) {
        for (auto& waiting : batches)
            waiting.stored.fault = std::current_exception();
        return begun ? Went::Wrong : Went::Nowhere;
    }
}

} // namespace onestop::hub
