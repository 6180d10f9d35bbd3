// SPDX-License-Identifier: Apache-2.0
// The lobby in memory: a second real implementation over the same pure flows, driven by domain verbs instead of devices
// and a hub. No clock but its own.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "kiosk/flows/lobby.h"
#include "tests/kiosk/viewmodels/demo_catalogue.h"

namespace onestop::tests {

class MemoryLobby : public flows::Lobby {
public:
    MemoryLobby();

    const flows::LobbyState& state() const override { return state_; }
    void observe(std::function<void()> changed) override { changed_ = std::move(changed); }
    void touched() override;
    void endSession() override;
    void useLanguage(catalogue::Language language) override { language_ = language; }
    void issueTicket(const std::string& item_id, flows::PriorityClass priority) override;
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

    // What happens around the kiosk.
    void pass(std::chrono::seconds time);
    void setTime(events::WallTime now);
    void layCard(const std::string& masked_name);
    void showCode(flows::CheckInOutcome outcome, int people = 1);
    void printerAnswers(flows::PrintProgress progress);
    void setPrinter(flows::DeviceHealth health);
    void setReader(flows::DeviceHealth health);
    void setScanner(flows::DeviceHealth health);
    void setLink(flows::Link link);
    void setCertificate(const flows::Certificate& certificate);
    void loseCatalogue();
    void useCatalogue(std::shared_ptr<const catalogue::Catalogue> catalogue);
    /// The queue as the hub tells it: so many wait for business A.
    void queueWaits(int people);
    void forgetQueue();
    /// A clerk calls a number to a counter; called again it is a recall.
    void clerkCalls(const std::string& number, int counter);
    void clerkCallsMine(int counter);
    /// At another kiosk somebody asks for help, and the hub tells the hall; answered or taken back it rings no longer.
    void helpRings(int kiosk);
    void helpEnds(int kiosk);
    void clerkServesMine();
    void clerkIsDoneWithMine();
    /// Somebody who took part in the lecture holds her code to the scanner again.
    void showAttendedCode();
    void closeOpinions();
    void hubTakesOpinion();
    void opinionPrints(flows::PrintProgress progress);
    /// What becomes of the code that was typed.
    void answerComes(flows::AnswerStage stage, const std::string& text = {});
    /// Ends the visit and begins a session of the staff.
    void staffSession();
    void staffCloses(bool closed);
    void softwareIsUpdated(std::optional<int> percent);
    /// The hub lent so many places of a session.
    void leasePlaces(const std::string& activity_session_id, int places);
    /// So many people have booked and are gone.
    void bookedBefore(const std::string& activity_session_id, int people);
    void linePlaces(const std::string& activity_session_id, int waiting);
    void bookingPrints(flows::PrintProgress progress);
    /// The technician had this kiosk's key listed.
    void listKey() { key_listed_ = true; }
    /// The technician had the hub's key of codes of staff listed.
    void listHubKey();
    void refuseBooking(flows::BookingRefusal refusal, const std::string& activity_session_id);
    /// Figures that fitted nothing were typed too often.
    void shutFigures(int seconds);
    void diskIsFull() { disk_full_ = true; }
    void refuse(flows::TicketRefusal refusal, std::string item_id = {});
    void help(flows::HelpProgress progress);
    /// A business of this letter has no number left today.
    void giveOut(const std::string& letter);
    void personWaiting(bool waiting) { person_waiting_ = waiting; }

    catalogue::Language language() const { return language_; }
    const std::string& helpAskedOn() const { return help_page_; }
    struct Rating {
        int level = 0;
        std::vector<std::string> reasons;
    };
    const std::vector<Rating>& ratings() const { return ratings_; }
    struct Opinion {
        std::optional<flows::OpinionTopic> topic; ///< absent: a call back
        std::string text;                         ///< or the phone number
    };
    const std::vector<Opinion>& opinions() const { return opinions_; }
    const std::string& typedFigures() const { return typed_figures_; }
    const std::string& askedCode() const { return asked_code_; }
    /// The activity that was printed last.
    const std::string& printedActivity() const { return printed_activity_; }
    int reprints() const { return reprints_; }

private:
    void keep(Opinion opinion, std::string query_code);
    void apply(session::Input input);
    void wipe();
    void changed();
    catalogue::QueueState& editQueue();

    flows::LobbyState state_;
    std::function<void()> changed_;
    session::State session_;
    std::chrono::milliseconds monotonic_{0};
    catalogue::Language language_ = catalogue::Language::ZhHans;
    std::string help_page_;
    unsigned issued_ = 0;
    int reprints_ = 0;
    bool person_waiting_ = false;
    bool disk_full_ = false;
    bool key_listed_ = false;
    std::set<std::string> booked_;
    std::vector<Rating> ratings_;
    std::vector<Opinion> opinions_;
    std::string asked_code_;
    std::string printed_activity_;
    std::string typed_figures_;
    int rated_level_ = 0;
    bool called_back_ = false;
};

} // namespace onestop::tests
