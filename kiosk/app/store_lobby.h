// SPDX-License-Identifier: Apache-2.0
// The lobby over the store and the devices: decisions come from session and flows, rows and events from LobbyRecords,
// what syncd brought from StoreView. It starts and serves with any of them missing (DESIGN 4.1).
// One thread, the screen's; no Qt: time passes by tick(), the devices are told by their posts.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "drivers/receipt_printer/receipt_printer.h"
#include "kiosk/app/check_in_signer.h"
#include "kiosk/app/config.h"
#include "kiosk/app/legacy.h"
#include "kiosk/app/lobby_records.h"
#include "kiosk/app/person_key.h"
#include "kiosk/app/run_marks.h"
#include "kiosk/app/store_view.h"
#include "kiosk/flows/lobby.h"
#include "kiosk/flows/service_day_keeper.h"
#include "kiosk/session/fresh_process.h"
#include "sync/crypto/query_code.h"
#include "sync/store/change_watcher.h"

namespace onestop::app {

/// Gives a job to the printer; may be called before a printer is there.
using Print = std::function<void(receipt_printer::PrintJob)>;

class StoreLobby final : public flows::Lobby {
public:
    /// Opens nothing that could fail visibly: what is missing is tried again by tick(). The clock outlives the lobby.
    /// `legacy`: this process has taken another's place, and goes on as that one did.
    StoreLobby(KioskConfig config, const events::Clock& clock, store::RandomSource random, Print print,
               std::string version, const std::optional<Legacy>& legacy = {});

    const flows::LobbyState& state() const override { return state_; }
    void observe(std::function<void()> changed) override { changed_ = std::move(changed); }

    void touched() override;
    void endSession() override;
    void useLanguage(catalogue::Language language) override { language_ = language; }
    void issueTicket(const std::string& item_id, flows::PriorityClass priority = flows::PriorityClass::Normal) override;
    void reprintTicket() override;
    void giveUpTicket() override;
    void dismissRefusal() override;
    void dismissCheckIn() override;
    void rate(int level, const std::vector<std::string>& reasons) override;
    void dismissRating() override;
    void leaveOpinion(flows::OpinionTopic topic, std::string text) override;
    void dismissOpinion() override;
    void askForAnswer(const std::string& query_code) override;
    void dismissAnswer() override;
    void askForCallBack(std::string phone) override;
    void bookActivity(const std::string& activity_session_id, int people) override;
    void reprintBooking() override;
    void cancelBooking() override;
    void dismissBooking() override;
    void typeCheckInCode(const std::string& digits) override;
    void printGuide(const std::string& item_id) override;
    void printActivity(const std::string& activity_id) override;
    void callForHelp(const std::string& page) override;
    void cancelHelp() override;

    /// Ends the session under way and begins one of the staff. A card or a code of somebody ends that one.
    void beginStaffSession();
    /// Closes this kiosk or opens it again, also for the next start; false when that could not be written.
    bool close(bool closed);
    /// Whose what is held to the scanner or laid on the reader is; true: the staff's, and nobody else looks at it.
    struct StaffFirst {
        /// Absent: it could not be read; empty: none of ours.
        std::function<bool(std::optional<std::string_view>)> code;
        /// Of a card no more than whether it could be read.
        std::function<bool(bool)> card;
    };
    void askStaffFirst(StaffFirst first) { staff_first_ = std::move(first); }
    /// What the staff desk writes; null while the store cannot be used.
    LobbyRecords* records() { return records_ ? &*records_ : nullptr; }

    /// To be called at least every 500 ms, and when changeDescriptor() is readable.
    void tick();
    /// Readable when another program may have written to the store; -1 while there is none. May differ after a tick.
    int changeDescriptor() const;

    /// What the devices say, on the screen's thread. `name`: the driver's own word for its state, for the event.
    void readerChanged(flows::DeviceHealth health, std::string_view name);
    void printerChanged(flows::DeviceHealth health, std::string_view name);
    void scannerChanged(flows::DeviceHealth health, std::string_view name);
    /// `card_number` is only hashed; the caller overwrites it.
    void cardLaid(std::string masked_name, std::span<const std::uint8_t> card_number);
    void cardNotRead();
    /// `lies`: it was read and still lies there.
    void cardLies(bool lies);
    void scanned(std::string_view text);
    /// The scanner saw a part of a code.
    void scanNotRead();
    void printFinished(const std::string& print_job_id);

    /// How often figures fitted nothing: what a fresh process has to go on with.
    const flows::PinBrake& codeBrake() const { return code_brake_; }

    /// The drivers begin now: a device that has said nothing some seconds later is not there.
    void devicesBegin();
    /// Something was typed in this visit; what is not told.
    void typed();
    /// The process should give its place to a fresh one now: it has seen something personal, and nobody is here.
    bool isFreshProcessDue() const { return fresh_due_; }

private:
    void openStore();
    void storeFailed(const store::StoreFailure& failure);
    /// True when it succeeded; otherwise the store's failure is dealt with.
    template <typename T>
    bool held(const Result<T>& result) {
        if (!result) storeFailed(result.error());
        return result.has_value();
    }
    void notify();
    void printSheet(const std::string& page, const std::string& title, receipt_printer::Receipt receipt);

