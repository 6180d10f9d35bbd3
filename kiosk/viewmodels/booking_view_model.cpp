// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/booking_view_model.h"

#include <utility>

namespace onestop::viewmodels {

using flows::BookingStanding;
using flows::PrintProgress;

namespace {

std::pair<const catalogue::Activity*, const catalogue::ActivitySession*> find(const Snapshot& snapshot,
                                                                              const std::string& activity_session_id) {
    if (!snapshot.catalogue()) return {nullptr, nullptr};
    return snapshot.catalogue()->session(activity_session_id);
}

} // namespace

void BookingViewModel::describe(Shown& shown, const Snapshot& snapshot, const std::string& activity_session_id) {
    const auto [activity, session] = find(snapshot, activity_session_id);
    if (!session) return;
    const auto& words = snapshot.words;
    shown.name = words.in(activity->title);
    shown.when = words.date(session->begins_at) + QLatin1Char(' ') + words.time(session->begins_at) +
                 QStringLiteral("–") + words.time(session->ends_at);
    shown.place = words.in(activity->place);
}

BookingViewModel::Shown BookingViewModel::toChoose(const Snapshot& snapshot, const std::string& activity_session_id) {
    Shown shown;
    describe(shown, snapshot, activity_session_id);
    const auto& places = snapshot.state.places;
    const auto here = places.find(activity_session_id);
    const auto known = here == places.end() ? flows::PlacesHere{} : here->second;
    const bool waits = flows::standingFor(known, 1) == BookingStanding::Waitlisted;
    const bool pair_waits = flows::standingFor(known, 2) == BookingStanding::Waitlisted;
    shown.one_text = waits ? tr("候补 1 人") : tr("预约 1 人");
    shown.pair_text = pair_waits ? tr("候补 2 人，大人带孩子") : tr("预约 2 人，大人带孩子");
    if (waits)
        shown.notice = tr("本机没有位子了，现在只能候补。有人退，就按先后补上。");
    else if (pair_waits)
        shown.notice = tr("本机只剩一个位子，两个人要候补。");
    return shown;
}

QString BookingViewModel::printTextOf(const flows::BookingView& booking) {
    switch (booking.print) {
    case PrintProgress::None:
        return {};
    case PrintProgress::Printing:
        return booking.reprint ? tr("正在补打小票") : tr("小票打印中，请稍等");
    case PrintProgress::Printed:
        return booking.reprint ? tr("小票补打好了，请取走") : tr("小票打好了，请取走");
    case PrintProgress::Unknown:
        return tr("小票可能没有打好，请用手机拍下这个码");
    case PrintProgress::Failed:
        return tr("小票没有打出来，请用手机拍下这个码");
    }
    return {};
}

BookingViewModel::Shown BookingViewModel::ofBooking(const Snapshot& snapshot, const flows::BookingView& booking) {
    Shown shown;
    describe(shown, snapshot, booking.activity_session_id);
    const auto* session = find(snapshot, booking.activity_session_id).second;
    const bool begun = session && session->begins_at <= snapshot.state.now;
    shown.made = true;
    shown.people = booking.people > 1 ? tr("大人和孩子，2 人") : tr("1 人");
    shown.code = QString::fromStdString(booking.code);
    shown.short_code = QString::fromStdString(booking.short_code);
    if (!shown.short_code.isEmpty())
        shown.short_code_text = tr("扫不了，就在 %1 号自助机输这些数字").arg(snapshot.state.kiosk);
    shown.reprint_offered = !booking.code.empty() && flows::mayReprint(booking.standing, booking.print);
    shown.cancel_offered = booking.cancel_offered;
    shown.print_text = printTextOf(booking);
    shown.print_troubled = booking.print == PrintProgress::Unknown || booking.print == PrintProgress::Failed;
    switch (booking.standing) {
    case BookingStanding::Confirmed:
        shown.tone = Tone::Good;
        shown.icon = QStringLiteral("check_circle");
        shown.headline = tr("订好了");
        shown.code_text = tr("到时请把这个码对准扫码口签到");
        break;
    case BookingStanding::Waitlisted:
        shown.tone = Tone::Attention;
        shown.icon = QStringLiteral("schedule");
        shown.headline = begun ? tr("没有补上位子") : tr("候补中，还没有位子");
        shown.code_text = begun ? tr("请到现场问问有没有空位") : tr("扫这个码，看有没有补上");
        break;
    case BookingStanding::Cancelled:
        shown.tone = Tone::Plain;
        shown.icon = QStringLiteral("cancel");
        shown.headline = tr("已经取消");
        shown.code_text = tr("位子让给别人了。想来，可以再订。");
        break;
    }
    if (booking.here_only && !booking.code.empty())
        shown.notice = tr("这个码只在这台自助机（%1 号）有效。").arg(snapshot.state.kiosk);
    return shown;
}

void BookingViewModel::update(const Snapshot& snapshot) {
    const auto& booking = snapshot.state.booking;
    Shown shown = booking ? ofBooking(snapshot, *booking) : toChoose(snapshot, session_id_);
    if (!shown.cancel_offered) setAsking(false);
    if (std::exchange(shown_, shown) != shown) emit changed();
}

void BookingViewModel::cancel() {
    setAsking(false);
    lobby_.cancelBooking();
}

void BookingViewModel::setAsking(bool asking) {
    if (std::exchange(asking_, asking) != asking) emit askingChanged();
}

} // namespace onestop::viewmodels
