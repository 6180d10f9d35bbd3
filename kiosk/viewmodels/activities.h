// SPDX-License-Identifier: Apache-2.0
// What happens here: today's next sessions for the home page, any part of the month for 服务清单.
// Rows: day, time, title, detail, badge, tone, activityId, sessionId; `day` is empty where it repeats the row above.
#pragma once

#include <QCoreApplication>

#include <chrono>
#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

/// Which sessions are wanted: those that have not ended and touch the span, which narrows by what is not empty.
struct ActivityFilter {
    events::WallTime from{};
    events::WallTime until{};
    std::string audience{};  ///< code
    std::string host{};      ///< who holds it, in zh-Hans
    bool neighbours = false; ///< those of the neighbouring sites instead of this one's
    bool bookable = false;   ///< only what can be booked now
};

class Activities {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Activities)

public:
    static QList<QByteArray> roles() {
        return {"day", "time", "title", "detail", "badge", "tone", "activityId", "sessionId"};
    }
    /// Sessions of today's service day that have not ended, in order of time.
    static std::vector<RowsModel::Row> today(const Snapshot& snapshot);
    static std::vector<RowsModel::Row> wanted(const Snapshot& snapshot, const ActivityFilter& filter);
    /// The coming sessions of one activity: day, hours, badge, tone, sessionId, bookable.
    static std::vector<RowsModel::Row> ofActivity(const Snapshot& snapshot, const catalogue::Activity& activity);
    static std::size_t count(const Snapshot& snapshot, const ActivityFilter& filter);

    /// How full a session is, as far as this kiosk knows. The hub lends places ahead, so what is left in the whole
    /// house is known only once all of them were lent here.
    struct Room {
        QString badge;
        Tone tone = Tone::Gold;
        bool bookable = false; ///< a place or the line, here and now
    };
    static Room roomOf(const Snapshot& snapshot, const catalogue::ActivitySession& session, bool here);
};

/// The local date of a moment, and the moment a local date begins.
std::chrono::year_month_day localDate(events::WallTime at);
events::WallTime beginOf(std::chrono::year_month_day date);
inline std::chrono::sys_days after(std::chrono::sys_days date, int days) { return date + std::chrono::days{days}; }

} // namespace onestop::viewmodels
