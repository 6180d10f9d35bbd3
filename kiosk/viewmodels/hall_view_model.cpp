// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/hall_view_model.h"

#include <algorithm>
#include <utility>

namespace onestop::viewmodels {

namespace {
constexpr std::size_t kRecentShown = 4;
constexpr std::size_t kBusinessesShown = 3;
} // namespace

HallViewModel::HallViewModel(flows::LobbyView& lobby, speech::Speaker* speaker, QObject* parent)
    : QObject(parent), lobby_(lobby), speaker_(speaker) {
    lobby_.observe([this] { update(); });
    update();
}

void HallViewModel::listCalls(const catalogue::QueueState& queue, const Words& words) {
    std::vector<RowsModel::Row> recent;
    for (const auto& call : queue.calls) {
        if (recent.size() == kRecentShown) break;
        if (calls_.shown() && call.call_id == calls_.shown()->call_id) continue;
        if (calls_.shown() && call.called_at > calls_.shown()->called_at) continue; // its turn on the display comes
        recent.push_back({QString::fromStdString(call.number), words.counter(call.counter)});
    }
    recent_.setRows(std::move(recent));
    std::vector<RowsModel::Row> waiting;
    for (const auto& business : queue.businesses) {
        if (waiting.size() < kBusinessesShown)
            waiting.push_back(
                {QString::fromStdString(business.name + " " + business.business), tr("%1 人").arg(business.waiting)});
    }
    waiting_.setRows(std::move(waiting));
}

// Once in Chinese and once in English: the display beside it says the same to those who do not hear.
void HallViewModel::announce() {
    if (speaker_ == nullptr || !calls_.shown()) return;
    const std::string number = calls_.shown()->number, counter = std::to_string(calls_.shown()->counter);
    using enum catalogue::Language;
    speaker_->say({speech::UtteranceKind::Call, ZhHans, "请 " + number + " 号，到 " + counter + " 号窗口"});
    speaker_->say({speech::UtteranceKind::Call, En, "Number " + number + ", please go to counter " + counter});
}

// Without the hub nobody here would learn that staff went there; the kiosk then gives the phone number itself.
QString HallViewModel::hearHelp(const flows::LobbyState& state, const catalogue::QueueState& queue,
                                const Words& words) {
    if (state.link != flows::Link::Online) return {};
    std::set<std::string> open;
    for (const auto& call : queue.open_help) {
        open.insert(call.help_id);
        if (speaker_ == nullptr || rung_.contains(call.help_id)) continue;
        speaker_->say({speech::UtteranceKind::Help, catalogue::Language::ZhHans,
                       tr("%1有人需要帮忙").arg(words.kiosk(call.node)).toStdString()});
    }
    rung_ = std::move(open);
    if (queue.open_help.empty()) return {};
    const QString where = words.kiosk(queue.open_help.front().node);
    const auto others = queue.open_help.size() - 1;
    return others == 0 ? tr("%1有人需要帮忙").arg(where)
                       : tr("%1有人需要帮忙，还有 %2 处也在叫").arg(where).arg(others);
}

void HallViewModel::update() {
    const auto& state = lobby_.state();
    const Words words(catalogue::Language::ZhHans);
    const bool today = state.queue && state.queue->service_day == catalogue::serviceDayOf(state.now);
    const catalogue::QueueState queue = today ? *state.queue : catalogue::QueueState{};
    const int before = calls_.serial();
    calls_.hear(queue.calls, state.now);
    listCalls(queue, words);
    Shown shown;
    if (const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr) shown.site = words.in(site->name);
    shown.time = tr("%1 %2", "time and weekday").arg(words.time(state.now), words.weekday(state.now));
    shown.after = tr("号窗口");
    shown.idle = tr("请等候叫号");
    shown.help = hearHelp(state, queue, words);
    if (calls_.shown()) {
        shown.number = QString::fromStdString(calls_.shown()->number);
        shown.counter = QString::number(calls_.shown()->counter);
    }
    const auto open = std::ranges::find_if(queue.counters, &catalogue::CounterState::open);
    shown.hint =
        open != queue.counters.end() ? tr("过号请到 %1").arg(words.counter(open->counter)) : tr("过号请问工作人员");
    if (std::exchange(shown_, shown) != shown) emit changed();
    if (calls_.serial() != before) {
        announce();
        emit called();
    }
}

} // namespace onestop::viewmodels
