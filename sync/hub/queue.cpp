// SPDX-License-Identifier: Apache-2.0
// The switch is the state machine, the loop is the order of calls; nothing else decides.
#include "sync/hub/queue.h"

#include <algorithm>

namespace onestop::hub {

namespace {

bool isEnded(TicketState state) { return state == TicketState::Done || state == TicketState::GivenUp; }

tl::unexpected<QueueRefusal> refuse(QueueRefusal refusal) { return tl::unexpected(refusal); }

} // namespace

std::string_view name(QueueRefusal refusal) {
    switch (refusal) {
    case QueueRefusal::NotWaiting:
        return "not_waiting";
    case QueueRefusal::NotCalled:
        return "not_called";
    case QueueRefusal::NotServing:
        return "not_serving";
    case QueueRefusal::NotPassed:
        return "not_passed";
    case QueueRefusal::CalledOften:
        return "called_often";
    case QueueRefusal::Void:
        return "void";
    case QueueRefusal::Ended:
        return "ended";
    case QueueRefusal::OtherCounter:
        return "other_counter";
    case QueueRefusal::CounterBusy:
        return "counter_busy";
    case QueueRefusal::NobodyWaiting:
        return "nobody_waiting";
    case QueueRefusal::NoCounterChosen:
        return "no_counter_chosen";
    }
    return "ended";
}

std::string_view sentence(QueueRefusal refusal) {
    switch (refusal) {
    case QueueRefusal::NotWaiting:
        return "这个号已经叫过了。";
    case QueueRefusal::NotCalled:
        return "请先叫号。";
    case QueueRefusal::NotServing:
        return "请先点“开始办理”。";
    case QueueRefusal::NotPassed:
        return "只有过号的人可以重新排队。";
    case QueueRefusal::CalledOften:
        return "已经叫了三次，没有人来请点“过号”。";
    case QueueRefusal::Void:
        return "这个号已过号两次，请居民重新取号。";
    case QueueRefusal::Ended:
        return "这个号已经结束了。";
    case QueueRefusal::OtherCounter:
        return "这个号在别的窗口。";
    case QueueRefusal::CounterBusy:
        return "当前的号还没有结束，请先点“开始办理”或“过号”。";
    case QueueRefusal::NobodyWaiting:
        return "现在没有人在等。";
    case QueueRefusal::NoCounterChosen:
        return "请先选择您的窗口。";
    }
    return "";
}

tl::expected<TicketLife, QueueRefusal> after(const TicketLife& life, Verb verb, int counter, const QueueRules& rules) {
    if (isEnded(life.state)) return refuse(QueueRefusal::Ended);
    TicketLife next = life;
    const bool elsewhere = life.counter.has_value() && *life.counter != counter;
    switch (verb) {
    case Verb::Call:
        if (life.state != TicketState::Waiting) return refuse(QueueRefusal::NotWaiting);
        next.state = TicketState::Called;
        next.counter = counter;
        next.calls = 1;
        next.behind = 0;
        return next;
    case Verb::Recall:
        if (life.state != TicketState::Called) return refuse(QueueRefusal::NotCalled);
        if (elsewhere) return refuse(QueueRefusal::OtherCounter);
        if (life.calls >= rules.max_calls) return refuse(QueueRefusal::CalledOften);
        next.calls = life.calls + 1;
        return next;
    case Verb::Serve:
        if (life.state != TicketState::Called) return refuse(QueueRefusal::NotCalled);
        if (elsewhere) return refuse(QueueRefusal::OtherCounter);
        next.state = TicketState::Serving;
        return next;
    case Verb::Pass:
        if (life.state != TicketState::Called) return refuse(QueueRefusal::NotCalled);
        if (elsewhere) return refuse(QueueRefusal::OtherCounter);
        next.state = TicketState::Passed;
        next.counter.reset();
        next.passes = life.passes + 1;
        return next;
    case Verb::Done:
        if (life.state != TicketState::Serving) return refuse(QueueRefusal::NotServing);
        if (elsewhere) return refuse(QueueRefusal::OtherCounter);
        next.state = TicketState::Done;
        return next;
    case Verb::Requeue:
        if (life.state != TicketState::Passed) return refuse(QueueRefusal::NotPassed);
        if (life.passes >= rules.max_passes) return refuse(QueueRefusal::Void);
        next.state = TicketState::Waiting;
        next.behind = rules.requeue_behind;
        return next;
    case Verb::GiveUp:
        // At the counter the clerk decides how it ends.
        if (life.state == TicketState::Serving) return refuse(QueueRefusal::NotWaiting);
        next.state = TicketState::GivenUp;
        next.counter.reset();
        return next;
    }
    return refuse(QueueRefusal::Ended);
}

std::vector<std::size_t> callOrder(std::span<const Waiting> waiting, int normals_since_priority,
                                   const QueueRules& rules) {
    // Three lines, each in its own order; ids break ties so that every hub gives the same answer.
    std::vector<std::size_t> priority, normal, requeued;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        auto& line = waiting[i].requeued_at ? requeued : waiting[i].priority ? priority : normal;
        line.push_back(i);
    }
    const auto byIssue = [&](std::size_t a, std::size_t b) {
        return std::tie(waiting[a].issued_at, waiting[a].ticket_id) <
               std::tie(waiting[b].issued_at, waiting[b].ticket_id);
    };
    const auto byReturn = [&](std::size_t a, std::size_t b) {
        return std::tie(waiting[a].behind, *waiting[a].requeued_at, waiting[a].ticket_id) <
               std::tie(waiting[b].behind, *waiting[b].requeued_at, waiting[b].ticket_id);
    };
    std::sort(priority.begin(), priority.end(), byIssue);
    std::sort(normal.begin(), normal.end(), byIssue);
    std::sort(requeued.begin(), requeued.end(), byReturn);

    std::vector<std::size_t> order;
    std::size_t p = 0, n = 0, r = 0;
    int since = normals_since_priority;
    while (order.size() < waiting.size()) {
        const bool others = p < priority.size() || n < normal.size();
        if (r < requeued.size() && (!others || waiting[requeued[r]].behind <= static_cast<int>(order.size()))) {
            order.push_back(requeued[r++]); // has waited behind enough; counts for neither class
        } else if (p < priority.size() && (n == normal.size() || since >= rules.normals_per_priority)) {
            order.push_back(priority[p++]);
            since = 0;
        } else {
            order.push_back(normal[n++]);
            ++since;
        }
    }
    return order;
}

} // namespace onestop::hub
