// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/staff_overview.h"

namespace onestop::viewmodels {

using flows::DeviceHealth;
using flows::Link;

namespace {

constexpr std::chrono::days kRenewalPatience{7}; ///< syncd tries again within the hour: so long it is only the network
constexpr std::chrono::days kBringInTime{30};    ///< a certificate that somebody has to bring

Tone toneOfDevice(DeviceHealth health) {
    switch (health) {
    case DeviceHealth::Ready:
        return Tone::Good;
    case DeviceHealth::Starting:
    case DeviceHealth::PaperNearEnd:
        return Tone::Attention;
    case DeviceHealth::Absent:
    case DeviceHealth::NotAnswering:
    case DeviceHealth::NeedsStaff:
    case DeviceHealth::PaperOut:
    case DeviceHealth::CoverOpen:
        break;
    }
    return Tone::Bad;
}

} // namespace

QString StaffOverview::deviceText(DeviceHealth health) {
    switch (health) {
    case DeviceHealth::Ready:
        return tr("正常");
    case DeviceHealth::Starting:
        return tr("正在启动");
    case DeviceHealth::Absent:
        return tr("没有接上：看看插头和电源");
    case DeviceHealth::NotAnswering:
        return tr("没有回应：关掉它的电源，等十秒再开");
    case DeviceHealth::NeedsStaff:
        return tr("出错了：请找维护人员");
    case DeviceHealth::PaperOut:
        return tr("没纸了：请换纸卷");
    case DeviceHealth::PaperNearEnd:
        return tr("纸快用完了：请备好纸卷");
    case DeviceHealth::CoverOpen:
        return tr("盖子开着：请合上");
    }
    return {};
}

QString StaffOverview::linkText(Link link) {
    switch (link) {
    case Link::Online:
        return tr("连着");
    case Link::Offline:
        return tr("没有网：看看网线");
    case Link::Unreachable:
        return tr("有网，中心的系统没有回应");
    case Link::ClockWrong:
        return tr("本机时间不准，连不上");
    case Link::Refused:
        return tr("中心的系统拒绝了本机：请找维护人员");
    case Link::LoginPage:
        return tr("网络要先登录");
    case Link::DaemonSilent:
        return tr("同步程序没有运行：请找维护人员");
    }
    return {};
}

QString StaffOverview::paperText(const flows::StaffState& staff) {
    if (!staff.paper) return tr("用完一卷以后才估得出");
    const QString metres = QString::number(staff.paper->metres_left, 'f', 0);
    return staff.paper->slips_left > 0 ? tr("还剩约 %1 米，%2 张").arg(metres).arg(staff.paper->slips_left)
                                       : tr("还剩约 %1 米").arg(metres);
}

QString StaffOverview::catalogueText(const Snapshot& snapshot) {
    const auto* catalogue = snapshot.catalogue();
    if (catalogue == nullptr) return tr("还没收到");
    const auto age = std::chrono::floor<std::chrono::days>(snapshot.state.now - catalogue->issued).count();
    const QString issued = snapshot.words.date(catalogue->issued);
    return age > 0 ? tr("%1 签发，%2 天前").arg(issued).arg(age) : tr("%1 签发").arg(issued);
}

std::pair<QString, Tone> StaffOverview::certificateText(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    if (!state.certificate) return {tr("还不知道"), Tone::Information};
    const auto& [good_until, renews_at] = *state.certificate;
    if (!good_until) return {tr("没有证书，连不上中心的系统：请联系区里"), Tone::Bad};
    const QString end = words.wholeDate(*good_until);
    if (state.clock_unsure) return {tr("有效期到 %1（本机时间不准）").arg(end), Tone::Attention};
    if (state.now >= *good_until) return {tr("到期了（%1）：请联系区里").arg(end), Tone::Bad};
    if (!renews_at)
        return {tr("有效到 %1，请在那之前换新的").arg(end),
                state.now >= *good_until - kBringInTime ? Tone::Attention : Tone::Good};
    if (state.now >= *renews_at + kRenewalPatience)
        return {tr("有效到 %1，早该换了还没换上：先看网络，再联系区里").arg(end), Tone::Attention};
    return {tr("有效到 %1，到时候自动换").arg(end), Tone::Good};
}

std::vector<RowsModel::Row> StaffOverview::rows(const Snapshot& snapshot, const flows::StaffState& staff) {
    const auto& [state, words] = snapshot;
    std::vector<RowsModel::Row> rows;
    const auto add = [&rows](const char* icon, const QString& caption, const QString& value, Tone tone) {
        rows.push_back({QLatin1String(icon), caption, value, static_cast<int>(tone)});
    };
    const auto since = [&, &state = state, &words = words](const QString& what, events::WallTime at) {
        //: %1: what is the matter, %2: since when
        return tr("%1（%2 起）").arg(what, words.since(at, state.now));
    };
    const auto device = [&](const char* icon, const QString& caption, const flows::DeviceView& view) {
        add(icon, caption, since(deviceText(view.health), view.since), toneOfDevice(view.health));
    };
    device("print", tr("打印机"), state.printer);
    add("receipt", tr("纸卷"), paperText(staff), staff.paper ? Tone::Plain : Tone::Information);
    device("badge", tr("身份证阅读器"), state.reader);
    device("qr_code_scanner", tr("扫码器"), state.scanner);
    add("cloud", tr("网络"), since(linkText(state.link), state.link_since),
        state.link == Link::Online ? Tone::Good : Tone::Bad);
    const auto [certificate, certificate_tone] = certificateText(snapshot);
    add("lock", tr("证书"), certificate, certificate_tone);
    add("schedule", tr("时间"), state.clock_unsure ? tr("不准：没有对过时") : tr("对过时"),
        state.clock_unsure ? Tone::Attention : Tone::Good);
    add("event_note", tr("服务清单"), catalogueText(snapshot), state.catalogue ? Tone::Plain : Tone::Bad);
    add("info", tr("程序版本"), QString::fromStdString(staff.version), Tone::Plain);
    return rows;
}

} // namespace onestop::viewmodels
