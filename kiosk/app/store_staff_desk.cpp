// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/store_staff_desk.h"

#include <utility>

#include "drivers/receipt_printer/test_print.h"
#include "kiosk/app/durable_file.h"
#include "sync/crypto/password.h"

namespace onestop::app {

using catalogue::StaffCodeOutcome;
using flows::DeviceHealth;
using flows::LogExport;
using flows::PrintProgress;
using flows::RollProgress;
using flows::TrialDevice;
using receipt_printer::RollSense;
using receipt_printer::RollStep;

namespace {

constexpr int kMostAdmitted = 12;                   ///< what the page holds; who came longest ago is not undone here
constexpr std::chrono::minutes kHandsPatience{5};   ///< then nobody is at the printer, or with a stick, any more
constexpr std::chrono::minutes kCollectPatience{2}; ///< then nobody here collects the log
constexpr std::size_t kAnswerLimit_bytes = 512;

RollSense senseOf(DeviceHealth printer) {
    switch (printer) {
    case DeviceHealth::Ready:
    case DeviceHealth::PaperNearEnd:
        return RollSense::Printing;
    case DeviceHealth::PaperOut:
    case DeviceHealth::CoverOpen:
        return RollSense::Opened;
    case DeviceHealth::NeedsStaff:
        return RollSense::Closed;
    case DeviceHealth::Starting:
    case DeviceHealth::Absent:
    case DeviceHealth::NotAnswering:
        break;
    }
    return RollSense::Unreachable;
}

RollProgress progressOf(RollStep step) {
    switch (step) {
    case RollStep::OpenCover:
        return RollProgress::OpenCover;
    case RollStep::PutRoll:
        return RollProgress::PutRoll;
    case RollStep::TestPrint:
        break;
    }
    return RollProgress::TestPrint;
}

} // namespace

StoreStaffDesk::StoreStaffDesk(StoreLobby& lobby, const events::Clock& clock, StaffPrinter printer, std::string pin,
                               std::string version, flows::PinBrake brake, StaffLog log)
    : lobby_(lobby), clock_(clock), printer_(std::move(printer)), pin_(std::move(pin)), brake_(brake),
      log_(std::move(log)) {
    state_.pin_set = !pin_.empty();
    state_.version = std::move(version);
    state_.log_offered = !log_.answer.empty();
    lobby_.askStaffFirst({.code = [this](std::optional<std::string_view> text) { return takes(text); },
                          .card =
                              [this](bool read) {
                                  return takesForTrial(TrialDevice::Reader,
                                                       read ? std::optional(flows::CodeSeen{}) : std::nullopt);
                              }});
    readVoice();
}

void StoreStaffDesk::notifyUnless(const flows::StaffState& former) {
    if (!(former == state_) && changed_) changed_();
}

void StoreStaffDesk::forget() {
    flows::StaffState empty;
    empty.pin_set = state_.pin_set;
    empty.version = std::move(state_.version);
    empty.voice = state_.voice;
    empty.log_offered = state_.log_offered;
    trial_.end();
    state_ = std::move(empty);
    job_.clear();
    code_id_.clear();
    log_request_.clear();
}

void StoreStaffDesk::enter(std::string_view pin) {
    const auto former = state_;
    const auto now = clock_.monotonic();
    if (!state_.pin_set || flows::pinWait(brake_, now).count() > 0) return;
    if (crypto::isPasswordOf(pin, pin_)) {
        brake_ = {};
        if (LobbyRecords* records = lobby_.records())
            (void)records->enterByPin(); // staff gets in, whatever the disk does
        begin({});
    } else {
        if (LobbyRecords* records = lobby_.records()) (void)records->refuseStaff("wrong_pin");
        brake_ = flows::afterWrongPin(brake_, now);
        state_.pin_wrong = true;
        state_.pin_wait_s = static_cast<int>(flows::pinWait(brake_, now).count());
    }
    notifyUnless(former);
}

void StoreStaffDesk::begin(const std::string& code_id) {
    forget();
    code_id_ = code_id;
    resumeLog();
    readAdmitted();
    readPaper();
    lobby_.beginStaffSession();
}

void StoreStaffDesk::standAtDoor(bool stands) {
    const auto former = state_;
    at_door_ = stands;
    state_.code_refused.reset();
    notifyUnless(former);
}

bool StoreStaffDesk::takes(std::optional<std::string_view> scanned) {
    const auto seen = scanned ? std::optional(flows::codeSeen(*scanned)) : std::nullopt;
    if (takesForTrial(TrialDevice::Scanner, seen)) return true;
    const std::string_view text = scanned.value_or("");
    const bool of_staff = text.starts_with(catalogue::kStaffCodePrefix);
    if (lobby_.state().staff && of_staff) return true; // the scanner saw it once more
    if (!at_door_ || (!of_staff && !text.empty())) return false;
    const auto former = state_;
    lobby_.touched();
    if (const auto code_id = tryCode(text)) {
        begin(*code_id);
    } else {
        state_.code_refused = code_id.error();
        if (LobbyRecords* records = lobby_.records()) (void)records->refuseStaff(catalogue::text(code_id.error()));
    }
    notifyUnless(former);
    return true;
}

tl::expected<std::string, StaffCodeOutcome> StoreStaffDesk::tryCode(std::string_view text) {
    const auto& lobby = lobby_.state();
    if (!lobby.catalogue) return tl::unexpected(StaffCodeOutcome::UnknownKey);
    const auto verdict = catalogue::verifyStaffCode(text, lobby.catalogue->staffCodeRules(lobby.kiosk, clock_.now()));
    if (verdict.outcome != StaffCodeOutcome::Opens) return tl::unexpected(verdict.outcome);
    LobbyRecords* records = lobby_.records();
    if (records == nullptr) return tl::unexpected(StaffCodeOutcome::NotKept);
    const auto entered = records->enterByCode(verdict.claims->code_id);
    if (!entered) return tl::unexpected(StaffCodeOutcome::NotKept);
    if (!*entered) return tl::unexpected(StaffCodeOutcome::AlreadyUsed);
    return verdict.claims->code_id;
}

void StoreStaffDesk::readVoice() {
    LobbyRecords* records = lobby_.records();
    voice_read_ = records != nullptr;
    if (records != nullptr) state_.voice = records->voice();
}

void StoreStaffDesk::readAdmitted() {
    state_.admitted.clear();
    if (LobbyRecords* records = lobby_.records()) {
        if (auto read = records->admitted(catalogue::serviceDayOf(clock_.now()), kMostAdmitted))
            state_.admitted = std::move(*read);
    }
}

void StoreStaffDesk::readPaper() {
    state_.paper.reset();
    const auto report = printer_.report();
    if (report.roll_metres > 0)
        state_.paper = flows::PaperForecast{.metres_left = report.paper_left_metres, .slips_left = report.slips_left};
}

void StoreStaffDesk::order() {
    job_.clear();
    state_.test_print = PrintProgress::Failed;
    LobbyRecords* records = lobby_.records();
    if (records == nullptr) return;
    const auto ordered = records->orderTestPrint();
    if (!ordered) return;
    job_ = ordered->print_job_id;
    state_.test_print = PrintProgress::Printing;
    const auto report = printer_.report();
    printer_.print(
        {.print_job_id = job_,
         .receipt = receipt_printer::makeTestPrint(
             {{"打印机", report.usb_id + " " + report.port}, {"型号", report.device_id}, {"版本", state_.version}})});
}

void StoreStaffDesk::testPrint() {
    if (!lobby_.state().staff || !job_.empty()) return;
    const auto former = state_;
    order();
    notifyUnless(former);
}

void StoreStaffDesk::beginTrial(TrialDevice device) {
    if (!lobby_.state().staff) return;
    const auto former = state_;
    trial_.begin(device, clock_.monotonic());
    state_.trial = trial_.shown();
    notifyUnless(former);
}

void StoreStaffDesk::endTrial() {
    const auto former = state_;
    trial_.end();
    state_.trial = trial_.shown();
    notifyUnless(former);
}

bool StoreStaffDesk::takesForTrial(TrialDevice device, const std::optional<flows::CodeSeen>& seen) {
    if (!lobby_.state().staff) endTrial();
    const auto former = state_;
    if (!trial_.takes(device, seen, clock_.monotonic())) return false;
    if (lobby_.state().staff) lobby_.touched(); // whoever tries it is here
    state_.trial = trial_.shown();
    notifyUnless(former);
    return true;
}

void StoreStaffDesk::followTrial() {
    trial_.tick(clock_.monotonic(), lobby_.state().card_notice == flows::CardNotice::LeftOnReader);
    state_.trial = trial_.shown();
}

void StoreStaffDesk::beginRollChange() {
    if (!lobby_.state().staff || flows::isRollUnderWay(state_.roll)) return;
    const auto former = state_;
    const RollSense sense = senseOf(lobby_.state().printer.health);
    roll_since_ = clock_.monotonic();
    roll_step_ = receipt_printer::firstRollStep(sense);
    state_.roll = sense == RollSense::Unreachable ? RollProgress::Unreachable : progressOf(roll_step_);
    notifyUnless(former);
}

void StoreStaffDesk::endRollChange() {
    const auto former = state_;
    state_.roll = RollProgress::None;
    notifyUnless(former);
}

void StoreStaffDesk::followRoll() {
    if (!flows::isRollUnderWay(state_.roll)) return;
    const RollStep step = receipt_printer::nextRollStep(roll_step_, senseOf(lobby_.state().printer.health));
    if (std::exchange(roll_step_, step) != step) {
        roll_since_ = clock_.monotonic();
        if (step == RollStep::TestPrint) {
            printer_.rollChanged();
            readPaper();
            order();
        }
        state_.roll = progressOf(step);
    }
    if (state_.roll == RollProgress::TestPrint && state_.test_print != PrintProgress::Printing) {
        state_.roll = state_.test_print == PrintProgress::Printed ? RollProgress::Printed : RollProgress::NotProved;
    }
    if (clock_.monotonic() - roll_since_ < kHandsPatience) lobby_.touched();
}

void StoreStaffDesk::followPrint() {
    LobbyRecords* records = lobby_.records();
    if (job_.empty() || records == nullptr) return;
    const auto print = records->printState(job_);
    if (!print || *print == PrintProgress::Printing) return;
    state_.test_print = *print;
    job_.clear();
}

void StoreStaffDesk::undoCheckIn(const std::string& token_id) {
    if (!lobby_.state().staff) return;
    const auto former = state_;
    LobbyRecords* records = lobby_.records();
    state_.not_kept = records == nullptr || !records->undoCheckIn(token_id);
    readAdmitted();
    notifyUnless(former);
}

void StoreStaffDesk::setVoice(const flows::VoiceChoice& voice) {
    if (!lobby_.state().staff || voice.step < 1 || voice.step > flows::kVoiceSteps) return;
    const auto former = state_;
    LobbyRecords* records = lobby_.records();
    state_.not_kept = records == nullptr || !records->setVoice(voice);
    readVoice();
    notifyUnless(former);
}

void StoreStaffDesk::exportLog() {
    if (!lobby_.state().staff || !state_.log_offered || flows::isExportUnderWay(state_.log)) return;
    const auto former = state_;
    LobbyRecords* records = lobby_.records();
    const auto asked = records != nullptr ? records->requestLog(log_.request, code_id_) : Result<std::string>();
    state_.not_kept = !asked || asked->empty();
    if (!state_.not_kept) {
        log_request_ = *asked;
        log_since_ = clock_.monotonic();
        state_.log = LogExport::Asked;
        state_.log_file.clear();
    }
    notifyUnless(former);
}

void StoreStaffDesk::resumeLog() {
    if (!state_.log_offered) return;
    const auto request = readSmallFile(log_.request, kAnswerLimit_bytes).value_or("");
    log_request_ = request.substr(0, request.find('\n'));
    if (log_request_.empty()) return;
    log_since_ = clock_.monotonic();
    state_.log = LogExport::Asked;
}

void StoreStaffDesk::followLog() {
    if (!flows::isExportUnderWay(state_.log)) return;
    const auto waited = clock_.monotonic() - log_since_;
    const auto line = readSmallFile(log_.answer, kAnswerLimit_bytes).value_or("");
    if (const auto answer = flows::logExportAnswer(line, log_request_)) {
        state_.log = answer->stands;
        state_.log_file = answer->file;
    } else if (waited >= kCollectPatience) {
        state_.log = LogExport::Failed;
    }
    if (flows::isExportUnderWay(state_.log) && waited < kHandsPatience) lobby_.touched();
}

void StoreStaffDesk::closeKiosk(bool closed) {
    if (!lobby_.state().staff) return;
    const auto former = state_;
    state_.not_kept = !lobby_.close(closed);
    notifyUnless(former);
}

void StoreStaffDesk::tick() {
    const auto former = state_;
    if (!voice_read_) readVoice(); // the store came late
    const bool in = lobby_.state().staff;
    const bool gone = std::exchange(in_, in) && !in;
    if (gone || lobby_.state().session == session::Phase::Attract) forget(); // whoever tried a PIN is gone, too
    followTrial();
    if (in) {
        followPrint();
        followRoll();
        followLog();
    }
    state_.pin_wait_s = static_cast<int>(flows::pinWait(brake_, clock_.monotonic()).count());
    notifyUnless(former);
}

} // namespace onestop::app
