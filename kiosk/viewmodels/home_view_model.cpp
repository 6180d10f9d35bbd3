// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/home_view_model.h"

#include <QStringList>

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

namespace {

using namespace std::chrono_literals;
constexpr auto kFreshCall = 90s;

bool isFresh(const catalogue::QueueCall& call, events::WallTime now) { return now - call.called_at < kFreshCall; }

} // namespace

QString HomeViewModel::queueText(const Snapshot& snapshot) const {
    const auto& queue = snapshot.state.queue;
    if (!queue || queue->businesses.empty()) return {};
    int waiting = 0;
    std::optional<catalogue::WaitEstimate> range;
    for (const auto& each : queue->businesses) {
        waiting += each.waiting;
        if (each.wait && each.waiting > 0) {
            range = range ? catalogue::WaitEstimate{std::min(range->minutes_min, each.wait->minutes_min),
                                                    std::max(range->minutes_max, each.wait->minutes_max)}
                          : *each.wait;
        }
    }
    if (waiting == 0) return tr("现在不用等");
    return range ? tr("现在等候 %1 人，约 %2").arg(waiting).arg(snapshot.words.wait(*range))
                 : tr("现在等候 %1 人").arg(waiting);
}

void HomeViewModel::update(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    Shown shown;
    //: %1: masked name, 张*三
    shown.question =
        state.greeting ? tr("%1，您好").arg(drawable(state.greeting->masked_name)) : tr("您好，要办什么事？");
    QStringList hints;
    if (!state.greeting)
        hints << (state.reader.health == flows::DeviceHealth::Ready ? tr("可刷身份证，也可直接点")
                                                                    : tr("不用刷身份证，直接点"));
    else
        hints << tr("要办什么事？");
    if (const QString queue = queueText(snapshot); !queue.isEmpty()) hints << queue;
    shown.hint = hints.join(tr(" · "));
    shown.tickets_offered =
        !state.catalogue || std::ranges::any_of(state.catalogue->queue_plan.businesses,
                                                [](const auto& each) { return !each.counters.empty(); });
    if (state.queue && !state.queue->calls.empty() && isFresh(state.queue->calls.front(), state.now)) {
        const auto& call = state.queue->calls.front();
        shown.calling = tr("请 %1 号到 %2").arg(QString::fromStdString(call.number), words.counter(call.counter));
    }
    if (state.ticket && flows::isLive(state.ticket->progress))
        shown.ticket_number = QString::fromStdString(state.ticket->number);
    if (state.closed_since) {
        const QString since = words.since(*state.closed_since, state.now);
        shown.closed = Sites::counterOr(snapshot, tr("%1 起暂停。请到窗口，或用旁边的自助机。").arg(since),
                                        tr("%1 起暂停。").arg(since));
        if (!state.help_phone.empty())
            shown.closed += tr("也可以打电话 %1。").arg(QString::fromStdString(state.help_phone));
    }
    if (state.updating_percent) {
        const int percent = *state.updating_percent;
        shown.updating = Sites::counterOr(
            snapshot, tr("已完成 %1%。几分钟后自动恢复；急事请到窗口，或用旁边的自助机。").arg(percent),
            tr("已完成 %1%。几分钟后自动恢复。").arg(percent));
    }
    QStringList visitor;
    if (state.staff) visitor << tr("工作人员");
    if (state.greeting) visitor << drawable(state.greeting->masked_name);
    if (state.ticket) visitor << tr("%1 号").arg(QString::fromStdString(state.ticket->number));
    shown.visitor = visitor.join(tr(" · "));
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
