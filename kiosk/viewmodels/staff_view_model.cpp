// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/staff_view_model.h"

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/staff_overview.h"

namespace onestop::viewmodels {

using catalogue::StaffCodeOutcome;
using flows::LogExport;
using flows::RollProgress;

namespace {

constexpr std::size_t kLongestPin = 12; ///< as onestop-technician pin takes it

/// Overwritten where it stands, then empty.
void wipe(std::string& digits) {
    std::ranges::fill(digits, '0');
    digits.clear();
}

} // namespace

StaffViewModel::StaffViewModel(flows::StaffDesk* desk, QObject* parent)
    : QObject(parent), desk_(desk), overview_(StaffOverview::roles()) {
    pin_.reserve(kLongestPin); // so that no shorter copy is left behind
}

void StaffViewModel::type(const QString& digit) {
    const bool fits = digit.size() == 1 && digit[0] >= QLatin1Char('0') && digit[0] <= QLatin1Char('9');
    if (!fits || !shown_.pin_asked || pin_.size() == kLongestPin) return;
    pin_ += digit[0].toLatin1();
    emit changed();
}

void StaffViewModel::erase() {
    if (pin_.empty()) return;
    pin_.back() = '0';
    pin_.pop_back();
    emit changed();
}

void StaffViewModel::clear() {
    if (pin_.empty()) return;
    wipe(pin_);
    emit changed();
}

void StaffViewModel::enter() {
    if (desk_ == nullptr || pin_.empty()) return;
    desk_->enter(pin_);
    wipe(pin_);
    emit changed();
}

void StaffViewModel::beginRollChange() {
    if (desk_ != nullptr) desk_->beginRollChange();
}

void StaffViewModel::endRollChange() {
    if (desk_ != nullptr) desk_->endRollChange();
}

void StaffViewModel::exportLog() {
    if (desk_ != nullptr) desk_->exportLog();
}

void StaffViewModel::askClose() {
    close_asked_ = true;
    emit changed();
}

void StaffViewModel::closeKiosk() {
    keep();
    if (desk_ != nullptr) desk_->closeKiosk(true);
}

void StaffViewModel::openKiosk() {
    if (desk_ != nullptr) desk_->closeKiosk(false);
}

void StaffViewModel::askUndo(const QString& tokenId) {
    undo_asked_ = tokenId.toStdString();
    for (const auto& row : admitted_.rows()) {
        if (row.at(0).toString() == tokenId)
            shown_.undo_question = tr("撤销 %1 的签到？%2").arg(row.at(1).toString(), row.at(2).toString());
    }
    emit changed();
}

void StaffViewModel::undo() {
    const std::string token_id = std::exchange(undo_asked_, {});
    if (desk_ != nullptr && !token_id.empty()) desk_->undoCheckIn(token_id);
    emit changed();
}

void StaffViewModel::keep() {
    close_asked_ = false;
    undo_asked_.clear();
    emit changed();
}

void StaffViewModel::standAtDoor(bool stands) {
    if (desk_ != nullptr) desk_->standAtDoor(stands);
}

void StaffViewModel::reset() {
    wipe(pin_);
    keep();
}

QString StaffViewModel::pinText(const flows::StaffState& staff) {
    if (!staff.pin_set) return tr("这台机器没有设密码，工作人员页面打不开。请在 site.toml 里设好密码。");
    if (staff.pin_wait_s > 0) return tr("密码不对。请等 %1 秒再试。").arg(staff.pin_wait_s);
    if (staff.pin_wrong) return tr("密码不对，请再输一次。");
    return tr("请输密码。前面那位的信息会先清掉。");
}

QString StaffViewModel::codeText(StaffCodeOutcome refused, const Snapshot& snapshot) {
    switch (refused) {
    case StaffCodeOutcome::Opens:
        break;
    case StaffCodeOutcome::WrongSite:
        return tr("这个码是别的中心的，在这里打不开。");
    case StaffCodeOutcome::WrongKiosk:
        return tr("这个码不是给这台机器（%1 号）的。请按这个机号重新出码。").arg(snapshot.state.kiosk);
    case StaffCodeOutcome::NotYet:
    case StaffCodeOutcome::Expired:
        return tr("这个码过了时间，只管几分钟，请重新出一个。要是刚出的，请看这台机器的钟准不准：%1。")
            .arg(snapshot.words.time(snapshot.state.now));
    case StaffCodeOutcome::AlreadyUsed:
        return tr("这个码用过了，一个码只开一次。请重新出一个。");
    case StaffCodeOutcome::NotKept:
        return tr("现在记不下来，用码打不开。请输密码。");
    case StaffCodeOutcome::Unreadable:
    case StaffCodeOutcome::UnknownKey:
    case StaffCodeOutcome::Forged:
    case StaffCodeOutcome::Revoked:
        return tr("这不是本中心出的工作人员码。请在中枢的“自助机”页出码，或输密码。");
    }
    return {};
}

QString StaffViewModel::logText(const flows::StaffState& staff) {
    switch (staff.log) {
    case LogExport::None:
        break;
    case LogExport::Asked:
    case LogExport::Collecting:
        return tr("正在收集日志，请稍等。");
    case LogExport::WaitingForStick:
        return tr("日志封好了。请插 U 盘（FAT 或 exFAT）。");
    case LogExport::Writing:
        return tr("正在写入 U 盘，先不要拔。");
    case LogExport::StickRefused:
        return tr("这个 U 盘写不进去：满了，或者写保护。请换一个。");
    case LogExport::Written:
        return tr("已写入，可以拔出 U 盘：%1").arg(QString::fromStdString(staff.log_file));
    case LogExport::NoRecipient:
        return tr("本机还没有收到区里的封条，日志不能导出，什么也没有写。");
    case LogExport::NoStick:
        return tr("没有等到 U 盘，日志没有导出。请再按一次。");
    case LogExport::Failed:
        return tr("日志没有导出。请再试一次。");
    }
    return {};
}

void StaffViewModel::describeRoll(RollProgress roll, Shown& shown) {
    const auto say = [&shown](const char* icon, const QString& headline, const QString& advice) {
        shown.roll_icon = QLatin1String(icon);
        shown.roll_headline = headline;
        shown.roll_advice = advice;
    };
    switch (roll) {
    case RollProgress::None:
        break;
    case RollProgress::OpenCover:
        return say("lock_open", tr("1. 打开打印机的盖子"), tr("把旧纸卷拿出来。"));
    case RollProgress::PutRoll:
        return say("receipt_long", tr("2. 放进新纸卷"), tr("打印的一面朝外，拉出一掌长，合上盖子，听到“咔”的一声。"));
    case RollProgress::TestPrint:
        return say("print", tr("3. 正在打测试小票"), tr("请稍等。"));
    case RollProgress::Printed:
        return say("check_circle", tr("纸卷换好了"), tr("小票字迹清楚就好了。要是一片空白，纸卷放反了，请再换一次。"));
    case RollProgress::NotProved:
        return say("error", tr("没法确认打出来了"), tr("请看一看小票。没有出来，就再换一次。"));
    case RollProgress::Unreachable:
        return say("print_disabled", tr("打印机没有回应"), tr("请看看它的插头和电源，再试一次。"));
    }
}

void StaffViewModel::listAdmitted(const Snapshot& snapshot, Shown& shown) {
    const auto& [state, words] = snapshot;
    std::vector<RowsModel::Row> rows;
    for (const auto& code : desk_->staff().admitted) {
        const auto* activity = state.catalogue ? state.catalogue->session(code.activity_session_id).first : nullptr;
        const QString title = activity ? words.in(activity->title) : QString::fromStdString(code.activity_session_id);
        rows.push_back(
            {QString::fromStdString(code.token_id), words.time(code.at), title, tr("%1 人").arg(code.people)});
    }
    admitted_.setRows(std::move(rows));
    if (!undo_asked_.empty()) shown.undo_question = shown_.undo_question;
}

void StaffViewModel::update(const Snapshot& snapshot) {
    if (desk_ == nullptr) return;
    const auto& staff = desk_->staff();
    Shown shown;
    shown.pin_asked = staff.pin_set && staff.pin_wait_s == 0;
    shown.pin_message = pinText(staff);
    shown.code_offered = snapshot.catalogue() && !snapshot.catalogue()->staff_keys.empty() &&
                         snapshot.state.scanner.health == flows::DeviceHealth::Ready;
    if (staff.code_refused) shown.code_refused = codeText(*staff.code_refused, snapshot);
    shown.closed = snapshot.state.closed_since.has_value();
    if (staff.not_kept) shown.fault = tr("没有记下来，什么也没有改。请再试一次。");
    shown.log_offered = staff.log_offered;
    shown.log_export = logText(staff);
    shown.exporting_log = flows::isExportUnderWay(staff.log);
    shown.roll_under_way = flows::isRollUnderWay(staff.roll);
    describeRoll(staff.roll, shown);
    listAdmitted(snapshot, shown);
    overview_.setRows(snapshot.state.staff ? StaffOverview::rows(snapshot, staff) : std::vector<RowsModel::Row>{});
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
