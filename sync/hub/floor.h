// SPDX-License-Identifier: Apache-2.0
// The service floor of one site today: who waits, which counter has whom, who asked for help. The rules are in
// queue.h; here they meet the database and the hub's log, one transaction a verb.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/queue_state.h"
#include "sync/hub/hub_log.h"
#include "sync/hub/queue.h"
#include "sync/hub/site_plan.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// Who acts: a signed-in member of staff, at a counter when one was chosen.
struct Clerk {
    std::string login;
    std::optional<int> counter;
};

/// After anything that changed: the next documents have a higher revision. In the transaction of the change, if any.
void raiseRevision(store::Database& database);

class Floor {
public:
    Floor(store::Database& database, HubLog& log, const events::Clock& clock, QueueRules rules = {});

    void setPlan(SitePlan plan) { plan_ = std::move(plan); }
    const SitePlan& plan() const { return plan_; }

    using Outcome = tl::expected<void, QueueRefusal>;
    /// Sits down at a counter (the former occupant is replaced), or leaves it.
    void open(const Clerk& clerk);
    void close(const Clerk& clerk);
    /// Ends what is being served, then calls whoever is next for this counter.
    Outcome callNext(const Clerk& clerk);
    /// Recall, Serve, Pass or Done of the ticket at this counter.
    Outcome act(const Clerk& clerk, Verb verb);
    /// A passed number waits again.
    Outcome requeue(const Clerk& clerk, std::string_view ticket_id);
    /// False when there is no such open call.
    bool acknowledgeHelp(const Clerk& clerk, std::string_view help_id);

    /// After anything that changed from outside (a new day): the next document has a higher revision.
    void touch();
    std::uint64_t revision() const;

    /// What kiosks and hall display are told.
    catalogue::QueueState queueState() const;
    /// What the counter page shows: JSON, the same for all clerks.
    std::string staffDocument() const;
    /// JSON for the public page of one ticket; nothing when the token is unknown or of another day.
    std::optional<std::string> ticketDocument(std::string_view token) const;

private:
    struct Row;
    struct Line;
    std::string today() const;
    std::vector<Line> waitingLines() const;
    std::optional<Row> find(std::string_view ticket_id) const;
    std::optional<Row> activeAt(int counter) const;
    void write(const Row& row, const TicketLife& life, Verb verb);
    void announce(const Row& row, const TicketLife& life, int class_called);
    void record(const Clerk& clerk, std::string_view action, std::string_view subject);
    Outcome move(const Clerk& clerk, const Row& row, Verb verb, int class_called);
    std::optional<catalogue::WaitEstimate> wait(std::string_view business, int ahead) const;

    store::Database& database_;
    HubLog& log_;
    const events::Clock& clock_;
    QueueRules rules_;
    SitePlan plan_;
};

} // namespace onestop::hub
