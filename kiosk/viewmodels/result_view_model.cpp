// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/result_view_model.h"

#include <QStringList>

#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

using flows::CheckInOutcome;
using flows::TicketRefusal;

namespace {

const char* iconOf(Tone tone) { return tone == Tone::Good ? "check_circle" : tone == Tone::Bad ? "cancel" : "error"; }

Tone toneOfOutcome(CheckInOutcome outcome) {
    switch (outcome) {
    case CheckInOutcome::Admitted:
        return Tone::Good;
    case CheckInOutcome::Forged:
    case CheckInOutcome::Revoked:
    case CheckInOutcome::AlreadyUsed:
    case CheckInOutcome::Expired:
        return Tone::Bad;
    case CheckInOutcome::NotYet:
    case CheckInOutcome::WrongSite:
    case CheckInOutcome::WrongDay:
    case CheckInOutcome::UnknownKey:
    case CheckInOutcome::Unreadable:
    case CheckInOutcome::UnknownActivity:
    case CheckInOutcome::Full:
    case CheckInOutcome::UnknownCode:
    case CheckInOutcome::NotRecorded:
        break;
    }
    return Tone::Attention;
}

/// When the thing itself is done again, not only the house open.
catalogue::OpeningState openingOfRefused(const flows::LobbyState& state, events::WallTime at) {
    const auto* item = state.catalogue ? state.catalogue->item(state.refused_item) : nullptr;
    if (!item) return state.opening;
    return state.catalogue->openingForNumbers(*item, at);
}

} // namespace

void ResultViewModel::admit(Shown& shown, const Snapshot& snapshot, const flows::CheckInView& check_in,
                            const catalogue::Activity* activity) {
    shown.title = check_in.people > 1 ? tr("签到成功，%1 人").arg(check_in.people) : tr("签到成功");
    const QString place = activity ? snapshot.words.in(activity->place) : QString();
    shown.advice = place.isEmpty() ? tr("请进") : tr("请到%1").arg(place);
    shown.detail = check_in.capacity > 0 ? tr("已到 %1 人 / %2 人").arg(check_in.present).arg(check_in.capacity)
                                         : tr("已到 %1 人").arg(check_in.present);
}

ResultViewModel::Shown ResultViewModel::ofCheckIn(const Snapshot& snapshot, const flows::CheckInView& check_in) {
    const auto& [state, words] = snapshot;
    Shown shown;
    shown.tone = toneOfOutcome(check_in.outcome);
    shown.next = tr("下一位请直接出示二维码");
    const auto [activity, session] = state.catalogue
                                         ? state.catalogue->session(check_in.activity_session_id)
                                         : std::pair<const catalogue::Activity*, const catalogue::ActivitySession*>{};
    if (activity && session) shown.subject = tr("%1 · %2").arg(words.in(activity->title), words.beginning(*session));
    if (state.rating && state.rating->stage == flows::RatingStage::Open &&
        state.rating->subject_id == check_in.activity_session_id) // she took part in it
        shown.way_on = {Route::Rating, "sentiment_satisfied", tr("评价这场活动")};
    switch (check_in.outcome) {
    case CheckInOutcome::Admitted:
        admit(shown, snapshot, check_in, activity);
        break;
    case CheckInOutcome::AlreadyUsed:
        shown.title = tr("这个码用过了");
        shown.advice = check_in.used_at ? tr("%1 已经用它签到").arg(words.since(*check_in.used_at, state.now))
                                        : tr("已经用它签到");
        shown.detail = tr("不是您本人用的？请点“叫人帮忙”。");
        break;
    case CheckInOutcome::Expired:
        shown.title = tr("这个码过期了");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口换一个"));
        break;
    case CheckInOutcome::NotYet:
        shown.title = tr("还没到签到时间");
        shown.advice = session
                           ? tr("%1 %2 开始，请晚点再来").arg(words.date(session->begins_at), words.beginning(*session))
                           : tr("请晚点再来");
        break;
    case CheckInOutcome::WrongSite:
        shown.title = tr("不是这个中心的码");
        shown.advice = tr("请看码上写的中心");
        shown.detail = tr("要去哪里、怎么走，可以点“叫人帮忙”。");
        break;
    case CheckInOutcome::WrongDay:
        shown.title = tr("不是今天的码");
        shown.advice = session ? tr("活动在 %1").arg(words.date(session->begins_at)) : tr("请看码上写的日期");
        break;
    case CheckInOutcome::Revoked:
        shown.title = tr("这个码作废了");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口问一下"));
        break;
    case CheckInOutcome::Forged:
        shown.title = tr("这个码不是真的");
        shown.advice = tr("请用中心发的码");
        shown.detail = tr("码是别人转给您的？请点“叫人帮忙”。");
        break;
    case CheckInOutcome::UnknownKey:
        shown.title = tr("认不出这个码");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口签到"));
        shown.detail = tr("本机还没有收到它的验证资料。");
        break;
    case CheckInOutcome::Unreadable:
        shown.title = tr("这不是签到码");
        shown.advice = tr("请出示活动的签到码");
        shown.detail = tr("屏幕调亮一点，离扫码口一掌远。");
        break;
    case CheckInOutcome::UnknownActivity:
        shown.title = tr("没有找到这场活动");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口签到"));
        break;
    case CheckInOutcome::UnknownCode:
        shown.title = tr("这台机器没有这个码");
        shown.advice = tr("请看小票上写的是几号自助机");
        shown.detail = Sites::counterOr(snapshot, tr("这里是 %1 号。没有小票，请到窗口签到。").arg(state.kiosk),
                                        tr("这里是 %1 号。").arg(state.kiosk));
        break;
    case CheckInOutcome::NotRecorded:
        shown.title = tr("本机现在签不了到");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口签到"));
        break;
    case CheckInOutcome::Full:
        shown.title = tr("这场活动满员了");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口问问有没有空位"));
        shown.detail = tr("已到 %1 人 / %2 人").arg(check_in.present).arg(check_in.capacity);
        break;
    }
    return shown;
}

