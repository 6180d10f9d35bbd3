// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/notices.h"

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

using flows::DeviceHealth;
using flows::Link;

QString Notices::printerText(const Snapshot& snapshot) {
    const auto& printer = snapshot.state.printer;
    const QString since = snapshot.words.since(printer.since, snapshot.state.now);
    switch (printer.health) {
    case DeviceHealth::PaperOut:
        if (!snapshot.hasCounters()) break;
        return tr("打印机没纸了（%1 起）。可以照常取号，号码请看屏幕。").arg(since);
    case DeviceHealth::CoverOpen:
        if (!snapshot.hasCounters()) break;
        return tr("打印机的盖子开着（%1 起）。可以照常取号，号码请看屏幕。").arg(since);
    case DeviceHealth::Absent:
    case DeviceHealth::NotAnswering:
    case DeviceHealth::NeedsStaff:
        if (!snapshot.hasCounters()) break;
        return tr("打印机暂时用不了（%1 起）。可以照常取号，号码请看屏幕。").arg(since);
    case DeviceHealth::PaperNearEnd:
    case DeviceHealth::Starting:
    case DeviceHealth::Ready:
        return {};
    }
    return tr("打印机暂时用不了（%1 起）。要带走的，请用手机拍下来。").arg(since); // no number is taken here
}

QString Notices::readerText(const Snapshot& snapshot) {
    const auto& reader = snapshot.state.reader;
    if (reader.health == DeviceHealth::Ready || reader.health == DeviceHealth::Starting) return {};
    return tr("刷身份证暂时用不了（%1 起）。不刷也能办，请直接点。")
        .arg(snapshot.words.since(reader.since, snapshot.state.now));
}

QString Notices::scannerText(const Snapshot& snapshot) {
    const auto& scanner = snapshot.state.scanner;
    if (scanner.health == DeviceHealth::Ready || scanner.health == DeviceHealth::Starting) return {};
    return tr("扫码暂时用不了（%1 起）。要签到，可以输码下面的数字，或点“叫人帮忙”。")
        .arg(snapshot.words.since(scanner.since, snapshot.state.now));
}

QString Notices::cardText(flows::CardNotice notice) {
    switch (notice) {
    case flows::CardNotice::None:
        break;
    case flows::CardNotice::NotRead:
        return tr("身份证没有读出来，请再放一次。不刷也能办，请直接点。");
    case flows::CardNotice::LeftOnReader:
        return tr("请取回您的身份证。");
    }
    return {};
}

QString Notices::linkText(const Snapshot& snapshot) {
    const QString since = snapshot.words.since(snapshot.state.link_since, snapshot.state.now);
    const bool numbers = snapshot.hasCounters(); // elsewhere none are taken, so nothing is said of them
    const QString goes_on = numbers ? tr("取号、签到照常。") : tr("签到照常。");
    switch (snapshot.state.link) {
    case Link::Online:
        return {};
    case Link::ClockWrong:
        return tr("本机时间不准，暂时连不上网（%1 起）。%2").arg(since, goes_on);
    case Link::LoginPage:
        return tr("网络要先登录（%1 起），请告诉工作人员。%2").arg(since, goes_on);
    case Link::Refused:
        return tr("中心的系统拒绝了本机（%1 起），请告诉工作人员。%2").arg(since, goes_on);
    case Link::Offline:
    case Link::Unreachable:
    case Link::DaemonSilent:
        break;
    }
    return tr("网络断了（%1 起）。%2").arg(since, numbers ? tr("取号、签到照常，等候人数可能不准。") : goes_on);
}

std::vector<RowsModel::Row> Notices::rows(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    std::vector<RowsModel::Row> rows;
    const auto add = [&rows](const QString& text, const char* icon, Tone tone) {
        if (!text.isEmpty()) rows.push_back({text, QLatin1String(icon), static_cast<int>(tone)});
    };
    add(cardText(state.card_notice), "badge", Tone::Bad);
    if (state.catalogue) {
        for (const auto& notice : state.catalogue->notices(state.now)) {
            const bool emergency = notice.severity == catalogue::ClosureSeverity::Emergency;
            const QString shelter = words.in(notice.shelter);
            add(words.in(notice.reason) + (shelter.isEmpty() ? QString() : QStringLiteral("\n") + shelter), "campaign",
                emergency ? Tone::Bad : Tone::Attention);
        }
    } else {
        add(tr("本月的服务清单还没收到。要办事，请点“叫人帮忙”。"), "hourglass_empty", Tone::Attention);
    }
    add(printerText(snapshot), "print_disabled", Tone::Attention);
    add(readerText(snapshot), "credit_card_off", Tone::Attention);
    add(scannerText(snapshot), "qr_code_scanner", Tone::Attention);
    add(linkText(snapshot), "cloud_off", Tone::Information);
    return rows;
}

} // namespace onestop::viewmodels
