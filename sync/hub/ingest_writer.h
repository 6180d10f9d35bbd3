// SPDX-License-Identifier: Apache-2.0
// Verified batches of many connections into the database, on a thread and a connection of their own: those that came
// while the last ones were made durable go into one transaction together. So many wait for one sync of the disk, and
// the hub's thread reads and verifies meanwhile. Each is answered after the commit that holds it.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "sync/hub/ingest.h"

namespace onestop::hub {

/// How it went with one batch.
struct StoredBatch {
    std::optional<tl::expected<Accepted, IngestFailure>> outcome;
    std::exception_ptr fault; ///< set: the database failed, and nothing of the batch is held

    const tl::expected<Accepted, IngestFailure>& orThrow() const {
        if (fault) std::rethrow_exception(fault);
        return *outcome;
    }
};

class IngestWriter {
public:
    using Then = std::function<void(StoredBatch)>;
    /// Has it done on the hub's thread.
    using Post = std::function<void(std::function<void()>)>;

    /// `database`: a connection that nobody else uses.
    IngestWriter(store::Database database, std::string own_site, Post post);
    /// What waits is stored; `post` is called for it, too.
    ~IngestWriter();
    IngestWriter(const IngestWriter&) = delete;
    IngestWriter& operator=(const IngestWriter&) = delete;

    /// On the hub's thread. `then` is told there when the batch is durable, or will not be.
    void store(std::unique_ptr<IncomingBatch> batch, Then then);

private:
    struct Waiting {
        std::unique_ptr<IncomingBatch> batch;
        Then then;
        StoredBatch stored;
    };
    void work();
    std::vector<Waiting> take();
    enum class Went { Well, Wrong, Nowhere };
    void storeAll(std::span<Waiting> batches);
    Went storeTogether(std::span<Waiting> batches);

    store::Database database_;
    std::string own_site_;
    Post post_;
    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<Waiting> waiting_;
    bool ending_ = false;
    std::thread thread_; ///< last: it uses all of the above
};

} // namespace onestop::hub