    void advanceSession(session::Input input);
    void wipe(session::EndReason reason, session::Moment began);
    bool isCardLeaving() const;
    void advanceLeaving();
    void forgetLeaving();
    /// What a card or a code of somebody is to the session under way.
    session::Input arrival() const;
    void advanceFreshProcess();
    /// True when it is shown differently now.
    bool refreshUpdating();
    void advanceHelp();
    void advanceDay();
    void refreshFromStore();

    flows::TicketFacts factsFor(const catalogue::ServiceItem* item, const catalogue::Business* business);
    int issuedToday(const catalogue::Business& business);
    /// True when a business has begun or ceased to have no number left.
    bool refreshQuotas();
    void showTicket(TicketRecord record);
    void refreshTicket();
    std::optional<int> peopleAhead(const TicketRecord& record, const catalogue::QueueTicket* heard);
    void printTicket();
    /// Shows the ticket whose slip was held to the scanner; false when the text is not the slip of one of today.
    bool showTicketOfSlip(std::string_view text);
    flows::BookingFacts bookingFacts(const std::string& activity_session_id, int people) const;
    void openSigner();
    void showBooking(BookingRecord record);
    void refreshBooking();
    /// True when something of it is shown differently now.
    bool refreshBookings();
    void printBooking(bool reprint);
    /// A token id whose figures name no other booking.
    std::string drawTokenId();
    /// True when the seconds that are shown have changed.
    bool refreshCodeWait();
    /// A code that is not the staff's: of a visit.
    void visitorScanned(std::string_view text);
    /// What a code means here: a slip, a booking, a check-in.
    void answerCode(std::string code);
    /// The code of these figures is answered as if it had been shown. Otherwise: why it cannot be.
    std::optional<flows::CheckInOutcome> answerFigures(const catalogue::ShortCode& figures);
    std::string codeOf(const BookingRecord& record, const catalogue::ActivitySession& session) const;
    /// Shows the booking whose code was held to the scanner; false when it is no code of ours, or checks in now. Then
    /// it is made the code of the booking as it stands: whoever moved up may still hold that of the waiting line.
    bool showBookingOfCode(std::string& code);
    /// Opens the rating of what was served or attended, when it was not rated yet.
    void offerRating(std::string rated_id, flows::RatingView view, bool served);
    flows::CheckInView checkIn(std::string_view text);
    bool keepSealed(catalogue::SealedContent& content);
    void printOpinion();
    void forgetAnswer();
    void refreshAnswer();
    bool advanceSealed();
    void wipeSealed();
    void deviceChanged(flows::DeviceView& view, const char* device, flows::DeviceHealth health, std::string_view name);
    void takeLegacy(const Legacy& legacy);
    void settleDevices();

    KioskConfig config_;
    const events::Clock& clock_;
    store::RandomSource random_;
    Print print_;
    std::string version_;
    RunMarks marks_;

    flows::LobbyState state_;
    std::function<void()> changed_;
    StaffFirst staff_first_;
    StoreView view_;
    std::optional<LobbyRecords> records_;
    std::unique_ptr<store::ChangeWatcher> watcher_;
    bool store_broken_ = false;
    session::Moment next_open_{};
    session::Moment next_refresh_{};
    session::Moment next_beat_{};
    std::optional<session::Moment> devices_until_; ///< a silent device counts as starting until then
    std::string last_complaint_;
    Beginning beginning_ = Beginning::OfProgram;
    struct Appearing {
        flows::DeviceView* view;
        flows::DeviceHealth health;
        std::string name;
    };
    std::map<std::string, Appearing> appearing_; ///< devices that a fresh process has not found again yet
    bool personal_ = false; ///< this process has seen a card, a code or typed text; never taken back
    bool card_lies_ = false;
    /// The card of a visit that has ended. On its way off the reader it may be read once more: that greets nobody.
    struct CardLeaving {
        std::string masked_name;
        std::optional<crypto::Digest> person;
        session::Moment since{}; ///< it was last seen to lie, or its visit ended
        bool read_once_more = false;
    };
    std::optional<CardLeaving> leaving_;
    session::FreshWait fresh_wait_;
    bool fresh_due_ = false;

    std::optional<flows::ServiceDayKeeper> day_;
    std::optional<PersonKey> person_key_;

    std::optional<CheckInSigner> signer_; ///< absent while its key cannot be kept
    flows::PinBrake code_brake_;          ///< on figures that fit nothing

    // Of the visit; all wiped at its end.
    session::State session_;
    catalogue::Language language_ = catalogue::Language::ZhHans;
    std::optional<crypto::Digest> person_;
    std::optional<TicketRecord> ticket_;
    std::string rated_id_; ///< what state_.rating may be given once for
    std::string guide_job_;
    std::optional<BookingRecord> booking_; ///< the one that state_.booking shows
    std::string booking_job_;
    std::set<std::string> booked_; ///< sessions that were booked in this visit
    flows::HelpState help_;
    std::uint64_t scans_ = 0;
    struct SealedVisit {
        std::string record_id;                  ///< of what was left
        std::string print_job_id;               ///< of its receipt
        std::optional<crypto::QueryKeys> asked; ///< of the code that was typed
        std::string asked_at;                   ///< names the question; empty: nobody was asked
        session::Moment asked_since{};
        int rated_level = 0; ///< of the rating that stands there
        bool called_back = false;
    };
    SealedVisit sealed_;
};

} // namespace onestop::app
