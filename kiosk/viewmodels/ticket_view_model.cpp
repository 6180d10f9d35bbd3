// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/ticket_view_model.h"

#include <utility>

namespace onestop::viewmodels {

using flows::PrintProgress;
using flows::TicketProgress;

QString TicketViewModel::headlineOf(const Snapshot& snapshot, const flows::TicketView& ticket) {
    switch (ticket.progress) {
    case TicketProgress::Waiting:
        return tr("您的号码");
    case TicketProgress::Called:
        return ticket.called_to ? tr("请到 %1").arg(snapshot.words.counter(*ticket.called_to)) : tr("请到窗口");
    case TicketProgress::Serving:
        return tr("正在为您办理");
    case TicketProgress::Passed:
        return tr("刚才叫过您了，请到窗口问一下");
    case TicketProgress::Done:
        return tr("办好了，请慢走");
    case TicketProgress::GivenUp:
        return tr("这个号已经不用了");
    }
    return {};
}

QString TicketViewModel::printTextOf(const Snapshot& snapshot, const flows::TicketView& ticket) {
    switch (ticket.print) {
    case PrintProgress::None:
        return snapshot.state.printer.health == flows::DeviceHealth::PaperOut ? tr("打印机没纸了，请记住号码")
                                                                              : tr("请记住号码");
    case PrintProgress::Printing:
        return ticket.reprint ? tr("正在补打小票") : tr("小票打印中，请稍等");
    case PrintProgress::Printed:
        return ticket.reprint ? tr("小票补打好了，请取走") : tr("小票打好了，请取走");
    case PrintProgress::Unknown:
        return tr("小票可能没有打好，请看一下出纸口");
    case PrintProgress::Failed:
        return tr("小票没有打出来，请记住号码");
    }
    return {};
}

TicketViewModel::Shown TicketViewModel::derive(const Snapshot& snapshot, const flows::TicketView& ticket) {
    const auto& [state, words] = snapshot;
    Shown shown;
    shown.number = QString::fromStdString(ticket.number);
    if (const auto* item = state.catalogue ? state.catalogue->item(ticket.item_id) : nullptr)
        shown.item_name = words.in(item->name);
    if (const QString priority = words.priority(ticket.priority); !priority.isEmpty())
        shown.item_name = tr("%1 · 优先（%2）").arg(shown.item_name, priority);
    shown.headline = headlineOf(snapshot, ticket);
    shown.rating_offered =
        state.rating && state.rating->stage == flows::RatingStage::Open && state.rating->subject_id == ticket.ticket_id;
    shown.called = ticket.progress == TicketProgress::Called;
    shown.live = flows::isLive(ticket.progress);
    if ((shown.called || ticket.progress == TicketProgress::Serving) && ticket.called_to)
        shown.go_to = words.counter(*ticket.called_to);
    shown.ahead = !ticket.ahead        ? tr("还不知道")
                  : *ticket.ahead == 0 ? tr("下一个就是您")
                                       : tr("%1 人").arg(*ticket.ahead);
    shown.wait = ticket.wait ? words.wait(*ticket.wait) : tr("还不知道");
    shown.counters = words.counters(ticket.counters);
    shown.print_text = printTextOf(snapshot, ticket);
    shown.print_troubled = ticket.print == PrintProgress::Unknown || ticket.print == PrintProgress::Failed;
    shown.code = QString::fromStdString(ticket.public_url);
    shown.reprint_offered = flows::mayReprint(ticket.progress, ticket.print);
    return shown;
}

void TicketViewModel::update(const Snapshot& snapshot) {
    const Shown shown = snapshot.state.ticket ? derive(snapshot, *snapshot.state.ticket) : Shown{};
    if (!shown.live) setAsking(false);
    if (std::exchange(shown_, shown) != shown) emit changed();
}

void TicketViewModel::giveUp() {
    setAsking(false);
    lobby_.giveUpTicket();
}

void TicketViewModel::setAsking(bool asking) {
    if (std::exchange(asking_, asking) != asking) emit askingChanged();
}

} // namespace onestop::viewmodels