ResultViewModel::Shown ResultViewModel::ofBookingRefusal(const Snapshot& snapshot,
                                                         const flows::BookingRefusalView& refused) {
    const auto& [state, words] = snapshot;
    Shown shown;
    const auto [activity, session] = state.catalogue
                                         ? state.catalogue->session(refused.activity_session_id)
                                         : std::pair<const catalogue::Activity*, const catalogue::ActivitySession*>{};
    if (activity && session) shown.subject = tr("%1 · %2").arg(words.in(activity->title), words.beginning(*session));
    const WayOn others{Route::Services, "event_note", tr("看别的活动")};
    switch (refused.refusal) {
    case flows::BookingRefusal::NotKept:
        shown.title = tr("本机现在订不了");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口预约"));
        break;
    case flows::BookingRefusal::NotBookable:
        shown.title = tr("这一场不用预约");
        shown.advice = tr("到时请直接来");
        break;
    case flows::BookingRefusal::Closed:
        shown.title = tr("那时中心关闭");
        shown.advice = tr("请换一场");
        shown.way_on = others;
        break;
    case flows::BookingRefusal::Begun:
        shown.title = tr("这一场已经开始");
        shown.advice = tr("请订下一场，或到现场问一下");
        shown.way_on = others;
        break;
    case flows::BookingRefusal::TooEarly:
        shown.title = tr("还没开始预约");
        if (session) shown.advice = tr("%1 起可以预约").arg(words.date(session->begins_at - catalogue::kBookAhead));
        break;
    case flows::BookingRefusal::AlreadyBooked:
        shown.title = tr("您刚订过这一场");
        shown.advice = tr("请用那张小票上的码");
        shown.detail = tr("要改人数，先扫码取消，再订一次。");
        break;
    case flows::BookingRefusal::Full:
        shown.title = tr("这一场订满了");
        shown.advice = tr("候补也满了，请订下一场");
        shown.way_on = others;
        break;
    }
    return shown;
}

ResultViewModel::Shown ResultViewModel::ofRating(const Snapshot& snapshot, const flows::RatingView& rating) {
    Shown shown;
    const bool kept = rating.stage == flows::RatingStage::Given;
    shown.tone = kept ? Tone::Good : Tone::Attention;
    shown.title = kept ? tr("谢谢您的评价") : tr("评价没有记下来");
    shown.advice = kept ? tr("每一个评价都会算进来") : Sites::counterOr(snapshot, tr("请到窗口当面说"));
    shown.detail = kept ? tr("没有记您的名字。") : tr("本机现在写不了东西。");
    return shown;
}

ResultViewModel::Shown ResultViewModel::ofRefusal(const Snapshot& snapshot, TicketRefusal refusal) {
    const auto& [state, words] = snapshot;
    Shown shown;
    shown.tone = Tone::Attention;
    switch (refusal) {
    case TicketRefusal::OutsideHours:
        shown.title = tr("现在不办这件事");
        shown.advice = words.opensNext(openingOfRefused(state, state.now), state.now);
        if (shown.advice.isEmpty()) shown.advice = tr("请看指南上的服务时间");
        break;
    case TicketRefusal::QuotaFull:
        shown.title = tr("今天的号取完了");
        shown.advice =
            words.opensNext(openingOfRefused(state, catalogue::serviceDayOf(state.now).next().begins()), state.now);
        if (shown.advice.isEmpty()) shown.advice = tr("请明天再来");
        shown.detail = tr("急事请点“叫人帮忙”。");
        break;
    case TicketRefusal::AlreadyWaiting:
        shown.title = tr("您已经有一个号");
        shown.advice =
            state.ticket ? tr("您的号码是 %1").arg(QString::fromStdString(state.ticket->number)) : tr("请等叫号");
        shown.detail = tr("一个人一次一个号。要退号，请到窗口，或点“叫人帮忙”。");
        if (state.ticket) {
            shown.detail = tr("一个人一次一个号。不等了，可以先把它退掉。");
            shown.way_on = {Route::Ticket, "confirmation_number", tr("看我的号")};
        }
        break;
    case TicketRefusal::NoCounters:
        shown.title = tr("这里没有办事窗口");
        shown.advice = tr("请看“各个中心”，最近的在最前面");
        shown.way_on = {Route::Sites, "place", tr("各个中心")};
        break;
    case TicketRefusal::StoreFull:
        shown.title = tr("现在取不了号");
        shown.advice = Sites::counterOr(snapshot, tr("请到窗口直接排队"));
        break;
    case TicketRefusal::ClosedBySite:
        shown.title = tr("中心临时关闭");
        shown.advice = words.opensNext(state.opening, state.now);
        if (shown.advice.isEmpty()) shown.advice = tr("请看通知，或拨打 12345");
        break;
    }
    return shown;
}

void ResultViewModel::update(const Snapshot& snapshot) {
    const auto& state = snapshot.state;
    Shown shown = shown_;
    if (state.refusal)
        shown = ofRefusal(snapshot, *state.refusal);
    else if (state.booking_refusal)
        shown = ofBookingRefusal(snapshot, *state.booking_refusal);
    else if (state.rating && state.rating->stage != flows::RatingStage::Open)
        shown = ofRating(snapshot, *state.rating);
    else if (state.check_in)
        shown = ofCheckIn(snapshot, *state.check_in);
    shown.icon = QLatin1String(iconOf(shown.tone));
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
