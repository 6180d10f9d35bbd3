// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/device_trial_view_model.h"

#include "kiosk/viewmodels/staff_overview.h"

namespace onestop::viewmodels {

using flows::CodeKind;
using flows::DeviceHealth;
using flows::PrintProgress;
using flows::TrialDevice;
using flows::TrialProgress;

namespace {

enum TrialRow { Printer, Reader, Scanner };

} // namespace

DeviceTrialViewModel::DeviceTrialViewModel(flows::StaffDesk* desk, QObject* parent) : QObject(parent), desk_(desk) {}

void DeviceTrialViewModel::begin(int row) {
    if (desk_ == nullptr) return;
    if (row == Printer) desk_->testPrint();
    if (row == Reader) desk_->beginTrial(TrialDevice::Reader);
    if (row == Scanner) desk_->beginTrial(TrialDevice::Scanner);
}

void DeviceTrialViewModel::leave() {
    if (desk_ != nullptr) desk_->endTrial();
}

DeviceTrialViewModel::Said DeviceTrialViewModel::printed(PrintProgress print) {
    switch (print) {
    case PrintProgress::None:
        break;
    case PrintProgress::Printing:
        return {tr("测试小票正在打印…"), Tone::Information};
    case PrintProgress::Printed:
        return {tr("测试小票打好了。"), Tone::Good};
    case PrintProgress::Unknown:
        return {tr("没法确认纸出来了没有，请看一看。"), Tone::Attention};
    case PrintProgress::Failed:
        return {tr("测试小票没有打出来。"), Tone::Bad};
    }
    return {tr("打一张小票，看看字迹清不清楚。"), Tone::Plain};
}

DeviceTrialViewModel::Said DeviceTrialViewModel::tried(const flows::Trial& trial, TrialDevice device,
                                                       DeviceHealth health) {
    const auto progress = trial.device == device ? trial.progress : TrialProgress::None;
    switch (progress) {
    case TrialProgress::None:
        break;
    case TrialProgress::Waiting:
        return {invitation(trial), Tone::Information};
    case TrialProgress::NotRead:
        return {tr("没有读出来，请再试一次（还有 %1 秒）。").arg(trial.left_s), Tone::Attention};
    case TrialProgress::Read:
        return {readText(trial), Tone::Good};
    case TrialProgress::Nothing:
        return {tr("%1 秒里没有读到。").arg(flows::kTrialWaits.count()), Tone::Bad};
    }
    if (health != DeviceHealth::Ready) return {StaffOverview::deviceText(health), Tone::Bad};
    return {hint(device), Tone::Plain};
}

QString DeviceTrialViewModel::hint(TrialDevice device) {
    return device == TrialDevice::Reader ? tr("任意一张身份证都行，什么也不会记下来。")
                                         : tr("任意一个二维码都行，什么也不会记下来。");
}

QString DeviceTrialViewModel::invitation(const flows::Trial& trial) {
    const QString where = trial.device == TrialDevice::Reader ? tr("请把任意一张身份证放上去（还有 %1 秒）。")
                                                              : tr("请把任意一个码对准扫码口（还有 %1 秒）。");
    return where.arg(trial.left_s);
}

QString DeviceTrialViewModel::readText(const flows::Trial& trial) {
    if (trial.device == TrialDevice::Reader) return tr("读到了一张身份证。什么也没有记下来。");
    switch (trial.code.kind) {
    case CodeKind::CheckIn:
        return tr("读到了一个签到码，%1 个字。什么也没有记下来。").arg(trial.code.characters);
    case CodeKind::Staff:
        return tr("读到了一个工作人员码，%1 个字。什么也没有记下来。").arg(trial.code.characters);
    case CodeKind::Slip:
        return tr("读到了小票上的码，%1 个字。什么也没有记下来。").arg(trial.code.characters);
    case CodeKind::Other:
        break;
    }
    return tr("读到了一个别处的码。什么也没有记下来。");
}

void DeviceTrialViewModel::update(const Snapshot& snapshot) {
    if (desk_ == nullptr) return;
    if (!snapshot.state.staff) return devices_.setRows({});
    const auto& staff = desk_->staff();
    const auto row = [](const char* icon, const QString& caption, const Said& said, const QString& action,
                        bool available) {
        return RowsModel::Row{QLatin1String(icon), caption, said.value, static_cast<int>(said.tone), action, available};
    };
    const auto reads = [&](TrialDevice device, const flows::DeviceView& view) {
        return view.health == DeviceHealth::Ready && !(isTrialUnderWay(staff.trial) && staff.trial.device == device);
    };
    const auto said = [&](TrialDevice device, const flows::DeviceView& view) {
        return tried(staff.trial, device, view.health);
    };
    devices_.setRows({row("print", tr("打印机"), printed(staff.test_print), tr("打测试小票"),
                          staff.test_print != PrintProgress::Printing),
                      row("badge", tr("身份证阅读器"), said(TrialDevice::Reader, snapshot.state.reader), tr("试读卡"),
                          reads(TrialDevice::Reader, snapshot.state.reader)),
                      row("qr_code_scanner", tr("扫码器"), said(TrialDevice::Scanner, snapshot.state.scanner),
                          tr("试扫码"), reads(TrialDevice::Scanner, snapshot.state.scanner))});
}

} // namespace onestop::viewmodels
