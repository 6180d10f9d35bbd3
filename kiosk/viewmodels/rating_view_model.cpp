// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/rating_view_model.h"

#include <algorithm>
#include <array>
#include <utility>

namespace onestop::viewmodels {

using flows::RatingSubject;

namespace {

constexpr int kLeastGoodLevel = 4;

const char* iconOfLevel(int level) {
    static constexpr std::array kFaces{"sentiment_very_dissatisfied", "sentiment_dissatisfied", "sentiment_neutral",
                                       "sentiment_satisfied", "sentiment_very_satisfied"};
    return kFaces.at(static_cast<std::size_t>(level - flows::kLeastLevel));
}

} // namespace

QString RatingViewModel::levelText(int level) {
    switch (level) {
    case 5:
        return tr("非常满意");
    case 4:
        return tr("满意");
    case 3:
        return tr("基本满意");
    case 2:
        return tr("不满意");
    default:
        return tr("非常不满意");
    }
}

QString RatingViewModel::reasonText(std::string_view code) {
    const std::pair<std::string_view, QString> words[]{
        {"friendly", tr("态度好")},          {"quick", tr("办得快")},
        {"clear", tr("说得清楚")},           {"one_visit", tr("一次办成")},
        {"long_wait", tr("等得太久")},       {"unfriendly", tr("态度不好")},
        {"unclear", tr("没说清楚")},         {"several_visits", tr("跑了好几趟")},
        {"guide_wrong", tr("指南写得不对")}, {"useful", tr("有收获")},
        {"well_run", tr("组织得好")},        {"good_place", tr("地方舒服")},
        {"not_useful", tr("没收获")},        {"badly_run", tr("组织得乱")},
        {"too_full", tr("人太多")},          {"bad_time", tr("时间不合适")},
        {"poor_place", tr("地方不好")}};
    const auto found = std::ranges::find(words, code, &std::pair<std::string_view, QString>::first);
    return found == std::end(words) ? QString() : found->second;
}

void RatingViewModel::chooseLevel(int level) {
    if (!shown_.open || level < flows::kLeastLevel || level > flows::kMostLevel) return;
    level_ = level;
    touched_ = flows::offeredReasons(subject_, level_, touched_); // 好 turned into 不好 keeps none of its reasons
    show();
}

void RatingViewModel::toggleReason(const QString& code) {
    const std::string touched = code.toStdString();
    if (std::erase(touched_, touched) == 0) touched_.push_back(touched);
    show();
}

void RatingViewModel::submit() {
    if (!shown_.open || level_ == 0) return;
    given_level_ = level_;
    called_back_ = false;
    lobby_.rate(level_, touched_);
}

void RatingViewModel::askForCallBack() {
    if (shown_.call_back_offered && phone_.isEnough()) lobby_.askForCallBack(phone_.digits().toStdString());
}

void RatingViewModel::forget() {
    reset();
    given_level_ = 0;
    called_back_ = false;
    phone_.clear();
}

void RatingViewModel::reset() {
    level_ = 0;
    touched_.clear();
}

void RatingViewModel::update(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    Shown shown;
    shown.question = tr("您满意吗？");
    if (state.rating && state.rating->stage == flows::RatingStage::Open) {
        const auto& rating = *state.rating;
        if (std::exchange(subject_id_, rating.subject_id) != rating.subject_id) reset();
        subject_ = rating.subject;
        shown.open = true;
        if (rating.subject == RatingSubject::Ticket) {
            if (const auto* item = state.catalogue ? state.catalogue->item(rating.item_id) : nullptr)
                shown.subject = words.in(item->name);
        } else if (state.catalogue) {
            if (const auto* activity = state.catalogue->session(rating.subject_id).first)
                shown.subject = words.in(activity->title);
        }
    } else {
        subject_id_.clear();
        reset();
    }
    const bool left =
        state.opinion && state.opinion->query_code.empty() && state.opinion->stage != flows::OpinionStage::Refused;
    if (left && !std::exchange(called_back_, true)) phone_.clear();
    const bool given = state.rating && state.rating->stage == flows::RatingStage::Given;
    shown.call_back_offered = state.opinions_open && flows::mayAskForCallBack(given, given_level_, called_back_);
    next_ = std::move(shown);
    show();
}

void RatingViewModel::show() {
    Shown shown = next_;
    shown.level = level_;
    if (level_ > 0) shown.reasons_question = level_ >= kLeastGoodLevel ? tr("好在哪里？") : tr("哪里不好？");
    std::vector<RowsModel::Row> levels, reasons;
    for (int level = flows::kMostLevel; shown.open && level >= flows::kLeastLevel; --level)
        levels.push_back({level, levelText(level), QLatin1String(iconOfLevel(level)), level == level_});
    for (const auto code : flows::reasonsFor(subject_, level_)) {
        const bool chosen = std::ranges::find(touched_, code) != touched_.end();
        reasons.push_back({QString::fromLatin1(code.data(), static_cast<int>(code.size())), reasonText(code), chosen});
    }
    levels_.setRows(std::move(levels));
    reasons_.setRows(shown.open ? std::move(reasons) : std::vector<RowsModel::Row>{});
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
