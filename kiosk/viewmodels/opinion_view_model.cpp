// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/opinion_view_model.h"

#include <array>
#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

using flows::OpinionStage;
using flows::OpinionTopic;
using flows::PrintProgress;

namespace {

constexpr std::array kTopics{std::pair{OpinionTopic::Service, "support_agent"},
                             std::pair{OpinionTopic::Environment, "park"},
                             std::pair{OpinionTopic::Activity, "event_note"}, std::pair{OpinionTopic::Wish, "star"},
                             std::pair{OpinionTopic::Other, "chat"}};

} // namespace

OpinionViewModel::OpinionViewModel(flows::Lobby& lobby, QObject* parent) : QObject(parent), lobby_(lobby) {}

QString OpinionViewModel::topicLabel(OpinionTopic topic) {
    switch (topic) {
    case OpinionTopic::Service:
        return tr("办事服务");
    case OpinionTopic::Environment:
        return tr("环境设施");
    case OpinionTopic::Activity:
        return tr("活动");
    case OpinionTopic::Wish:
        return tr("我的心愿");
    case OpinionTopic::Other:
        break;
    }
    return tr("别的");
}

QString OpinionViewModel::topicQuestion(OpinionTopic topic) {
    switch (topic) {
    case OpinionTopic::Service:
        return tr("哪里可以办得更好？");
    case OpinionTopic::Environment:
        return tr("哪里坏了、脏了、不方便？");
    case OpinionTopic::Activity:
        return tr("想要什么活动？哪里可以更好？");
    case OpinionTopic::Wish:
        return tr("您有什么心愿？");
    case OpinionTopic::Other:
        break;
    }
    return tr("您想说什么？");
}

void OpinionViewModel::chooseTopic(int topic) {
    if (topic < 0 || topic >= static_cast<int>(kTopics.size())) return;
    topic_ = static_cast<OpinionTopic>(topic);
    shown_.topic = topicLabel(topic_);
    shown_.question = topicQuestion(topic_);
    emit changed();
}

void OpinionViewModel::write(const QString& characters) {
    const QString text = text_ + characters;
    full_ = text.toUtf8().size() > static_cast<int>(flows::kLongestOpinion_bytes);
    if (!full_) text_ = text;
    emit changed();
}

void OpinionViewModel::erase() {
    const bool pair = text_.size() > 1 && text_.back().isLowSurrogate();
    text_.chop(pair ? 2 : 1);
    full_ = false;
    emit changed();
}

void OpinionViewModel::send() {
    if (isSendOffered()) lobby_.leaveOpinion(topic_, text_.toStdString());
}

void OpinionViewModel::wipeText() {
    text_.fill(QLatin1Char(' ')); // what was written does not stay in memory either
    text_.clear();
    full_ = false;
}

void OpinionViewModel::reset() {
    wipeText();
    topic_ = OpinionTopic::Other;
    emit changed();
}

QString OpinionViewModel::printTextOf(const Snapshot& snapshot, const flows::OpinionView& opinion) {
    switch (opinion.print) {
    case PrintProgress::Printing:
        return tr("回执打印中，请稍等");
    case PrintProgress::Printed:
        return tr("回执打好了，请取走");
    case PrintProgress::Unknown:
        return tr("回执可能没有打好，请抄下或拍下查询码");
    case PrintProgress::None:
    case PrintProgress::Failed:
        break;
    }
    return snapshot.state.printer.health == flows::DeviceHealth::PaperOut ? tr("打印机没纸了，请抄下或拍下查询码")
                                                                          : tr("回执没有打出来，请抄下或拍下查询码");
}

QString OpinionViewModel::codeInTwoLines() const {
    constexpr int kGroupsAbove = 3;
    const QString above = shown_.code.section(QLatin1Char(' '), 0, kGroupsAbove - 1);
    const QString below = shown_.code.section(QLatin1Char(' '), kGroupsAbove);
    return below.isEmpty() ? above : above + QLatin1Char('\n') + below;
}

void OpinionViewModel::receipt(Shown& shown, const Snapshot& snapshot, const flows::OpinionView& opinion) {
    shown.code = QString::fromStdString(opinion.query_code);
    if (opinion.stage == OpinionStage::Refused) {
        shown.tone = Tone::Attention;
        shown.icon = QStringLiteral("error");
        shown.headline = tr("没有记下来");
        shown.advice =
            Sites::counterOr(snapshot, tr("本机现在封不了、存不了。请到窗口当面说。"), tr("本机现在封不了、存不了。"));
        return;
    }
    const bool sent = opinion.stage == OpinionStage::Sent;
    shown.icon = QStringLiteral("check_circle");
    if (shown.code.isEmpty()) {
        shown.headline = tr("号码封好了");
        shown.advice =
            sent ? tr("区里收到了，会有工作人员给您打电话。") : tr("一有网络就送到区里，会有工作人员给您打电话。");
        return;
    }
    shown.headline = sent ? tr("送到了，谢谢您") : tr("封好了，谢谢您");
    shown.advice = sent ? tr("区里收到了。用查询码可以查回复，只有您有这个码。")
                        : tr("一有网络就送到区里。用查询码可以查回复，只有您有这个码。");
    shown.print_text = printTextOf(snapshot, opinion);
}

void OpinionViewModel::update(const Snapshot& snapshot) {
    std::vector<RowsModel::Row> topics;
    const std::array details{tr("窗口、取号、指南"), tr("地方、设备、卫生"), tr("讲座、义诊、亲子"),
                             tr("想要的、盼着的"), tr("什么都可以说")};
    for (std::size_t i = 0; i < kTopics.size(); ++i)
        topics.push_back({static_cast<int>(kTopics[i].first), topicLabel(kTopics[i].first), details.at(i),
                          QLatin1String(kTopics[i].second)});
    topics_.setRows(std::move(topics));

    const auto& opinion = snapshot.state.opinion;
    Shown shown;
    shown.open = snapshot.state.opinions_open;
    if (!shown.open)
        shown.closed = Sites::counterOr(snapshot, tr("现在存不了意见：本机还没有收到区里的封条。请到窗口当面说。"),
                                        tr("现在存不了意见：本机还没有收到区里的封条。"));
    shown.topic = topicLabel(topic_);
    shown.question = topicQuestion(topic_);
    const auto kept = std::max(snapshot.state.sealed_kept_here, snapshot.state.sealed_kept_there);
    shown.kept_for = tr("本中心和区里最多存 %1 天，到期删掉。").arg(kept.count());
    if (opinion) receipt(shown, snapshot, *opinion);
    const auto stage = opinion ? opinion->stage : OpinionStage::None;
    if (std::exchange(stage_, stage) != stage && opinion && !opinion->query_code.empty()) wipeText();
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
