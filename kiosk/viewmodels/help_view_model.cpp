// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/help_view_model.h"

#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

using flows::HelpProgress;

void HelpViewModel::update(const Snapshot& snapshot) {
    const auto& state = snapshot.state;
    const QString phone = QString::fromStdString(state.help_phone);
    const QString centre = Sites::nearestStaffed(snapshot);
    Shown shown;
    switch (state.help) {
    case HelpProgress::None:
        shown.icon = QStringLiteral("support_agent");
        shown.headline = tr("要人帮忙吗？");
        shown.advice = tr("点一下，工作人员就过来。");
        shown.again = true;
        break;
    case HelpProgress::Ringing:
        shown.icon = QStringLiteral("notifications_active");
        shown.headline = tr("正在叫工作人员");
        shown.advice = tr("请在这里稍等。");
        shown.ringing = true;
        break;
    case HelpProgress::Coming:
        shown.icon = QStringLiteral("directions_walk");
        shown.headline = tr("工作人员马上来");
        shown.advice = tr("请在这里等一下。");
        break;
    case HelpProgress::NoAnswer:
        shown.icon = QStringLiteral("call");
        shown.headline = tr("现在没有人应答");
        if (!snapshot.hasCounters())
            shown.advice = centre.isEmpty() ? tr("请打电话。") : tr("请打电话。最近的中心：%1").arg(centre);
        else
            shown.advice = centre.isEmpty() ? tr("请打电话，或直接到窗口。")
                                            : tr("请打电话，或直接到窗口。最近的中心：%1").arg(centre);
        shown.phone = phone;
        shown.again = true;
        break;
    case HelpProgress::ByPhone:
        shown.icon = QStringLiteral("call");
        shown.headline = tr("请打电话找人帮忙");
        shown.advice = centre.isEmpty() ? tr("这里现在叫不到人。") : tr("这里现在叫不到人。最近的中心：%1").arg(centre);
        shown.phone = phone;
        break;
    }
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
