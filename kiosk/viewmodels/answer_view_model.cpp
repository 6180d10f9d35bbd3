// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/answer_view_model.h"

#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

using flows::AnswerStage;

namespace {

constexpr int kCodeDigits = 20; ///< of a query code, in five groups

} // namespace

AnswerViewModel::AnswerViewModel(flows::Lobby& lobby, QObject* parent)
    : QObject(parent), lobby_(lobby), code_(kCodeDigits, kCodeDigits, 4) {}

void AnswerViewModel::ask() {
    if (code_.isEnough()) lobby_.askForAnswer(code_.digits().toStdString());
}

void AnswerViewModel::reset() { code_.clear(); }

AnswerViewModel::Shown AnswerViewModel::derive(const Snapshot& snapshot, const flows::AnswerView& answer) {
    Shown shown;
    shown.asked = answer.stage != AnswerStage::None;
    switch (answer.stage) {
    case AnswerStage::None:
        break;
    case AnswerStage::Asking:
        shown.icon = QStringLiteral("hourglass_bottom");
        shown.headline = tr("正在查");
        shown.text = tr("请稍等几秒。");
        break;
    case AnswerStage::NotYet:
        shown.tone = Tone::Attention;
        shown.icon = QStringLiteral("schedule");
        shown.headline = tr("还没有回复");
        shown.text = tr("区里收到了，还没有回复。过几天再来查。");
        break;
    case AnswerStage::Answered:
        shown.tone = Tone::Good;
        shown.icon = QStringLiteral("mail");
        shown.headline = tr("有回复了");
        shown.text = QString::fromStdString(answer.text);
        break;
    case AnswerStage::Unknown:
        shown.tone = Tone::Attention;
        shown.icon = QStringLiteral("error");
        shown.headline = tr("没有查到这个码");
        shown.text = tr("请对着回执再看一遍数字。刚交的，要等送到区里才查得到。");
        break;
    case AnswerStage::NoNetwork:
        shown.tone = Tone::Attention;
        shown.icon = QStringLiteral("wifi_off");
        shown.headline = tr("现在连不上网络");
        shown.text = Sites::counterOr(snapshot, tr("连上了才查得到。请过一会儿再来，或到窗口问。"),
                                      tr("连上了才查得到，请过一会儿再来。"));
        break;
    }
    return shown;
}

void AnswerViewModel::update(const Snapshot& snapshot) {
    const Shown shown = snapshot.state.answer ? derive(snapshot, *snapshot.state.answer) : Shown{};
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
