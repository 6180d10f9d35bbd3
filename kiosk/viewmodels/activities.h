// SPDX-License-Identifier: Apache-2.0
// What happens here: today's next sessions for the home page, any part of the month for 服务清单.
// Rows: day, time, title, detail, badge, tone, activityId; `day` is empty where it repeats the row above.
#pragma once

#include <QCoreApplication>

#include <chrono>
#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

/// Which sessions are wanted: those that have not ended and touch the span, which narrows by what is not empty.
struct ActivityFilter {
    events::WallTime from{};
    events::WallTime until{};
    std::string audience{};  ///< code
    std::string host{};      ///< who holds it, in zh-Hans
    bool neighbours = false; ///< those of the neighbouring sites instead of this one's
};

class Activities {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Activities)

public:
    static QList<QByteArray> roles() { return {"day", "time", "title", "detail", "badge", "tone", "activityId"}; }
    /// Sessions of today's service day that have not ended, in order of time.
    static std::vector<RowsModel::Row> today(const Snapshot& snapshot);
    static std::vector<RowsModel::Row> wanted(const Snapshot& snapshot, const ActivityFilter& filter);
    /// The coming sessions of one activity.
    static std::vector<RowsModel::Row> ofActivity(const Snapshot& snapshot, const catalogue::Activity& activity);
    /// "预约", "候补"; empty when the session cannot be booked now.
    static QString bookingAction(const Snapshot& snapshot, const catalogue::ActivitySession& session);
    static std::size_t count(const Snapshot& snapshot, const ActivityFilter& filter);
    /// The activity of that id, here or at a neighbour; null when there is none.
    static const catalogue::Activity* find(const Snapshot& snapshot, const std::string& activity_id);
};

/// The local date of a moment, and the moment a local date begins.
std::chrono::year_month_day localDate(events::WallTime at);
events::WallTime beginOf(std::chrono::year_month_day date);
inline std::chrono::sys_days after(std::chrono::sys_days date, int days) { return date + std::chrono::days{days}; }

} // namespace onestop::viewmodels
