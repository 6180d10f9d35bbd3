// SPDX-License-Identifier: Apache-2.0
// What happens around the lobby in memory, told by its tests: time, devices, the hub, clerks and staff.
#include "tests/kiosk/viewmodels/memory_lobby.h"

namespace onestop::tests {

using namespace std::chrono_literals;
using flows::DeviceHealth;
using flows::PrintProgress;
using flows::TicketProgress;

void MemoryLobby::pass(std::chrono::seconds time) {
    for (auto left = time; left > 0s; left -= 1s) {
        monotonic_ += 1s;
        state_.now += 1s;
        apply(session::Input::Tick);
        changed();
    }
}

void MemoryLobby::setTime(events::WallTime now) {
    state_.now = now;
    if (state_.catalogue) state_.opening = state_.catalogue->opening(now);
    changed();
}

void MemoryLobby::layCard(const std::string& masked_name) {
    apply(session::Input::Touch);
    state_.greeting = flows::Greeting{masked_name};
    changed();
}

void MemoryLobby::closeOpinions() {
    state_.opinions_open = false;
    changed();
}

void MemoryLobby::hubTakesOpinion() {
    state_.opinion->stage = flows::OpinionStage::Sent;
    changed();
}

void MemoryLobby::opinionPrints(PrintProgress progress) {
    state_.opinion->print = progress;
    changed();
}

void MemoryLobby::answerComes(flows::AnswerStage stage, const std::string& text) {
    state_.answer = flows::AnswerView{.stage = stage, .text = text};
    changed();
}

void MemoryLobby::shutFigures(int seconds) {
    state_.short_code_wait_s = seconds;
    changed();
}

void MemoryLobby::leasePlaces(const std::string& activity_session_id, int places) {
    state_.places[activity_session_id].granted = places;
    changed();
}

void MemoryLobby::bookedBefore(const std::string& activity_session_id, int people) {
    state_.places[activity_session_id].booked = people;
    changed();
}

void MemoryLobby::linePlaces(const std::string& activity_session_id, int waiting) {
    state_.places[activity_session_id].waiting = waiting;
    changed();
}

void MemoryLobby::bookingPrints(PrintProgress progress) {
    state_.booking->print = progress;
    changed();
}

void MemoryLobby::refuseBooking(flows::BookingRefusal refusal, const std::string& activity_session_id) {
    state_.booking_refusal = {refusal, activity_session_id};
    changed();
}

void MemoryLobby::help(flows::HelpProgress progress) {
    state_.help = progress;
    changed();
}

void MemoryLobby::showCode(flows::CheckInOutcome outcome, int people) {
    apply(session::Input::Touch);
    flows::CheckInView view;
    view.outcome = outcome;
    view.activity_id = "lecture";
    view.activity_session_id = "lecture-0";
    view.people = people;
    view.present = 42;
    view.capacity = 60;
    view.used_at = state_.now - 12min;
    view.serial = (state_.check_in ? state_.check_in->serial : state_.revision) + 1;
    state_.check_in = view;
    changed();
}

void MemoryLobby::printerAnswers(PrintProgress progress) {
    state_.ticket->print = progress;
    changed();
}

void MemoryLobby::setPrinter(DeviceHealth health) {
    state_.printer = {health, state_.now - 20min};
    changed();
}

void MemoryLobby::setReader(DeviceHealth health) {
    state_.reader = {health, state_.now - 25h};
    changed();
}

void MemoryLobby::setScanner(DeviceHealth health) {
    state_.scanner = {health, state_.now - 5min};
    changed();
}

void MemoryLobby::setLink(flows::Link link) {
    state_.link = link;
    state_.link_since = state_.now - 3min;
    changed();
}

void MemoryLobby::setCertificate(const flows::Certificate& certificate) {
    state_.certificate = certificate;
    changed();
}

void MemoryLobby::listHubKey() {
    auto copy = std::make_shared<catalogue::Catalogue>(*state_.catalogue);
    const auto key = crypto::PrivateKey::generate().publicKey();
    copy->staff_keys.push_back({catalogue::checkInKid(key), key, copy->site_id, state_.now, state_.now});
    useCatalogue(std::move(copy));
}

void MemoryLobby::loseCatalogue() { useCatalogue(nullptr); }

void MemoryLobby::useCatalogue(std::shared_ptr<const catalogue::Catalogue> catalogue) {
    state_.catalogue = std::move(catalogue);
    state_.opening = state_.catalogue ? state_.catalogue->opening(state_.now) : catalogue::OpeningState{};
    changed();
}

catalogue::QueueState& MemoryLobby::editQueue() {
    auto copy = state_.queue ? std::make_shared<catalogue::QueueState>(*state_.queue)
                             : std::make_shared<catalogue::QueueState>();
    copy->service_day = catalogue::serviceDayOf(state_.now);
    copy->as_of = state_.now;
    ++copy->revision;
    auto& queue = *copy;
    state_.queue = std::move(copy);
    return queue;
}

void MemoryLobby::queueWaits(int people) {
    auto& queue = editQueue();
    queue.businesses = {{"A", "综合", people, catalogue::WaitEstimate{2 * people, 4 * people - 1}},
                        {"B", "健康", 1, catalogue::WaitEstimate{3, 5}}};
    queue.counters = {{1, true}, {2, true}, {3, true}, {4, true}};
    changed();
}

void MemoryLobby::forgetQueue() {
    state_.queue.reset();
    changed();
}

void MemoryLobby::clerkCalls(const std::string& number, int counter) {
    auto& queue = editQueue();
    const std::string call_id = "call-" + number;
    for (auto call = queue.calls.begin(); call != queue.calls.end(); ++call) {
        if (call->call_id != call_id) continue;
        auto again = *call;
        ++again.times;
        again.called_at = state_.now;
        queue.calls.erase(call);
        queue.calls.insert(queue.calls.begin(), again);
        return changed();
    }
    queue.calls.insert(queue.calls.begin(), {call_id, "ticket-" + number, number, counter, state_.now, 1});
    changed();
}

void MemoryLobby::helpRings(int kiosk) {
    const std::string node = "kiosk-" + std::to_string(kiosk);
    editQueue().open_help.push_back({"help-" + node + events::toRfc3339(state_.now), node, state_.now});
    changed();
}

void MemoryLobby::helpEnds(int kiosk) {
    const std::string node = "kiosk-" + std::to_string(kiosk);
    std::erase_if(editQueue().open_help, [&](const auto& call) { return call.node == node; });
    changed();
}

void MemoryLobby::clerkCallsMine(int counter) {
    state_.ticket->progress = TicketProgress::Called;
    state_.ticket->called_to = counter;
    clerkCalls(state_.ticket->number, counter);
}

void MemoryLobby::clerkServesMine() {
    state_.ticket->progress = TicketProgress::Serving;
    changed();
}

void MemoryLobby::clerkIsDoneWithMine() {
    state_.ticket->progress = TicketProgress::Done;
    state_.rating = flows::RatingView{.subject = flows::RatingSubject::Ticket,
                                      .subject_id = state_.ticket->ticket_id,
                                      .item_id = state_.ticket->item_id};
    changed();
}

void MemoryLobby::showAttendedCode() {
    state_.rating =
        flows::RatingView{.subject = flows::RatingSubject::Activity, .subject_id = "lecture-0", .item_id = {}};
    showCode(flows::CheckInOutcome::AlreadyUsed);
}

void MemoryLobby::staffSession() {
    apply(session::Input::Leave);
    apply(session::Input::Touch);
    state_.staff = true;
    changed();
}

void MemoryLobby::softwareIsUpdated(std::optional<int> percent) {
    state_.updating_percent = percent;
    changed();
}

void MemoryLobby::staffCloses(bool closed) {
    state_.closed_since = closed ? std::optional(state_.now) : std::nullopt;
    changed();
}

void MemoryLobby::refuse(flows::TicketRefusal refusal, std::string item_id) {
    state_.refusal = refusal;
    state_.refused_item = std::move(item_id);
    changed();
}

} // namespace onestop::tests
